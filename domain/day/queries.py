from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from domain.day.model import Day, DayPart, LateContacts, TeamSilence
from domain.desk import Desk
from domain.org.model import Actor
from domain.plans.queries import own_plan
from domain.tasks.visibility import Viewer

EACH_KIND = 5
"""Lines of a kind on one screen; the counts say how many more there are."""


@dataclass(frozen=True, slots=True)
class ViewDay:
    """The actor's own matters and those of absent people they stand in for, until midnight: deals,
    offers and tasks; and for who leads people the silence among them.
    """

    desk: Desk

    async def __call__(self, actor: Actor) -> Day:
        now = self.desk.clock()
        today = now.astimezone(actor.zone).date()
        day_ends_at = datetime.combine(today + timedelta(days=1), time.min, tzinfo=actor.zone)
        owners = frozenset({actor.id, *actor.stands_in_for})
        async with self.desk.begin() as uow:
            day = await uow.days.of(
                owners, me=actor.id, now=now, day_ends_at=day_ends_at, each=EACH_KIND
            )
            tasks = await uow.task_lists.of_day(
                Viewer.of(actor), own=actor.id, now=now, day_ends_at=day_ends_at, each=EACH_KIND
            )
            day = replace(day, tasks=tasks)
            parts = await uow.days.parts(
                owners, me=actor.id, now=now, day_ends_at=day_ends_at, today=today
            )
            if DayPart.GREETINGS in parts:
                greetings = await uow.greetings.of_day(
                    owners, heads=owners, now=now, each=EACH_KIND
                )
                day = replace(day, greetings=greetings)
            if DayPart.REQUESTS in parts:
                requests = await uow.requests.of_day(owners, now=now, each=EACH_KIND)
                day = replace(day, requests=requests)
            if DayPart.CADENCES in parts:
                cadences = await uow.cadences.of_day(
                    owners,
                    actor.scope,
                    me=actor.id,
                    now=now,
                    day_ends_at=day_ends_at,
                    today=today,
                    each=EACH_KIND,
                )
                day = replace(day, cadences=cadences)
            if DayPart.VISITS in parts:
                visits = await uow.visit_lists.of_day(
                    owners,
                    now=now,
                    day_ends_at=day_ends_at,
                    next_day_ends_at=day_ends_at + timedelta(days=1),
                    each=EACH_KIND,
                )
                day = replace(day, visits=visits)
            if DayPart.CALLS in parts:
                calls = await uow.planned_calls.of_day(owners, today=today, day_ends_at=day_ends_at)
                day = replace(day, calls=calls)
            if DayPart.RISKS in parts:
                day = replace(day, risks=await uow.risks.of_day(owners, each=EACH_KIND))
            if DayPart.PLAN in parts:
                rules = await self.desk.rules(uow, actor)
                day = replace(day, plan=await own_plan(self.desk, uow, actor, rules, now))
            if not actor.role.leads_people:
                return day
            silent = await uow.offers.silent(actor.scope, now=now, offset=0, size=0)
            overdue = await uow.task_lists.overdue_of_team(Viewer.of(actor), now)
            late = LateContacts(*await uow.cadences.late(actor.scope, now))
        silence = TeamSilence(silent.overdue, silent.page.total, silent.money)
        return replace(day, silence=silence, team_overdue=overdue, late_contacts=late)
