"""Which tasks need approval, how people are reminded of them, and whom silence reaches."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from domain.rulebook.faults import BrokenRule, Section, not_rising
from domain.rulebook.offers import EscalationStep, Recipient
from domain.rulebook.values import Amount, WorkingHours

ESCALATION = (
    EscalationStep(after_working_hours=0, to=Recipient.OWNER),
    EscalationStep(after_working_hours=4, to=Recipient.OWNER),
    EscalationStep(after_working_days=1, to=Recipient.LEAD),
    EscalationStep(after_working_days=2, to=Recipient.MANAGER),
)


class Approval(Section):
    """Which tasks a head of the executor must approve, and how long they may take over it."""

    over_hours: WorkingHours = 16
    over_cost: Amount | None = None
    across_departments: StrictBool = False
    hours_to_decide: WorkingHours = 8
    climbs: Annotated[StrictInt, Field(ge=0, le=5)] = 2


class Reminders(Section):
    """How people are reminded before a deadline where they did not choose for themselves."""

    in_the_morning: StrictBool = True
    minutes_before: Annotated[
        tuple[Annotated[StrictInt, Field(gt=0, le=7 * 24 * 60)], ...], Field(max_length=5)
    ] = (60,)


class Tasks(Section):
    """What holds for every task."""

    most_hours: WorkingHours = 400
    approval: Approval = Approval()
    reminders: Reminders = Reminders()
    escalation: Annotated[tuple[EscalationStep, ...], Field(min_length=1, max_length=10)] = (
        ESCALATION
    )

    def rules_broken(self) -> Iterator[BrokenRule]:
        yield from not_rising("escalation", [step.order for step in self.escalation])
