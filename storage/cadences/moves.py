"""Requests for a later day, and who is to decide them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    and_,
    any_,
    bindparam,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cadences.model import CadenceMove, CadenceMoveId
from domain.cadences.views import MoveView
from domain.clients.model import ClientId
from domain.errors import NotFound
from domain.org.model import Actor, PersonId
from storage.cadences.rows import to_cadence, to_move
from storage.changes import change_marks
from storage.clients.visibility import client_visible
from storage.org.own_records import Who
from storage.readings import Reading
from storage.tables import cadence_moves, cadences, clients, people

IS_OPEN = cadence_moves.c.status == text("'open'")

# The manager above; where that is the one who must not decide, or is away and has them stand in,
# who is above that manager; else a director or an administrator. Nobody is asked who stands below.
HEAD_ABOVE = text(
    """
    WITH RECURSIVE placed AS (
        SELECT branch_id FROM clients WHERE id = :client_id
    ), heads AS (
        SELECT head_of(:person_id, branch_id, 'manager') AS id, 1 AS place FROM placed
        UNION ALL
        SELECT head_of(heads.id, branch_id, 'manager'), place + 1
          FROM heads CROSS JOIN placed
         WHERE place < 5 AND (heads.id = :but_not OR stand_in(heads.id, :now) = :but_not)
    )
    SELECT named.id
      FROM (SELECT id, place FROM heads
            UNION ALL
            SELECT id, CASE role WHEN 'director' THEN 10 ELSE 11 END
              FROM people WHERE role IN ('director', 'administrator') AND is_active) AS named
      JOIN people AS head ON head.id = named.id
      JOIN people AS person ON person.id = :person_id
     WHERE named.id NOT IN (:but_not, :person_id)
       AND array_position(ARRAY['rep', 'lead', 'manager', 'director', 'administrator'], head.role)
           >= array_position(ARRAY['rep', 'lead', 'manager', 'director', 'administrator'],
                             person.role)
       AND NOT EXISTS (SELECT FROM reporting WHERE boss_id = person.id AND subordinate_id = head.id)
       AND stand_in(named.id, :now) <> :but_not
     ORDER BY place, named.id
     LIMIT 1
    """
)


class Moves:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def stand_in(self, person_id: PersonId, now: datetime) -> PersonId:
        told = await self._connection.scalar(
            text("SELECT stand_in(:id, :now)"), {"id": person_id, "now": now}
        )
        return PersonId(told or person_id)

    async def head_above(
        self, person_id: PersonId, client_id: ClientId, *, but_not: PersonId, now: datetime
    ) -> PersonId | None:
        found = await self._connection.scalar(
            HEAD_ABOVE,
            {"person_id": person_id, "client_id": client_id, "but_not": but_not, "now": now},
        )
        return None if found is None else PersonId(found)

    async def add_move(self, move: CadenceMove) -> CadenceMove:
        added = await self._connection.scalar(
            insert(cadence_moves)
            .values(
                client_id=move.client_id,
                asked_by=move.asked_by,
                asked_at=move.asked_at,
                counted_from=move.counted_from,
                from_on=move.from_on,
                until_on=move.until_on,
                reason=move.reason,
                approver_id=move.approver_id,
                expires_at=move.expires_at,
                climbs_left=move.climbs_left,
                **change_marks(move.asked_at),
            )
            .returning(cadence_moves.c.id)
        )
        return replace(move, id=CadenceMoveId(added or 0))

    async def save_move(self, move: CadenceMove, now: datetime) -> None:
        await self._connection.execute(
            update(cadence_moves)
            .where(cadence_moves.c.id == move.id)
            .values(
                approver_id=move.approver_id,
                expires_at=move.expires_at,
                climbs_left=move.climbs_left,
                status=str(move.status),
                decided_by=move.decided_by,
                decided_at=move.decided_at,
                words=move.words,
                **change_marks(now),
            )
        )

    async def open_move(self, client_id: ClientId) -> MoveView | None:
        found = await self._connection.execute(
            _views().where(cadence_moves.c.client_id == client_id, IS_OPEN)
        )
        row = found.first()
        return None if row is None else _to_view(row)

    async def move(self, move_id: CadenceMoveId, actor: Actor, *, lock: bool = False) -> MoveView:
        mine = literal(sorted({actor.id, *actor.stands_in_for}), ARRAY(BigInteger))
        seen = or_(client_visible(actor.scope), cadence_moves.c.approver_id == any_(mine))
        query = _views().where(cadence_moves.c.id == move_id, seen)
        if lock:
            query = query.with_for_update(of=cadence_moves)
        row = (await self._connection.execute(query)).first()
        if row is None:
            raise NotFound(move_id=move_id)
        return _to_view(row)

    async def waiting(
        self, approvers: frozenset[PersonId], *, me: PersonId, limit: int
    ) -> tuple[Sequence[MoveView], int]:
        """What these people are to decide and ``me`` did not ask for, whose turn ends first comes
        first, with the number of all."""
        who = Who.of(approvers)
        values = {"approvers": who.ids(approvers), "me": me, "limit": limit}
        rows = await _waiting(who).rows(self._connection, values)
        return [_to_view(row) for row in rows], rows[0].total if rows else 0


@cache
def _waiting(who: Who) -> Reading:
    return Reading(
        _views()
        .add_columns(func.count().over().label("total"))
        .where(
            IS_OPEN,
            who.has(cadence_moves.c.approver_id, "approvers"),
            cadence_moves.c.asked_by != bindparam("me", type_=BigInteger),
        )
        .order_by(cadence_moves.c.expires_at, cadence_moves.c.id)
        .limit(bindparam("limit", type_=Integer))
    )


def _views() -> Select[Any]:
    asker, approver, decider, responsible = (
        people.alias(name) for name in ("asker", "approver", "decider", "responsible")
    )
    return (
        select(
            cadence_moves,
            clients.c.name.label("client_name"),
            clients.c.segment.label("client_segment"),
            asker.c.name.label("asked_by_name"),
            approver.c.name.label("approver_name"),
            decider.c.name.label("decided_by_name"),
            responsible.c.name.label("responsible_name"),
            *(column.label(f"cadence_{column.name}") for column in cadences.c),
        )
        .join(clients, clients.c.id == cadence_moves.c.client_id)
        .join(asker, asker.c.id == cadence_moves.c.asked_by)
        .join(approver, approver.c.id == cadence_moves.c.approver_id)
        .outerjoin(decider, decider.c.id == cadence_moves.c.decided_by)
        .outerjoin(
            cadences,
            and_(
                cadences.c.client_id == cadence_moves.c.client_id,
                cadences.c.responsible_id.is_not(None),
            ),
        )
        .outerjoin(responsible, responsible.c.id == cadences.c.responsible_id)
    )


class _OfCadence:
    """The columns of the cadence in a row that has others too."""

    def __init__(self, row: Any) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, f"cadence_{name}")


def _to_view(row: Any) -> MoveView:
    return MoveView(
        move=to_move(row),
        client_name=row.client_name,
        asked_by_name=row.asked_by_name,
        approver_name=row.approver_name,
        decided_by_name=row.decided_by_name,
        responsible_name=row.responsible_name,
        segment=row.client_segment,
        cadence=None if row.cadence_client_id is None else to_cadence(_OfCadence(row)),
    )
