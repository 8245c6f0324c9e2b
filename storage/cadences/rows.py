"""Rows of cadences and of requests for a later day, as values."""

from typing import Any

from domain.cadences.model import Cadence, CadenceMove, CadenceMoveId, MoveStatus, PlannedAs
from domain.clients.model import ClientId
from domain.org.model import PersonId


def to_cadence(row: Any) -> Cadence:
    return Cadence(
        client_id=ClientId(row.client_id),
        segment=row.segment,
        since_on=row.since_on,
        counted_from=row.counted_from,
        due_on=row.due_on,
        shows_on=row.shows_on,
        late_at=row.late_at,
        responsible_id=PersonId(row.responsible_id),
        contact_at=row.contact_at,
        is_moved=row.is_moved,
        planned_at=row.planned_at,
        planned_as=None if row.planned_as is None else PlannedAs(row.planned_as),
        late_in_a_row=row.late_in_a_row,
        version=row.version,
    )


def to_move(row: Any) -> CadenceMove:
    return CadenceMove(
        id=CadenceMoveId(row.id),
        client_id=ClientId(row.client_id),
        asked_by=PersonId(row.asked_by),
        asked_at=row.asked_at,
        counted_from=row.counted_from,
        from_on=row.from_on,
        until_on=row.until_on,
        reason=row.reason,
        approver_id=PersonId(row.approver_id),
        expires_at=row.expires_at,
        climbs_left=row.climbs_left,
        status=MoveStatus(row.status),
        decided_by=None if row.decided_by is None else PersonId(row.decided_by),
        decided_at=row.decided_at,
        words=row.words,
    )
