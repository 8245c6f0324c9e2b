"""What is arranged while a task is being done: dates, estimates, people, time, words."""

from dataclasses import dataclass
from datetime import timedelta

from domain.delivery.model import Matter, Urgency
from domain.desk import Desk
from domain.notes import NoteMissing, clean_comment, clean_note
from domain.org.model import Actor, PersonId
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    Opened,
    Tell,
    about_giving,
    colleague,
    everybody,
    keep,
    let_boss_observe,
    open_task,
    reminders_of,
    tell_people,
    withdraw_date,
)
from domain.tasks.errors import (
    DateDecided,
    DateProposed,
    EstimateOfParts,
    ExecutorOfOthers,
    ObjectionAnswered,
    ParentEnded,
)
from domain.tasks.model import (
    DateProposal,
    Deadline,
    PeopleKind,
    Task,
    TaskFile,
    TaskId,
    TaskPerson,
    TaskPriority,
)
from domain.tasks.reminders import ReminderChoice
from domain.tasks.states import Act, Part
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork

COMMENT_LIMIT = 4096
"""As much as one message of Telegram holds."""


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
                tell=[Tell(task.assigner_id, "task_redate")],
            )
            await uow.commit()
        return proposal


async def _asked_for(uow: UnitOfWork, task: Task) -> DateProposal:
    proposal = await uow.tasks.proposal(task.id)
    if proposal is None:
        raise DateDecided(task_id=task.id)
    return proposal


@dataclass(frozen=True, slots=True)
class AgreeNewDate:
    """The assigner agrees; it counts as on time by it only if the old date has not passed."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId) -> Task:
        """Raises: NotFound, Task…, DateDecided, DeadlineInPast."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.DECIDE_DATE, version=None)
            task = opened.task
            proposal = await _asked_for(uow, task)
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

    async def __call__(self, actor: Actor, task_id: TaskId, reason: str | None = None) -> Task:
        """Raises: NotFound, Task…, DateDecided, Note…."""
        now = self.desk.clock()
        words = clean_comment(reason) if reason else None
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.DECIDE_DATE, version=None)
            proposal = await _asked_for(uow, opened.task)
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
            task_rules.check_new_date(task, deadline, now=now)
            counts = task_rules.counts(task, now=now)
            task = task_rules.move_deadline(task, deadline, now=now)
            executor = await colleague(uow, task.executor_id)
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


