from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from domain.day.model import Day, LateContacts, TeamSilence
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
        tomorrow = now.astimezone(actor.zone).date() + timedelta(days=1)
        day_ends_at = datetime.combine(tomorrow, time.min, tzinfo=actor.zone)
        owners = frozenset({actor.id, *actor.stands_in_for})
        async with self.desk.begin() as uow:
            day = await uow.days.of(
                owners, me=actor.id, now=now, day_ends_at=day_ends_at, each=EACH_KIND
            )
            tasks = await uow.task_lists.of_day(
                Viewer.of(actor), own=actor.id, now=now, day_ends_at=day_ends_at, each=EACH_KIND
            )
            greetings = await uow.greetings.of_day(owners, heads=owners, now=now, each=EACH_KIND)
            requests = await uow.requests.of_day(owners, now=now, each=EACH_KIND)
            cadences = await uow.cadences.of_day(
                owners,
                actor.scope,
                me=actor.id,
                now=now,
                day_ends_at=day_ends_at,
                today=now.astimezone(actor.zone).date(),
                each=EACH_KIND,
            )
            day = replace(day, cadences=cadences)
            day = replace(day, tasks=tasks, greetings=greetings, requests=requests)
            visits = await uow.visit_lists.of_day(
                owners,
                now=now,
                day_ends_at=day_ends_at,
                next_day_ends_at=day_ends_at + timedelta(days=1),
                each=EACH_KIND,
            )
            calls = await uow.planned_calls.of_day(
                owners, today=now.astimezone(actor.zone).date(), day_ends_at=day_ends_at
            )
            day = replace(day, visits=visits, calls=calls)
            day = replace(day, risks=await uow.risks.of_day(owners, each=EACH_KIND))
            rules = await self.desk.rules(uow, actor)
            day = replace(day, plan=await own_plan(self.desk, uow, actor, rules, now))
            if not actor.role.leads_people:
                return day
            silent = await uow.offers.silent(actor.scope, now=now, offset=0, size=0)
            overdue = await uow.task_lists.overdue_of_team(Viewer.of(actor), now)
            late = LateContacts(*await uow.cadences.late(actor.scope, now))
        silence = TeamSilence(silent.overdue, silent.page.total, silent.money)
        return replace(day, silence=silence, team_overdue=overdue, late_contacts=late)
