"""The clock's side of tasks."""

import logging

from domain.tasks.series import ContinueSeries
from domain.tasks.watch import ExpireApprovals, RemindOfTasks

logger = logging.getLogger(__name__)

REMIND_SECONDS = 15
EXPIRE_SECONDS = 60
CONTINUE_SECONDS = 60


async def remind_of_tasks(remind_of_tasks: RemindOfTasks) -> int:
    """Tell whoever a due reminder of a task names; how many reminders.

    Twice or on two replicas: a step that one has taken, the other skips. Late: every step that has
    passed is taken, and each person is told once. Dying halfway: what was committed is told, the
    rest is taken by the next tick.
    """
    reminded = await remind_of_tasks()
    if reminded:
        logger.info("task reminders: %d", reminded)
    return reminded


async def expire_approvals(expire_approvals: ExpireApprovals) -> int:
    """Ask the next head of tasks that wait too long for approval; how many.

    Twice or on two replicas: what one has in hand, the other skips. Late: the turns that
    have passed end one after another. Dying halfway: the rest is taken by the next tick.
    """
    expired = await expire_approvals()
    if expired:
        logger.info("approvals that went higher: %d", expired)
    return expired


async def continue_series(continue_series: ContinueSeries) -> int:
    """Make the tasks of series that are due to appear; how many.

    Twice or on two replicas: a series that one has in hand, the other skips. Late: of what was
    missed, only what can still be done in time is made. Dying halfway: the series in hand is as
    it was, and taken by the next tick.
    """
    made = await continue_series()
    if made:
        logger.info("repeating tasks made: %d", made)
    return made
