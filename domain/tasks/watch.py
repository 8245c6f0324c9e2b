"""What the clock does about tasks."""

from dataclasses import dataclass

from domain.desk import Desk
from domain.sweeps import sweep


@dataclass(frozen=True, slots=True)
class RemindOfTasks:
    """Tell whom each due reminder names, in batches until nothing is due."""

    desk: Desk

    async def __call__(self, *, batch: int = 1000) -> int:
        """How many reminders were taken. Safe twice, late, and on two processes at once."""
        now = self.desk.clock()
        return await sweep(self.desk, lambda uow: uow.task_watch.remind(now, batch))


@dataclass(frozen=True, slots=True)
class ExpireApprovals:
    """Ask the next head where one took too long; after the last the assigner has it back."""

    desk: Desk

    async def __call__(self, *, batch: int = 1000) -> int:
        """How many turns ended. Safe twice, late, and on two processes at once."""
        now = self.desk.clock()
        return await sweep(self.desk, lambda uow: uow.task_watch.expire_approvals(now, batch))
