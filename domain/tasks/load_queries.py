"""Who has how much to do: before a task is given, and of people by day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.desk import Desk
from domain.org.model import Actor, PersonId
from domain.pages import Page
from domain.rulebook.ports import VersionedRulebook
from domain.tasks import capacity
from domain.tasks.acts import colleague
from domain.tasks.errors import ExecutorLeft
from domain.tasks.model import Deadline, Task
from domain.tasks.views import (
    DayLoad,
    KnownLoad,
    LoadAfter,
    LoadCheck,
    PersonDays,
    PersonLoad,
    PersonPlan,
    PlannedTask,
    TeamDays,
)
from domain.tasks.visibility import Viewer
from domain.unit_of_work import UnitOfWork
from domain.working_time import WorkingCalendar

DAYS = 14
"""The coming two weeks."""

MOST_PEOPLE = 1000
ONE_DAY = timedelta(days=1)


def calendar_of(
    desk: Desk, known: KnownLoad, rules: VersionedRulebook, now: datetime
) -> WorkingCalendar:
    """The person's own, without the days they are away."""
    around = now.astimezone(known.workplace.zone).date()
    return desk.calendars.of(rules, known.workplace, around=around).with_absences(known.away)


def weigh(
    desk: Desk,
    known: KnownLoad,
    estimate: timedelta | None,
    deadline: Deadline,
    rules: VersionedRulebook,
    now: datetime,
    *,
    starts_on: date | None = None,
) -> LoadAfter:
    """What one more task would do to the week of its deadline, the present one if that is over.

    It is laid after what is due on the same day.
    """
    calendar = calendar_of(desk, known, rules, now)
    per_day = capacity.useful(rules.rulebook.useful_hours_per_day)
    due_on = calendar.local_day(deadline.at)
    around = max(due_on, calendar.local_day(now))
    laid = capacity.lay(known.works, calendar, per_day, start=now)
    before = _week(known, laid, calendar, per_day, around=around, now=now)
    if estimate is None:
        after = replace(before, without_estimate=before.without_estimate + 1)
        return LoadAfter(before, after, ends_on=None, is_late=False)
    new = capacity.Work(estimate, due_on, starts_on, is_timed=deadline.has_time)
    laid = capacity.lay([*known.works, new], calendar, per_day, start=now)
    after = _week(known, laid, calendar, per_day, around=around, now=now)
    return LoadAfter(before, after, laid.works[-1].ends_on, is_late=laid.works[-1].is_late)


def _week(
    known: KnownLoad,
    laid: capacity.LaidPlan,
    calendar: WorkingCalendar,
    per_day: timedelta,
    *,
    around: date,
    now: datetime,
) -> capacity.WeekLoad:
    return capacity.week_load(
        known.person_id,
        laid,
        calendar,
        per_day,
        first_on=capacity.monday_of(around),
        now=now,
        without_estimate=known.without_estimate,
    )


@dataclass(frozen=True, slots=True)
class CheckLoad:
    """Before a task is given: the executor's week, when work would end, and who is freer."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        executor_id: PersonId | None,
        estimate: timedelta | None,
        deadline: Deadline,
        *,
        assigner_id: PersonId | None = None,
        starts_on: date | None = None,
    ) -> LoadCheck:
        """Neither the actor nor the assigner is proposed instead. Raises: Executor…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            executor = await colleague(uow, executor_id or actor.id)
            today = now.astimezone(executor.workplace.zone).date()
            until = today + capacity.LOOK_AHEAD
            (known,) = await uow.task_loads.of([executor.id], since=today, until=until)
            load = weigh(self.desk, known, estimate, deadline, rules, now, starts_on=starts_on)
            has_room = estimate is None or not (load.after.is_overloaded or load.is_late)
            peers: Sequence[KnownLoad] = ()
            if not has_room:
                others = await uow.task_loads.peers(executor.id)
                asked = [peer for peer in others if peer not in {actor.id, assigner_id}]
                peers = await uow.task_loads.of(asked, since=today, until=until)
        return LoadCheck(
            executor=executor,
            before=load.before,
            after=load.after,
            ends_on=load.ends_on,
            is_late=load.is_late,
            colleague=self._freest(peers, estimate, deadline, rules, now),
        )

    def _freest(
        self,
        peers: Sequence[KnownLoad],
        estimate: timedelta | None,
        deadline: Deadline,
        rules: VersionedRulebook,
        now: datetime,
    ) -> PersonLoad | None:
        if estimate is None:
            return None
        per_day = capacity.useful(rules.rulebook.useful_hours_per_day)
        rooms = []
        for peer in peers:
            calendar = calendar_of(self.desk, peer, rules, now)
            laid = capacity.lay(peer.works, calendar, per_day, start=now)
            until = calendar.local_day(deadline.at)
            free = capacity.room_until(laid, calendar, per_day, until=until, now=now)
            rooms.append(capacity.Room(peer.person_id, free))
        freest = capacity.freest(rooms, estimate)
        if freest is None:
            return None
        names = {peer.person_id: peer.name for peer in peers}
        return PersonLoad(freest.person_id, names[freest.person_id], freest.free)


