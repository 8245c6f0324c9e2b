from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.clock import Clock
from domain.deals.model import DealId
from domain.org.model import PersonId
from domain.tasks.model import TaskId, TaskPriority
from domain.tasks.phrases import Every, Repetition
from domain.tasks.repeating import NewSeries, NextTask, Series, SeriesId
from storage.changes import change_marks
from storage.money import to_money
from storage.tables import task_series, tasks
from storage.tasks.rows import to_minutes


class SqlTaskSeries:
    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def add(self, new: NewSeries, next_task: NextTask | None, *, task_id: TaskId) -> None:
        series_id = await self._connection.scalar(
            insert(task_series)
            .values(**_columns(new), **_next_columns(next_task, self._clock()), **self._marks())
            .returning(task_series.c.id)
        )
        assert series_id is not None
        await self.join(task_id, SeriesId(series_id))

    async def join(self, task_id: TaskId, series_id: SeriesId) -> None:
        await self._connection.execute(
            update(tasks).where(tasks.c.id == task_id).values(series_id=series_id, **self._marks())
        )

    async def find_of_task(self, task_id: TaskId) -> Series | None:
        found = await self._connection.execute(
            select(task_series)
            .join(tasks, tasks.c.series_id == task_series.c.id)
            .where(tasks.c.id == task_id)
            .with_for_update(of=task_series)
        )
        row = found.one_or_none()
        return None if row is None else _to_series(row)

    async def claim_due(self, now: datetime) -> Series | None:
        found = await self._connection.execute(
            select(task_series)
            .where(task_series.c.next_at <= now)
            .order_by(task_series.c.next_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = found.one_or_none()
        return None if row is None else _to_series(row)

    async def plan(self, series_id: SeriesId, next_task: NextTask | None, now: datetime) -> None:
        await self._connection.execute(
            update(task_series)
            .where(task_series.c.id == series_id)
            .values(**_next_columns(next_task, now), **self._marks())
        )

    async def last_task(self, series_id: SeriesId) -> TaskId:
        last = await self._connection.scalar(
            select(func.max(tasks.c.id)).where(tasks.c.series_id == series_id)
        )
        assert last is not None
        return TaskId(last)

    def _marks(self) -> dict[str, Any]:
        return change_marks(self._clock())


def _columns(new: NewSeries) -> dict[str, Any]:
    return {
        "assigner_id": new.assigner_id,
        "executor_id": new.executor_id,
        "title": new.title,
        "details": new.details,
        "estimate_minutes": to_minutes(new.estimate),
        "cost": new.cost.amount if new.cost else None,
        "currency": new.cost.currency if new.cost else None,
        "priority": str(new.priority),
        "client_id": new.client_id,
        "deal_id": new.deal_id,
        "co_executor_ids": list(new.co_executor_ids),
        "observer_ids": list(new.observer_ids),
        "unit": str(new.repetition.unit),
        "step": new.repetition.step,
        "weekdays": list(new.repetition.weekdays),
        "month_day": new.repetition.month_day,
        "first_on": new.first_on,
        "wall_time": new.at,
        "zone": new.zone.key,
    }


def _next_columns(next_task: NextTask | None, now: datetime) -> dict[str, Any]:
    if next_task is None:
        return {"next_on": None, "next_at": None, "ended_at": now}
    return {"next_on": next_task.on, "next_at": next_task.appears_at, "ended_at": None}


def _to_series(row: Any) -> Series:
    terms = NewSeries(
        assigner_id=PersonId(row.assigner_id),
        executor_id=PersonId(row.executor_id),
        title=row.title,
        repetition=to_repetition(row),
        first_on=row.first_on,
        at=row.wall_time,
        zone=ZoneInfo(row.zone),
        details=row.details,
        estimate=(
            None if row.estimate_minutes is None else timedelta(minutes=row.estimate_minutes)
        ),
        cost=to_money(row.cost, row.currency) if row.currency else None,
        priority=TaskPriority(row.priority),
        co_executor_ids=tuple(PersonId(one) for one in row.co_executor_ids),
        observer_ids=tuple(PersonId(one) for one in row.observer_ids),
        client_id=None if row.client_id is None else ClientId(row.client_id),
        deal_id=None if row.deal_id is None else DealId(row.deal_id),
    )
    return Series(
        SeriesId(row.id),
        terms,
        None if row.next_on is None else NextTask(row.next_on, row.next_at),
    )


def to_repetition(row: Any) -> Repetition:
    return Repetition(
        unit=Every(row.unit),
        step=row.step,
        weekdays=tuple(row.weekdays),
        month_day=row.month_day,
    )
