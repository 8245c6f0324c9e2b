"""The deadline moved: asked for by the executor, agreed or refused, or set by the assigner."""

from dataclasses import dataclass

from domain.desk import Desk
from domain.notes import clean_comment
from domain.org.model import Actor
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    Tell,
    colleague,
    in_hands_of,
    keep,
    open_task,
    reminders_of,
    withdraw_date,
)
from domain.tasks.errors import (
    DateDecided,
    DateProposed,
)
from domain.tasks.model import (
    DateProposal,
    DateProposalId,
    Deadline,
    Task,
    TaskId,
)
from domain.tasks.states import Act
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ProposeNewDate:
    """The executor asks for another date, with a reason."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, deadline: Deadline, reason: str, *, version: int
    ) -> DateProposal:
        """Raises: NotFound, Task…, Deadline…, DateSame, DateProposed, Note…."""
        now = self.desk.clock()
        words = clean_comment(reason)
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.PROPOSE_DATE, version=version)
            task = opened.task
            executor = await uow.tasks.colleague(task.executor_id)
            deadline = await in_hands_of(self.desk, uow, deadline, executor, actor=actor, now=now)
            task_rules.check_new_date(task, deadline, now=now)
            asked = await uow.tasks.proposal(task_id)
            if asked is not None:
                raise DateProposed(task_id=task_id, deadline_at=asked.deadline.at)
            proposal = await uow.tasks.propose_date(
                task_id, by=actor.id, deadline=deadline, reason=words, now=now
            )
            await keep(
                uow,
                task,
                "task_date_asked",
                actor=actor,
                now=now,
                facts={"deadline_at": deadline.at.isoformat(), "reason": words},
                tell=[Tell(task.assigner_id, "task_redate", is_pressing=True)],
            )
            await uow.commit()
        return proposal


async def _asked_for(
    uow: UnitOfWork, task: Task, proposal_id: DateProposalId | None
) -> DateProposal:
    """The new date that is asked for now: the one that the button showed, where one is named."""
    proposal = await uow.tasks.proposal(task.id)
    if proposal is None or proposal_id not in {None, proposal.id}:
        raise DateDecided(task_id=task.id)
    return proposal


@dataclass(frozen=True, slots=True)
class AgreeNewDate:
    """The assigner agrees; it counts as on time by it only if the old date has not passed."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, *, proposal_id: DateProposalId | None = None
    ) -> Task:
        """Raises: NotFound, Task…, DateDecided, DeadlineInPast."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.DECIDE_DATE, version=None)
            task = opened.task
            proposal = await _asked_for(uow, task, proposal_id)
            counts = task_rules.counts(task, now=now)
            task = task_rules.agree_date(task, proposal, task.reminders, now=now)
            executor = await colleague(uow, task.executor_id)
            reminders = await reminders_of(self.desk, uow, task, executor, actor, now)
            task = task_rules.with_reminders(task, reminders)
            await uow.tasks.decide_date(proposal, "agreed", by=actor.id, counts=counts, now=now)
            saved = await keep(
                uow,
                task,
                "task_date_agreed",
                actor=actor,
                now=now,
                facts={"deadline_at": proposal.deadline.at.isoformat(), "counts": counts},
                tell=[Tell(task.executor_id, "task_redate_agreed")],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class RefuseNewDate:
    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        task_id: TaskId,
        reason: str | None = None,
        *,
        proposal_id: DateProposalId | None = None,
    ) -> Task:
        """Raises: NotFound, Task…, DateDecided, Note…."""
        now = self.desk.clock()
        words = clean_comment(reason) if reason else None
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.DECIDE_DATE, version=None)
            proposal = await _asked_for(uow, opened.task, proposal_id)
            await uow.tasks.decide_date(proposal, "refused", by=actor.id, counts=None, now=now)
            saved = await keep(
                uow,
                opened.task,
                "task_date_refused",
                actor=actor,
                now=now,
                facts={"deadline_at": proposal.deadline.at.isoformat(), "reason": words},
                tell=[Tell(opened.task.executor_id, "task_redate_refused")],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ChangeDeadline:
    """The assigner sets another date; a date that was asked for meanwhile falls away."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, deadline: Deadline, *, version: int
    ) -> Task:
        """Raises: NotFound, Task…, Deadline…, DateSame."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.DECIDE_DATE, version=version)
            task = opened.task
            executor = await colleague(uow, task.executor_id)
            deadline = await in_hands_of(self.desk, uow, deadline, executor, actor=actor, now=now)
            task_rules.check_new_date(task, deadline, now=now)
            counts = task_rules.counts(task, now=now)
            task = task_rules.move_deadline(task, deadline, now=now)
            reminders = await reminders_of(self.desk, uow, task, executor, actor, now)
            task = task_rules.with_reminders(task, reminders)
            await withdraw_date(uow, task, now)
            saved = await keep(
                uow,
                task,
                "task_date_changed",
                actor=actor,
                now=now,
                facts={"deadline_at": deadline.at.isoformat(), "counts": counts},
                tell=[Tell(task.executor_id, "task_redate_agreed")],
            )
            await uow.commit()
        return saved
