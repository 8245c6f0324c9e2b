"""What the program may forget, and after how long."""

from datetime import timedelta

from domain.clock import Clock
from domain.conversations.ports import ConversationStates, ProcessedUpdates
from domain.retention import Leftovers
from domain.tasks.drafts import CancelLeftDrafts

RETENTION_SECONDS = 3600

UPDATES_KEPT = timedelta(hours=48)
"""Telegram keeps an undelivered update for 24 hours; none comes back after that."""

CONVERSATIONS_KEPT = timedelta(days=30)
MESSAGES_KEPT = timedelta(days=90)
"""Where nothing else is set: a card of longer ago is a new message when it is asked for again."""


async def forget_old_updates(processed_updates: ProcessedUpdates, clock: Clock) -> int:
    """Forget updates that cannot come again; how many there were.

    Twice or on two replicas: each takes what the other has not. Late: the table is longer for a
    while. Dying halfway: the next tick deletes the rest.
    """
    return await processed_updates.forget_before(clock() - UPDATES_KEPT)


async def forget_stale_conversations(states: ConversationStates, clock: Clock) -> int:
    """Forget forms that nobody continued; how many there were. A tap on one says it is outdated.

    Twice or on two replicas: each takes what the other has not. Late: the table is longer for a
    while. Dying halfway: the next tick deletes the rest.
    """
    return await states.forget_untouched_since(clock() - CONVERSATIONS_KEPT)


async def forget_leftovers(leftovers: Leftovers, clock: Clock, kept: timedelta) -> int:
    """Forget settled notices, cards of long ago and the like; how many rows.

    Twice or on two replicas: each takes what the other has not. Late: the tables are longer for a
    while. Dying halfway: the next tick deletes the rest.
    """
    return await leftovers.forget_before(clock() - kept)


async def cancel_left_drafts(cancel_left_drafts: CancelLeftDrafts) -> int:
    """Cancel drafts of tasks that nobody sent or touched for 30 days; how many.

    Twice or on two replicas: the second finds nothing. Late: they stand in lists for a while.
    Dying halfway: nothing was cancelled, and the next tick cancels all.
    """
    return await cancel_left_drafts()
