from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Text,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cadences.errors import NoCadence
from domain.cadences.model import Cadence, PlannedAs
from domain.cadences.plan import DueShift, Holders, Reckoning
from domain.cadences.views import (
    BusinessReason,
    CadenceList,
    CadencePart,
    CadencesOfDay,
    CadenceView,
    PastContact,
    ReasonKind,
)
from domain.clients.model import ClientId
from domain.deals.model import DealId, OfferId
from domain.errors import NotFound
from domain.interactions.model import InteractionKind, InteractionResult
from domain.money import Money
from domain.org.model import Actor, BranchId, PersonId
from domain.org.visibility import Scope
from domain.org.workplaces import Workplace
from domain.segments.model import SegmentMove
from storage.cadences import lists, reckoning
from storage.cadences.foreseeing import foresee
from storage.cadences.moves import Moves
from storage.cadences.rows import to_cadence
from storage.clients.phones import phones_of, to_phones
from storage.clients.visibility import client_visible, living_id
from storage.deals.deals import deal_visible
from storage.money import to_money, to_sums
from storage.tables import (
    branches,
    cadences,
    clients,
    deals,
    interactions,
    offers,
    people,
)

LAST_CONTACTS = 3
MOST_REASONS = 3
"""Of one kind."""
CLOSES_SOON = timedelta(days=14)

IS_WATCHED = cadences.c.responsible_id.is_not(None)

HOLDERS = """
    SELECT 'person' AS holder, people.id, branches.country,
           coalesce(people.zone, branches.zone) AS zone, people.working_hours
      FROM people JOIN branches ON branches.id = people.branch_id
     WHERE people.is_active AND people.role <> 'client' {people}
    UNION ALL
    SELECT 'branch', branches.id, branches.country, branches.zone, NULL
      FROM branches {branches}
"""
HOLDERS_OF_ALL = text(HOLDERS.format(people="", branches=""))
CHOSEN = "SELECT {column} FROM clients WHERE id = ANY (:client_ids) AND segment = ANY (:segments)"
HOLDERS_OF_SOME = text(
    HOLDERS.format(
        people=f"AND people.id IN ({CHOSEN.format(column='owner_id')})",
        branches=f"WHERE branches.id IN ({CHOSEN.format(column='branch_id')})",
    )
).bindparams(
    bindparam("client_ids", type_=ARRAY(clients.c.id.type)),
    bindparam("segments", type_=ARRAY(Text)),
)


