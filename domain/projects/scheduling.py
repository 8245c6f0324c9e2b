"""What becomes of a project's dates: when each task ends as things stand, what is late, and what
that pushes.

Days are whole: a task takes the working days from its start to its end, both included, and what
depends on it begins on the next working day at the earliest. A milestone takes no time and falls on
the day on which the last before it ends. A task that is not done ends today at the earliest.
Nothing is ever moved ahead of its plan: who is done early leaves a gap.

A project may have a fixed day: an exhibition opens, whatever is late. Then what is planned for that
day or for later is not pushed by what comes before it; what does not end before that day is missed.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.projects.network import Dates, Network
from domain.projects.plan import Delay, FixedDay, Plan, PlannedTask, Push, ScheduledTask
from domain.projects.planned_days import PlannedDays, WorkingDays
from domain.tasks.model import TaskId


def schedule(
    tasks: Sequence[PlannedTask],
    today: date,
    working_days: WorkingDays,
    *,
    fixed_on: date | None = None,
) -> Plan:
    """The plan as of ``today``; ``fixed_on`` is the day that does not move, if there is one.

    Raises:
        PlanInRing: tasks depend on each other in a ring.
        NoWorkingTime: three years pass without a working day.
    """
    if not tasks:
        fixed_day = None if fixed_on is None else FixedDay(fixed_on, (), 0)
        return Plan((), None, None, None, 0, False, (), fixed_day)
    network = Network(tasks, PlannedDays(working_days, _first_day(tasks, today)), today, fixed_on)
    planned, standing = network.dates(is_planned=True), network.dates(is_planned=False)
    slack = network.slack(standing)
    days = network.days
    scheduled = {
        task.id: ScheduledTask(
            task=task,
            starts_on=standing[task.id].starts_on,
            ends_on=(end := standing[task.id].ends_on),
            slack_days=slack[task.id],
            is_critical=not task.is_done and slack[task.id] == 0,
            late_days=max(days.between(task.promised_on, end), 0),
        )
        for task in tasks
    }
    ends_on = max(dates.ends_on for dates in standing.values())
    planned_ends_on = max(task.ends_on for task in tasks)
    late_days = max(days.between(planned_ends_on, ends_on), 0)
    return Plan(
        tasks=tuple(sorted(scheduled.values(), key=_in_order)),
        starts_on=min(dates.starts_on for dates in standing.values()),
        ends_on=ends_on,
        planned_ends_on=planned_ends_on,
        late_days=late_days,
        is_tight=max(dates.ends_on for dates in planned.values()) > planned_ends_on,
        delays=_delays(network, scheduled, planned, standing, late_days),
        fixed_day=network.fixed_day(scheduled.values()),
    )


def _in_order(scheduled: ScheduledTask) -> tuple[date, date, int]:
    return scheduled.starts_on, scheduled.ends_on, scheduled.task.id


def _first_day(tasks: Sequence[PlannedTask], today: date) -> date:
    known = {today}
    for task in tasks:
        days = (task.starts_on, task.deadline_on, task.started_on, task.done_on)
        known.update(day for day in days if day)
    return min(known)


def _delays(
    network: Network,
    scheduled: Mapping[TaskId, ScheduledTask],
    planned: Mapping[TaskId, Dates],
    standing: Mapping[TaskId, Dates],
    late_days: int,
) -> tuple[Delay, ...]:
    pushed: dict[TaskId, list[TaskId]] = {id_: [] for id_ in standing}
    for id_, dates in standing.items():
        if dates.ends_on > planned[id_].ends_on and dates.due_on > planned[id_].ends_on:
            for before in dates.pushed_by:
                pushed[before].append(id_)
    last = max(dates.ends_on for dates in standing.values())
    delays = []
    for id_, dates in standing.items():
        own_days = network.days.between(max(dates.due_on, planned[id_].ends_on), dates.ends_on)
        if own_days <= 0:
            continue
        reached = _reached(id_, pushed)
        if scheduled[id_].task.is_done and not reached:
            continue
        moves_end = any(standing[moved].ends_on == last for moved in (id_, *reached))
        pushes = (
            Push(scheduled[moved].task, planned[moved].ends_on, standing[moved].ends_on)
            for moved in reached
        )
        delays.append(
            Delay(
                late=scheduled[id_],
                days=own_days,
                pushes=tuple(sorted(pushes, key=lambda push: (push.ends_on, push.task.id))),
                project_days=min(own_days, late_days) if moves_end else 0,
            )
        )
    return tuple(sorted(delays, key=lambda delay: (-delay.days, delay.late.task.id)))


def _reached(first: TaskId, pushed: Mapping[TaskId, Sequence[TaskId]]) -> list[TaskId]:
    """All that ``first`` moves, directly or through others."""
    found: dict[TaskId, None] = {}
    waiting = [*pushed[first]]
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found[id_] = None
            waiting += pushed[id_]
    return [*found]