@dataclass(frozen=True, slots=True)
class ChangeEstimate:
    """How long it takes; after work began the frozen estimate stays, and the change is told."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, estimate: timedelta, *, version: int
    ) -> Task:
        """Raises: NotFound, Task…, Estimate…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.ESTIMATE, version=version)
            task = opened.task
            if count := await uow.tasks.count_parts(task_id):
                raise EstimateOfParts(task_id=task_id, count=count)
            rules = await self.desk.rules(uow, actor)
            most = rules.rulebook.tasks.most_hours
            changed = task_rules.set_estimate(task, estimate, most_hours=most)
            if changed == task:
                return task
            was = task.estimate
            facts = {
                "was_minutes": None if was is None else was // timedelta(minutes=1),
                "minutes": estimate // timedelta(minutes=1),
                "is_frozen": task.started_at is not None,
            }
            saved = await keep(
                uow,
                changed,
                "task_estimated",
                actor=actor,
                now=now,
                facts=facts,
                tell=[
                    Tell(task.assigner_id, "task_estimated", Urgency.BATCH),
                    Tell(task.executor_id, "task_estimated", Urgency.BATCH),
                ],
            )
            if task.parent_id is not None:
                await uow.tasks.sum_up(task.parent_id)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ReassignTask:
    """Somebody else does it; a boss hands it on to those under them, or takes it."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, executor_id: PersonId, *, version: int
    ) -> Task:
        """Raises: NotFound, Task…, Executor…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.REASSIGN, version=version)
            task = opened.task
            executor = await colleague(uow, executor_id)
            me = {actor.id, *actor.stands_in_for}
            parts = task_rules.parts_of(task, opened.standing, actor)
            if Part.ASSIGNER not in parts and not me & {executor.id, *executor.bosses}:
                raise ExecutorOfOthers(name=executor.name)
            given = task_rules.reassign(
                task, executor.id, executor.branch_id, task.reminders, now=now
            )
            given = task_rules.with_reminders(
                given, await reminders_of(self.desk, uow, given, executor, actor, now)
            )
            await withdraw_date(uow, task, now)
            boss = await let_boss_observe(uow, given, executor)
            new = [] if boss is None else [TaskPerson(boss, PeopleKind.OBSERVER, is_by_rule=True)]
            saved = await keep(
                uow,
                given,
                "task_reassigned",
                actor=actor,
                now=now,
                facts={"from_id": task.executor_id, "executor": executor.name},
                tell=[
                    *about_giving(given, new),
                    Tell(task.executor_id, "task_taken_away", Urgency.BATCH),
                    Tell(task.assigner_id, "task_reassigned", Urgency.BATCH),
                ],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class RaisePriority:
    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, priority: TaskPriority, *, version: int
    ) -> Task:
        """Raises: NotFound, Task…, PriorityNotHigher."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.RAISE_PRIORITY, version=version)
            raised = task_rules.raise_priority(opened.task, priority)
            saved = await keep(
                uow,
                raised,
                "task_priority",
                actor=actor,
                now=now,
                facts={"was": str(opened.task.priority), "priority": str(priority)},
                tell=[
                    Tell(raised.executor_id, "task_priority"),
                    Tell(raised.assigner_id, "task_priority", Urgency.BATCH),
                ],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ObjectToTask:
    """The executor's boss stops it until the assigner answers."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, words: str, *, version: int) -> Task:
        """Raises: NotFound, Task…, Note…."""
        now = self.desk.clock()
        words = clean_comment(words)
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.OBJECT, version=version)
            bosses = opened.standing.bosses
            stopped = task_rules.raise_objection(opened.task, words, bosses, by=actor.id, now=now)
            saved = await keep(
                uow,
                stopped,
                "task_objection",
                actor=actor,
                now=now,
                facts={"objection": words},
                tell=[
                    Tell(stopped.assigner_id, "task_objection"),
                    Tell(stopped.executor_id, "task_stopped"),
                ],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class AnswerObjection:
    """The assigner answers, and work goes on; the answer becomes a comment."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, answer: str) -> Task:
        """Raises: NotFound, Task…, ObjectionAnswered, Note…."""
        now = self.desk.clock()
        words = clean_note(answer)
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.ANSWER_OBJECTION, version=None)
            task = opened.task
            if task.objection is None:
                raise ObjectionAnswered(task_id=task_id)
            executor = await colleague(uow, task.executor_id)
            reminders = await reminders_of(self.desk, uow, task, executor, actor, now)
            answered = task_rules.answer_objection(task, reminders)
            await uow.tasks.comment(task_id, author_id=actor.id, text=words, file=None, now=now)
            saved = await keep(
                uow,
                answered,
                "task_objection_answered",
                actor=actor,
                now=now,
                facts={"answer": words},
                tell=[
                    Tell(task.objection.by, "task_objection_answered"),
                    Tell(task.executor_id, "task_objection_answered"),
                ],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class PutUnderTask:
    """Make the task a part of another one, or of none."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, parent_id: TaskId | None, *, version: int
    ) -> Task:
        """Raises: NotFound, Task…, TaskRing, ParentEnded."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await uow.tasks.lock_parts()
            opened = await open_task(uow, actor, task_id, Act.ESTIMATE, version=version)
            task = opened.task
            if parent_id is not None:
                parent, _ = await uow.tasks.get(parent_id, Viewer.of(actor))
                task_rules.check_parent(task_id, await uow.tasks.above(parent_id))
                if parent.has_ended:
                    raise ParentEnded(task_id=parent_id, state=str(parent.state))
            moved = task_rules.put_under(task, parent_id)
            if moved == task:
                return task
            saved = await keep(
                uow, moved, "task_moved", actor=actor, now=now, facts={"parent_id": parent_id}
            )
            for above in (task.parent_id, parent_id):
                if above is not None:
                    await uow.tasks.sum_up(above)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class LogTime:
    """Time that the executor or a co-executor spent."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, spent: timedelta) -> timedelta:
        """The time spent by everybody until now.

        Raises: NotFound, Task…, EstimateTooShort, TimeTooLong.
        """
        now = self.desk.clock()
        task_rules.check_time(spent)
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.LOG_TIME, version=None)
            total = await uow.tasks.log_time(task_id, person_id=actor.id, spent=spent, now=now)
            minutes = spent // timedelta(minutes=1)
            await keep(
                uow, opened.task, "task_time", actor=actor, now=now, facts={"minutes": minutes}
            )
            await uow.commit()
        return total


@dataclass(frozen=True, slots=True)
class AddTaskComment:
    """Words or a file of somebody who sees the task, for all who take part."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, text: str | None, *, file: TaskFile | None = None
    ) -> Opened:
        """Raises: NotFound; NoteMissing: neither words nor a file; NoteTooLong."""
        now = self.desk.clock()
        words = _words(text, is_needed=file is None)
        async with self.desk.begin() as uow:
            task, standing = await uow.tasks.get(task_id, Viewer.of(actor))
            await uow.tasks.comment(task_id, author_id=actor.id, text=words, file=file, now=now)
            told = everybody(task, standing, "task_comment", Urgency.BATCH)
            await tell_people(uow, task, told if not task.is_private else (), actor=actor, now=now)
            await uow.ledger.refresh(Matter.TASK, task_id, except_for=actor.id)
            await uow.commit()
        return Opened(task, standing)


def _words(text: str | None, *, is_needed: bool) -> str | None:
    try:
        return clean_note(text or "", limit=COMMENT_LIMIT)
    except NoteMissing:
        if is_needed:
            raise
        return None


@dataclass(frozen=True, slots=True)
class ChooseReminders:
    """How the actor wants to be reminded of what they get from now on."""

    desk: Desk

    async def __call__(self, actor: Actor, choice: ReminderChoice) -> None:
        async with self.desk.begin() as uow:
            await uow.tasks.choose_reminders(actor.id, choice)
            await uow.commit()
