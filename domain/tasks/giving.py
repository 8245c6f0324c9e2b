"""Giving a task: made of one line or a form, approved where the rulebook says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.desk import Desk
from domain.names import clean_name
from domain.notes import clean_note
from domain.org.model import Actor, PersonId
from domain.projects.rules import require_active
from domain.rulebook.ports import VersionedRulebook
from domain.tasks import approval_rules
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    Tell,
    about_giving,
    calendar_of,
    colleague,
    keep,
    let_boss_observe,
    reminders_of,
)
from domain.tasks.errors import ParentEnded
from domain.tasks.model import (
    NewTask,
    PeopleKind,
    Task,
    TaskPerson,
)
from domain.tasks.views import Colleague
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork

TITLE_LIMIT = 200
DETAILS_LIMIT = 3000


async def send_draft(
    desk: Desk,
    uow: UnitOfWork,
    task: Task,
    executor: Colleague,
    people: Sequence[TaskPerson],
    *,
    actor: Actor,
    now: datetime,
) -> Task:
    """The draft on its way: to the executor, or first to a head who approves it.

    From now on it is a part of the task above it. Raises: Task…, ProjectOver.
    """
    sent = await _send(desk, uow, task, executor, people, actor=actor, now=now)
    if sent.parent_id is not None:
        await uow.tasks.sum_up(sent.parent_id)
    return sent


async def _send(
    desk: Desk,
    uow: UnitOfWork,
    task: Task,
    executor: Colleague,
    people: Sequence[TaskPerson],
    *,
    actor: Actor,
    now: datetime,
) -> Task:
    task_rules.check_deadline(task.deadline, now=now)
    if task.project_id is not None:
        project, _ = await uow.projects.lock(task.project_id)
        require_active(project)
    rules = await desk.rules(uow, actor)
    task_rules.check_estimate(task.estimate, most_hours=rules.rulebook.tasks.most_hours)
    boss = await let_boss_observe(uow, task, executor)
    if boss is not None and boss not in {person.person_id for person in people}:
        people = [*people, TaskPerson(boss, PeopleKind.OBSERVER, is_by_rule=True)]
    asked = await _asked(desk, uow, task, executor, rules, now)
    if asked is not None:
        return await keep(
            uow,
            asked,
            "task_approval_asked",
            actor=actor,
            now=now,
            facts={"reasons": [str(reason) for reason in asked.approval_reasons]},
            tell=[Tell(asked.approval.approver_id, "task_approval", is_pressing=True)]
            if asked.approval
            else [],
        )
    reminders = await reminders_of(desk, uow, task, executor, actor, now)
    given = task_rules.give(task, reminders, now=now)
    facts = {"executor_id": executor.id, "executor": executor.name}
    return await keep(
        uow,
        given,
        "task_given",
        actor=actor,
        now=now,
        facts=facts,
        tell=about_giving(given, executor, people, now=now),
    )


async def _asked(
    desk: Desk,
    uow: UnitOfWork,
    task: Task,
    executor: Colleague,
    rules: VersionedRulebook,
    now: datetime,
) -> Task | None:
    """The task with a head who is to approve it; None where nobody has to."""
    terms = rules.rulebook.tasks.approval
    assigner = await uow.tasks.colleague(task.assigner_id)
    reasons = approval_rules.approval_reasons(
        task,
        terms,
        executor.bosses,
        assigner_department=assigner.department_id,
        executor_department=executor.department_id,
    )
    heads = [head for head in executor.heads if head not in {task.assigner_id, executor.id}]
    if not reasons or not heads:
        return None
    stand_ins = await uow.tasks.stand_ins(heads, now)
    own = {task.assigner_id, executor.id}
    heads = [head for head in heads if stand_ins.get(head) not in own] or heads
    calendar = calendar_of(desk, executor, rules, now)
    approval = approval_rules.approval_ladder(heads, terms, calendar, now=now)
    return approval_rules.ask_approval(task, reasons, approval, now=now)


@dataclass(frozen=True, slots=True)
class CreateTask:
    """A new task, sent at once; ``as_draft`` keeps it back for its assigner to go on with."""

    desk: Desk

    async def __call__(self, actor: Actor, new: NewTask, *, as_draft: bool = False) -> Task:
        """Raises: NotFound, NameMissing, NameTooLong, Deadline…, Estimate…, Executor…,
        ParentEnded.
        """
        async with self.desk.begin() as uow:
            task = await create_task(self.desk, uow, actor, new, as_draft=as_draft)
            await uow.commit()
        return task


async def create_task(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    new: NewTask,
    *,
    as_draft: bool = False,
    now: datetime | None = None,
) -> Task:
    """``CreateTask`` within a transaction that makes more than the task. ``now`` is the moment at
    which its line was read, if there is one: it is read again as of then.

    Raises: as CreateTask.
    """
    now = now or desk.clock()
    new = replace(
        new,
        title=clean_name(new.title, limit=TITLE_LIMIT),
        details=clean_note(new.details, limit=DETAILS_LIMIT) if new.details else None,
    )
    if new.deadline is not None or not as_draft:
        task_rules.check_deadline(new.deadline, now=now)
    rules = await desk.rules(uow, actor)
    task_rules.check_estimate(new.estimate, most_hours=rules.rulebook.tasks.most_hours)
    executor = await colleague(uow, new.executor_id or actor.id)
    people = await _people(uow, new, {actor.id, executor.id})
    new = await _linked(uow, new, actor)
    draft = await uow.tasks.add(new, assigner_id=actor.id, executor=executor, now=now)
    await uow.tasks.join(draft.id, people)
    await uow.tasks.note("task_created", task=draft, at=now, actor_id=actor.id)
    if as_draft:
        return draft
    return await send_draft(desk, uow, draft, executor, people, actor=actor, now=now)


async def _people(uow: UnitOfWork, new: NewTask, known: set[PersonId]) -> list[TaskPerson]:
    """Co-executors and observers, each once. Raises: Executor…."""
    kinds: dict[PersonId, PeopleKind] = {}
    for person_id in new.co_executor_ids:
        kinds.setdefault(person_id, PeopleKind.CO_EXECUTOR)
    for person_id in new.observer_ids:
        kinds.setdefault(person_id, PeopleKind.OBSERVER)
    people = []
    for person_id, kind in kinds.items():
        if person_id not in known:
            await colleague(uow, person_id)
            people.append(TaskPerson(person_id, kind))
    return people


async def _linked(uow: UnitOfWork, new: NewTask, actor: Actor) -> NewTask:
    """With the client of its deal. Raises: NotFound, ParentEnded."""
    if new.deal_id is not None:
        deal = await uow.deals.get(new.deal_id, actor.scope)
        new = replace(new, client_id=deal.client_id)
    elif new.client_id is not None:
        await uow.clients.get(new.client_id, actor.scope)
    if new.parent_id is not None:
        await uow.tasks.lock_parts()
        parent, _ = await uow.tasks.get(new.parent_id, Viewer.of(actor))
        if parent.has_ended:
            raise ParentEnded(task_id=parent.id, state=str(parent.state))
    return new