@dataclass(frozen=True, slots=True)
class CheckLoadOfTask:
    """The same of a task that waits for its approval."""

    desk: Desk

    async def __call__(self, actor: Actor, task: Task) -> LoadCheck | None:
        """None where its executor has left meanwhile."""
        if task.deadline is None:
            return None
        check_load = CheckLoad(self.desk)
        try:
            return await check_load(
                actor,
                task.executor_id,
                task.estimate,
                task.deadline,
                assigner_id=task.assigner_id,
                starts_on=task.starts_on,
            )
        except ExecutorLeft:
            return None


@dataclass(frozen=True, slots=True)
class ViewTeamLoad:
    """Days of everybody whose records the actor sees: what they hold and what is in them."""

    desk: Desk

    async def __call__(
        self, actor: Actor, *, days: int = DAYS, limit: int = MOST_PEOPLE
    ) -> Sequence[PersonDays]:
        async with self.desk.begin() as uow:
            people = await uow.task_loads.team(Viewer.of(actor), limit=limit)
            return await days_of(self.desk, uow, actor, people, days=days)


@dataclass(frozen=True, slots=True)
class ViewLoadPage:
    """The same, a page of it."""

    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int, days: int = DAYS) -> TeamDays:
        """The last page stands for those behind it."""
        viewer = Viewer.of(actor)
        async with self.desk.begin() as uow:
            page = Page.nearest(offset, size, await uow.task_loads.count_team(viewer))
            people = await uow.task_loads.team(viewer, limit=size, offset=page.offset)
            found = await days_of(self.desk, uow, actor, people, days=days)
        return TeamDays(tuple(found), page)


async def days_of(
    desk: Desk, uow: UnitOfWork, actor: Actor, people: Sequence[PersonId], *, days: int
) -> Sequence[PersonDays]:
    """One statement for all of them."""
    now = desk.clock()
    today = now.astimezone(actor.zone).date()
    rules = await desk.rules(uow, actor)
    until = today + ONE_DAY * max(days, 2 * capacity.DAYS_IN_WEEK)
    loads = await uow.task_loads.of(people, since=today - ONE_DAY, until=until)
    return [_days(desk, known, rules, now, days) for known in loads]


def _days(
    desk: Desk, known: KnownLoad, rules: VersionedRulebook, now: datetime, days: int
) -> PersonDays:
    calendar = calendar_of(desk, known, rules, now)
    per_day = capacity.useful(rules.rulebook.useful_hours_per_day)
    today = calendar.local_day(now)
    laid = capacity.lay(known.works, calendar, per_day, start=now)
    return PersonDays(
        person_id=known.person_id,
        name=known.name,
        days=tuple(
            DayLoad(
                on=(on := today + ONE_DAY * number),
                capacity=capacity.capacity_of_day(
                    on, calendar, per_day, since=now if number == 0 else None
                ),
                taken=laid.days.get(on, timedelta(0)),
                is_away=any(on in span for span in known.away),
            )
            for number in range(days)
        ),
        without_estimate=known.without_estimate,
        weeks=tuple(
            _week(known, laid, calendar, per_day, around=today + ONE_DAY * days_ahead, now=now)
            for days_ahead in (0, capacity.DAYS_IN_WEEK)
        ),
    )


@dataclass(frozen=True, slots=True)
class ViewPersonLoad:
    """What one person has to do, by the days on which it would end; the actor's own for None."""

    desk: Desk

    async def __call__(
        self, actor: Actor, person_id: PersonId | None = None, *, offset: int, size: int
    ) -> PersonPlan:
        """Raises: NotFound: the actor does not see their records."""
        now = self.desk.clock()
        person_id = person_id or actor.id
        today = now.astimezone(actor.zone).date()
        async with self.desk.begin() as uow:
            found = await uow.task_loads.tasks_of(person_id, Viewer.of(actor))
            rules = await self.desk.rules(uow, actor)
            (known,) = await uow.task_loads.of(
                [person_id], since=today - ONE_DAY, until=today + capacity.LOOK_AHEAD
            )
        planned = self._planned(found, known, rules, now)
        page = Page.nearest(offset, size, len(planned))
        return PersonPlan(
            days=_days(self.desk, known, rules, now, DAYS),
            tasks=tuple(planned[page.offset : page.offset + size]),
            page=page,
        )

    def _planned(
        self,
        found: Sequence[PlannedTask],
        known: KnownLoad,
        rules: VersionedRulebook,
        now: datetime,
    ) -> list[PlannedTask]:
        """Each with the day on which it would end, in that order; without an estimate at last."""
        calendar = calendar_of(self.desk, known, rules, now)
        per_day = capacity.useful(rules.rulebook.useful_hours_per_day)
        estimated = [(task, task.left) for task in found if task.left is not None]
        works = [
            capacity.Work(
                left,
                calendar.local_day(task.line.deadline.at) if task.line.deadline else None,
                task.starts_on,
                is_timed=task.line.deadline is not None and task.line.deadline.has_time,
            )
            for task, left in estimated
        ]
        laid = capacity.lay(works, calendar, per_day, start=now)
        planned = [
            replace(task, ends_on=one.ends_on)
            for (task, _), one in zip(estimated, laid.works, strict=True)
        ]
        planned.sort(key=lambda task: task.ends_on or date.max)
        return [*planned, *(task for task in found if task.left is None)]
