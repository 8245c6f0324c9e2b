"""The cycle of calls: how long it is, how many calls a day, what is said, and who is checked."""

from collections.abc import Iterator
from datetime import time
from typing import Annotated, Final, Literal

from pydantic import Field, StrictInt

from domain.rulebook.faults import BrokenRule, Expected, Section, repeated
from domain.rulebook.greetings import WEEKDAYS
from domain.rulebook.values import Key, LocalName, LocalText, LocalTime, WorkingHours

USUAL_WEIGHT: Final = 10
"""Of a segment that the cycle does not name."""


class SegmentCalls(Section):
    """How much the clients of a segment weigh in a plan; of weight 0 nobody is called."""

    segment: Key
    weight: Annotated[StrictInt, Field(ge=0, le=100)] = USUAL_WEIGHT
    script: LocalText | None = None


class LackOfInterest(Section):
    """Why a client does not want to talk now."""

    key: Key
    name: LocalName


def _reason(key: str, ru: str, en: str) -> LackOfInterest:
    return LackOfInterest(key=key, name=LocalName(ru=ru, en=en))


class RepCheck(Section):
    """When managers are told what their representatives did in the week before."""

    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    at: LocalTime = time(10)

    @property
    def day_of_week(self) -> int:
        """Monday is 0."""
        return WEEKDAYS.index(self.weekday)


class CallCycle(Section):
    """The round in which pairs of sellers call all their clients."""

    length_days: Annotated[StrictInt, Field(ge=7, le=182)] = 42
    calls_a_day: Annotated[StrictInt, Field(ge=1, le=200)] = 20
    tries: Annotated[StrictInt, Field(ge=1, le=10)] = 3
    retry_working_hours: WorkingHours = 3
    script: LocalText | None = None
    segments: Annotated[tuple[SegmentCalls, ...], Field(max_length=20)] = ()
    reasons: Annotated[tuple[LackOfInterest, ...], Field(min_length=1, max_length=8)] = (
        _reason("no_need", "Сейчас не нужно", "No need now"),
        _reason("has_supplier", "Есть поставщик", "Has a supplier"),
        _reason("no_budget", "Нет бюджета", "No budget"),
        _reason("other", "Другое", "Something else"),
    )
    check: RepCheck = RepCheck()

    def weight(self, segment: str) -> int:
        known = self._of(segment)
        return USUAL_WEIGHT if known is None else known.weight

    def script_for(self, segment: str) -> LocalText | None:
        """The segment's own, else the one for all."""
        known = self._of(segment)
        return known.script if known is not None and known.script is not None else self.script

    def find_reason(self, key: str | None) -> LackOfInterest | None:
        """The reason, or None for a key that only other rulebooks know."""
        return next((reason for reason in self.reasons if reason.key == key), None)

    def _of(self, segment: str) -> SegmentCalls | None:
        return next((known for known in self.segments if known.segment == segment), None)

    def rules_broken(self) -> Iterator[BrokenRule]:
        for name, last, values in (
            ("segments", "segment", [known.segment for known in self.segments]),
            ("reasons", "key", [reason.key for reason in self.reasons]),
        ):
            for position, value in repeated(values):
                yield BrokenRule((name, position, last), Expected.NOT_UNIQUE, {"value": value})
