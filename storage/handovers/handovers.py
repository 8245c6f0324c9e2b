from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId, ClientLine
from domain.clock import Clock
from domain.deals.model import DealId
from domain.errors import NotFound
from domain.handovers.model import (
    Handover,
    HandoverId,
    Held,
    Holding,
    Kind,
    Move,
    NewHandover,
    Proposal,
    Reason,
    Status,
    Why,
)
from domain.handovers.views import HandedLine, HandoverView
from domain.org.model import PersonId
from domain.org.visibility import Scope
from domain.origin import current_origin
from storage.changes import change_marks
from storage.clients.visibility import client_visible
from storage.handovers import moving, reading
from storage.tables import (
    branches,
    clients,
    deals,
    handover_moves,
    handovers,
    offers,
    people,
)


def _person(id_: int | None) -> PersonId | None:
    return None if id_ is None else PersonId(id_)


def to_handover(row: Row[Any]) -> Handover:
    terms = NewHandover(
        reason=Reason(row.reason),
        status=Status(row.status),
        person_id=_person(row.person_id),
        by_id=PersonId(row.by_id),
        made_at=row.made_at,
        record_id=row.record_id,
        receiver_id=_person(row.receiver_id),
    )
    return Handover(
        HandoverId(row.id), terms, Status(row.status), row.settled_at, _person(row.settled_by)
    )


