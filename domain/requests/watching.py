"""The clock's side of requests: who is told of a limit that has passed, and whose a request is."""

from dataclasses import dataclass

from domain.desk import Desk
from domain.sweeps import sweep


@dataclass(frozen=True, slots=True)
class WatchRequests:
    """What is open passes to whose its client is now, or back from who has left; then whom each due
    step names is told, in batches until nothing is due.
    """

    desk: Desk

    async def __call__(self, *, batch: int = 1000) -> int:
        """How many steps were climbed. Safe twice, late, and on two processes at once."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            terms = (await uow.rulebooks.current()).rulebook.requests
            managed = [known.segment for known in terms.segments if known.on_managers_day]
            if await uow.requests.follow(managed, now):
                await uow.commit()
        return await sweep(self.desk, lambda uow: uow.requests.climb(now, batch))
