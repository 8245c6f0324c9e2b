"""What was said and done in a task, and the time that went into it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.org.model import PersonId
from domain.pages import Page
from domain.tasks.model import (
    CommentId,
    FileKind,
    LoggedTime,
    MessagePlace,
    TaskFile,
    TaskId,
    TimeId,
)
from domain.tasks.views import NewWords, ThreadEntry
from storage.tables import task_comments, task_time
from storage.tasks.rows import to_span

ONE_MINUTE = timedelta(minutes=1)

# From whichever end is nearer: each source gives no more than lies between that end and the page.
_PAGE = """
    SELECT entries.*, people.name AS actor_name
      FROM (
        (SELECT at, id, 'comment' AS kind, author_id AS actor_id, text, file_id, file_kind,
                file_name, edited_at, CAST('{{}}' AS jsonb) AS facts
           FROM task_comments WHERE task_id = :task_id
          ORDER BY at {way}, id {way} LIMIT :until)
        UNION ALL
        (SELECT at, id, kind, actor_id, NULL, NULL, NULL, NULL, NULL, facts
           FROM timeline WHERE task_id = :task_id
          ORDER BY at {way}, id {way} LIMIT :until)
      ) AS entries
      LEFT JOIN people ON people.id = entries.actor_id
     ORDER BY entries.at {way}, entries.kind = 'comment' {way}, entries.id {way}
    OFFSET :passed LIMIT :size
    """
FROM_BEGINNING = text(_PAGE.format(way="ASC"))
FROM_END = text(_PAGE.format(way="DESC"))
LENGTH = text(
    """
    SELECT (SELECT count(*) FROM task_comments WHERE task_id = :task_id)
         + (SELECT count(*) FROM timeline WHERE task_id = :task_id)
    """
)
_COMMENT = """
    SELECT task_comments.*, 'comment' AS kind, author_id AS actor_id, people.name AS actor_name,
           CAST('{}' AS jsonb) AS facts
      FROM task_comments JOIN people ON people.id = author_id
     WHERE task_id = :task_id
