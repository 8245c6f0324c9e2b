"""What the program may forget, and after how long."""

from datetime import timedelta

from domain.clock import Clock
from domain.conversations.ports import ConversationStates, ProcessedUpdates
from domain.tasks.drafts import CancelLeftDrafts

RETENTION_SECONDS = 3600

UPDATES_KEPT = timedelta(hours=48)
"""Telegram keeps an undelivered update for 24 hours; none comes back after that."""

CONVERSATIONS_KEPT = timedelta(days=30)


async def forget_old_updates(processed_updates: ProcessedUpdates, clock: Clock) -> int:
    """Forget updates that cannot come again; how many there were.

    Twice or on two replicas: the second finds nothing. Late: the table is longer for a while.
    Dying halfway: nothing was deleted, and the next tick deletes all.
    """
    return await processed_updates.forget_before(clock() - UPDATES_KEPT)


async def forget_stale_conversations(states: ConversationStates, clock: Clock) -> int:
    """Forget forms that nobody continued; how many there were. A tap on one says it is outdated.

    Twice or on two replicas: the second finds nothing. Late: the table is longer for a while.
    Dying halfway: nothing was deleted, and the next tick deletes all.
    """
    return await states.forget_untouched_since(clock() - CONVERSATIONS_KEPT)


async def cancel_left_drafts(cancel_left_drafts: CancelLeftDrafts) -> int:
    """Cancel drafts of tasks that nobody sent or touched for 30 days; how many.

    Twice or on two replicas: the second finds nothing. Late: they stand in lists for a while.
    Dying halfway: nothing was cancelled, and the next tick cancels all.
    """
    return await cancel_left_drafts()
