"""What every act on a task begins and ends with: load and permit, then save and tell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.delivery.model import ABOVE_CAP, OWN_MESSAGE, Matter, NewNotice, Urgency
from domain.desk import Desk
from domain.errors import NotFound
from domain.org.model import Actor, PersonId, Role
from domain.projects.following import follow_tasks, tell_when_done
from domain.rulebook.ports import VersionedRulebook
from domain.tasks import rules as task_rules
from domain.tasks.errors import ExecutorLeft, ExecutorStranger
from domain.tasks.model import (
    Deadline,
    PeopleKind,
    Reminders,
    Standing,
    Task,
    TaskId,
    TaskPerson,
)
from domain.tasks.reminders import ReminderChoice, build_reminders, of_owner
from domain.tasks.states import Act, step_of
from domain.tasks.views import Colleague
from domain.tasks.visibility import Viewer
from domain.tasks.whole_days import deadline_on
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody is to know of it, or to decide. ``is_pressing``: whatever has rung today already."""

    person_id: PersonId
    kind: str
    urgency: Urgency = Urgency.NOW
    facts: Mapping[str, object] = field(default_factory=dict)
    is_pressing: bool = False


OUTCOME: Mapping[str, object] = {OWN_MESSAGE: True}
"""The facts of what ends somebody's work: an edit of their card would not be noticed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A task in hand, locked. ``is_as_wanted``: a tap before this one did it already."""

    task: Task
    standing: Standing
    is_as_wanted: bool = False


async def open_task(
    uow: UnitOfWork, actor: Actor, task_id: TaskId, act: Act, *, version: int | None
) -> Opened:
    """The task, if the actor may do ``act`` with it now.

    Raises: NotFound, TaskPartMissing, TaskNotReady, TaskStopped, TaskChanged, Approval….
    """
    task, standing = await uow.tasks.get(task_id, Viewer.of(actor))
    step = step_of(act)
    is_there = step.to is task.state and task.state not in step.sources
    if is_there and task_rules.parts_of(task, standing, actor) & step.by:
        return Opened(task, standing, is_as_wanted=True)
    task_rules.permit(act, task, standing, actor)
    if version is not None:
        task_rules.require_version(task, version)
    return Opened(task, standing)


@dataclass(frozen=True, slots=True)
class Change:
    """What is kept of a task: as it is now, its line in the history, and who is told."""

    task: Task
    kind: str
    facts: Mapping[str, object] | None = None
    tell: Sequence[Tell] = ()


async def keep(
    uow: UnitOfWork,
    task: Task,
    kind: str,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, object] | None = None,
    tell: Iterable[Tell] = (),
) -> Task:
    """Save the changed task, its line in the history, who is told, and have cards edited."""
    change = Change(task, kind, facts, tuple(tell))
    (saved,) = await _keep(uow, [change], actor=actor, now=now, except_for=actor.id)
    return saved


async def keep_all(
    uow: UnitOfWork, changes: Sequence[Change], *, actor: Actor, now: datetime
) -> Sequence[Task]:
    """The same of several tasks, which are locked in the order of their ids. The tap was on
    something else: the actor's own cards are edited too.
    """
    if not changes:
        return ()
    return await _keep(uow, changes, actor=actor, now=now, except_for=None)


async def _keep(
    uow: UnitOfWork,
    changes: Sequence[Change],
    *,
    actor: Actor,
    now: datetime,
    except_for: PersonId | None,
) -> Sequence[Task]:
    """Records first, then all edits at once in an order of their own: two who change tasks of the
    same projects wait for each other one way.
    """
    kept = []
    for change in changes:
        saved = await uow.tasks.save(change.task)
        await uow.tasks.note(change.kind, task=saved, at=now, actor_id=actor.id, facts=change.facts)
        kept.append(saved)
    projects = await follow_tasks(uow, kept)
    # Before telling: whoever is told below gets a card of the new state anyway, and a refresh after
    # it would wipe the line that says what has happened.
    await _edit_cards(uow, kept, except_for)
    for saved, change in zip(kept, changes, strict=True):
        await tell_people(uow, saved, change.tell, actor=actor, now=now)
    for project in projects:
        await tell_when_done(uow, project, now=now)
    return kept


async def _edit_cards(uow: UnitOfWork, kept: Sequence[Task], except_for: PersonId | None) -> None:
    """Those of the tasks, of the tasks that they are parts of, and of their projects."""
    shown = [(Matter.TASK, task.id) for task in kept]
    shown += [
        (Matter.TASK, task.parent_id)
        for task in kept
        if task.parent_id is not None and not task.is_private
    ]
    also = [(Matter.PROJECT, task.project_id) for task in kept if task.project_id is not None]
    (matter, first), *others = dict.fromkeys([*shown, *also])
    await uow.ledger.refresh(matter, first, except_for=except_for, also=others)


async def tell_people(
    uow: UnitOfWork,
    task: Task,
    tell: Iterable[Tell],
    *,
    actor: Actor,
    now: datetime,
    not_before: datetime | None = None,
) -> None:
    """Messages for each but the actor; who is away is told through who stands in for them."""
    told = [one for one in tell if one.person_id != actor.id]
    if not told:
        return
    recipients = await uow.tasks.stand_ins([one.person_id for one in told], now)
    notices: dict[str, NewNotice] = {}
    for one in told:
        recipient = recipients.get(one.person_id)
        if recipient is None or recipient == actor.id:
            continue
        facts = {**one.facts, ABOVE_CAP: True} if one.is_pressing else one.facts
        notice = NewNotice(
            recipient, one.kind, Matter.TASK, task.id, one.urgency, not_before, facts=facts
        )
        notices.setdefault(notice.dedupe_key, notice)
    await uow.ledger.add(list(notices.values()))


