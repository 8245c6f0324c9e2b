"""Public holidays and transferred working days by country, from the ``holidays`` package.

For Russia it knows the statutory holidays of any year, and the government's transfers (days off
given in exchange, Saturdays to be worked) of the years whose decree was out when the package was
released; later ones, and the hour less on the eve of a holiday, belong into the override table.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

import holidays

from domain.errors import DomainError

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
