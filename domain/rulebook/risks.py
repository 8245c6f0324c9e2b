"""By what signs a client of a segment may be lost, and whom it reaches."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt

from domain.rulebook.faults import BrokenRule, Expected, Section, repeated
from domain.rulebook.values import Amount, Key, WorkingHours


class Against(StrEnum):
    """What purchases are compared with: the months just before, or the same months a year ago."""

    BEFORE = "before"
    YEAR = "year"


class Fall(Section):
    """Money won in the last ``months`` is lower by ``percent`` or more than in the period before.

    Of clients who had brought ``at_least`` in it, in the company's currency.
    """

    percent: Annotated[StrictInt, Field(ge=1, le=100)] = 50
    months: Annotated[StrictInt, Field(gt=0, le=24)] = 6
    against: Against = Against.BEFORE
    at_least: Amount

    def rules_broken(self) -> Iterator[BrokenRule]:
        if self.against is Against.YEAR and self.months > 12:  # noqa: PLR2004 - they would overlap
            params = {"limit": 12, "is_allowed": True}
            yield BrokenRule(("months",), Expected.TOO_BIG, params)


class SegmentRisks(Section):
    """The signs of one segment; one that is not written is not looked for.

    ``late_in_a_row``: so many due days of the cadence, running, passed without a contact.
    ``thumb_down_days``: how long a thumb down on a task or a request of the client is a sign.
    """

    segment: Key
    late_in_a_row: Annotated[StrictInt, Field(ge=1, le=10)] | None = None
    thumb_down_days: Annotated[StrictInt, Field(gt=0, le=366)] | None = None
    fall: Fall | None = None

    def rules_broken(self) -> Iterator[BrokenRule]:
        if self.late_in_a_row is None and self.thumb_down_days is None and self.fall is None:
            yield BrokenRule((), Expected.MISSING, {"key": "late_in_a_row"})


class Risks(Section):
    """Clients that may be lost. A manager has ``hours_to_decide``, then the head above is told, and
    so on, ``climbs`` times.
    """

    segments: Annotated[tuple[SegmentRisks, ...], Field(max_length=20)] = ()
    hours_to_decide: WorkingHours = 8
    climbs: Annotated[StrictInt, Field(ge=0, le=5)] = 2

    def rules_broken(self) -> Iterator[BrokenRule]:
        for position, value in repeated([known.segment for known in self.segments]):
            path = ("segments", position, "segment")
            yield BrokenRule(path, Expected.NOT_UNIQUE, {"value": value})
