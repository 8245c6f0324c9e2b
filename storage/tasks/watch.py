"""The clock's side of tasks, set-based: what is due costs, what is stored does not."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.delivery.ladders import Ladder, climb, dues, first, first_step
from storage.tables.tasks import WORKING

STEP_AT = "due.reminders[due.reminders_done + 1]"

LADDER = Ladder(
    table="tasks",
    matter="task",
    kind=f"CASE WHEN {STEP_AT} < due.deadline_at THEN 'task_reminder' ELSE 'task_overdue' END",
    is_watched=WORKING,
    holder="due.executor_id",
    branch="due.branch_id",
    above_cap=f"due.has_time AND rung = 'owner' AND {STEP_AT} <= due.deadline_at",
    ladder="reminders",
    ladder_to="reminders_to",
    steps_done="reminders_done",
    next_step_at="next_reminder_at",
)
REMIND = climb(LADDER)
IS_REMINDER_DUE = dues(first_step(LADDER))
IS_APPROVAL_DUE = dues(first("approval_expires_at", "tasks", "state = 'waiting_approval'"))

# The next head is asked; after the last one the assigner has the draft back.
EXPIRE = text(
    """
    WITH due AS (
        SELECT id, title, assigner_id, client_id, deal_id, approver_id, approval_step,
               approval_heads[approval_step + 2] AS next_id,
               approval_ladder[approval_step + 2] AS next_at
          FROM tasks
         WHERE state = 'waiting_approval' AND approval_expires_at <= :now
         ORDER BY approval_expires_at
         LIMIT :most
           FOR UPDATE SKIP LOCKED
    ), climbed AS (
        UPDATE tasks
           SET approver_id = due.next_id,
               approval_expires_at = due.next_at,
               approval_step = CASE WHEN due.next_id IS NULL THEN 0 ELSE due.approval_step + 1 END,
               approval_heads = CASE WHEN due.next_id IS NULL THEN '{}' ELSE approval_heads END,
               approval_ladder = CASE WHEN due.next_id IS NULL THEN '{}' ELSE approval_ladder END,
               state = CASE WHEN due.next_id IS NULL THEN 'draft' ELSE state END,
               state_since = CASE WHEN due.next_id IS NULL THEN :now ELSE state_since END,
               version = version + 1,
               changed_by = NULL, changed_via = 'clock', changed_at = :now
          FROM due
         WHERE tasks.id = due.id
    ), happened AS (
        INSERT INTO timeline (at, kind, client_id, deal_id, task_id, channel, facts)
        SELECT :now, 'task_approval_expired', client_id, deal_id, id, 'clock',
               jsonb_build_object('title', title, 'approver_id', approver_id)
          FROM due
    ), told AS (
        SELECT id, stand_in(coalesce(next_id, assigner_id), :now) AS recipient_id,
               CASE WHEN next_id IS NULL THEN 'task_approval_expired' ELSE 'task_approval' END
               AS kind
          FROM due
    ), refreshed AS (
        INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                            dedupe_key)
        SELECT DISTINCT people.id, 'refresh', 'task', due.id, 'now', :now, :now,
               people.id || ':refresh:task:' || due.id
          FROM due
          JOIN cards ON cards.matter = 'task' AND cards.matter_id = due.id
          JOIN people ON people.telegram_id = cards.chat_id
        ON CONFLICT DO NOTHING
    ), noted AS (
        INSERT INTO ledger (recipient_id, kind, matter, matter_id, facts, urgency, not_before,
                            created_at, dedupe_key)
        SELECT recipient_id, kind, 'task', id,
               jsonb_build_object('above_cap', kind = 'task_approval'), 'now', :now, :now,
               recipient_id || ':' || kind || ':task:' || id
          FROM told
        ON CONFLICT DO NOTHING
    )
    SELECT count(*) FROM due
    """
)


class SqlTaskWatch:
    """``has_added``: somebody is to be told, so the sender has something to do after it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.has_added = False

    async def remind(self, now: datetime, limit: int) -> int:
        if not await IS_REMINDER_DUE.scalar(self._connection, {"now": now}):
            return 0
        reminded = await self._connection.scalar(REMIND, {"now": now, "most": limit}) or 0
        self.has_added = self.has_added or reminded > 0
        return int(reminded)

    async def expire_approvals(self, now: datetime, limit: int) -> int:
        if not await IS_APPROVAL_DUE.scalar(self._connection, {"now": now}):
            return 0
        expired = await self._connection.scalar(EXPIRE, {"now": now, "most": limit}) or 0
        self.has_added = self.has_added or expired > 0
        return int(expired)