async def colleague(uow: UnitOfWork, person_id: PersonId) -> Colleague:
    """Somebody a task can be given to. Raises: ExecutorStranger, ExecutorLeft."""
    try:
        found = await uow.tasks.colleague(person_id)
    except NotFound:
        raise ExecutorStranger from None
    if found.role is Role.CLIENT:
        raise ExecutorStranger
    if not found.is_active:
        raise ExecutorLeft(name=found.name)
    return found


def calendar_of(
    desk: Desk, executor: Colleague, rules: VersionedRulebook, now: datetime
) -> WorkingCalendar:
    """The executor's, in their own hours."""
    today = now.astimezone(executor.workplace.zone).date()
    return desk.calendars.of(rules, executor.workplace, around=today)


async def in_hands_of(
    desk: Desk,
    uow: UnitOfWork,
    deadline: Deadline,
    executor: Colleague,
    *,
    actor: Actor,
    now: datetime,
) -> Deadline:
    """The deadline as the executor has it: a day without a time ends with their work on it.

    It is the day of ``deadline.zone``, else of the actor's. Where their work on that day is over
    already, what is left of the day on the actor's wall counts.
    """
    if deadline.has_time:
        return deadline
    day = deadline.day(actor.zone)
    zone = executor.workplace.zone
    rules = await desk.rules(uow, actor)
    ends = deadline_on(day, calendar_of(desk, executor, rules, now))
    if ends.at <= now < deadline.at:
        is_that_day = deadline.at.astimezone(zone).date() == day
        return replace(deadline, has_time=not is_that_day, zone=zone)
    return replace(ends, zone=zone)


async def with_day_of(
    desk: Desk,
    uow: UnitOfWork,
    task: Task,
    executor: Colleague,
    *,
    actor: Actor,
    now: datetime,
) -> Task:
    """The task in other hands: the day of its deadline stays the day, and ends with their work."""
    if task.deadline is None or task.deadline.at <= now:
        return task
    deadline = await in_hands_of(desk, uow, task.deadline, executor, actor=actor, now=now)
    is_as_agreed = task.agreed_deadline_at == task.deadline.at
    agreed_at = deadline.at if is_as_agreed else task.agreed_deadline_at
    return replace(task, deadline=deadline, agreed_deadline_at=agreed_at)


async def reminders_of(
    desk: Desk, uow: UnitOfWork, task: Task, executor: Colleague, actor: Actor, now: datetime
) -> Reminders:
    """The moments at which the task will be spoken of; one's own is nobody else's business."""
    rules = await desk.rules(uow, actor)
    terms = rules.rulebook.tasks
    chosen = await uow.tasks.reminder_choice(executor.id)
    is_private_matter = task.is_own and task.project_id is None
    return build_reminders(
        task.deadline,
        chosen or ReminderChoice.of(terms.reminders),
        of_owner(terms.escalation) if is_private_matter else terms.escalation,
        calendar_of(desk, executor, rules, now),
        now=now,
    )


def nearest_head(executor: Colleague) -> PersonId | None:
    """The executor's boss who observes what comes from elsewhere."""
    return next((head for head in executor.heads if head in executor.bosses), None)


async def let_boss_observe(uow: UnitOfWork, task: Task, executor: Colleague) -> PersonId | None:
    """The executor's boss becomes an observer by themself where the task is from elsewhere."""
    boss = nearest_head(executor)
    if boss is None or not task_rules.comes_from_elsewhere(task, executor.bosses):
        return None
    await uow.tasks.join(task.id, [TaskPerson(boss, PeopleKind.OBSERVER, is_by_rule=True)])
    return boss


def about_giving(
    task: Task, executor: Colleague, people: Sequence[TaskPerson], *, now: datetime
) -> list[Tell]:
    """Who learns that a task was given; what is due today presses."""
    is_planned = task.project_id is not None and task.starts_on is not None
    urgency = Urgency.BATCH if is_planned else Urgency.NOW  # a plan comes as many tasks at once
    is_pressing = _is_due_today(task, executor, now)
    told = [Tell(task.executor_id, "task_given", urgency, is_pressing=is_pressing)]
    told += [Tell(one.person_id, "task_joined", Urgency.BATCH) for one in people]
    return told


def _is_due_today(task: Task, executor: Colleague, now: datetime) -> bool:
    """Or overdue; in the executor's zone."""
    if task.deadline is None:
        return False
    zone = executor.workplace.zone
    return task.deadline.at.astimezone(zone).date() <= now.astimezone(zone).date()


def everybody(
    task: Task,
    standing: Standing,
    kind: str,
    urgency: Urgency,
    facts: Mapping[str, object] | None = None,
) -> list[Tell]:
    """All who take part."""
    approver = [task.approval.approver_id] if task.approval else []
    people = [task.assigner_id, task.executor_id, *approver]
    people += [person.person_id for person in standing.people]
    return [Tell(person, kind, urgency, facts or {}) for person in dict.fromkeys(people)]


async def withdraw_date(uow: UnitOfWork, task: Task, now: datetime) -> None:
    """A new date that was asked for has nobody to decide about it any more."""
    proposal = await uow.tasks.proposal(task.id)
    if proposal is not None:
        await uow.tasks.decide_date(proposal, "withdrawn", by=None, counts=None, now=now)