class SqlCadences(Moves):
    """``has_added``: somebody is to be told, so the sender has something to do after it."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection)
        self.has_added = False

    async def find(self, client_id: ClientId) -> Cadence | None:
        found = await self._connection.execute(
            select(cadences).where(cadences.c.client_id == client_id, IS_WATCHED)
        )
        row = found.first()
        return None if row is None else to_cadence(row)

    async def get(self, client_id: ClientId) -> Cadence:
        found = await self._connection.execute(
            select(cadences).where(cadences.c.client_id == client_id, IS_WATCHED).with_for_update()
        )
        row = found.first()
        if row is None:
            raise NoCadence(client_id=client_id)
        return to_cadence(row)

    async def view(self, client_id: ClientId, actor: Actor) -> CadenceView:
        responsible = people.alias("responsible")
        found = await self._connection.execute(
            select(
                cadences,
                clients.c.id.label("seen_id"),
                clients.c.name.label("client_name"),
                branches.c.name.label("branch_name"),
                people.c.name.label("owner_name"),
                responsible.c.name.label("responsible_name"),
                phones_of(clients.c.id),
                _contacts().label("contacts"),
                _retries().label("retries"),
                lists.money_of_client(actor.scope).label("money"),
            )
            .select_from(clients)
            .join(branches, branches.c.id == clients.c.branch_id)
            .outerjoin(cadences, and_(cadences.c.client_id == clients.c.id, IS_WATCHED))
            .outerjoin(people, people.c.id == clients.c.owner_id)
            .outerjoin(responsible, responsible.c.id == cadences.c.responsible_id)
            .where(clients.c.id == living_id(client_id), client_visible(actor.scope))
        )
        row = found.first()
        if row is None:
            raise NotFound(client_id=client_id)
        if row.client_id is None:
            raise NoCadence(client_id=ClientId(row.seen_id))
        return CadenceView(
            cadence=to_cadence(row),
            client_name=row.client_name,
            branch_name=row.branch_name,
            owner_name=row.owner_name,
            responsible_name=row.responsible_name,
            phones=to_phones(row.phones),
            contacts=tuple(
                PastContact(
                    kind=InteractionKind(kind),
                    result=InteractionResult(result),
                    at=datetime.fromisoformat(at),
                    person_name=name,
                    words=words,
                )
                for kind, result, at, name, words in row.contacts or ()
            ),
            money=to_sums(row.money),
            retries=row.retries,
        )

    async def reasons(self, client_id: ClientId, actor: Actor, today: date) -> list[BusinessReason]:
        seen = and_(
            deals.c.client_id == client_id,
            deals.c.status == literal_column("'open'"),
            deal_visible(actor.scope),
        )
        waiting = await self._connection.execute(
            select(
                offers.c.id,
                offers.c.deal_id,
                offers.c.amount,
                offers.c.currency,
                offers.c.follow_up_at,
                deals.c.title,
            )
            .join(deals, deals.c.id == offers.c.deal_id)
            .where(seen, offers.c.status == literal_column("'awaiting'"))
            .order_by(offers.c.follow_up_at, offers.c.id)
            .limit(MOST_REASONS)
        )
        found = [
            BusinessReason(
                ReasonKind.OFFER,
                name=row.title,
                at=row.follow_up_at,
                money=to_money(row.amount, row.currency),
                deal_id=DealId(row.deal_id),
                offer_id=OfferId(row.id),
            )
            for row in waiting
        ]
        closing = await self._connection.execute(
            select(deals.c.id, deals.c.title, deals.c.amount, deals.c.currency, deals.c.closes_on)
            .where(seen, deals.c.closes_on <= today + CLOSES_SOON)
            .order_by(deals.c.closes_on, deals.c.id)
            .limit(MOST_REASONS)
        )
        found += [
            BusinessReason(
                ReasonKind.CONTRACT,
                name=row.title,
                on=row.closes_on,
                money=to_money(row.amount, row.currency),
                deal_id=DealId(row.id),
            )
            for row in closing
        ]
        return found

    async def holders(
        self, segments: Sequence[str], client_ids: Sequence[ClientId] | None
    ) -> Holders:
        if client_ids is None:
            rows: Iterable[Any] = await self._connection.execute(HOLDERS_OF_ALL)
        else:
            rows = await self._connection.execute(
                HOLDERS_OF_SOME, {"client_ids": list(client_ids), "segments": list(segments)}
            )
        known: dict[str, dict[int, Workplace]] = {"person": {}, "branch": {}}
        for row in rows:
            place = Workplace(row.country, ZoneInfo(row.zone), row.working_hours)
            known[row.holder][row.id] = place
        return Holders(
            {PersonId(id_): place for id_, place in known["person"].items()},
            {BranchId(id_): place for id_, place in known["branch"].items()},
        )

    async def workplace(self, client_id: ClientId) -> Workplace:
        home = branches.alias("home")
        found = await self._connection.execute(
            select(
                func.coalesce(home.c.country, branches.c.country).label("country"),
                func.coalesce(people.c.zone, home.c.zone, branches.c.zone).label("zone"),
                people.c.working_hours,
            )
            .select_from(clients)
            .join(branches, branches.c.id == clients.c.branch_id)
            .outerjoin(people, and_(people.c.id == clients.c.owner_id, people.c.is_active))
            .outerjoin(home, home.c.id == people.c.branch_id)
            .where(clients.c.id == client_id)
        )
        row = found.one()
        return Workplace(row.country, ZoneInfo(row.zone), row.working_hours)

    async def clients_of(self, person_id: PersonId) -> Sequence[ClientId]:
        rows = await self._connection.execute(
            select(clients.c.id)
            .where(clients.c.owner_id == person_id, clients.c.merged_into_id.is_(None))
            .order_by(clients.c.id)
            .with_for_update()
        )
        return [ClientId(row.id) for row in rows]

    async def reckon(
        self, plan: Reckoning, client_ids: Sequence[ClientId] | None, now: datetime
    ) -> int:
        changed, has_added = await reckoning.reckon(self._connection, plan, client_ids, now)
        self.has_added = self.has_added or has_added
        return changed

    async def foresee(
        self, plan: Reckoning, moves: Sequence[SegmentMove], now: datetime
    ) -> DueShift:
        return await foresee(self._connection, plan, moves, now)

    async def plan(
        self, client_id: ClientId, at: datetime | None, planned_as: PlannedAs | None, now: datetime
    ) -> Cadence:
        planned = await self._connection.execute(
            update(cadences)
            .where(cadences.c.client_id == client_id)
            .values(
                planned_at=at,
                planned_as=planned_as and str(planned_as),
                ring_at=at if at is not None and at > now else None,
                version=cadences.c.version + 1,
            )
            .returning(*cadences.c)
        )
        return to_cadence(planned.one())

    async def page(
        self, actor: Actor, part: CadencePart, *, now: datetime, offset: int, size: int
    ) -> CadenceList:
        return await lists.page(self._connection, actor, part, now=now, offset=offset, size=size)

    async def late(self, scope: Scope, now: datetime) -> tuple[int, tuple[Money, ...]]:
        return await lists.late(self._connection, scope, now)

    async def of_day(
        self,
        owners: frozenset[PersonId],
        scope: Scope,
        *,
        me: PersonId,
        now: datetime,
        day_ends_at: datetime,
        today: date,
        each: int,
    ) -> CadencesOfDay:
        lines, counts = await lists.of_day(
            self._connection,
            owners,
            scope,
            now=now,
            day_ends_at=day_ends_at,
            today=today,
            each=each,
        )
        moves, moves_count = await self.waiting(owners, me=me, limit=each)
        return CadencesOfDay(lines, counts, tuple(moves), moves_count)


def _contacts() -> Any:
    last = (
        select(interactions, people.c.name.label("person_name"))
        .join(people, people.c.id == interactions.c.person_id)
        .where(interactions.c.client_id == clients.c.id)
        .order_by(interactions.c.at.desc(), interactions.c.id.desc())
        .limit(LAST_CONTACTS)
        .correlate(clients)
        .lateral("last")
    )
    return (
        select(
            func.json_agg(
                aggregate_order_by(
                    func.json_build_array(
                        last.c.kind, last.c.result, last.c.at, last.c.person_name, last.c.words
                    ),
                    last.c.at.desc(),
                    last.c.id.desc(),
                )
            )
        )
        .select_from(last)
        .correlate(clients)
        .scalar_subquery()
    )


def _retries() -> Any:
    return (
        select(func.count())
        .select_from(interactions)
        .where(
            interactions.c.client_id == clients.c.id,
            interactions.c.result == literal_column("'no_answer'"),
            interactions.c.at > func.coalesce(cadences.c.contact_at, literal_column("'-infinity'")),
        )
        .correlate(clients, cadences)
        .scalar_subquery()
    )
