"""A draft that its assigner answers, changes, sends, or leaves behind."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from domain.amounts import TypedAmount
from domain.clients.model import ClientId
from domain.desk import Desk
from domain.errors import DomainError, Outdated
from domain.money import Money
from domain.names import clean_name
from domain.notes import clean_note
from domain.org.model import Actor, PersonId
from domain.tasks import rules as task_rules
from domain.tasks.acts import colleague, in_hands_of, keep, open_task, with_day_of
from domain.tasks.draft_views import client_question, read_again
from domain.tasks.giving import DETAILS_LIMIT, TITLE_LIMIT, send_draft
from domain.tasks.lines import (
    OpenQuestion,
    Settles,
    deadline_of,
    open_questions,
    parse_line,
    repetition_of,
)
from domain.tasks.model import Deadline, PeopleKind, Task, TaskId, TaskPerson, TaskPriority
from domain.tasks.phrases import ReadOtherDate
from domain.tasks.series import begin_series
from domain.tasks.states import Act
from domain.unit_of_work import UnitOfWork

DRAFTS_KEPT: Final = timedelta(days=30)
"""A draft that was neither sent nor touched for so long is cancelled."""


class QuestionOpen(DomainError):
    """The line may mean several people by ``words``: whom, is still to be said."""


@dataclass(frozen=True, slots=True)
class AnswerDraftQuestion:
    """Take one reading of what the line left open."""

    desk: Desk
    read_other_date: ReadOtherDate

    async def __call__(
        self, actor: Actor, task_id: TaskId, key: str, value: int, *, version: int
    ) -> Task:
        """``value`` is a person's or client's id (0: no client), or a moment in epoch seconds.

        Raises: NotFound, Task…, Outdated: that is not asked (any more), or no answer to it.
        """
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            task = (await open_task(uow, actor, task_id, Act.EDIT, version=version)).task
            read = await read_again(self.desk, self.read_other_date, uow, actor, task)
            if key == Settles.CLIENT:
                asked = await client_question(uow, actor, task, read)
            else:
                asked = [one for one in open_questions(task, read) if one.key == key]
            if not asked:
                raise Outdated(task_id=task_id)
            changed = await self._answered(uow, actor, task, asked[0], value, now=now)
            changed = replace(changed, settled=task.settled | {key})
            saved = await keep(uow, changed, "task_changed", actor=actor, now=now)
            await uow.commit()
        return saved

    async def _answered(
        self,
        uow: UnitOfWork,
        actor: Actor,
        task: Task,
        question: OpenQuestion,
        value: int,
        *,
        now: datetime,
    ) -> Task:
        if question.key == Settles.CLIENT:
            if value == 0:
                return task
            client = next((line.id for line in question.clients if line.id == value), None)
            if client is None:
                raise Outdated(task_id=task.id)
            return replace(task, client_id=client)
        for reading in question.readings:
            if reading.deadline is not None and reading.deadline.at == _moment(value):
                deadline = deadline_of(reading.deadline)
                if not task.is_own:
                    executor = await uow.tasks.colleague(task.executor_id)
                    deadline = await in_hands_of(
                        self.desk, uow, deadline, executor, actor=actor, now=now
                    )
                task_rules.check_deadline(deadline, now=now)
                return replace(task, deadline=deadline, agreed_deadline_at=deadline.at)
            if reading.executor is not None and reading.executor.id == value:
                person = await colleague(uow, PersonId(value))
                if question.key == Settles.EXECUTOR:
                    given = replace(task, executor_id=person.id, branch_id=person.branch_id)
                    return await with_day_of(self.desk, uow, given, person, actor=actor, now=now)
                await uow.tasks.join(task.id, [TaskPerson(person.id, PeopleKind.CO_EXECUTOR)])
                return task
        raise Outdated(task_id=task.id)


def _moment(epoch_seconds: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(epoch_seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """What a draft says; what is not given stays, and what is named in ``without`` goes."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        task_id: TaskId,
        *,
        version: int,
        title: str | None = None,
        details: str | None = None,
        deadline: Deadline | None = None,
        estimate: timedelta | None = None,
        priority: TaskPriority | None = None,
        executor_id: PersonId | None = None,
        client_id: ClientId | None = None,
        cost: TypedAmount | None = None,
        without: Collection[Settles] = (),
    ) -> Task:
        """Raises: NotFound, Task…, Deadline…, Estimate…, Executor…, NameMissing, NameTooLong."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            task = (await open_task(uow, actor, task_id, Act.EDIT, version=version)).task
            changed, settled = task, set(map(str, without))
            if title is not None:
                settled.add(Settles.TITLE)
                changed = replace(changed, title=clean_name(title, limit=TITLE_LIMIT))
            if details is not None:
                settled.add(Settles.DETAILS)
                changed = replace(changed, details=clean_note(details, limit=DETAILS_LIMIT))
            if estimate is not None:
                settled.add(Settles.ESTIMATE)
                rules = await self.desk.rules(uow, actor)
                most = rules.rulebook.tasks.most_hours
                changed = task_rules.set_estimate(changed, estimate, most_hours=most)
            if priority is not None:
                settled.add(Settles.PRIORITY)
                changed = replace(changed, priority=priority)
            if executor_id is not None:
                settled.add(Settles.EXECUTOR)
                executor = await colleague(uow, executor_id)
                changed = replace(changed, executor_id=executor.id, branch_id=executor.branch_id)
                changed = await with_day_of(self.desk, uow, changed, executor, actor=actor, now=now)
            if deadline is not None:
                settled.add(Settles.DEADLINE)
                if not changed.is_own:
                    executor = await uow.tasks.colleague(changed.executor_id)
                    deadline = await in_hands_of(
                        self.desk, uow, deadline, executor, actor=actor, now=now
                    )
                task_rules.check_deadline(deadline, now=now)
                changed = replace(changed, deadline=deadline, agreed_deadline_at=deadline.at)
            if client_id is not None:
                settled.add(Settles.CLIENT)
                client = await uow.clients.get(client_id, actor.scope)
                changed = replace(changed, client_id=client.id, deal_id=None)
            if cost is not None:
                settled.add(Settles.COST)
                rules = await self.desk.rules(uow, actor)
                currency = cost.currency or rules.rulebook.company.currency
                changed = replace(changed, cost=Money(cost.amount, currency))
            changed = _without(changed, without)
            changed = replace(changed, settled=task.settled | settled)
            if changed == task:
                return task
            saved = await keep(uow, changed, "task_changed", actor=actor, now=now)
            if saved.estimate != task.estimate and task.parent_id is not None:
                await uow.tasks.sum_up(task.parent_id)
            await uow.commit()
        return saved


def _without(task: Task, fields: Collection[Settles]) -> Task:
    if Settles.ESTIMATE in fields:
        task = replace(task, estimate=None)
    if Settles.CLIENT in fields:
        task = replace(task, client_id=None, deal_id=None)
    if Settles.COST in fields:
        task = replace(task, cost=None)
    if Settles.DETAILS in fields:
        task = replace(task, details=None)
    return task


@dataclass(frozen=True, slots=True)
class SendTask:
    """Send a draft: one that was kept back, or one that was not approved. A task that repeats
    begins its series.
    """

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, *, version: int) -> Task:
        """Raises: NotFound, Task…, Deadline…, Estimate…, Executor…, QuestionOpen."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.EDIT, version=version)
            task = opened.task
            rules = await self.desk.rules(uow, actor)
            calendar = self.desk.calendar_for(actor, rules, task.created_at)
            if task.said is not None:
                staff = await uow.task_lines.staff()
                read = parse_line(
                    task.said, actor=actor, calendar=calendar, staff=staff, now=task.created_at
                )
                for question in open_questions(task, read):
                    if question.key != Settles.DEADLINE:
                        raise QuestionOpen(task_id=task_id, words=question.words)
            executor = await colleague(uow, task.executor_id)
            sent = await send_draft(
                self.desk, uow, task, executor, opened.standing.people, actor=actor, now=now
            )
            repetition = repetition_of(task, zone=actor.zone, calendar=calendar)
            if repetition is not None and await uow.task_series.find_of_task(task.id) is None:
                await begin_series(
                    self.desk,
                    uow,
                    sent,
                    opened.standing,
                    repetition,
                    actor=actor,
                    zone=actor.zone,
                )
            await uow.commit()
        return sent


@dataclass(frozen=True, slots=True)
class CancelLeftDrafts:
    """Cancel what nobody sent or touched for ``DRAFTS_KEPT``."""

    desk: Desk

    async def __call__(self) -> int:
        """How many. Safe twice, late, and on two processes at once."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            cancelled = await uow.task_lines.cancel_left_drafts(
                untouched_since=now - DRAFTS_KEPT, now=now
            )
            await uow.commit()
        return cancelled


@dataclass(frozen=True, slots=True)
class CancelOwnDrafts:
    """Cancel all that the actor began and never sent."""

    desk: Desk

    async def __call__(self, actor: Actor) -> int:
        """How many. Those of projects wait for their turn, and stay."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            cancelled = await uow.task_lines.cancel_drafts_of(actor.id, now=now)
            await uow.commit()
        return cancelled
