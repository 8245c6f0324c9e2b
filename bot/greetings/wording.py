"""Occasions, days and people of congratulations in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.texts import Markup, Texts
from domain.greetings.model import DateKind, Occasion, PersonalDate
from domain.greetings.views import GreetingLine
from domain.greetings.yearly import YearlyDay

MOST_UPCOMING: Final = 3

ICONS: Final[Mapping[Occasion, str]] = {
    Occasion.BIRTHDAY: "🎂",
    Occasion.NAMED: "🎈",
    Occasion.COMPANY: "🏢",
    Occasion.COOPERATION: "🤝",
    Occasion.PUBLIC: "🎉",
    Occasion.PROFESSIONAL: "🎉",
}


def occasion_words(
    occasion: Occasion, label: str | None, holiday_names: Mapping[str, str], texts: Texts
) -> str:
    """«День рождения», «собака Рекс», «День Победы»."""
    if occasion in {Occasion.PUBLIC, Occasion.PROFESSIONAL}:
        return holiday_names.get(texts.language.value) or texts.plain("greeting-holiday")
    if occasion is Occasion.NAMED:
        return label or texts.plain("greeting-named")
    return texts.plain(f"greeting-{occasion}")


def line_words(line: GreetingLine, texts: Texts) -> str:
    """Icon, whom, and on what."""
    who = line.contact_name if line.occasion in {Occasion.BIRTHDAY, Occasion.NAMED} else None
    parts = [
        f"{ICONS[line.occasion]} {who or line.client_name}",
        occasion_words(line.occasion, line.label, line.holiday_names, texts),
    ]
    if who:
        parts.insert(1, line.client_name)
    return " · ".join(parts)


def kind_words(kind: DateKind, label: str | None, texts: Texts) -> str:
    return occasion_words(Occasion(kind), label, {}, texts)


def yearly_words(day: YearlyDay, texts: Texts) -> str:
    """«5 мая», «5 мая 1980»."""
    words = f"{day.day} {texts.plain(f'month-{day.month}')}"
    return f"{words} {day.year}" if day.year else words


def date_words(known: PersonalDate, texts: Texts) -> str:
    """«5 мая 1980 — День рождения, Иванов Пётр»."""
    what = kind_words(known.kind, known.label, texts)
    whose = f", {known.contact_name}" if known.contact_name else ""
    return f"{yearly_words(known.day, texts)} — {what}{whose}"


def upcoming_words(on: date, known: PersonalDate, today: date, texts: Texts) -> str:
    """«вт, 5 мая — День рождения, Иванов Пётр (46)»."""
    what = kind_words(known.kind, known.label, texts)
    turns = known.day.turns(on)
    parts = [what, known.contact_name, None if turns is None else texts.plain("years", count=turns)]
    beside = ", ".join(part for part in parts if part)
    return f"{texts.day(on, today=today)} — {beside}"


def upcoming_lines(
    upcoming: Sequence[tuple[date, PersonalDate]], today: date, texts: Texts
) -> list[Markup]:
    """The next dates of a client's card, and how many more there are."""
    lines = [
        texts("client-upcoming", words=upcoming_words(on, known, today, texts))
        for on, known in upcoming[:MOST_UPCOMING]
    ]
    if len(upcoming) > MOST_UPCOMING:
        lines.append(texts("client-more-upcoming", count=len(upcoming) - MOST_UPCOMING))
    return lines
