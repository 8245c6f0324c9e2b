"""What the executor's boss and the assigner settle between them: hand on, hurry, object."""

from dataclasses import dataclass

from domain.delivery.model import Urgency
from domain.desk import Desk
from domain.notes import clean_comment, clean_note
from domain.org.model import Actor, PersonId
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    Tell,
    about_giving,
    colleague,
    keep,
    let_boss_observe,
    open_task,
    reminders_of,
    with_day_of,
    withdraw_date,
)
from domain.tasks.errors import (
    ExecutorOfOthers,
    ObjectionAnswered,
)
from domain.tasks.model import (
    PeopleKind,
    Task,
    TaskId,
    TaskPerson,
    TaskPriority,
)
from domain.tasks.states import Act, Part


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
            if executor.id == actor.id:  # whoever takes it has accepted it by that
                given = task_rules.accept(given, now=now)
            given = await with_day_of(self.desk, uow, given, executor, actor=actor, now=now)
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
                    *about_giving(given, executor, new, now=now),
                    # They may not see the task any more, so its title goes with the notice.
                    Tell(task.executor_id, "task_taken_away", Urgency.BATCH, {"title": task.title}),
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
            await uow.task_threads.add(task_id, author_id=actor.id, text=words, file=None, now=now)
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
