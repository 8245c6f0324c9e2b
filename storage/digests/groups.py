from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.digests.group_model import (
    GroupDigest,
    GroupDigestDue,
    GroupDigestId,
    GroupDigestOver,
)
from domain.language import language_of
from domain.org.model import PersonId
from domain.org.workplaces import Workplace
from storage.changes import change_marks
from storage.tables import group_digests, group_digests_made, people

CLAIM_DUE = text(
    """
    WITH due AS (
        SELECT group_digests.id, local.at::date AS day
          FROM group_digests
          JOIN people ON people.id = group_digests.bound_by
          JOIN branches ON branches.id = people.branch_id
         CROSS JOIN LATERAL (
             SELECT :now AT TIME ZONE coalesce(people.zone, branches.zone) AS at) AS local
         WHERE people.is_active
           AND local.at BETWEEN local.at::date + CAST(:at AS time)
                            AND local.at::date + CAST(:at AS time) + :lateness
           AND NOT EXISTS (
               SELECT FROM group_digests_made AS made
                WHERE made.group_digest_id = group_digests.id AND made.day = local.at::date
                  AND (made.settled_at IS NOT NULL OR made.claimed_until > :now))
         ORDER BY group_digests.id
         LIMIT :most
    ), claimed AS (
        INSERT INTO group_digests_made (group_digest_id, day, claimed_until)
        SELECT id, day, :until FROM due ORDER BY id
        ON CONFLICT (group_digest_id, day) DO UPDATE SET claimed_until = excluded.claimed_until
         WHERE group_digests_made.settled_at IS NULL
           AND group_digests_made.claimed_until <= :now
        RETURNING group_digest_id, day
    )
    SELECT group_digests.*, people.name, claimed.day, branches.country, people.working_hours,
           coalesce(people.zone, branches.zone) AS zone
      FROM claimed
      JOIN group_digests ON group_digests.id = claimed.group_digest_id
      JOIN people ON people.id = group_digests.bound_by
      JOIN branches ON branches.id = people.branch_id
     ORDER BY group_digests.id
    """
)

REMOVE_OVER = text(
    """
    DELETE FROM group_digests USING people
     WHERE group_digests.id IN (
            SELECT group_digests.id
              FROM group_digests JOIN people ON people.id = group_digests.bound_by
             WHERE NOT people.is_active OR people.role NOT IN ('lead', 'manager', 'director')
             ORDER BY group_digests.id
             LIMIT :most
               FOR UPDATE OF group_digests SKIP LOCKED)
       AND people.id = group_digests.bound_by
    RETURNING group_digests.*, people.name, people.language, people.telegram_language
    """
)


class SqlGroupDigests:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find_in(self, chat_id: int) -> GroupDigest | None:
        return await self._one(_digests().where(group_digests.c.chat_id == chat_id))

    async def of_person(self, person_id: PersonId) -> Sequence[GroupDigest]:
        rows = await self._connection.execute(
            _digests()
            .where(group_digests.c.bound_by == person_id)
            .order_by(group_digests.c.group_title, group_digests.c.id)
        )
        return [_to_digest(row) for row in rows]

    async def lock(self, digest_id: GroupDigestId) -> GroupDigest | None:
        return await self._one(
            _digests().where(group_digests.c.id == digest_id).with_for_update(of=group_digests)
        )

    async def _one(self, statement: Select[Any]) -> GroupDigest | None:
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else _to_digest(row)

    async def add(
        self, chat_id: int, title: str, bound_by: PersonId, now: datetime
    ) -> GroupDigest | None:
        added = await self._connection.scalar(
            insert(group_digests)
            .values(
                chat_id=chat_id,
                group_title=title,
                bound_by=bound_by,
                bound_at=now,
                **change_marks(now),
            )
            .on_conflict_do_nothing()
            .returning(group_digests.c.id)
        )
        if added is None:
            return None
        return await self._one(_digests().where(group_digests.c.id == added))

    async def remove(self, digest_id: GroupDigestId) -> None:
        await self._connection.execute(
            text("DELETE FROM group_digests WHERE id = :id"), {"id": digest_id}
        )

    async def remove_over(self, limit: int) -> Sequence[GroupDigestOver]:
        rows = await self._connection.execute(REMOVE_OVER, {"most": limit})
        return [
            GroupDigestOver(_to_digest(row), language_of(row.language, row.telegram_language))
            for row in rows
        ]

    async def move(self, chat_id: int, to_chat_id: int, now: datetime) -> None:
        there = select(group_digests.c.id).where(group_digests.c.chat_id == to_chat_id)
        await self._connection.execute(
            update(group_digests)
            .where(group_digests.c.chat_id == chat_id, ~there.exists())
            .values(chat_id=to_chat_id, **change_marks(now))
        )
        await self._connection.execute(
            text("DELETE FROM group_digests WHERE chat_id = :chat_id"), {"chat_id": chat_id}
        )

    async def claim_due(
        self, at: time, *, lateness: timedelta, now: datetime, lease: timedelta, limit: int
    ) -> Sequence[GroupDigestDue]:
        rows = await self._connection.execute(
            CLAIM_DUE,
            {"at": at, "lateness": lateness, "now": now, "until": now + lease, "most": limit},
        )
        return [
            GroupDigestDue(
                _to_digest(row),
                row.day,
                Workplace(row.country, ZoneInfo(row.zone), row.working_hours),
            )
            for row in rows
        ]

    async def settle(self, digest_id: GroupDigestId, day: date, now: datetime) -> None:
        await self._write(digest_id, day, settled_at=now)

    async def release(self, digest_id: GroupDigestId, day: date, until: datetime) -> None:
        await self._write(digest_id, day, claimed_until=until)

    async def _write(self, digest_id: GroupDigestId, day: date, **values: Any) -> None:
        await self._connection.execute(
            update(group_digests_made)
            .where(
                group_digests_made.c.group_digest_id == digest_id,
                group_digests_made.c.day == day,
            )
            .values(**values)
        )


def _digests() -> Select[Any]:
    return select(*group_digests.c, people.c.name).join(
        people, people.c.id == group_digests.c.bound_by
    )


def _to_digest(row: Any) -> GroupDigest:
    return GroupDigest(
        GroupDigestId(row.id),
        row.chat_id,
        row.group_title,
        PersonId(row.bound_by),
        row.name,
    )
