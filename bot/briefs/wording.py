"""Answers of a brief as people read them."""

from datetime import date
from decimal import Decimal

from bot.texts import NO_BREAK_SPACE, NOTHING, Texts
from domain.briefs.model import Answer
from domain.briefs.rules import shown_number
from domain.language import Language
from domain.rulebook.briefs import BriefField, FieldKind


def answer_words(field: BriefField, answer: Answer | None, texts: Texts, *, today: date) -> str:
    """Bare text; a dash where the question was skipped."""
    match answer:
        case None:
            return NOTHING
        case tuple():
            return texts.plain("brief-files", count=len(answer))
        case date():
            return texts.day(answer, today=today)
        case Decimal():
            return number_words(field, answer, texts)
        case str() if field.kind is FieldKind.CHOICE:
            named = (choice.name for choice in field.choices if choice.key == answer)
            return next((name.for_language(texts.language) for name in named), answer)
        case _:
            return answer


def number_words(field: BriefField, number: Decimal, texts: Texts) -> str:
    """«1,5 мм», "1.5 mm"."""
    figure = shown_number(number)
    if texts.language is Language.RUSSIAN:
        figure = figure.replace(".", ",")
    unit = field.unit.for_language(texts.language) if field.unit else ""
    return f"{figure}{NO_BREAK_SPACE}{unit}" if unit else figure


def how_to_answer(field: BriefField, texts: Texts) -> str:
    """What the question waits for, bounds included."""
    if field.kind is not FieldKind.NUMBER:
        return texts(f"brief-ask-{field.kind}")
    least, most = field.at_least, field.at_most
    shown = {
        "least": "" if least is None else number_words(field, least, texts),
        "most": "" if most is None else number_words(field, most, texts),
    }
    if least is not None and most is not None:
        return texts("brief-number-between", **shown)
    if least is not None:
        return texts("brief-number-from", least=shown["least"])
    if most is not None:
        return texts("brief-number-to", most=shown["most"])
    unit = field.unit.for_language(texts.language) if field.unit else ""
    return texts("brief-number-any", has_unit="yes" if unit else "no", unit=unit)
