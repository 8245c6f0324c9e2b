"""What the clock does about tasks."""

from dataclasses import dataclass

from domain.desk import Desk


@dataclass(frozen=True, slots=True)
class RemindOfTasks:
    """Tell whom each due reminder names, in batches until nothing is due."""

    desk: Desk

    async def __call__(self, *, batch: int = 1000) -> int:
        """How many reminders were taken. Safe twice, late, and on two processes at once."""
        now = self.desk.clock()
        reminded = 0
        while True:
            async with self.desk.begin() as uow:
                here = await uow.task_watch.remind(now, batch)
                await uow.commit()
            reminded += here
            if not here:
                return reminded


@dataclass(frozen=True, slots=True)
class ExpireApprovals:
    """Ask the next head where one took too long; after the last the assigner has it back."""

    desk: Desk

    async def __call__(self, *, batch: int = 1000) -> int:
        """How many turns ended. Safe twice, late, and on two processes at once."""
        now = self.desk.clock()
        expired = 0
        while True:
            async with self.desk.begin() as uow:
                here = await uow.task_watch.expire_approvals(now, batch)
                await uow.commit()
            expired += here
            if not here:
                return expired
