"""Who has how much to do: before a task is given, and of people by day."""

from collections.abc import Sequence
from contextlib import suppress
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
from domain.working_time import NoWorkingTime, WorkingCalendar

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
) -> LoadAfter:
    """What one more task would do to the week of its deadline, the present one if that is over."""
    calendar = calendar_of(desk, known, rules, now)
    per_day = capacity.useful(rules.rulebook.useful_hours_per_day)
    due_on = calendar.local_day(deadline.at)
    before = _week(known, calendar, per_day, around=max(due_on, calendar.local_day(now)), now=now)
    after = before.plus(estimate)
    if estimate is None:
        return LoadAfter(before, after, ends_on=None, is_late=False)
    ends_on = _end(known, capacity.Work(estimate, due_on), calendar, per_day, now)
    return LoadAfter(before, after, ends_on, is_late=ends_on is None or ends_on > due_on)


def _week(
    known: KnownLoad,
    calendar: WorkingCalendar,
    per_day: timedelta,
    *,
    around: date,
    now: datetime,
) -> capacity.WeekLoad:
    return capacity.week_load(
        known.person_id,
        known.works,
        calendar,
        per_day,
        first_on=capacity.monday_of(around),
        now=now,
        without_estimate=known.without_estimate,
    )


def _end(
    known: KnownLoad,
    work: capacity.Work,
    calendar: WorkingCalendar,
    per_day: timedelta,
    now: datetime,
) -> date | None:
    """When the new work would end beside what is due no later; None: never."""
    earlier = [
        other for other in known.works if (other.due_on or date.max) <= (work.due_on or date.max)
    ]
    try:
        taken = capacity.plan(earlier, calendar, per_day, start=now)
        return capacity.end_of(work.left, now, taken, calendar, per_day)
    except NoWorkingTime:
        return None


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
    ) -> LoadCheck:
        """Neither the actor nor the assigner is proposed instead. Raises: Executor…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            executor = await colleague(uow, executor_id or actor.id)
            today = now.astimezone(executor.workplace.zone).date()
            until = today + capacity.LOOK_AHEAD
            (known,) = await uow.task_loads.of([executor.id], since=today, until=until)
            load = weigh(self.desk, known, estimate, deadline, rules, now)
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
            colleague=self._freest(peers, estimate, load.after.first_on, rules, now),
        )

    def _freest(
        self,
        peers: Sequence[KnownLoad],
        estimate: timedelta | None,
        first_on: date,
        rules: VersionedRulebook,
        now: datetime,
    ) -> PersonLoad | None:
        if estimate is None:
            return None
        per_day = capacity.useful(rules.rulebook.useful_hours_per_day)
        weeks = (
            _week(peer, calendar_of(self.desk, peer, rules, now), per_day, around=first_on, now=now)
            for peer in peers
        )
        freest = capacity.freest(weeks, estimate)
        if freest is None:
            return None
        names = {peer.person_id: peer.name for peer in peers}
        return PersonLoad(freest.person_id, names[freest.person_id], freest)


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
    try:
        taken = capacity.plan(known.works, calendar, per_day, start=now)
    except NoWorkingTime:
        taken = {}
    return PersonDays(
        person_id=known.person_id,
        name=known.name,
        days=tuple(
            DayLoad(
                on=(on := today + ONE_DAY * number),
                capacity=capacity.capacity_of_day(
                    on, calendar, per_day, since=now if number == 0 else None
                ),
                taken=taken.get(on, timedelta(0)),
                is_away=any(on in span for span in known.away),
            )
            for number in range(days)
        ),
        without_estimate=known.without_estimate,
        weeks=tuple(
            _week(known, calendar, per_day, around=today + ONE_DAY * days_ahead, now=now)
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
        """Each with the day on which it would end, what is due earlier being done first."""
        calendar = calendar_of(self.desk, known, rules, now)
        per_day = capacity.useful(rules.rulebook.useful_hours_per_day)
        taken: dict[date, timedelta] = {}
        planned = []
        for task in found:
            ends_on = None
            if task.left is not None:
                with suppress(NoWorkingTime):
                    ends_on = capacity.end_of(task.left, now, taken, calendar, per_day, take=taken)
            planned.append(replace(task, ends_on=ends_on))
        return planned
