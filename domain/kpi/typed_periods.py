"""Days as people type them: «1.03–15.03», «1–15 марта», «март», «2 квартал», «2025», «30 дней».

Figures look back: what has no year is the latest that has begun.
"""

import re
from datetime import date, timedelta
from typing import Final

from domain.kpi.errors import PeriodNotBegun, PeriodTooEarly, PeriodUnreadable
from domain.periods import (
    LONGEST_DAYS,
    MONTHS_IN_QUARTER,
    Period,
    PeriodBackwards,
    PeriodKind,
    PeriodTooLong,
    own_period,
    period_of,
)
from domain.typed_dates import month_named, real_date

LONGEST_TEXT: Final = 64
ENDS: Final = 2
"""Of a period: its first day and its last."""
EARLIEST: Final = date(2000, 1, 1)

_DAY = re.compile(
    r"(?P<day>\d{1,2})"
    r"(?:[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?"
    r"| (?P<word>[a-zа-я]+)(?: (?P<late_year>\d{4}))?)?"
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_MONTH = re.compile(r"(?P<word>[a-zа-я]+)(?: (?P<year>\d{4}))?")
_QUARTER = re.compile(
    r"(?:(?P<number>[1-4])(?:-?й)? ?(?:кв|квартал)|q(?P<q>[1-4]))(?: (?P<year>\d{4}))?"
)
_LENGTH = re.compile(r"(?:(?:последние|последних|last) )?(?P<number>\d{1,6}) (?P<unit>[a-zа-я]+)")
_BETWEEN = re.compile(r" ?[–—] ?| - | по | до | to ")
_HYPHEN = re.compile(r"(?<=[\dа-яa-z])-(?=\d)")
_YEARS: Final = ("год", "года", "лет", "year", "years")
_UNITS: Final = {
    **dict.fromkeys(("день", "дня", "дней", "day", "days"), 1),
    **dict.fromkeys(("неделя", "недели", "недель", "week", "weeks"), 7),
    **dict.fromkeys(("месяц", "месяца", "месяцев", "month", "months"), 30),
    **dict.fromkeys(_YEARS, 365),
}
_NAMED: Final = {
    "сегодня": (PeriodKind.DAY, 0),
    "today": (PeriodKind.DAY, 0),
    "вчера": (PeriodKind.DAY, 1),
    "yesterday": (PeriodKind.DAY, 1),
    "эта неделя": (PeriodKind.WEEK, 0),
    "this week": (PeriodKind.WEEK, 0),
    "прошлая неделя": (PeriodKind.WEEK, 1),
    "last week": (PeriodKind.WEEK, 1),
    "этот месяц": (PeriodKind.MONTH, 0),
    "this month": (PeriodKind.MONTH, 0),
    "прошлый месяц": (PeriodKind.MONTH, 1),
    "last month": (PeriodKind.MONTH, 1),
    "этот квартал": (PeriodKind.QUARTER, 0),
    "this quarter": (PeriodKind.QUARTER, 0),
    "прошлый квартал": (PeriodKind.QUARTER, 1),
    "last quarter": (PeriodKind.QUARTER, 1),
}


def read_period(text: str, today: date) -> Period:
    """The days meant by ``text``, which have begun by ``today``.

    Raises: PeriodUnreadable, PeriodTooLong, PeriodBackwards, PeriodNotBegun, PeriodTooEarly,
    DateImpossible.
    """
    if len(text) > LONGEST_TEXT:
        raise PeriodUnreadable(text=text[:LONGEST_TEXT])
    clean = " ".join(text.casefold().replace("ё", "е").split()).rstrip(".")
    try:
        found = (
            _named(clean, today)
            or _of_length(clean, today)
            or _quarter(clean, today)
            or _month_or_year(clean, today)
            or _days(clean, today)
        )
    except (ValueError, OverflowError) as error:  # the end of the calendar
        raise PeriodUnreadable(text=text) from error
    if found is None:
        raise PeriodUnreadable(text=text)
    return require_begun(found, today)


def require_begun(period: Period, today: date) -> Period:
    """Raises: PeriodNotBegun, PeriodTooEarly."""
    if period.starts_on > today:
        raise PeriodNotBegun(first=period.starts_on)
    if period.starts_on < EARLIEST:
        raise PeriodTooEarly(earliest=EARLIEST)
    return period


def _named(text: str, today: date) -> Period | None:
    if text not in _NAMED:
        return None
    kind, back = _NAMED[text]
    current = period_of(kind, today)
    return current.previous() if back else current


def _of_length(text: str, today: date) -> Period | None:
    match = _LENGTH.fullmatch(text)
    if match is None or match["unit"] not in _UNITS:
        return None
    days = int(match["number"]) * _UNITS[match["unit"]]
    if days > LONGEST_DAYS:
        raise PeriodTooLong(days=LONGEST_DAYS)
    return own_period(today - timedelta(days=days - 1), today) if days else None


def _quarter(text: str, today: date) -> Period | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    month = (int(match["number"] or match["q"]) - 1) * MONTHS_IN_QUARTER + 1
    return period_of(PeriodKind.QUARTER, _latest(1, month, match["year"], today))


def _month_or_year(text: str, today: date) -> Period | None:
    if re.fullmatch(r"\d{4}", text):
        year = int(text)
        return own_period(real_date(1, 1, year), real_date(31, 12, year))
    match = _MONTH.fullmatch(text)
    month = month_named(match["word"]) if match else None
    if match is None or month is None:
        return None
    return period_of(PeriodKind.MONTH, _latest(1, month, match["year"], today))


def _days(text: str, today: date) -> Period | None:
    """One day, or two with something between them; the first may leave its month to the second."""
    one = _spelled(text)
    if one is not None and one[1] is not None:
        return period_of(PeriodKind.DAY, _latest(one[0], one[1], one[2], today))
    bare = re.sub(r"^(?:с|со|from) ", "", text)
    parts = next(
        (found for mark in (_BETWEEN, _HYPHEN) if len(found := mark.split(bare)) == ENDS), None
    )
    if parts is None:
        return None
    first, last = _spelled(parts[0].strip()), _spelled(parts[1].strip())
    if first is None or last is None or last[1] is None:
        return None
    ends_on = _latest(last[0], last[1], last[2], today)
    month = last[1] if first[1] is None else first[1]
    year = first[2] or last[2]
    if year is not None or first[1] is None:
        starts_on = real_date(first[0], month, _full(year) if year else ends_on.year)
    else:
        starts_on = _latest(first[0], month, None, min(today, ends_on))
    if ends_on < starts_on:
        raise PeriodBackwards(first=starts_on, last=ends_on)
    return own_period(starts_on, ends_on)


def _spelled(text: str) -> tuple[int, int | None, str | None] | None:
    """Day, month and year as far as they are said."""
    if match := _ISO.fullmatch(text):
        return int(match["day"]), int(match["month"]), match["year"]
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    if match["word"] is None:
        return int(match["day"]), int(match["month"]) if match["month"] else None, match["year"]
    month = month_named(match["word"])
    return None if month is None else (int(match["day"]), month, match["late_year"])


def _latest(day: int, month: int, year: str | None, today: date) -> date:
    """Of the year that is said, else the latest that is not after ``today``."""
    if year is not None:
        return real_date(day, month, _full(year))
    this_year = real_date(day, month, today.year)
    return this_year if this_year <= today else real_date(day, month, today.year - 1)


def _full(year: str) -> int:
    return int(year) if len(year) == len("yyyy") else 2000 + int(year)
