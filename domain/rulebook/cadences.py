"""How often the clients of a segment hear from us, and whom it reaches when they do not."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StrictInt

from domain.interactions.model import InteractionKind
from domain.rulebook.faults import BrokenRule, Expected, Section, not_rising, repeated
from domain.rulebook.offers import EscalationStep, Recipient
from domain.rulebook.values import Key, LocalText, WorkingHours

LONGEST_DAYS = 366
"""A client who hears from us more seldom is under no cadence."""

IN_PERSON = (InteractionKind.CALL, InteractionKind.MEETING, InteractionKind.VISIT)
ESCALATION = (
    EscalationStep(after_working_hours=0, to=Recipient.OWNER),
    EscalationStep(after_working_hours=4, to=Recipient.OWNER),
    EscalationStep(after_working_days=1, to=Recipient.LEAD),
    EscalationStep(after_working_days=2, to=Recipient.MANAGER),
)


class SegmentCadence(Section):
    """The clients of ``segment`` hear from us every ``every_days`` days or sooner.

    Only contacts of ``kinds`` that reached somebody count. ``ahead_days`` before the due day it
    stands on the day of whose it is. ``escalation`` begins with the working day on which it is due.
    """

    segment: Key
    every_days: Annotated[StrictInt, Field(ge=1, le=LONGEST_DAYS)]
    kinds: Annotated[tuple[InteractionKind, ...], Field(min_length=1, max_length=5)] = IN_PERSON
    ahead_days: Annotated[StrictInt, Field(ge=0, le=30)] = 2
    no_answer_retry_working_hours: WorkingHours = 4
    escalation: Annotated[tuple[EscalationStep, ...], Field(min_length=1, max_length=10)] = (
        ESCALATION
    )
    script: LocalText | None = None

    def rules_broken(self) -> Iterator[BrokenRule]:
        yield from not_rising("escalation", [step.order for step in self.escalation])
        for position, kind in repeated([str(kind) for kind in self.kinds]):
            yield BrokenRule(("kinds", position), Expected.NOT_UNIQUE, {"value": kind})


class Cadences(Section):
    """Cadences of segments, and how a later day is agreed to."""

    segments: Annotated[tuple[SegmentCadence, ...], Field(max_length=20)] = ()
    hours_to_decide: WorkingHours = 8
    climbs: Annotated[StrictInt, Field(ge=0, le=5)] = 2

    def find(self, segment: str) -> SegmentCadence | None:
        """The segment's cadence; None where its clients are under none."""
        return next((known for known in self.segments if known.segment == segment), None)

    def rules_broken(self) -> Iterator[BrokenRule]:
        for position, value in repeated([known.segment for known in self.segments]):
            path = ("segments", position, "segment")
            yield BrokenRule(path, Expected.NOT_UNIQUE, {"value": value})
