"""Tasks that come again and again: the next of a series appears when the time for it is near."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NewType
from zoneinfo import ZoneInfo

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.money import Money
from domain.org.model import PersonId
from domain.tasks.model import Deadline, NewTask, TaskPriority
from domain.tasks.phrases import Every, Repetition
from domain.working_time import WorkingCalendar

SeriesId = NewType("SeriesId", int)

ONE_DAY = timedelta(days=1)
FURTHEST_DAYS = 366 * 2
"""A series whose next day is further away than this has ended."""


@dataclass(frozen=True, slots=True)
class NextTask:
    """The day of the next task of a series, and the moment at which it appears, aware UTC."""

    on: date
    appears_at: datetime


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A task that repeats, as it is to be kept.

    ``first_on`` is the day of its first task; ``at`` the wall time of its deadlines in ``zone``,
    None where they end with the working day.
    """

    assigner_id: PersonId
    executor_id: PersonId
    title: str
    repetition: Repetition
    first_on: date
    at: time | None
    zone: ZoneInfo
    details: str | None = None
    estimate: timedelta | None = None
    cost: Money | None = None
    priority: TaskPriority = TaskPriority.NORMAL
    co_executor_ids: tuple[PersonId, ...] = ()
    observer_ids: tuple[PersonId, ...] = ()
    client_id: ClientId | None = None
    deal_id: DealId | None = None

    def deadline_on(self, day: date, calendar: WorkingCalendar) -> Deadline:
        """``calendar`` is the executor's."""
        if self.at is None:
            return Deadline(calendar.end_of_working_day(day))
        moment = datetime.combine(day, self.at, tzinfo=self.zone)
        return Deadline(moment.astimezone(UTC), has_time=True)

    def task_on(self, day: date, calendar: WorkingCalendar) -> NewTask:
        return NewTask(
            title=self.title,
            executor_id=self.executor_id,
            deadline=self.deadline_on(day, calendar),
            estimate=self.estimate,
            cost=self.cost,
            priority=self.priority,
            details=self.details,
            co_executor_ids=self.co_executor_ids,
            observer_ids=self.observer_ids,
            client_id=self.client_id,
            deal_id=self.deal_id,
        )


@dataclass(frozen=True, slots=True)
class Series:
    """``next`` is None once it has ended."""

    id: SeriesId
    terms: NewSeries
    next: NextTask | None


def next_of(series: NewSeries, after: date, calendar: WorkingCalendar) -> NextTask | None:
    """The series' first task later than ``after``; None where it has no more.

    ``calendar`` is the executor's. A day off is skipped; of a month the last working day before it
    is taken instead. What is done daily appears as its day begins, the rest a working day earlier.
    """
    is_monthly = series.repetition.unit is Every.MONTH
    for day in series.repetition.days(series.first_on, calendar):
        if day > after + timedelta(days=FURTHEST_DAYS):
            return None
        fit = calendar.last_working_day_on_or_before(day) if is_monthly else day
        if fit > after and calendar.is_working_day(fit):
            return NextTask(fit, _appears_at(series, fit, calendar))
    return None


def _appears_at(series: NewSeries, day: date, calendar: WorkingCalendar) -> datetime:
    begins_at = calendar.start_of_working_day(day)
    is_daily = series.repetition.unit in {Every.DAY, Every.WORKING_DAY}
    if is_daily and begins_at < series.deadline_on(day, calendar).at:
        return begins_at
    eve = calendar.last_working_day_on_or_before(day - ONE_DAY)
    return calendar.start_of_working_day(eve)
