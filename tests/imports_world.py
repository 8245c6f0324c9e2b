"""Files and an importing company for tests: files are written, imported, and asked about."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.composition.wiring import wire
from domain.imports.columns import Kind
from domain.imports.course import ImportRules
from domain.imports.files import FileToImport
from domain.imports.model import RefusedRow
from domain.imports.tally import Tally
from domain.imports.use_cases import PlanImport, RunImport
from domain.org.workplaces import Calendars
from domain.rulebook.default import default_rulebook_text
from domain.segments.use_cases import RecomputeSegments
from storage.imports.store import SqlImportStore
from storage.phone_numbers import find_phones, read_phone
from storage.postgres.address import engine_url
from storage.public_holidays import public_holidays, transferred_working_days
from storage.rulebook.rulebooks import RulebookCache
from storage.rulebook_file import read_rulebook
from storage.tabular.opening import open_table

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LAST_DAY = datetime(2017, 12, 31, 12, tzinfo=UTC)
"""Of the files of the public data set."""
REAL_DATA = Path(__file__).parents[2] / "shared" / "data" / "crm_sales_opportunities"


def write_csv(
    path: Path, header: str, *rows: str, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    """A file of ``header`` and ``rows``, each written with commas here."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        for line in (header, *rows):
            writer.writerow(cell.strip() for cell in line.split(","))
    return path


@dataclass
class Kept:
    """Refused rows as they come."""

    rows: list[RefusedRow] = field(default_factory=list)

    def add(self, refused: RefusedRow) -> None:
        self.rows.append(refused)

    @property
    def reasons(self) -> list[tuple[int, str | None, str]]:
        return [
            (refused.row.line, fault.field and str(fault.field), str(fault.code))
            for refused in self.rows
            for fault in refused.faults
        ]


class ImportWorld:
    """A base with the default rulebook, and the two use cases over it."""

    def __init__(self, engine: AsyncEngine, folder: Path, now: datetime = NOW) -> None:
        self.engine = engine
        self.now = now
        self.folder = folder
        self.cache = RulebookCache()
        rules = ImportRules(
            calendars=Calendars(public_holidays, transferred_working_days),
            read_phone=read_phone,
            find_phones=find_phones,
        )
        self.plan = PlanImport(self.begin, rules, lambda: now)
        self.run = RunImport(
            self.begin, rules, lambda: now, wire(engine, lambda: now).get(RecomputeSegments)
        )

    def begin(self) -> SqlImportStore:
        return SqlImportStore(self.engine, lambda: self.now, self.cache)

    async def given_rulebook(self) -> None:
        from storage.rulebook.rulebooks import SqlRulebooks

        async with self.engine.begin() as connection:
            source = default_rulebook_text()
            await SqlRulebooks(connection, self.cache).add(
                read_rulebook(source),
                after_version=0,
                source_text=source,
                comment=None,
                created_at=self.now,
                created_by=None,
            )

    def file(self, kind: Kind | None, header: str, *rows: str, name: str = "") -> FileToImport:
        path = self.folder / f"{name or kind}.csv"
        return FileToImport(open_table(write_csv(path, header, *rows)), kind)

    async def given(self, *files: FileToImport) -> Tally:
        return await self.run(files, by=None)

    async def refusing(self, *files: FileToImport) -> tuple[Tally, Kept]:
        kept = Kept()
        return await self.run(files, by=None, refused_rows=kept), kept

    async def rows(self, sql: str, **values: Any) -> Sequence[Any]:
        async with self.engine.connect() as connection:
            return (await connection.execute(text(sql), values)).all()

    async def value(self, sql: str, **values: Any) -> Any:
        return (await self.rows(sql, **values))[0][0]


def real_files() -> list[FileToImport]:
    names = ("sales_teams", "products", "accounts", "sales_pipeline")
    return [FileToImport(open_table(REAL_DATA / f"{name}.csv")) for name in names]


async def import_real_data(database_url: str) -> None:
    """All the files, on their last day, into a base that has the tables and nothing else."""
    engine = create_async_engine(engine_url(database_url))
    world = ImportWorld(engine, REAL_DATA, now=LAST_DAY)
    await world.given_rulebook()
    await world.given(*real_files())
    await engine.dispose()


PEOPLE = ("sales_agent,manager,regional_office", "Анна Ким,Ольга Рау,Юг", "Пётр Ли,Ольга Рау,Юг")


@pytest.fixture
async def world(engine: AsyncEngine, tmp_path: Path) -> ImportWorld:
    world = ImportWorld(engine, tmp_path)
    await world.given_rulebook()
    return world


@pytest.fixture
async def staffed(world: ImportWorld) -> ImportWorld:
    await world.given(world.file(Kind.PEOPLE, *PEOPLE))
    return world
