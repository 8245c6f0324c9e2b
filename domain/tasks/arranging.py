"""What is arranged besides dates: how long it takes, what is part of what, when to be reminded."""

from dataclasses import dataclass
from datetime import timedelta

from domain.delivery.model import Urgency
from domain.desk import Desk
from domain.org.model import Actor
from domain.tasks import rules as task_rules
from domain.tasks.acts import (
    Tell,
    keep,
    open_task,
)
from domain.tasks.errors import (
    EstimateOfParts,
    ParentEnded,
)
from domain.tasks.model import (
    Task,
    TaskId,
)
from domain.tasks.reminders import ReminderChoice
from domain.tasks.states import Act
from domain.tasks.visibility import Viewer


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
class ChooseReminders:
    """How the actor wants to be reminded of what they get from now on."""

    desk: Desk

    async def __call__(self, actor: Actor, choice: ReminderChoice) -> None:
        async with self.desk.begin() as uow:
            await uow.tasks.choose_reminders(actor.id, choice)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ViewReminders:
    """How the actor is reminded: as they chose, else as the rulebook says."""

    desk: Desk

    async def __call__(self, actor: Actor) -> ReminderChoice:
        async with self.desk.begin() as uow:
            chosen = await uow.tasks.reminder_choice(actor.id)
            rules = await self.desk.rules(uow, actor)
        return chosen or ReminderChoice.of(rules.rulebook.tasks.reminders)
