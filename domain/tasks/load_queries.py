"""Who has how much to do: before a task is given, and of a team by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.desk import Desk
from domain.org.model import Actor, PersonId
from domain.rulebook.ports import VersionedRulebook
from domain.tasks import capacity
from domain.tasks.acts import colleague
from domain.tasks.model import Deadline
from domain.tasks.views import DayLoad, KnownLoad, LoadCheck, PersonDays, PersonLoad
from domain.tasks.visibility import Viewer
from domain.working_time import NoWorkingTime, WorkingCalendar

MOST_PEOPLE = 1000
ONE_DAY = timedelta(days=1)


def _calendar(
    desk: Desk, known: KnownLoad, rules: VersionedRulebook, now: datetime
) -> WorkingCalendar:
    """The person's own, without the days they are away."""
    around = now.astimezone(known.workplace.zone).date()
    return desk.calendars.of(rules, known.workplace, around=around).with_absences(known.away)


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
    ) -> LoadCheck:
        """Raises: Executor…."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            executor = await colleague(uow, executor_id or actor.id)
            today = now.astimezone(executor.workplace.zone).date()
            due_on = deadline.at.astimezone(executor.workplace.zone).date()
            peers = [peer for peer in await uow.task_loads.peers(executor.id) if peer != actor.id]
            loads = await uow.task_loads.of(
                [executor.id, *peers], since=today, until=today + capacity.LOOK_AHEAD
            )
        per_day = capacity.useful(rules.rulebook.useful_hours_per_day)
        first_on = capacity.monday_of(max(due_on, today))
        weeks = {
            known.person_id: capacity.week_load(
                known.person_id,
                known.works,
                _calendar(self.desk, known, rules, now),
                per_day,
                first_on=first_on,
                now=now,
                without_estimate=known.without_estimate,
            )
            for known in loads
        }
        known = next(load for load in loads if load.person_id == executor.id)
        ends_on = None
        if estimate is not None:
            calendar = _calendar(self.desk, known, rules, now)
            ends_on = _end(known, capacity.Work(estimate, due_on), calendar, per_day, now)
        before = weeks.pop(executor.id)
        after = before.plus(estimate)
        is_late = estimate is not None and (ends_on is None or ends_on > due_on)
        freer = None
        if estimate is not None and (after.is_overloaded or is_late):
            freer = capacity.freest(weeks.values(), estimate)
        names = {load.person_id: load.name for load in loads}
        return LoadCheck(
            executor=executor,
            before=before,
            after=after,
            ends_on=ends_on,
            is_late=is_late,
            colleague=(
                None
                if freer is None
                else PersonLoad(freer.person_id, names[freer.person_id], freer)
            ),
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
class ViewTeamLoad:
    """Days of everybody whose records the actor sees: what they hold and what is in them."""

    desk: Desk

    async def __call__(
        self, actor: Actor, *, days: int = 14, limit: int = MOST_PEOPLE
    ) -> Sequence[PersonDays]:
        now = self.desk.clock()
        today = now.astimezone(actor.zone).date()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            people = await uow.task_loads.team(Viewer.of(actor), limit=limit)
            until = today + ONE_DAY * days
            loads = await uow.task_loads.of(people, since=today, until=until)
        per_day = capacity.useful(rules.rulebook.useful_hours_per_day)
        return [self._days(known, rules, per_day, now, days) for known in loads]

    def _days(
        self,
        known: KnownLoad,
        rules: VersionedRulebook,
        per_day: timedelta,
        now: datetime,
        days: int,
    ) -> PersonDays:
        calendar = _calendar(self.desk, known, rules, now)
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
                )
                for number in range(days)
            ),
            without_estimate=known.without_estimate,
        )
