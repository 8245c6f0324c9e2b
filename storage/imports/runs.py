from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, func, insert, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.errors import NotFound
from domain.imports.columns import Field, Kind
from domain.imports.runs import ImportRun, ImportRunId, RunStatus, SentFile
from domain.org.model import PersonId
from storage.tables.imports import import_runs

WAITING: tuple[ColumnElement[str], ...] = (
    literal_column("'checking'"),
    literal_column("'confirmed'"),
)  # as the index says
RUNS_REMEMBERED = 50  # what was said of columns longer ago is asked again


class SqlImportRuns:
    """See ``domain.imports.ports.ImportRuns``."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def __aenter__(self) -> Self:
        self._connection: AsyncConnection = await self._engine.connect()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._connection.close()  # rolls back what was not committed

    async def commit(self) -> None:
        await self._connection.commit()

    async def find_gathering(self, person_id: PersonId, *, since: datetime) -> ImportRun | None:
        # Files of an album come side by side: the first of them makes the import, the rest join.
        await self._connection.execute(
            select(func.pg_advisory_xact_lock(func.hashtext("import_runs"), int(person_id)))
        )
        found = await self._connection.execute(
            select(import_runs)
            .where(
                import_runs.c.person_id == person_id,
                import_runs.c.status == "gathering",
                import_runs.c.updated_at >= since,
            )
            .order_by(import_runs.c.id.desc())
            .limit(1)
            .with_for_update()
        )
        row = found.first()
        return None if row is None else _to_run(row)

    async def get(self, run_id: ImportRunId, person_id: PersonId) -> ImportRun:
        found = await self._connection.execute(
            select(import_runs)
            .where(import_runs.c.id == run_id, import_runs.c.person_id == person_id)
            .with_for_update()
        )
        row = found.first()
        if row is None:
            raise NotFound(import_run=run_id)
        return _to_run(row)

    async def add(self, person_id: PersonId, chat_id: int, now: datetime) -> ImportRun:
        added = await self._connection.execute(
            insert(import_runs)
            .values(person_id=person_id, chat_id=chat_id, created_at=now, updated_at=now)
            .returning(*import_runs.c)
        )
        return _to_run(added.one())

    async def save(self, run: ImportRun, now: datetime) -> ImportRun:
        await self._connection.execute(
            update(import_runs)
            .where(import_runs.c.id == run.id)
            .values(
                files=[_file_row(file) for file in run.files],
                status=str(run.status),
                version=run.version + 1,
                updated_at=now,
            )
        )
        return replace(run, version=run.version + 1, updated_at=now)

    async def note_message(self, run_id: ImportRunId, person_id: PersonId, message_id: int) -> None:
        await self._connection.execute(
            update(import_runs)
            .where(import_runs.c.id == run_id, import_runs.c.person_id == person_id)
            .values(message_id=message_id)
        )

    async def claim_waiting(self, now: datetime, lease: timedelta) -> ImportRun | None:
        free = or_(import_runs.c.claimed_until.is_(None), import_runs.c.claimed_until <= now)
        due = (
            select(import_runs.c.id)
            .where(import_runs.c.status.in_(WAITING), free)
            .order_by(import_runs.c.created_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        claimed = await self._connection.execute(
            update(import_runs)
            .where(import_runs.c.id.in_(due))
            .values(claimed_until=now + lease)
            .returning(*import_runs.c)
        )
        row = claimed.first()
        return None if row is None else _to_run(row)

    async def extend(self, run_id: ImportRunId, until: datetime) -> None:
        await self._connection.execute(
            update(import_runs).where(import_runs.c.id == run_id).values(claimed_until=until)
        )

    async def finish(self, run_id: ImportRunId, status: RunStatus, now: datetime) -> None:
        await self._connection.execute(
            update(import_runs)
            .where(import_runs.c.id == run_id)
            .values(status=str(status), updated_at=now, claimed_until=None)
        )

    async def remembered(self) -> Mapping[str, Field]:
        rows = await self._connection.execute(
            select(import_runs.c.files)
            .where(import_runs.c.status == "done")
            .order_by(import_runs.c.id.desc())
            .limit(RUNS_REMEMBERED)
        )
        said: dict[str, Field] = {}
        for row in rows:
            for file in row.files:
                for key, wanted in _to_file(file).chosen.items():
                    said.setdefault(key, wanted)
        return said


def _file_row(file: SentFile) -> dict[str, Any]:
    return {
        "file_id": file.file_id,
        "name": file.name,
        "header": list(file.header),
        "kind": None if file.kind is None else str(file.kind),
        "chosen": {key: str(wanted) for key, wanted in file.chosen.items()},
    }


def _to_file(row: Mapping[str, Any]) -> SentFile:
    return SentFile(
        file_id=row["file_id"],
        name=row["name"],
        header=tuple(row["header"]),
        kind=None if row["kind"] is None else Kind(row["kind"]),
        chosen={key: Field(wanted) for key, wanted in row["chosen"].items()},
    )


def _to_run(row: Any) -> ImportRun:
    return ImportRun(
        id=ImportRunId(row.id),
        person_id=PersonId(row.person_id),
        chat_id=row.chat_id,
        files=tuple(_to_file(file) for file in row.files),
        updated_at=row.updated_at,
        status=RunStatus(row.status),
        message_id=row.message_id,
        version=row.version,
    )
