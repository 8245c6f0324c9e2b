from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.delivery.model import Matter
from domain.errors import NotFound
from domain.org.model import Actor, PersonId
from domain.org.visibility import Scope
from domain.rulebook.model import Rulebook
from domain.segments.model import SegmentChange, SegmentChangeId, SegmentMove, measured_of
from storage.changes import change_marks
from storage.clients.visibility import client_visible
from storage.delivery.refreshing import refresh_all
from storage.rulebook.rulebooks import SqlRulebooks
from storage.segments.rules import (
    FORESEE,
    HASHED,
    MANY,
    MOVE,
    STALE_IN_ZONES,
    STALE_OF_ALL,
    criteria_of,
    watched_of,
)
from storage.tables import branches, clients, people, segment_changes

MOST_CARDS = 3
"""Of more changes at once somebody is told in one message."""

# What another transaction does to them is waited for: the statement that follows sees it.
LOCK = text(
    """
    SELECT id FROM clients WHERE id = ANY(:client_ids) ORDER BY id FOR NO KEY UPDATE
    """
).bindparams(bindparam("client_ids", type_=ARRAY(BigInteger)))

TAKE_DAYS = text(
    """
    INSERT INTO segment_days (zone, day)
    SELECT DISTINCT zone, (:now AT TIME ZONE zone)::date FROM branches ORDER BY zone
    ON CONFLICT (zone) DO UPDATE SET day = excluded.day WHERE segment_days.day < excluded.day
    RETURNING zone
    """
)

TELL = text(
    """
    WITH change AS MATERIALIZED (
        SELECT segment_changes.id, coalesce(clients.owner_id, 0) AS owner_id, clients.branch_id
          FROM segment_changes JOIN clients ON clients.id = segment_changes.client_id
         WHERE segment_changes.id = ANY(:changes)
    ), charged AS MATERIALIZED (
        SELECT each_once.*, stand_in(person_id, :now) AS recipient_id
          FROM (SELECT DISTINCT owner_id, branch_id FROM change) AS each_once
         CROSS JOIN LATERAL (VALUES (head_of(owner_id, branch_id, 'owner')),
                                    (head_of(owner_id, branch_id, 'manager'))
         ) AS concerned (person_id)
         WHERE person_id <> 0
    ), told AS (
        SELECT DISTINCT change.id, recipient_id
          FROM change JOIN charged USING (owner_id, branch_id)
    ), counted AS (
        SELECT id, recipient_id, count(*) OVER (PARTITION BY recipient_id) AS many
          FROM told WHERE recipient_id IS DISTINCT FROM :except_for
    )
    INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                        dedupe_key)
    SELECT recipient_id, 'segment_changed', 'segment_change', id, 'batch', :now, :now,
           recipient_id || ':segment_changed:segment_change:' || id
      FROM counted WHERE many <= :most_cards
    UNION ALL
    SELECT DISTINCT recipient_id, 'segments_changed', 'segment_changes', recipient_id, 'batch',
           :now, :now, recipient_id || ':segments_changed:segment_changes:' || recipient_id
      FROM counted WHERE many > :most_cards
    ON CONFLICT DO NOTHING
    """
).bindparams(
    bindparam("changes", type_=ARRAY(BigInteger)), bindparam("except_for", type_=BigInteger)
)


