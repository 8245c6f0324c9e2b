"""The one way by which clients come into the segments that the rules give."""

from collections.abc import Collection

from domain.cadences.reckoning import reckon
from domain.clients.model import ClientId
from domain.desk import Desk
from domain.unit_of_work import UnitOfWork


async def recompute_segments(
    desk: Desk, uow: UnitOfWork, client_ids: Collection[ClientId] | None
) -> int:
    """Put clients, all where None, where the rules want them; how many moved.

    Called in the transaction of whatever may move them: a deal won or opened again, a merge, a
    region or sector that became known, new rules. Their due days follow.
    """
    if client_ids is not None and not client_ids:
        return 0
    moved = await uow.segments.recompute(client_ids, desk.clock())
    await reckon(desk, uow, [move.client_id for move in moved])
    return len(moved)
