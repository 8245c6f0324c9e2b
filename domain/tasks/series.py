"""Series of tasks begun, stopped, and gone on with by the clock."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.delivery.model import Matter, NewNotice
from domain.desk import Desk
from domain.errors import DomainError
from domain.org.model import Actor
from domain.org.ports import Actors
from domain.tasks.acts import calendar_of, colleague
from domain.tasks.errors import SeriesOfOther
from domain.tasks.giving import create_task
from domain.tasks.model import PeopleKind, Standing, Task, TaskId
from domain.tasks.phrases import Repetition
from domain.tasks.repeating import NewSeries, Series, next_of
from domain.tasks.rules import parts_of
from domain.tasks.states import Part
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork


async def begin_series(
    desk: Desk,
    uow: UnitOfWork,
    task: Task,
    standing: Standing,
    repetition: Repetition,
    *,
    actor: Actor,
    zone: ZoneInfo,
) -> None:
    """Let a task that was just sent be the first of a series; ``zone`` is where it was said."""
    assert task.deadline is not None
    wall = task.deadline.at.astimezone(zone)
    executor = await colleague(uow, task.executor_id)
    rules = await desk.rules(uow, actor)
    calendar = calendar_of(desk, executor, rules, desk.clock())
    first_on = wall.date() if task.deadline.has_time else calendar.local_day(task.deadline.at)
    new = NewSeries(
        assigner_id=task.assigner_id,
        executor_id=task.executor_id,
        title=task.title,
        repetition=repetition,
        first_on=first_on,
        at=wall.timetz().replace(tzinfo=None) if task.deadline.has_time else None,
        zone=zone,
        details=task.details,
        estimate=task.estimate,
        cost=task.cost,
        priority=task.priority,
        co_executor_ids=tuple(sorted(standing.of_kind(PeopleKind.CO_EXECUTOR))),
        observer_ids=tuple(
            sorted(
                one.person_id
                for one in standing.people
                if one.kind is PeopleKind.OBSERVER and not one.is_by_rule
            )
        ),
        client_id=task.client_id,
        deal_id=task.deal_id,
    )
    await uow.task_series.add(new, next_of(new, first_on, calendar), task_id=task.id)


@dataclass(frozen=True, slots=True)
class StopSeries:
    """No more tasks of the series to which a task belongs; those that are there stay."""

    desk: Desk

    async def __call__(self, actor: Actor, task_id: TaskId) -> None:
        """Raises: NotFound, SeriesOfOther."""
        async with self.desk.begin() as uow:
            task, standing = await uow.tasks.get(task_id, Viewer.of(actor))
            if Part.ASSIGNER not in parts_of(task, standing, actor):
                raise SeriesOfOther(task_id=task_id)
            series = await uow.task_series.find_of_task(task_id)
            if series is None or series.next is None:
                return
            now = self.desk.clock()
            await uow.task_series.plan(series.id, None, now)
            await uow.tasks.note("task_series_stopped", task=task, at=now, actor_id=actor.id)
            await uow.ledger.refresh(Matter.TASK, task.id, except_for=actor.id)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class ContinueSeries:
    """Make the tasks that are due to appear, one series after another."""

    desk: Desk
    actors: Actors

    async def __call__(self) -> int:
        """How many tasks were made. Safe twice, late, and on two processes at once.

        Of the tasks that were missed, those whose deadline has passed are left out.
        """
        made = 0
        while True:
            async with self.desk.begin() as uow:
                series = await uow.task_series.claim_due(self.desk.clock())
                if series is None:
                    return made
                try:
                    made += await self._continue(uow, series)
                except DomainError:
                    unable = series
                else:
                    await uow.commit()
                    continue
            await self._end(unable)

    async def _continue(self, uow: UnitOfWork, series: Series) -> bool:
        """Whether a task was made. Raises: NotFound, Executor…: it cannot go on."""
        now, terms = self.desk.clock(), series.terms
        assigner = await self.actors.get(terms.assigner_id, now=now)
        executor = await colleague(uow, terms.executor_id)
        rules = await self.desk.rules(uow, assigner)
        calendar = calendar_of(self.desk, executor, rules, now)
        upcoming = series.next
        while upcoming is not None and terms.deadline_on(upcoming.on, calendar).at <= now:
            upcoming = next_of(terms, upcoming.on, calendar)
        is_due = upcoming is not None and upcoming.appears_at <= now
        if upcoming is not None and is_due:
            new = terms.task_on(upcoming.on, calendar)
            task = await create_task(self.desk, uow, assigner, new)
            await uow.task_series.join(task.id, series.id)
            upcoming = next_of(terms, upcoming.on, calendar)
        await uow.task_series.plan(series.id, upcoming, now)
        return is_due

    async def _end(self, series: Series) -> None:
        """Somebody left, or its client is out of reach: who is there hears of it."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await uow.task_series.plan(series.id, None, now)
            last = await uow.task_series.last_task(series.id)
            people = (series.terms.assigner_id, series.terms.executor_id)
            told = await uow.tasks.stand_ins(people, now)
            await uow.ledger.add(
                [
                    NewNotice(person, "task_series_ended", Matter.TASK, last)
                    for person in dict.fromkeys(told.values())
                ]
            )
            await uow.commit()
