"""Which holidays come on which days: public ones by the country's law, professional ones by the
rulebook.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.errors import DomainError
from domain.greetings.model import HolidayKind, Occasion
from domain.language import Language
from domain.rulebook.greetings import Feasts, Greetings


@dataclass(frozen=True, slots=True)
class PublicFeast:
    """A public holiday of a country on its first day of a year. ``key`` is made of its English
    name; the names are the law's, as far as they are known.
    """

    key: str
    on: date
    ru: str
    en: str


PublicFeasts = Callable[[str, int], tuple[PublicFeast, ...]]
"""The public holidays of a country (ISO 3166 alpha-2) and year, each once; UnknownCountry."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday on a day. ``sectors``, in lower case, are the trades whose it is; everybody's
    where there is none.
    """

    kind: HolidayKind
    key: str
    on: date
    ru: str
    en: str
    sectors: tuple[str, ...] = ()

    def name(self, language: Language) -> str:
        return self.en if language is Language.ENGLISH else self.ru

    @property
    def occasion(self) -> Occasion:
        return Occasion(self.kind)

    def is_of(self, sector: str | None) -> bool:
        """Whether clients of the sector keep it."""
        return not self.sectors or (sector or "").strip().lower() in self.sectors


@dataclass(frozen=True, slots=True)
class Holidays:
    """Every holiday that clients may be congratulated on."""

    public_feasts: PublicFeasts

    def between(
        self, rules: Greetings, country: str, first: date, last: date
    ) -> tuple[Holiday, ...]:
        """Those of a country from ``first`` through ``last``, by day."""
        years = range(first.year, last.year + 1)
        known = [holiday for year in years for holiday in self.of_year(rules, country, year)]
        inside = [holiday for holiday in known if first <= holiday.on <= last]
        return tuple(sorted(inside, key=lambda holiday: (holiday.on, holiday.kind, holiday.key)))

    def of_year(self, rules: Greetings, country: str, year: int) -> Iterator[Holiday]:
        """Those of a country and year; none by law for a country whose laws are not known."""
        yield from self._public(rules, country, year)
        for trade in rules.professional_holidays:
            if country in trade.countries:
                yield Holiday(
                    HolidayKind.PROFESSIONAL,
                    trade.key,
                    trade.on(year),
                    trade.name.ru,
                    trade.name.en,
                    tuple(sector.lower() for sector in trade.sectors),
                )

    def _public(self, rules: Greetings, country: str, year: int) -> Iterator[Holiday]:
        try:
            feasts = self.public_feasts(country, year)
        except DomainError:
            return
        said = {known.key: known for known in rules.public_holidays}
        for feast in feasts:
            known = said.get(feast.key)
            if known is None:
                yield Holiday(HolidayKind.PUBLIC, feast.key, feast.on, feast.ru, feast.en)
            elif known.congratulate:
                names = known.name
                yield Holiday(HolidayKind.PUBLIC, feast.key, feast.on, names.ru, names.en)


def is_wanted(holiday: Holiday, *, feasts: Feasts, sector: str | None, chosen: bool | None) -> bool:
    """Whether a client is congratulated on it: what is ``chosen`` on its card, else as its segment
    is, by its sector. The job says the same in SQL.
    """
    if chosen is not None:
        return chosen
    if holiday.kind is HolidayKind.PUBLIC:
        return feasts is Feasts.ALL
    return feasts is not Feasts.CHOSEN and holiday.is_of(sector)
