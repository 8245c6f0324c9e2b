from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.org.model import PersonId
from domain.reports.errors import ReportInHand
from domain.reports.model import (
    Asked,
    Every,
    FileKind,
    NewRun,
    ReportKey,
    ReportRun,
    ReportRunId,
    RunStatus,
)
from domain.reports.rules import from_kept, to_kept
from storage.changes import change_marks
from storage.tables import report_runs

IS_WAITING = report_runs.c.status == literal_column("'waiting'")


class SqlReportRuns:
    """See ``domain.reports.ports.ReportRuns``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, run: NewRun, now: datetime) -> ReportRunId:
        new = insert(report_runs).values(
            person_id=run.person_id,
            chat_id=run.chat_id,
            report=str(run.asked.report),
            filter=to_kept(run.asked.filter),
            file=str(run.file),
            name=run.asked.name,
            every=run.every and str(run.every),
            created_at=now,
            **change_marks(now),
        )
        added = await self._connection.scalar(
            new.on_conflict_do_nothing().returning(report_runs.c.id)
        )
        if added is None:
            raise ReportInHand
        return ReportRunId(added)

    async def claim(self, now: datetime, lease: timedelta) -> ReportRun | None:
        free = or_(report_runs.c.claimed_until.is_(None), report_runs.c.claimed_until <= now)
        due = (
            select(report_runs.c.id)
            .where(IS_WAITING, free)
            .order_by(report_runs.c.created_at, report_runs.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        claimed = await self._connection.execute(
            update(report_runs)
            .where(report_runs.c.id == due.scalar_subquery())
            .values(claimed_until=now + lease, attempts=report_runs.c.attempts + 1)
            .returning(*report_runs.c)
        )
        row = claimed.first()
        return None if row is None else _to_run(row)

    async def extend(self, run_id: ReportRunId, until: datetime) -> bool:
        extended = await self._connection.execute(
            update(report_runs)
            .where(report_runs.c.id == run_id, IS_WAITING)
            .values(claimed_until=until)
        )
        return extended.rowcount > 0

    async def made(self, run_id: ReportRunId, rows: int) -> bool:
        noted = await self._connection.execute(
            update(report_runs).where(report_runs.c.id == run_id, IS_WAITING).values(row_count=rows)
        )
        return noted.rowcount > 0

    async def note_message(self, run_id: ReportRunId, message_id: int | None) -> None:
        await self._connection.execute(
            update(report_runs).where(report_runs.c.id == run_id).values(message_id=message_id)
        )

    async def get(self, run_id: ReportRunId, person_id: PersonId) -> ReportRun:
        found = await self._connection.execute(
            select(report_runs)
            .where(report_runs.c.id == run_id, report_runs.c.person_id == person_id)
            .with_for_update()
        )
        row = found.first()
        if row is None:
            raise NotFound(run_id=run_id)
        return _to_run(row)

    async def finish(self, run_id: ReportRunId, status: RunStatus, now: datetime) -> bool:
        finished = await self._connection.execute(
            update(report_runs)
            .where(report_runs.c.id == run_id, IS_WAITING)
            .values(
                status=str(status),
                finished_at=now,
                claimed_until=None,
                **change_marks(now),
            )
        )
        return finished.rowcount > 0


def _to_run(row: Any) -> ReportRun:
    return ReportRun(
        id=ReportRunId(row.id),
        person_id=PersonId(row.person_id),
        chat_id=row.chat_id,
        asked=Asked(ReportKey(row.report), from_kept(row.filter), row.name),
        file=FileKind(row.file),
        every=None if row.every is None else Every(row.every),
        status=RunStatus(row.status),
        message_id=row.message_id,
        attempts=row.attempts,
    )
