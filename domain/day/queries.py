from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from domain.day.model import Day, TeamSilence
from domain.desk import Desk
from domain.org.model import Actor, PersonId
from domain.tasks.visibility import Viewer

EACH_KIND = 5
"""Lines of a kind on one screen; the counts say how many more there are."""


@dataclass(frozen=True, slots=True)
class ViewDay:
    """The actor's own matters and those of absent people they stand in for, until midnight: deals,
    offers and tasks.
    """

    desk: Desk

    async def __call__(self, actor: Actor) -> tuple[Day, TeamSilence | None]:
        """The silence is None for who leads nobody."""
        now = self.desk.clock()
        tomorrow = now.astimezone(actor.zone).date() + timedelta(days=1)
        day_ends_at = datetime.combine(tomorrow, time.min, tzinfo=actor.zone)
        owners = frozenset({actor.id, *(PersonId(id_) for id_ in actor.stands_in_for)})
        async with self.desk.begin() as uow:
            day = await uow.days.of(
                owners, me=actor.id, now=now, day_ends_at=day_ends_at, each=EACH_KIND
            )
            tasks = await uow.task_lists.of_day(
                Viewer.of(actor), own=actor.id, now=now, day_ends_at=day_ends_at, each=EACH_KIND
            )
            day = replace(day, tasks=tasks)
            if not actor.role.leads_people:
                return day, None
            silent = await uow.offers.silent(actor.scope, now=now, offset=0, size=0)
        return day, TeamSilence(silent.overdue, silent.page.total, silent.money)
