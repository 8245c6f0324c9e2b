"""Dates that the grammar of tasks does not know, read by dateparser.

It is asked about little, and believed less: only what is written with a day, a month and a year
counts, since it makes dates of numbers, names and half-words too.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.tasks.phrases import OtherDate

LANGUAGES: Final = ("ru", "en")
LONGEST_TEXT: Final = 300
"""Signs that are looked at: it is slow, and a task is said in a line."""

_MONTHS = (
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
    r"|янв|фев|мар|апр|авг|сен|окт|ноя|дек)[а-я]*"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_CLOCK = r"(?:\s*(?:[,Tt]|в|at)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*Z)?)?"
_WRITTEN: Final = re.compile(
    rf"""(?<![\w.№#/-]) (?:
        \d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}{_CLOCK}
      | \d{{1,2}}[-\s.]?(?:{_MONTHS})\.?,?[-\s]\d{{4}}{_CLOCK}
      | (?:{_MONTHS})\.?\s?\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}{_CLOCK}
      | \d{{1,2}}\.\d{{1,2}}\.\d{{4}}\s\d{{1,2}}:\d{{2}}:\d{{2}}
    ) (?! [\w/-] | [.]\d )""",
    re.IGNORECASE | re.VERBOSE,
)
_REFERS: Final = re.compile(r"(?:\b(?:от|за|с|с.|from|of|since|dated)|[№#])\s*$", re.IGNORECASE)
_TIME: Final = re.compile(r"\d{1,2}:\d{2}|[ap]\.?m", re.IGNORECASE)


def read_other_date(text: str, now: datetime, zone: ZoneInfo) -> OtherDate | None:
    """See ``domain.tasks.phrases.ReadOtherDate``."""
    for written in _WRITTEN.finditer(text[:LONGEST_TEXT]):
        if _REFERS.search(text[: written.start()]):
            continue  # «договор от 2026-11-25» is no deadline
        at = _read(written.group(), now, zone)
        if at is not None and at >= now:
            has_time = _TIME.search(written.group()) is not None
            return OtherDate(at, has_time, written.start(), written.end())
    return None


def _read(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    has_time = _TIME.search(words) is not None
    settings: dict[str, Any] = {
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": now.astimezone(zone).replace(tzinfo=None),
        "TIMEZONE": zone.key,
        "RETURN_AS_TIMEZONE_AWARE": True,
        "REQUIRE_PARTS": ["day", "month"],
    }
    found = _reader()(words, languages=list(LANGUAGES), settings=settings)
    if not isinstance(found, datetime):
        return None
    if not has_time:
        found = found.replace(hour=23, minute=59, second=0, microsecond=0)
    return found.astimezone(UTC)


@lru_cache(maxsize=1)
def _reader() -> Any:
    """Imported late: it is heavy, and few lines need it."""
    import dateparser  # noqa: PLC0415 - slow to import, and rarely needed

    return dateparser.parse
