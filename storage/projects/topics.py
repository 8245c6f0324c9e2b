from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.language import language_of
from domain.org.model import PersonId
from domain.projects.model import ProjectId
from domain.projects.topics import Topic, TopicCard, TopicToClose
from domain.tasks.model import TaskId, TaskPriority, TaskState
from storage.changes import change_marks
from storage.tables import project_topics, topic_cards
from storage.tasks.rows import to_deadline

# A claim is an insert that gives way to a row that is there: of two processes that see the same
# stale card, the second finds it claimed.
CLAIM = text(
    """
    WITH stale AS (
        SELECT tasks.id, tasks.project_id
          FROM project_topics
          JOIN tasks ON tasks.project_id = project_topics.project_id
          LEFT JOIN topic_cards ON topic_cards.task_id = tasks.id
         WHERE tasks.state NOT IN ('draft', 'waiting_approval')
           AND (topic_cards.task_id IS NOT NULL OR tasks.state NOT IN ('closed', 'cancelled'))
           AND topic_cards.shown_version IS DISTINCT FROM tasks.version
           AND (topic_cards.claimed_until IS NULL OR topic_cards.claimed_until <= :now)
           AND project_topics.closed_at IS NULL
         ORDER BY tasks.state_since, tasks.id
         LIMIT :most
    ), claimed AS (
        INSERT INTO topic_cards (task_id, claimed_until)
        SELECT id, :until FROM stale
        ON CONFLICT (task_id) DO UPDATE SET claimed_until = excluded.claimed_until
         WHERE topic_cards.claimed_until IS NULL OR topic_cards.claimed_until <= :now
        RETURNING task_id, message_id
    )
    SELECT project_topics.chat_id, project_topics.thread_id, claimed.message_id, tasks.id,
           tasks.version, tasks.title, executor.name AS executor_name, tasks.state,
           tasks.priority, tasks.deadline_at, tasks.has_time,
           coalesce(executor.zone, executor_branch.zone) AS executor_zone,
           tasks.objection IS NOT NULL AS is_stopped, leader.language, leader.telegram_language,
           coalesce(leader.zone, branches.zone) AS zone
      FROM claimed
      JOIN tasks ON tasks.id = claimed.task_id
      JOIN project_topics ON project_topics.project_id = tasks.project_id
      JOIN projects ON projects.id = tasks.project_id
      JOIN people executor ON executor.id = tasks.executor_id
      JOIN branches executor_branch ON executor_branch.id = executor.branch_id
      JOIN people leader ON leader.id = projects.leader_id
      JOIN branches ON branches.id = leader.branch_id
     ORDER BY tasks.state_since, tasks.id
    """
)

CLAIM_ENDED = text(
    """
    UPDATE project_topics SET closed_at = :now
     WHERE project_id IN (
            SELECT project_topics.project_id
              FROM project_topics JOIN projects ON projects.id = project_topics.project_id
             WHERE project_topics.closed_at IS NULL AND projects.state <> 'active'
               AND NOT EXISTS (
                    SELECT FROM topic_cards JOIN tasks ON tasks.id = topic_cards.task_id
                     WHERE tasks.project_id = project_topics.project_id
                       AND topic_cards.shown_version IS DISTINCT FROM tasks.version)
             LIMIT :most
               FOR UPDATE OF project_topics SKIP LOCKED)
    RETURNING chat_id, thread_id, project_id
    """
)


class SqlProjectTopics:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, project_id: ProjectId) -> Topic | None:
        found = await self._connection.execute(
            select(project_topics).where(project_topics.c.project_id == project_id)
        )
        row = found.one_or_none()
        return None if row is None else _to_topic(row)

    async def find_in(self, chat_id: int, thread_id: int) -> ProjectId | None:
        found = await self._connection.scalar(
            select(project_topics.c.project_id).where(
                project_topics.c.chat_id == chat_id, project_topics.c.thread_id == thread_id
            )
        )
        return None if found is None else ProjectId(found)

    async def add(self, topic: Topic, *, linked_by: PersonId, now: datetime) -> bool:
        added = await self._connection.scalar(
            insert(project_topics)
            .values(
                project_id=topic.project_id,
                chat_id=topic.chat_id,
                thread_id=topic.thread_id,
                group_title=topic.group_title,
                linked_by=linked_by,
                linked_at=now,
                **change_marks(now),
            )
            .on_conflict_do_nothing()
            .returning(project_topics.c.project_id)
        )
        return added is not None

    async def remove(self, project_id: ProjectId) -> None:
        await self._connection.execute(
            text(
                "DELETE FROM topic_cards USING tasks"
                " WHERE tasks.id = topic_cards.task_id AND tasks.project_id = :project_id"
            ),
            {"project_id": project_id},
        )
        await self._connection.execute(
            delete(project_topics).where(project_topics.c.project_id == project_id)
        )

    async def find_task(self, chat_id: int, message_id: int) -> TaskId | None:
        found = await self._connection.scalar(
            text(
                "SELECT topic_cards.task_id FROM topic_cards"
                " JOIN tasks ON tasks.id = topic_cards.task_id"
                " JOIN project_topics ON project_topics.project_id = tasks.project_id"
                " WHERE topic_cards.message_id = :message_id AND project_topics.chat_id = :chat_id"
            ),
            {"message_id": message_id, "chat_id": chat_id},
        )
        return None if found is None else TaskId(found)

    async def claim_stale(self, now: datetime, lease: timedelta, limit: int) -> list[TopicCard]:
        rows = await self._connection.execute(
            CLAIM, {"now": now, "until": now + lease, "most": limit}
        )
        return [_to_card(row) for row in rows]

    async def settle(self, card: TopicCard, message_id: int) -> None:
        await self._connection.execute(
            update(topic_cards)
            .where(topic_cards.c.task_id == card.task_id)
            .values(message_id=message_id, shown_version=card.version, claimed_until=None)
        )

    async def release(self, task_id: TaskId, until: datetime) -> None:
        await self._connection.execute(
            update(topic_cards).where(topic_cards.c.task_id == task_id).values(claimed_until=until)
        )

    async def forget_message(self, task_id: TaskId) -> None:
        await self._connection.execute(
            update(topic_cards)
            .where(topic_cards.c.task_id == task_id)
            .values(message_id=None, shown_version=None, claimed_until=None)
        )

    async def claim_ended(self, now: datetime, limit: int) -> list[TopicToClose]:
        rows = await self._connection.execute(CLAIM_ENDED, {"now": now, "most": limit})
        return [TopicToClose(row.chat_id, row.thread_id, ProjectId(row.project_id)) for row in rows]


def _to_topic(row: Any) -> Topic:
    return Topic(ProjectId(row.project_id), row.chat_id, row.thread_id, row.group_title)


def _to_card(row: Any) -> TopicCard:
    return TopicCard(
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        task_id=TaskId(row.id),
        version=row.version,
        message_id=row.message_id,
        title=row.title,
        executor_name=row.executor_name,
        state=TaskState(row.state),
        priority=TaskPriority(row.priority),
        deadline=to_deadline(row),
        is_stopped=row.is_stopped,
        language=language_of(row.language, row.telegram_language),
        zone=row.zone,
    )
