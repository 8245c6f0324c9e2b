"""Which question comes next, and whether what came answers it. Pure: a template and answers in.

Questions are asked in the template's order, those dealt with left out; so any of them can be
answered, or answered anew, at any time.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.briefs.errors import (
    AnswerOfOtherKind,
    AnswerRequired,
    BriefUnfinished,
    ChoiceUnknown,
    NumberTooBig,
    NumberTooSmall,
    NumberUnreadable,
)
from domain.briefs.model import Answer, BriefAnswers
from domain.language import Language
from domain.notes import clean_note
from domain.rulebook.briefs import Brief, BriefField, FieldKind
from domain.tasks.model import FileKind, TaskFile
from domain.typed_dates import parse_day

LONGEST_TEXT = 1000
MOST_FILES = 10
LARGEST_NUMBER = Decimal(10**12)
TITLE_LENGTH = 120
"""Signs of a title: a list shows it in two lines at most."""

_NUMBER = re.compile(
    r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]{1,4})?|[+-]?[0-9]+(?:[.,][0-9]{1,4})?"
)


def next_question(template: Brief, answers: BriefAnswers) -> BriefField | None:
    """The first question that was not dealt with; None where all were."""
    return next((field for field in template.fields if not answers.has(field.key)), None)


def question_before(template: Brief, key: str | None) -> BriefField | None:
    """The question above ``key``; the last of all for None; None above the first."""
    if key is None:
        return template.fields[-1]
    place = place_of(template, key)
    return template.fields[place - 1] if place else None


def place_of(template: Brief, key: str) -> int:
    """Counted from 0."""
    return [field.key for field in template.fields].index(key)


def check_answer(field: BriefField, typed: str | TaskFile, *, today: date) -> str | Decimal | date:
    """What was typed, as the field keeps it; a choice also by its key.

    Raises: AnswerOfOtherKind, Note…, Number…, Date…, ChoiceUnknown.
    """
    if field.kind is FieldKind.FILE or not isinstance(typed, str):
        raise AnswerOfOtherKind(kind=str(field.kind))
    match field.kind:
        case FieldKind.TEXT:
            return clean_note(typed, limit=LONGEST_TEXT)
        case FieldKind.NUMBER:
            return _number(field, typed)
        case FieldKind.DATE:
            return parse_day(typed, today=today)
        case FieldKind.CHOICE:
            return _choice(field, typed)


def add_file(field: BriefField, answers: BriefAnswers, file: TaskFile) -> BriefAnswers:
    """With one file more in the answer; after the tenth none is kept, and the question says so.

    Photos sent at once come as a message each: to refuse every one of them would be noise.
    Raises: AnswerOfOtherKind.
    """
    if field.kind is not FieldKind.FILE or file.kind not in {FileKind.PHOTO, FileKind.DOCUMENT}:
        raise AnswerOfOtherKind(kind=str(field.kind))
    kept = files_of(answers, field.key)
    if is_full(kept):
        return answers
    return answers.with_answer(field.key, (*kept, file))


def files_of(answers: BriefAnswers, key: str) -> tuple[TaskFile, ...]:
    kept = answers.get(key)
    return kept if isinstance(kept, tuple) else ()


def is_full(files: Sequence[TaskFile]) -> bool:
    return len(files) >= MOST_FILES


def skip(field: BriefField, answers: BriefAnswers) -> BriefAnswers:
    """Raises: AnswerRequired."""
    if field.required:
        raise AnswerRequired
    return answers.with_answer(field.key, None)


def require_complete(template: Brief, answers: BriefAnswers) -> BriefAnswers:
    """The answers to the template's own questions. Raises: BriefUnfinished."""
    missing = [
        field
        for field in template.fields
        if field.required and not answers.get(field.key) and answers.get(field.key) != 0
    ]
    if missing:
        raise BriefUnfinished(count=len(missing))
    return BriefAnswers({field.key: answers.get(field.key) for field in template.fields})


def title_of(template: Brief, answers: BriefAnswers, language: Language) -> str:
    """«Макет: баннер для сайта»: the template, and the beginning of the first words said."""
    name = template.name.for_language(language)
    words: Sequence[str] = [
        said
        for field in template.fields
        if field.kind is FieldKind.TEXT and isinstance(said := answers.get(field.key), str)
    ]
    if not words:
        return name
    title = f"{name}: {words[0].splitlines()[0]}"
    return title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1].rstrip()}…"


def _number(field: BriefField, typed: str) -> Decimal:
    text = " ".join(typed.split())
    if field.unit is not None:
        for unit in (field.unit.ru, field.unit.en):
            if text.casefold().endswith(unit.casefold()):
                text = text[: -len(unit)].rstrip()
                break
    if not _NUMBER.fullmatch(text):
        raise NumberUnreadable
    number = Decimal(re.sub(r"\s", "", text).replace(",", "."))
    least = -LARGEST_NUMBER if field.at_least is None else field.at_least
    most = LARGEST_NUMBER if field.at_most is None else field.at_most
    if number < least:
        raise NumberTooSmall(limit=shown_number(least))
    if number > most:
        raise NumberTooBig(limit=shown_number(most))
    return number


def shown_number(number: Decimal) -> str:
    """«1200», «0.5»: without zeros at the end and without an exponent."""
    return f"{number.normalize():f}"


def _choice(field: BriefField, typed: str) -> str:
    wanted = " ".join(typed.split()).casefold()
    for choice in field.choices:
        if wanted in {choice.key, choice.name.ru.casefold(), choice.name.en.casefold()}:
            return choice.key
    raise ChoiceUnknown


def answer(field: BriefField, answers: BriefAnswers, typed: str, *, today: date) -> BriefAnswers:
    """With what was typed or tapped as the answer. Raises: as ``check_answer``."""
    checked: Answer = check_answer(field, typed, today=today)
    return answers.with_answer(field.key, checked)