class SqlHandovers:
    """``has_added``: somebody's card is to be edited, so the sender has something to do."""

    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self.has_added = False

    async def held(
        self, person_id: PersonId, *, today: date, is_locked: bool = True
    ) -> Sequence[Holding]:
        found = []
        for held in Held:
            rows = await self._connection.execute(
                moving.held_by(held, is_locked=is_locked),
                {"person": person_id, "today": today, "now": self._clock()},
            )
            found += [
                Holding(held, row.id, person_id, frozenset(PersonId(id_) for id_ in row.not_to))
                for row in rows
            ]
        return found

    async def awaiting_offers(self, person_id: PersonId) -> int:
        found = await self._connection.scalar(
            select(func.count())
            .select_from(offers)
            .join(deals, deals.c.id == offers.c.deal_id)
            .where(deals.c.owner_id == person_id, offers.c.status == "awaiting")
        )
        return found or 0

    async def clients_of(self, person_id: PersonId) -> Sequence[Holding]:
        owned = select(clients.c.id).where(
            clients.c.owner_id == person_id, clients.c.merged_into_id.is_(None)
        )
        return await self._with_deals(owned, person_id)

    async def client(self, client_id: ClientId) -> Sequence[Holding]:
        owner_id = await self._connection.scalar(
            select(clients.c.owner_id).where(clients.c.id == client_id).with_for_update()
        )
        return await self._with_deals(
            select(clients.c.id).where(clients.c.id == client_id), _person(owner_id)
        )

    async def _with_deals(self, owned: Select[Any], owner_id: PersonId | None) -> Sequence[Holding]:
        ids = list(await self._connection.scalars(owned.order_by(clients.c.id).with_for_update()))
        of_them = (
            select(deals.c.id)
            .where(
                deals.c.client_id.in_(ids), deals.c.owner_id == owner_id, deals.c.status == "open"
            )
            .order_by(deals.c.id)
            .with_for_update()
        )
        open_deals: list[int] = []
        if owner_id is not None:
            open_deals = list(await self._connection.scalars(of_them))
        return [
            *(Holding(Held.CLIENT, id_, owner_id) for id_ in ids),
            *(Holding(Held.DEAL, id_, owner_id) for id_ in open_deals),
        ]

    async def deal(self, deal_id: DealId) -> Sequence[Holding]:
        rows = await self._connection.execute(
            select(deals.c.id, deals.c.owner_id)
            .where(deals.c.id == deal_id, deals.c.status == "open")
            .with_for_update()
        )
        return [Holding(Held.DEAL, row.id, PersonId(row.owner_id)) for row in rows]

    async def proposals(self, person_id: PersonId, *, today: date) -> Sequence[Proposal]:
        rows = await self._connection.execute(
            reading.PROPOSALS, {"person": person_id, "today": today}
        )
        found: dict[int, Proposal] = {}
        for row in rows:
            found.setdefault(row.id, Proposal(PersonId(row.id), row.name, Why(row.why)))
        return tuple(found.values())

    async def add(self, new: NewHandover) -> Handover | None:
        added = await self._connection.execute(
            insert_or_not(handovers)
            .values(
                reason=str(new.reason),
                status=str(new.status),
                person_id=new.person_id,
                by_id=new.by_id,
                record_id=new.record_id,
                receiver_id=new.receiver_id,
                made_at=new.made_at,
                **change_marks(self._clock()),
            )
            .on_conflict_do_nothing()
            .returning(*handovers.c)
        )
        row = added.first()
        return None if row is None else to_handover(row)

    async def get(self, handover_id: HandoverId) -> Handover:
        return await self._one(handover_id, select(handovers).with_for_update())

    async def see(self, handover_id: HandoverId) -> Handover:
        return await self._one(handover_id, select(handovers))

    async def _one(self, handover_id: HandoverId, statement: Select[Any]) -> Handover:
        found = await self._connection.execute(statement.where(handovers.c.id == handover_id))
        row = found.first()
        if row is None:
            raise NotFound(handover_id=handover_id)
        return to_handover(row)

    async def last_leaving(self, person_id: PersonId) -> Handover | None:
        found = await self._connection.execute(
            select(handovers)
            .where(handovers.c.person_id == person_id, handovers.c.reason == "leaving")
            .order_by(handovers.c.id.desc())
            .limit(1)
        )
        row = found.first()
        return None if row is None else to_handover(row)

    async def save(self, handover: Handover) -> None:
        await self._connection.execute(
            update(handovers)
            .where(handovers.c.id == handover.id)
            .values(
                status=str(handover.status),
                settled_at=handover.settled_at,
                settled_by=handover.settled_by,
                **change_marks(self._clock()),
            )
        )

    async def withdraw_proposal(
        self, reason: Reason, record_id: int, *, by: PersonId, now: datetime
    ) -> None:
        await self._connection.execute(
            update(handovers)
            .where(
                handovers.c.reason == str(reason),
                handovers.c.record_id == record_id,
                handovers.c.status == "proposed",
            )
            .values(status="declined", settled_at=now, settled_by=by, **change_marks(now))
        )

    async def apply(
        self, handover_id: HandoverId, moves: Sequence[Move], *, by: PersonId, now: datetime
    ) -> None:
        await self._connection.execute(
            moving.ADD_MOVES,
            {
                "handover": handover_id,
                "helds": [str(move.held) for move in moves],
                "record_ids": [move.record_id for move in moves],
                "from_ids": [move.from_id or 0 for move in moves],
                "to_ids": [move.to_id or 0 for move in moves],
            },
        )
        await self._put(handover_id, moves, by=by, now=now, is_back=False)

    async def _put(
        self,
        handover_id: HandoverId,
        moves: Sequence[Move],
        *,
        by: PersonId,
        now: datetime,
        is_back: bool,
    ) -> None:
        used = {move.held for move in moves}
        for held in Held:
            if held in used:
                await self._connection.execute(
                    moving.put(held, is_back=is_back),
                    {"handover": handover_id, **change_marks(now)},
                )
        await self._connection.execute(
            moving.note(is_back=is_back),
            {
                "handover": handover_id,
                "at": now,
                "actor_id": by,
                "channel": str(current_origin().channel),
            },
        )
        refreshed = await self._connection.execute(
            moving.REFRESH, {"handover": handover_id, "at": now, "except_for": by}
        )
        self.has_added = self.has_added or refreshed.rowcount > 0

    async def moves(self, handover_id: HandoverId) -> Sequence[Move]:
        rows = await self._connection.execute(
            select(handover_moves)
            .where(handover_moves.c.handover_id == handover_id)
            .order_by(handover_moves.c.id)
        )
        return [
            Move(Held(row.held), row.record_id, _person(row.from_id), _person(row.to_id))
            for row in rows
        ]

    async def holders(
        self, moves: Sequence[Move], handover_id: HandoverId, *, today: date
    ) -> Collection[tuple[tuple[Held, int], PersonId | None]]:
        used = {move.held for move in moves}
        found: set[tuple[tuple[Held, int], PersonId | None]] = set()
        for held in Held:
            if held in used:
                rows = await self._connection.execute(
                    moving.holders_of(held),
                    {"handover": handover_id, "today": today, "now": self._clock()},
                )
                found |= {((held, row.id), _person(row.holder_id)) for row in rows}
        return found

    async def take_back(
        self, handover_id: HandoverId, back: Sequence[Move], *, by: PersonId, now: datetime
    ) -> None:
        await self._connection.execute(
            moving.NOTE_RETURNS,
            {
                "handover": handover_id,
                "helds": [str(move.held) for move in back],
                "record_ids": [move.record_id for move in back],
            },
        )
        await self._put(handover_id, back, by=by, now=now, is_back=True)

    async def view(self, handover_id: HandoverId, reader: PersonId | None) -> HandoverView:
        found = await self._connection.execute(reading.HEADING, {"handover": handover_id})
        row = found.first()
        if row is None:
            raise NotFound(handover_id=handover_id)
        groups = await self._connection.execute(
            reading.COUNTS, {"handover": handover_id, "reader": reader, "stayed": False}
        )
        kinds: Counter[Kind] = Counter()
        receivers: Counter[str] = Counter()
        stayed = 0
        for group in groups:
            kinds[Kind(group.kind)] += group.number
            stayed += group.stayed
            if group.receiver_name:
                receivers[group.receiver_name] += group.number
        return HandoverView(
            handover=to_handover(row),
            person_name=row.person_name,
            by_name=row.by_name,
            counts={kind: kinds[kind] for kind in Kind if kinds[kind]},
            receivers=dict(receivers.most_common()),
            stayed=stayed,
            record_name=row.record_name,
            receiver_name=row.receiver_name,
            reader_id=reader,
        )

    async def lines(
        self,
        handover_id: HandoverId,
        reader: PersonId | None,
        *,
        stayed: bool,
        offset: int,
        size: int,
    ) -> tuple[Sequence[HandedLine], int]:
        found = await self._connection.execute(
            reading.LINES,
            {
                "handover": handover_id,
                "reader": reader,
                "stayed": stayed,
                "offset": offset,
                "size": size,
            },
        )
        rows = found.all()
        lines = [
            HandedLine(Held(row.held), row.open_id, row.name, row.receiver_name) for row in rows
        ]
        return lines, rows[0].total if rows else 0

    async def ownerless(
        self, scope: Scope, *, offset: int, size: int
    ) -> tuple[Sequence[ClientLine], int]:
        chosen = (
            select(clients.c.id, clients.c.name, branches.c.name.label("branch_name"))
            .join(branches, branches.c.id == clients.c.branch_id)
            .outerjoin(people, people.c.id == clients.c.owner_id)
            .where(
                and_(
                    or_(clients.c.owner_id.is_(None), people.c.is_active.is_(False)),
                    clients.c.merged_into_id.is_(None),
                    client_visible(scope),
                )
            )
        )
        total = await self._connection.scalar(select(func.count()).select_from(chosen.subquery()))
        rows = await self._connection.execute(
            chosen.order_by(clients.c.name, clients.c.id).offset(offset).limit(size)
        )
        lines = [
            ClientLine(ClientId(row.id), row.name, None, row.branch_name, open_deals=0)
            for row in rows
        ]
        return lines, total or 0
