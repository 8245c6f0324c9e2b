"""A sweep of the clock: all that came due, a transaction a batch."""

from collections.abc import Awaitable, Callable

from domain.desk import Desk
from domain.unit_of_work import UnitOfWork


async def sweep(desk: Desk, take: Callable[[UnitOfWork], Awaitable[int]]) -> int:
    """How many ``take`` took until nothing was left. Each batch is kept before the next is begun,
    so that a death in between loses none and another process finds only what is left.
    """
    taken = 0
    while True:
        async with desk.begin() as uow:
            here = await take(uow)
            await uow.commit()
        taken += here
        if not here:
            return taken
