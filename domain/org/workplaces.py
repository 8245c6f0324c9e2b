from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Self
from zoneinfo import ZoneInfo

from domain.org.model import Actor
from domain.rulebook.calendars import working_calendar
from domain.rulebook.ports import VersionedRulebook
from domain.working_time import PublicHolidays, TransferredWorkingDays, WorkingCalendar

MOST_KEPT: Final = 1000
"""Calendars in memory; when there are more, most are of old versions and years."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where and when somebody works; ``working_hours`` is None for the usual week."""

    country: str
    zone: ZoneInfo
    working_hours: Mapping[str, object] | None = None

    @classmethod
    def of(cls, actor: Actor) -> Self:
        """The actor's own."""
        return cls(actor.country, actor.zone, actor.working_hours)


class Calendars:
    """The working calendar of a workplace under a rulebook, made once and kept."""

    def __init__(
        self, public_holidays: PublicHolidays, transferred: TransferredWorkingDays
    ) -> None:
        self._public_holidays = public_holidays
        self._transferred = transferred
        self._made: dict[tuple[int, str, str, str, int], WorkingCalendar] = {}

    def apart(self) -> "Calendars":
        """The same with a memory of its own: for rules that may never be in force."""
        return Calendars(self._public_holidays, self._transferred)

    def of(
        self, rules: VersionedRulebook, workplace: Workplace, *, around: date
    ) -> WorkingCalendar:
        """Holidays are known from the year before ``around`` to three years after it."""
        key = (
            rules.version,
            workplace.country,
            workplace.zone.key,
            repr(workplace.working_hours),
            around.year,
        )
        if key not in self._made:
            if len(self._made) >= MOST_KEPT:
                self._made.clear()
            years = range(around.year - 1, around.year + 4)
            self._made[key] = working_calendar(
                rules.rulebook,
                country=workplace.country,
                zone=workplace.zone,
                personal_hours=workplace.working_hours,
                holidays=frozenset().union(
                    *(self._public_holidays(workplace.country, year) for year in years)
                ),
                transferred=frozenset().union(
                    *(self._transferred(workplace.country, year) for year in years)
                ),
            )
        return self._made[key]