class SqlSegments:
    """``Segments`` inside a unit of work. ``has_added``: the sender has something to do after."""

    def __init__(self, connection: AsyncConnection, rulebooks: SqlRulebooks) -> None:
        self._connection = connection
        self._rulebooks = rulebooks
        self.has_added = False

    async def recompute(
        self, client_ids: Collection[ClientId] | None, now: datetime
    ) -> Sequence[SegmentMove]:
        rulebook = (await self._rulebooks.current()).rulebook
        if client_ids is None:
            stale = await self._connection.scalars(STALE_OF_ALL, criteria_of(rulebook, now))
            client_ids = [ClientId(id_) for id_ in stale]
        return await self._move(sorted(client_ids), rulebook, now)

    async def _move(
        self, client_ids: Sequence[ClientId], rulebook: Rulebook, now: datetime
    ) -> Sequence[SegmentMove]:
        if not client_ids:
            return []
        await self._connection.execute(LOCK, {"client_ids": client_ids})
        is_hashed = len(client_ids) > MANY
        if is_hashed:
            await self._connection.execute(HASHED, {"on": "off"})
        found = await self._connection.execute(
            MOVE,
            {
                **criteria_of(rulebook, now),
                "client_ids": client_ids,
                "watched": watched_of(rulebook),
            },
        )
        rows = found.all()
        if is_hashed:
            await self._connection.execute(HASHED, {"on": "on"})
        if rows:
            shown = [row.id for row in rows]
            refreshed = await refresh_all(self._connection, Matter.CLIENT, shown, now)
            self.has_added = self.has_added or refreshed
        changes = [row.change_id for row in rows if row.change_id is not None]
        await self._tell(changes, now, except_for=None)
        return [SegmentMove(ClientId(row.id), row.was, row.segment) for row in rows]

    async def foresee(self, rulebook: Rulebook, now: datetime) -> Sequence[SegmentMove]:
        rows = await self._connection.execute(FORESEE, criteria_of(rulebook, now))
        return [SegmentMove(ClientId(row.id), row.was, row.segment) for row in rows]

    async def begin_day(self, now: datetime) -> Sequence[ClientId]:
        zones = list(await self._connection.scalars(TAKE_DAYS, {"now": now}))
        if not zones:
            return []
        rulebook = (await self._rulebooks.current()).rulebook
        stale = await self._connection.scalars(
            STALE_IN_ZONES, {**criteria_of(rulebook, now), "zones": zones}
        )
        return [ClientId(id_) for id_ in stale]

    async def pin(self, client_id: ClientId, segment: str, now: datetime) -> None:
        await self._set(client_id, now, segment=segment, is_segment_pinned=True)

    async def unpin(self, client_id: ClientId, now: datetime) -> None:
        await self._set(client_id, now, is_segment_pinned=False)

    async def _set(self, client_id: ClientId, now: datetime, **values: object) -> None:
        await self._connection.execute(
            update(clients).where(clients.c.id == client_id).values(**values, **change_marks(now))
        )

    async def tell(
        self, client_id: ClientId, was: str, segment: str, *, by: PersonId, now: datetime
    ) -> None:
        watched = watched_of((await self._rulebooks.current()).rulebook)
        if was not in watched and segment not in watched:
            return
        change_id = await self._connection.scalar(
            insert(segment_changes)
            .values(client_id=client_id, was=was, segment=segment, at=now, by_id=by)
            .returning(segment_changes.c.id)
        )
        await self._tell([change_id or 0], now, except_for=by)

    async def _tell(
        self, changes: Sequence[int], now: datetime, *, except_for: PersonId | None
    ) -> None:
        if not changes:
            return
        told = await self._connection.execute(
            TELL,
            {
                "changes": changes,
                "now": now,
                "except_for": except_for,
                "most_cards": MOST_CARDS,
            },
        )
        self.has_added = self.has_added or told.rowcount > 0

    async def change(self, change_id: SegmentChangeId, scope: Scope) -> SegmentChange:
        found = await self._connection.execute(
            _changes(scope).where(segment_changes.c.id == change_id)
        )
        row = found.first()
        if row is None:
            raise NotFound(change_id=change_id)
        return _to_change(row)

    async def latest_changes(
        self, actor: Actor, since: datetime, *, offset: int, size: int
    ) -> tuple[Sequence[SegmentChange], int]:
        lately = _changes(actor.scope).where(segment_changes.c.at >= since)
        total = await self._connection.scalar(select(func.count()).select_from(lately.subquery()))
        rows = await self._connection.execute(
            lately.order_by(segment_changes.c.at.desc(), segment_changes.c.id.desc())
            .offset(offset)
            .limit(size)
        )
        return [_to_change(row) for row in rows], total or 0


def _changes(scope: Scope) -> Select[Any]:
    owner = people.alias("owner")
    return (
        select(
            *segment_changes.c,
            clients.c.name.label("client_name"),
            owner.c.name.label("owner_name"),
            branches.c.name.label("branch_name"),
            people.c.name.label("by_name"),
        )
        .join(clients, clients.c.id == segment_changes.c.client_id)
        .join(branches, branches.c.id == clients.c.branch_id)
        .outerjoin(owner, owner.c.id == clients.c.owner_id)
        .outerjoin(people, people.c.id == segment_changes.c.by_id)
        .where(client_visible(scope))
    )


def _to_change(row: Any) -> SegmentChange:
    return SegmentChange(
        id=SegmentChangeId(row.id),
        client_id=ClientId(row.client_id),
        client_name=row.client_name,
        owner_name=row.owner_name,
        branch_name=row.branch_name,
        was=row.was,
        segment=row.segment,
        at=row.at,
        by_id=None if row.by_id is None else PersonId(row.by_id),
        by_name=row.by_name,
        why=measured_of(row.why),
    )