"""
COMMENT = text(_COMMENT + " AND task_comments.id = :comment_id")
FILES = text(
    _COMMENT + " AND file_id IS NOT NULL ORDER BY at, task_comments.id OFFSET :passed LIMIT :size"
)
NEW_WORDS = text(
    """
    SELECT said.*, people.name AS actor_name
      FROM (
        SELECT *, 'comment' AS kind, author_id AS actor_id, CAST('{}' AS jsonb) AS facts,
               count(*) OVER () AS comments, count(file_id) OVER () AS files
          FROM task_comments
         WHERE task_id = :task_id AND at >= :since AND author_id <> :reader_id
         ORDER BY at DESC, id DESC LIMIT 1
      ) AS said
      JOIN people ON people.id = said.author_id
    """
)


class SqlTaskThreads:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        task_id: TaskId,
        *,
        author_id: PersonId,
        text: str | None,
        file: TaskFile | None,
        now: datetime,
        place: MessagePlace | None = None,
    ) -> None:
        await self._connection.execute(
            insert(task_comments).values(
                task_id=task_id,
                author_id=author_id,
                text=text,
                file_id=file and file.file_id,
                file_kind=str(file.kind) if file else None,
                file_name=file and file.name,
                at=now,
                chat_id=place and place.chat_id,
                message_id=place and place.message_id,
            )
        )

    async def change_comment(
        self, place: MessagePlace, *, author_id: PersonId, text: str | None, now: datetime
    ) -> TaskId | None:
        changed = await self._connection.scalar(
            update(task_comments)
            .where(
                task_comments.c.chat_id == place.chat_id,
                task_comments.c.message_id == place.message_id,
                task_comments.c.author_id == author_id,
            )
            .values(text=text, edited_at=now)
            .returning(task_comments.c.task_id)
        )
        return None if changed is None else TaskId(changed)

    async def sends_files(self, task_id: TaskId, *, author_id: PersonId, since: datetime) -> bool:
        found = await self._connection.execute(
            select(task_comments.c.id)
            .where(
                task_comments.c.task_id == task_id,
                task_comments.c.at > since,
                task_comments.c.author_id == author_id,
                task_comments.c.file_id.is_not(None),
            )
            .limit(2)
        )
        return len(found.all()) > 1

    async def log_time(
        self,
        task_id: TaskId,
        *,
        person_id: PersonId,
        spent: timedelta,
        now: datetime,
        undoes: TimeId | None = None,
    ) -> tuple[TimeId, timedelta]:
        logged = await self._connection.scalar(
            insert(task_time)
            .values(
                task_id=task_id,
                person_id=person_id,
                minutes=spent // ONE_MINUTE,
                at=now,
                undoes_id=undoes,
            )
            .returning(task_time.c.id)
        )
        minutes = await self._connection.scalar(
            select(func.sum(task_time.c.minutes)).where(task_time.c.task_id == task_id)
        )
        return TimeId(logged or 0), to_span(minutes) or timedelta(0)

    async def logged_time(self, time_id: TimeId, *, person_id: PersonId) -> LoggedTime:
        undone = task_time.alias("undone")
        found = await self._connection.execute(
            select(task_time, undone.c.id.label("undone_by"))
            .outerjoin(undone, undone.c.undoes_id == task_time.c.id)
            .where(task_time.c.id == time_id, task_time.c.person_id == person_id)
        )
        row = found.first()
        if row is None:
            raise NotFound(time_id=time_id)
        return LoggedTime(
            id=time_id,
            task_id=TaskId(row.task_id),
            spent=timedelta(minutes=row.minutes),
            is_undone=row.undone_by is not None,
        )

    async def spent_time(self, task_id: TaskId, *, person_id: PersonId | None = None) -> timedelta:
        spent = select(func.sum(task_time.c.minutes)).where(task_time.c.task_id == task_id)
        if person_id is not None:
            spent = spent.where(task_time.c.person_id == person_id)
        return to_span(await self._connection.scalar(spent)) or timedelta(0)

    async def count_comments(self, task_id: TaskId) -> int:
        found = await self._connection.scalar(
            select(func.count()).where(task_comments.c.task_id == task_id)
        )
        return found or 0

    async def page(
        self, task_id: TaskId, *, since: int | None, size: int
    ) -> tuple[Sequence[ThreadEntry], Page]:
        total = await self._connection.scalar(LENGTH, {"task_id": task_id}) or 0
        latest = max(0, total - size)
        offset = latest if since is None else max(0, min(since, latest))
        shown = min(size, total - offset)
        is_near_end = offset > total // 2
        passed = total - offset - shown if is_near_end else offset
        rows = await self._connection.execute(
            FROM_END if is_near_end else FROM_BEGINNING,
            {"task_id": task_id, "passed": passed, "size": shown, "until": passed + shown},
        )
        entries = [_to_entry(row) for row in rows]
        return entries[::-1] if is_near_end else entries, Page(offset, size, total)

    async def comment(self, task_id: TaskId, comment_id: CommentId) -> ThreadEntry:
        found = await self._connection.execute(
            COMMENT, {"task_id": task_id, "comment_id": comment_id}
        )
        row = found.first()
        if row is None:
            raise NotFound(comment_id=comment_id)
        return _to_entry(row)

    async def count_files(self, task_id: TaskId) -> int:
        found = await self._connection.scalar(
            select(func.count()).where(
                task_comments.c.task_id == task_id, task_comments.c.file_id.is_not(None)
            )
        )
        return found or 0

    async def files(
        self, task_id: TaskId, *, since: int, size: int
    ) -> tuple[Sequence[ThreadEntry], Page]:
        total = await self.count_files(task_id)
        rows = await self._connection.execute(
            FILES, {"task_id": task_id, "passed": since, "size": size}
        )
        return [_to_entry(row) for row in rows], Page(since, size, total)

    async def new_words(
        self, task_id: TaskId, *, since: datetime, reader_id: PersonId
    ) -> NewWords | None:
        found = await self._connection.execute(
            NEW_WORDS, {"task_id": task_id, "since": since, "reader_id": reader_id}
        )
        row = found.first()
        if row is None:
            return None
        return NewWords(_to_entry(row), comments=row.comments, files=row.files)


def _to_entry(row: Any) -> ThreadEntry:
    return ThreadEntry(
        at=row.at,
        kind=row.kind,
        actor_id=None if row.actor_id is None else PersonId(row.actor_id),
        actor_name=row.actor_name,
        text=row.text,
        file_id=row.file_id,
        file_kind=None if row.file_kind is None else FileKind(row.file_kind),
        facts=row.facts,
        id=row.id,
        file_name=row.file_name,
        edited_at=row.edited_at,
    )
