from typing import Any

from domain.clients.model import ClientId
from domain.cycles.model import (
    CallId,
    CallResult,
    CallStatus,
    Cycle,
    CycleId,
    PairId,
    PlannedCall,
    SellerPair,
)
from domain.cycles.views import PairView, Tally
from domain.org.model import PersonId


def to_pair(row: Any) -> PairView:
    """Of the columns that ``pairs.PAIR`` names."""
    return PairView(
        SellerPair(
            PairId(row.pair_id),
            PersonId(row.caller_id),
            PersonId(row.visitor_id),
            row.made_at,
            row.pair_ended_at,
            row.pair_version,
        ),
        row.caller_name,
        row.visitor_name,
    )


def to_cycle(row: Any) -> Cycle | None:
    """None where the pair has no open one."""
    if row.cycle_id is None:
        return None
    return Cycle(
        CycleId(row.cycle_id),
        PairId(row.pair_id),
        row.number,
        row.starts_on,
        row.ends_on,
        row.planned_for,
        row.working_days,
    )


def to_call(row: Any) -> PlannedCall:
    return PlannedCall(
        id=CallId(row.id),
        cycle_id=CycleId(row.cycle_id),
        client_id=ClientId(row.client_id),
        status=CallStatus(row.status),
        planned_on=row.planned_on,
        place=row.place,
        call_at=row.call_at,
        is_promised=row.is_promised,
        is_last=row.is_last,
        was_left=row.was_left,
        tries=row.tries,
        tried_at=row.tried_at,
        result=None if row.result is None else CallResult(row.result),
        reason=row.reason,
        settled_at=row.settled_at,
        settled_by=None if row.settled_by is None else PersonId(row.settled_by),
        version=row.version,
    )


def to_tally(row: Any) -> Tally:
    return Tally(
        row.planned, row.called, row.agreed, row.met, row.left_over, row.no_room, row.refused
    )
