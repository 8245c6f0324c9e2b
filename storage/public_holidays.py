"""Public holidays and transferred working days by country, from the ``holidays`` package.

For Russia it knows the statutory holidays of any year, and the government's transfers (days off
given in exchange, Saturdays to be worked) of the years whose decree was out when the package was
released; later ones, and the hour less on the eve of a holiday, belong into the override table.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache

import holidays

from domain.errors import DomainError
from domain.greetings.holidays import PublicFeast

KEY_LENGTH = 24
SAME_FEAST = timedelta(days=10)
"""Days of one name that are not further apart are one holiday: a week off in the new year."""

_IN_EXCHANGE = re.compile(r"\((?:observed|substituted)|^Day off", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")

FIRST_YEAR, LAST_YEAR = 1990, 2100  # the package's movable feasts are tabled about as far


class UnknownCountry(DomainError):
    """There are no holidays for ``country``: not an ISO 3166 alpha-2 code, or not in the tables."""


def public_holidays(country: str, years: int | Collection[int]) -> frozenset[date]:
    """Days off by law in ``years``: statutory, observed instead of a weekend, or transferred.

    Raises:
        UnknownCountry: the code is not known.
        ValueError: a year outside 1990 to 2100.
    """
    return _of_all(_days_off(_checked(country), year) for year in _each(years))


def transferred_working_days(country: str, years: int | Collection[int]) -> frozenset[date]:
    """Weekend days of ``years`` declared working in exchange for another; raises the same."""
    return _of_all(_worked_weekends(_checked(country), year) for year in _each(years))


@lru_cache(maxsize=1024)
def public_feasts(country: str, year: int) -> tuple[PublicFeast, ...]:
    """The holidays of ``year`` that people wish each other well on, each once, on its first day.

    Days off in exchange, and observed instead of a weekend, are none. Raises the same.
    """
    code = _checked(country)
    spoken = holidays.country_holidays(code).supported_languages
    english = _names(code, year, "en_US" if "en_US" in spoken else None)
    russian = _names(code, year, "ru") if "ru" in spoken else english
    found: list[PublicFeast] = []
    last_days: dict[str, date] = {}
    for day in sorted(english):
        for position, name in enumerate(english[day]):
            if _IN_EXCHANGE.search(name):
                continue
            key = _key(name)
            last, last_days[key] = last_days.get(key), day
            if key and (last is None or day - last > SAME_FEAST):
                others = russian.get(day, ())
                other = others[position] if position < len(others) else name
                found.append(PublicFeast(key, day, ru=_bare(other), en=_bare(name)))
    return tuple(found)


def _names(country: str, year: int, language: str | None) -> dict[date, list[str]]:
    of_year = holidays.country_holidays(country, years=year, language=language)
    return {day: name.split(holidays.HOLIDAY_NAME_DELIMITER) for day, name in of_year.items()}


def _bare(name: str) -> str:
    """Without what is said in brackets: that the day is an estimate."""
    return _BRACKETS.sub("", name).strip() or name


def _key(name: str) -> str:
    """``victory_day``: as the rulebook names it."""
    small = _bare(name).casefold().replace("'", "").replace("’", "")
    return _NO_LETTERS.sub("_", small)[:KEY_LENGTH].strip("_")


def _checked(country: str) -> str:
    code = country.strip().upper()
    if code not in holidays.list_supported_countries():
        raise UnknownCountry(country=country)
    return code


def _each(years: int | Collection[int]) -> Collection[int]:
    asked = (years,) if isinstance(years, int) else years
    for year in asked:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not in {year}")
    return asked


def _of_all(years: Iterable[frozenset[date]]) -> frozenset[date]:
    return frozenset[date]().union(*years)


@lru_cache(maxsize=1024)
def _days_off(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))


@lru_cache(maxsize=1024)
def _worked_weekends(country: str, year: int) -> frozenset[date]:
    # A day off at the turn of the year may be paid for by a weekend of the year before or after.
    around = holidays.country_holidays(country, years=(year - 1, year, year + 1))
    return frozenset(day for day in around.weekend_workdays if day.year == year)
