from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Date, and_, cast, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.errors import NotFound
from domain.greetings.holidays import Holiday
from domain.greetings.model import Greeting, GreetingId, PersonalDateId
from domain.greetings.rules import Morning
from domain.greetings.views import GreetingErrand, GreetingLine, GreetingsOfDay, GreetingView
from domain.org.model import Actor, PersonId
from domain.org.workplaces import Workplace
from domain.rulebook.greetings import SegmentGreetings
from storage.changes import change_marks
from storage.greetings import making
from storage.greetings.lists import OLDEST_FIRST, lines, of_day, to_line
from storage.greetings.rows import IS_DUE, greeting_visible, to_greeting
from storage.greetings.views import to_view, views
from storage.tables import branches, clients, greeting_mornings, greetings, people


class SqlGreetings:
    """``has_added``: somebody is to be told, so the sender has something to do after it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.has_added = False

    async def people(
        self, now: datetime, *, only_untaken: bool
    ) -> Sequence[tuple[PersonId, Workplace]]:
        zone = func.coalesce(people.c.zone, branches.c.zone)
        taken = select(greeting_mornings.c.person_id).where(
            greeting_mornings.c.person_id == people.c.id,
            greeting_mornings.c.day == cast(func.timezone(zone, now), Date),
        )
        rows = await self._connection.execute(
            select(
                people.c.id,
                people.c.working_hours,
                branches.c.country,
                zone.label("zone"),
            )
            .join(branches, branches.c.id == people.c.branch_id)
            .where(
                people.c.is_active,
                people.c.role != "client",
                ~taken.exists() if only_untaken else true(),
            )
            .order_by(people.c.id)
        )
        return [
            (PersonId(row.id), Workplace(row.country, ZoneInfo(row.zone), row.working_hours))
            for row in rows
        ]

    async def countries(self) -> Sequence[str]:
        rows = await self._connection.execute(
            select(branches.c.country).distinct().order_by(branches.c.country)
        )
        return [row.country for row in rows]

    async def take_mornings(self, mornings: Sequence[Morning]) -> frozenset[PersonId]:
        if not mornings:
            return frozenset()
        taken = await self._connection.scalars(
            making.TAKE_MORNINGS,
            {
                "people": [morning.person_id for morning in mornings],
                "days": [morning.day for morning in mornings],
            },
        )
        return frozenset(PersonId(id_) for id_ in taken)

    async def make(
        self,
        mornings: Sequence[Morning],
        holidays: Sequence[tuple[str, Holiday]],
        segments: Sequence[SegmentGreetings],
        *,
        kept: Sequence[tuple[date, int]],
        evening: time,
        now: datetime,
        client_id: ClientId | None = None,
    ) -> int:
        made = await making.make(
            self._connection,
            mornings,
            holidays,
            segments,
            kept=kept,
            evening=evening,
            now=now,
            client_id=client_id,
        )
        self.has_added = self.has_added or made > 0
        return made

    async def follow_owners(self, now: datetime) -> None:
        await self._connection.execute(making.FOLLOW_OWNERS, {"now": now})

    async def get(self, greeting_id: GreetingId, actor: Actor) -> tuple[Greeting, str]:
        found = await self._connection.execute(
            select(greetings, people.c.name.label("responsible_name"))
            .join(clients, clients.c.id == greetings.c.client_id)
            .join(people, people.c.id == greetings.c.responsible_id)
            .where(greetings.c.id == greeting_id, greeting_visible(actor))
            .with_for_update(of=greetings)
        )
        row = found.first()
        if row is None:
            raise NotFound(greeting_id=greeting_id)
        return to_greeting(row), row.responsible_name

    async def view(self, greeting_id: GreetingId, actor: Actor) -> GreetingView:
        found = await self._connection.execute(
            views().where(greetings.c.id == greeting_id, greeting_visible(actor))
        )
        row = found.first()
        if row is None:
            raise NotFound(greeting_id=greeting_id)
        return to_view(row)

    async def save(self, greeting: Greeting, now: datetime) -> None:
        await self._connection.execute(
            update(greetings)
            .where(greetings.c.id == greeting.id)
            .values(
                status=str(greeting.status),
                remind_at=greeting.remind_at,
                done_at=greeting.done_at,
                done_by=greeting.done_by,
                note=greeting.note,
                version=greetings.c.version + 1,
                **change_marks(now),
            )
        )

    async def call_off(self, date_id: PersonalDateId, now: datetime) -> Sequence[GreetingId]:
        called_off = await self._connection.scalars(
            update(greetings)
            .where(greetings.c.personal_date_id == date_id, IS_DUE)
            .values(status="called_off", version=greetings.c.version + 1, **change_marks(now))
            .returning(greetings.c.id)
        )
        return [GreetingId(id_) for id_ in called_off]

    async def due(
        self, owners: frozenset[PersonId], *, offset: int, size: int
    ) -> tuple[Sequence[GreetingLine], int]:
        theirs = and_(IS_DUE, greetings.c.responsible_id.in_(sorted(owners)))
        total = await self._connection.scalar(select(func.count()).where(theirs)) or 0
        rows = await self._connection.execute(
            lines().where(theirs).order_by(*OLDEST_FIRST).offset(offset).limit(size)
        )
        return [to_line(row) for row in rows], int(total)

    async def of_day(
        self, owners: frozenset[PersonId], *, heads: frozenset[PersonId], now: datetime, each: int
    ) -> GreetingsOfDay:
        values = {"owners": sorted(owners), "heads": sorted(heads), "now": now, "each": each}
        rows = await of_day().rows(self._connection, values)
        counts: dict[GreetingErrand, int] = {}
        found = []
        for row in rows:
            counts[GreetingErrand(row.errand)] = row.how_many
            found.append((GreetingErrand(row.errand), to_line(row)))
        return GreetingsOfDay(tuple(found), counts)
