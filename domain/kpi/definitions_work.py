"""What each figure of work means: of tasks and of those who do them.

What all of them share:

- A task is its executor's as it stands now; co-executors and who had it before have no part in it.
  It counts for the branch, the department and the team where the executor was at its moment: the
  agreed deadline, the acceptance, the thumb.
- A task for oneself is nobody else's to judge: it is left out and counted beside.
- A task that was cancelled is not counted at all: the need for it has gone. One that was cancelled
  after the executor declined it is an accepted decline, counted beside.

Source of every formula: the agreed definitions of figures («KPI definitions»).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from domain.kpi.definitions import FEW_RATED, Reckoned, ratio
from domain.kpi.model import Figure, LeftOut, Measure

MINUTES_IN_HOUR: Final = 60
WORK: Final[frozenset[Measure]] = frozenset(
    {Measure.TIMELINESS, Measure.PRODUCTIVITY, Measure.ORIENTATION}
)


class WorkCounts(NamedTuple):
    """What is counted of one person's, team's, department's, branch's or the company's tasks.

    By the agreed deadline: ``due`` with ``on_time`` of them, besides ``not_due``, ``declined`` and
    ``own_due``. By the acceptance of the result: ``accepted`` tasks of ``minutes``, of them
    ``without_estimate``, besides ``own_accepted``. By the thumb: ``up`` and ``down``, besides
    ``unrated``. ``days`` of work at which people were present.
    """

    due: int = 0
    on_time: int = 0
    not_due: int = 0
    declined: int = 0
    own_due: int = 0
    accepted: int = 0
    minutes: int = 0
    without_estimate: int = 0
    own_accepted: int = 0
    up: int = 0
    down: int = 0
    unrated: int = 0
    days: int = 0

    @property
    def has_tasks(self) -> bool:
        """Whether anything but presence was counted."""
        return bool(
            self.due + self.not_due + self.declined + self.own_due
            + self.accepted + self.own_accepted
            + self.up + self.down + self.unrated
        )  # fmt: skip


def timeliness(counts: WorkCounts) -> Reckoned:
    """Done on time ÷ tasks whose agreed deadline falls in the period, open ones included; accepted
    declines and tasks for oneself excluded.

    On time is done no later than the agreed deadline, as it was agreed before it passed; of a task
    that was returned and done again, by the last time that it was done. A task that is declined
    and not yet given to another counts as an accepted decline: nobody has it to do. While the
    period runs, what is not done and not yet due is left out; once it is over, nothing is.
    """
    left_out = {
        LeftOut.DECLINED: counts.declined,
        LeftOut.OWN: counts.own_due,
        LeftOut.NOT_DUE: counts.not_due,
    }
    return _ratio(counts.on_time, counts.due, left_out)


def productivity(counts: WorkCounts, useful_hours_per_day: Decimal) -> Reckoned:
    """Accepted estimate hours ÷ (useful hours a day × working days present).

    The hours are the estimates with which work began, of tasks whose result the assigner accepted
    in the period; without an estimate 0, counted beside. A task with subtasks is their sum, so the
    subtasks count and it does not. Present is who is with the company and not away, on the working
    days of their own calendar whose work has ended by now, from the day on which they joined the
    bot to that on which they left. Of a group, both are summed over its people.
    """
    hours = Decimal(counts.minutes) / MINUTES_IN_HOUR
    left_out = {LeftOut.NO_ESTIMATE: counts.without_estimate, LeftOut.OWN: counts.own_accepted}
    return _ratio(hours, useful_hours_per_day * counts.days, left_out, items=counts.accepted)


def orientation(counts: WorkCounts) -> Reckoned:
    """Thumbs up ÷ (up + down), by the moment of the thumb; accepted in the period and still without
    a thumb is left out, and tells the coverage. Under five thumbs it is called «few data».
    """
    return _ratio(counts.up, counts.up + counts.down, {LeftOut.UNRATED: counts.unrated})


def is_few(figure: Figure) -> bool:
    """Whether an orientation rests on so few thumbs that it says little."""
    return figure.measure is Measure.ORIENTATION and (figure.denominator or 0) < FEW_RATED


def coverage(figure: Figure) -> Decimal | None:
    """What share of the tasks an orientation knows of; None where there are none."""
    rated = figure.denominator or Decimal(0)
    return ratio(rated, rated + figure.left_out.get(LeftOut.UNRATED, 0))


def _ratio(
    numerator: Decimal | int,
    denominator: Decimal | int,
    left_out: Mapping[LeftOut, int],
    items: int | None = None,
) -> Reckoned:
    some = {why: number for why, number in left_out.items() if number}
    value = ratio(numerator, denominator)
    return Reckoned(value, Decimal(numerator), Decimal(denominator), some, items)
