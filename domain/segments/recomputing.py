"""The one way by which clients come into the segments that the rules give."""

from collections.abc import Collection
from datetime import datetime

from domain.clients.model import ClientId
from domain.unit_of_work import UnitOfWork


async def recompute_segments(
    uow: UnitOfWork, client_ids: Collection[ClientId] | None, now: datetime
) -> int:
    """Put clients, all where None, where the rules want them; how many moved.

    Called in the transaction of whatever may move them: a deal won or opened again, a merge, a
    region or sector that became known, new rules.
    """
    if client_ids is not None and not client_ids:
        return 0
    moved = await uow.segments.recompute(client_ids, now)
    return len(moved)
