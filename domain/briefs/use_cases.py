"""Templates looked at, a task made of the answers, and its brief read later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.briefs.errors import BriefWithoutExecutor
from domain.briefs.model import BriefAnswers, OpenBrief, ProposedTask, TaskBrief
from domain.briefs.rules import require_complete, title_of
from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.desk import Desk
from domain.errors import NotFound
from domain.org.model import Actor, PersonId, Role
from domain.pages import Page
from domain.rulebook.briefs import Brief
from domain.tasks.acts import calendar_of, colleague, keep, open_task
from domain.tasks.errors import ExecutorLeft
from domain.tasks.giving import create_task
from domain.tasks.model import NewTask, Task, TaskId
from domain.tasks.states import Act
from domain.tasks.visibility import Viewer
from domain.tasks.whole_days import deadline_on
from domain.unit_of_work import UnitOfWork


def _refuse_clients(actor: Actor) -> None:
    if actor.role is Role.CLIENT:
        raise NotFound(brief=None)


@dataclass(frozen=True, slots=True)
class ListBriefs:
    """The templates in force, in the order of the rulebook."""

    desk: Desk

    async def __call__(
        self, actor: Actor, *, offset: int, size: int
    ) -> tuple[Sequence[Brief], Page]:
        _refuse_clients(actor)
        async with self.desk.begin() as uow:
            briefs = (await self.desk.rules(uow, actor)).rulebook.briefs
        page = Page.nearest(offset, size, len(briefs))
        return briefs[page.offset : page.offset + size], page


@dataclass(frozen=True, slots=True)
class ViewBrief:
    """A template, as in force or as the rulebook of ``version`` had it."""

    desk: Desk

    async def __call__(self, actor: Actor, key: str, version: int | None = None) -> OpenBrief:
        """Raises: NotFound."""
        _refuse_clients(actor)
        async with self.desk.begin() as uow:
            return await _open(self.desk, uow, actor, key, version)


async def _open(
    desk: Desk, uow: UnitOfWork, actor: Actor, key: str, version: int | None
) -> OpenBrief:
    rules = await desk.rules(uow, actor)
    if version is None or version == rules.version:
        return OpenBrief(rules.rulebook.brief(key), rules.version)
    brief = (await uow.rulebooks.get(version)).rulebook.brief(key)
    return OpenBrief(brief, version, has_changed=brief not in rules.rulebook.briefs)


@dataclass(frozen=True, slots=True)
class ProposeTaskByBrief:
    """Who would do it and by when; what is named stays as it is."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        key: str,
        version: int,
        *,
        executor_id: PersonId | None = None,
        due_on: date | None = None,
    ) -> ProposedTask:
        """Raises: NotFound, Executor…."""
        async with self.desk.begin() as uow:
            brief = (await _open(self.desk, uow, actor, key, version)).brief
            try:
                return await _proposed(self.desk, uow, actor, brief, executor_id, due_on)
            except ExecutorLeft:  # while the form stood open; giving says so by name
                return await _proposed(self.desk, uow, actor, brief, None, due_on)


async def _proposed(
    desk: Desk,
    uow: UnitOfWork,
    actor: Actor,
    brief: Brief,
    executor_id: PersonId | None,
    due_on: date | None,
) -> ProposedTask:
    now = desk.clock()
    rules = await desk.rules(uow, actor)
    if executor_id is None:
        today = now.astimezone(actor.zone).date()
        executor_id = await uow.briefs.fitting(brief, near=actor.branch_id, but=actor.id, on=today)
    executor = None if executor_id is None else await colleague(uow, executor_id)
    calendar = (
        desk.calendar_for(actor, rules, now)
        if executor is None
        else calendar_of(desk, executor, rules, now)
    )
    if due_on is None:
        today = calendar.local_day(now)
        due_on = calendar.add_working_days(today, brief.deadline_working_days)
    name = None if executor is None else executor.name
    bosses = () if executor is None else executor.bosses
    return ProposedTask(
        executor_id=executor_id,
        executor_name=name,
        deadline=deadline_on(due_on, calendar),
        is_approved_first=brief.approval and actor.id not in bosses,
    )


@dataclass(frozen=True, slots=True)
class CreateTaskByBrief:
    """The task and its brief in one transaction, sent at once; ``as_draft`` keeps it back."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        key: str,
        version: int,
        answers: BriefAnswers,
        *,
        executor_id: PersonId | None = None,
        due_on: date | None = None,
        deal_id: DealId | None = None,
        client_id: ClientId | None = None,
        as_draft: bool = False,
    ) -> Task:
        """Raises: NotFound, BriefUnfinished, BriefWithoutExecutor, Deadline…, Estimate…,
        Executor….
        """
        _refuse_clients(actor)
        async with self.desk.begin() as uow:
            opened = await _open(self.desk, uow, actor, key, version)
            brief, answers = opened.brief, require_complete(opened.brief, answers)
            proposed = await _proposed(self.desk, uow, actor, brief, executor_id, due_on)
            if proposed.executor_id is None:
                raise BriefWithoutExecutor
            new = NewTask(
                title=title_of(brief, answers, actor.language),
                executor_id=proposed.executor_id,
                deadline=proposed.deadline,
                estimate=timedelta(hours=brief.estimate_hours) if brief.estimate_hours else None,
                priority=brief.priority,
                deal_id=deal_id,
                client_id=client_id,
                wants_approval=brief.approval or await self._wants_approval_now(uow, actor, key),
            )
            task = await create_task(self.desk, uow, actor, new, as_draft=as_draft)
            await uow.briefs.add(task.id, brief, answers, now=self.desk.clock())
            await uow.commit()
        return task

    async def _wants_approval_now(self, uow: UnitOfWork, actor: Actor, key: str) -> bool:
        """A form begun before the rule came is no way around it."""
        briefs = (await self.desk.rules(uow, actor)).rulebook.briefs
        return any(brief.approval for brief in briefs if brief.key == key)


@dataclass(frozen=True, slots=True)
class ChangeTaskBrief:
    """Other answers in the brief of a draft; a title that was made of the old ones follows."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, answers: BriefAnswers, *, version: int
    ) -> Task:
        """Raises: NotFound, Task…, BriefUnfinished."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            task = (await open_task(uow, actor, task_id, Act.EDIT, version=version)).task
            brief = await uow.briefs.of_task(task_id, Viewer.of(actor))
            template, answers = brief.template, require_complete(brief.template, answers)
            if answers == brief.answers:
                return task
            await uow.briefs.change(task_id, answers, now=now)
            was_named = title_of(template, brief.answers, actor.language) == task.title
            title = title_of(template, answers, actor.language) if was_named else task.title
            changed = replace(task, title=title)
            saved = await keep(uow, changed, "task_changed", actor=actor, now=now)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ViewTaskBrief:
    """What was answered, for whoever sees the task."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId) -> TaskBrief:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            return await uow.briefs.of_task(task_id, Viewer.of(actor))
