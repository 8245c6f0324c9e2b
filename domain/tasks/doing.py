"""Doing a task: taken or declined, begun, done, and its result accepted or returned."""

from dataclasses import dataclass

from domain.delivery.model import Urgency
from domain.desk import Desk
from domain.notes import clean_comment, clean_note
from domain.org.model import Actor
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    OUTCOME,
    Tell,
    colleague,
    everybody,
    keep,
    open_task,
    reminders_of,
    withdraw_date,
)
from domain.tasks.errors import PartsUnfinished
from domain.tasks.model import Rating, Task, TaskId
from domain.tasks.states import Act


@dataclass(frozen=True, slots=True)
class AcceptTask:
    """The executor takes it."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, *, version: int) -> Task:
        """Raises: NotFound, Task…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.ACCEPT, version=version)
            if opened.is_as_wanted:
                return opened.task
            accepted = task_rules.accept(opened.task, now=now)
            saved = await keep(uow, accepted, "task_accepted", actor=actor, now=now)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class DeclineTask:
    """The executor gives it back with a reason; not what their own boss gave."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, reason: str, *, version: int) -> Task:
        """Raises: NotFound, Task…, DeclineFromBoss, Note…."""
        now = self.desk.clock()
        words = clean_comment(reason)
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.DECLINE, version=version)
            if opened.is_as_wanted:
                return opened.task
            bosses = opened.standing.bosses
            declined = task_rules.decline(opened.task, words, bosses, now=now)
            await withdraw_date(uow, declined, now)
            saved = await keep(
                uow,
                declined,
                "task_declined",
                actor=actor,
                now=now,
                facts={"reason": words},
                tell=[Tell(declined.assigner_id, "task_declined")],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class StartTask:
    """Work begins, and the estimate is frozen."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, *, version: int) -> Task:
        """Raises: NotFound, Task…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.START, version=version)
            if opened.is_as_wanted:
                return opened.task
            started = task_rules.start(opened.task, now=now)
            saved = await keep(uow, started, "task_started", actor=actor, now=now)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class FinishTask:
    """It is done, perhaps with a few words; the assigner accepts or returns it."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, result: str | None = None, *, version: int
    ) -> Task:
        """Raises: NotFound, Task…, PartsUnfinished, Note…."""
        now = self.desk.clock()
        words = clean_note(result) if result else None
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.FINISH, version=version)
            if opened.is_as_wanted:
                return opened.task
            unfinished = await uow.tasks.unfinished_parts(task_id)
            done = task_rules.finish(opened.task, words, unfinished_parts=unfinished, now=now)
            await withdraw_date(uow, done, now)
            saved = await keep(
                uow,
                done,
                "task_done",
                actor=actor,
                now=now,
                facts={"result": words},
                tell=[Tell(done.assigner_id, "task_done")],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class AcceptResult:
    """The assigner accepts; with a thumb the task is closed, without one it is asked for."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        task_id: TaskId,
        rating: Rating | None = None,
        *,
        version: int,
        remark: str | None = None,
    ) -> Task:
        """``remark`` goes with a thumb, as a comment. Raises: NotFound, Task…, Note…."""
        now = self.desk.clock()
        words = clean_note(remark) if remark else None
        act = Act.ACCEPT_RESULT if rating is None else Act.RATE
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, act, version=version)
            if opened.is_as_wanted:
                return opened.task
            if rating is None:
                accepted = task_rules.accept_result(opened.task, now=now)
                kind = "task_result_accepted"
                told = Tell(accepted.executor_id, kind, Urgency.BATCH, OUTCOME)
                saved = await keep(uow, accepted, kind, actor=actor, now=now, tell=[told])
            else:
                closed = task_rules.rate(opened.task, rating, now=now)
                if words is not None:
                    await uow.task_threads.add(
                        task_id, author_id=actor.id, text=words, file=None, now=now
                    )
                saved = await keep(
                    uow,
                    closed,
                    "task_closed",
                    actor=actor,
                    now=now,
                    facts={"rating": str(rating), "comment": words},
                    tell=[Tell(closed.executor_id, "task_closed", Urgency.BATCH, OUTCOME)],
                )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ReturnTask:
    """The result is not what was asked for; the words become a comment."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId, comment: str, *, version: int) -> Task:
        """Raises: NotFound, Task…, Note…."""
        now = self.desk.clock()
        words = clean_note(comment)
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.RETURN, version=version)
            if opened.is_as_wanted:
                return opened.task
            executor = await colleague(uow, opened.task.executor_id)
            reminders = await reminders_of(self.desk, uow, opened.task, executor, actor, now)
            returned = task_rules.return_back(opened.task, reminders, now=now)
            await uow.task_threads.add(task_id, author_id=actor.id, text=words, file=None, now=now)
            saved = await keep(
                uow,
                returned,
                "task_returned",
                actor=actor,
                now=now,
                facts={"comment": words},
                tell=[Tell(returned.executor_id, "task_returned")],
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class CancelTask:
    """Nobody needs it any more; what was declined ends so too."""

    desk: Desk

    async def __call__(
        self, actor: Actor, task_id: TaskId, reason: str | None = None, *, version: int
    ) -> Task:
        """Raises: NotFound, Task…, PartsUnfinished, Note…."""
        now = self.desk.clock()
        words = clean_comment(reason) if reason else None
        async with self.desk.begin() as uow:
            opened = await open_task(uow, actor, task_id, Act.CANCEL, version=version)
            if opened.is_as_wanted:
                return opened.task
            task = opened.task
            if unfinished := await uow.tasks.unfinished_parts(task_id):
                raise PartsUnfinished(task_id=task_id, count=unfinished)
            cancelled = task_rules.cancel(task, now=now)
            await withdraw_date(uow, cancelled, now)
            is_known = not task.is_private
            tell = everybody(task, opened.standing, "task_cancelled", Urgency.BATCH, OUTCOME)
            saved = await keep(
                uow,
                cancelled,
                "task_cancelled",
                actor=actor,
                now=now,
                facts={"reason": words},
                tell=tell if is_known else (),
            )
            if task.parent_id is not None:
                await uow.tasks.sum_up(task.parent_id)
            await uow.commit()
        return saved
