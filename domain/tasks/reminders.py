"""When a task is spoken of by itself: before its deadline as the person chose, then ever higher."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.deals.follow_up import build_ladder
from domain.rulebook.offers import EscalationStep, Recipient
from domain.rulebook.tasks import Reminders as ReminderRules
from domain.tasks.model import NO_REMINDERS, Deadline, Reminders
from domain.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class ReminderChoice:
    """How somebody wants to be reminded; ``minutes_before`` are of deadlines with a time."""

    in_the_morning: bool
    minutes_before: tuple[int, ...]

    @classmethod
    def of(cls, rules: ReminderRules) -> "ReminderChoice":
        """What the rulebook says for those who did not choose."""
        return cls(rules.in_the_morning, rules.minutes_before)


def of_owner(escalation: Sequence[EscalationStep]) -> tuple[EscalationStep, ...]:
    """The steps that nobody but the executor hears of."""
    return tuple(step for step in escalation if step.to is Recipient.OWNER)


def build_reminders(
    deadline: Deadline | None,
    choice: ReminderChoice,
    escalation: Sequence[EscalationStep],
    calendar: WorkingCalendar,
    *,
    now: datetime,
) -> Reminders:
    """The moments ahead of ``now``, in order, in the executor's ``calendar``.

    That morning is when work begins on the deadline's day, or on the last working day before it.
    """
    if deadline is None:
        return NO_REMINDERS
    before = []
    if choice.in_the_morning:
        day = calendar.last_working_day_on_or_before(calendar.local_day(deadline.at))
        before.append(calendar.start_of_working_day(day))
    if deadline.has_time:
        before += [deadline.at - timedelta(minutes=minutes) for minutes in choice.minutes_before]
    ladder = build_ladder(deadline.at, tuple(escalation), calendar)
    early = {(moment, Recipient.OWNER) for moment in before if moment < deadline.at}
    told = [
        *sorted(early),
        *zip(ladder.moments, ladder.recipients, strict=True),
    ]
    ahead = [(moment, to) for moment, to in told if moment > now]
    return Reminders(
        moments=tuple(moment for moment, _ in ahead), recipients=tuple(to for _, to in ahead)
    )
