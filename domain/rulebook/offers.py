"""What happens after an offer is sent, and whom its silence reaches."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictInt

from domain.rulebook.faults import BrokenRule, Expected, Section, not_rising, repeated
from domain.rulebook.pipeline import LOST
from domain.rulebook.values import Key, WorkingDays, WorkingHours


class Recipient(StrEnum):
    """Whom a matter goes to: the owner of the record, or a head above them."""

    OWNER = "owner"
    LEAD = "lead"
    MANAGER = "manager"


class EscalationStep(Section):
    """When silence reaches whom, counted in the owner's working time from the due moment."""

    after_working_hours: Annotated[StrictInt, Field(ge=0, le=2000)] | None = None
    after_working_days: WorkingDays | None = None
    to: Recipient

    def rules_broken(self) -> Iterator[BrokenRule]:
        if (self.after_working_hours is None) == (self.after_working_days is None):
            keys = ["after_working_hours", "after_working_days"]
            yield BrokenRule((), Expected.ONE_OF_TWO, {"keys": keys})

    @property
    def order(self) -> tuple[int, int]:
        """Sorts steps in time: those counted in hours come before those counted in days."""
        return (self.after_working_days or 0, self.after_working_hours or 0)


class Offers(Section):
    """What happens after an offer is sent, until its answer is recorded."""

    follow_up_working_days: WorkingDays = 3
    choices_working_days: Annotated[tuple[WorkingDays, ...], Field(min_length=1, max_length=8)] = (
        1,
        3,
        5,
        10,
    )
    thinking_working_days: WorkingDays = 3
    no_answer_retry_working_hours: WorkingHours = 4
    max_snoozes: Annotated[StrictInt, Field(ge=0, le=20)] = 3
    escalation: Annotated[tuple[EscalationStep, ...], Field(min_length=1, max_length=10)]
    refusal_reasons: Annotated[tuple[Key, ...], Field(min_length=1, max_length=20)]
    on_accept: Key
    on_refuse: Key = LOST

    def rules_broken(self) -> Iterator[BrokenRule]:
        yield from not_rising("choices_working_days", list(self.choices_working_days))
        yield from not_rising("escalation", [step.order for step in self.escalation])
        for position, key in repeated(list(self.refusal_reasons)):
            yield BrokenRule(("refusal_reasons", position), Expected.NOT_UNIQUE, {"value": key})
