"""The public data set that the company of the demonstration is made of."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.imports.columns import Kind
from domain.imports.files import FileToImport
from storage.tabular.opening import open_table
from tests.imports_world import REAL_DATA, ImportWorld, real_files

pytestmark = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason=f"the data set is not at {REAL_DATA}"
)


@pytest.fixture
async def world(engine: AsyncEngine, tmp_path: Path) -> ImportWorld:
    world = ImportWorld(engine, tmp_path)
    await world.given_rulebook()
    return world


async def test_the_base_adds_up_to_the_same_figures(imported: ImportWorld) -> None:
    assert await imported.rows(
        "SELECT CASE status WHEN 'open' THEN stage ELSE status END AS place, count(*), "
        "coalesce(sum(amount), 0) FROM deals GROUP BY 1 ORDER BY 1"
    ) == [
        ("engaging", 1589, 0),
        ("lost", 2473, 0),
        ("prospecting", 500, 0),
        ("won", 4238, 10_005_534),
    ]
    assert await imported.value("SELECT count(*) FROM deals WHERE client_id IS NULL") == 1425
    assert await imported.value("SELECT count(*) FROM deals WHERE product_id IS NULL") == 0
    assert await imported.value("SELECT count(*) FROM clients WHERE owner_id IS NULL") == 0
    assert await imported.rows("SELECT role, count(*) FROM people GROUP BY role ORDER BY role") == [
        ("manager", 6),
        ("rep", 35),
    ]
    assert await imported.value("SELECT count(*) FROM branches") == 4
    assert await imported.value("SELECT count(*) FROM timeline WHERE kind = 'won'") == 4238


async def test_a_second_time_adds_nothing(imported: ImportWorld) -> None:
    tables = (
        *("people", "branches", "branch_tree", "reporting", "products", "clients"),
        *("deals", "timeline", "audit"),
    )
    before = [await imported.value(f"SELECT count(*) FROM {table}") for table in tables]

    again = await imported.given(*real_files())
    after = [await imported.value(f"SELECT count(*) FROM {table}") for table in tables]

    assert before == after
    assert [counts.unchanged for counts in again.counts.values()] == [35, 7, 85, 8800]
    assert again.new == 0


async def test_the_plan_and_the_import_account_for_every_row(world: ImportWorld) -> None:
    planned = await world.plan(real_files(), by=None)
    written = await world.value("SELECT count(*) FROM deals")
    done = await world.given(*real_files())

    assert written == 0
    assert planned == done
    stages = {stage: tally.deals for stage, tally in done.stages.items()}
    assert stages == {"won": 4238, "lost": 2473, "engaging": 1589, "prospecting": 500}
    assert done.stages["won"].sums["RUB"] == Decimal(10_005_534)
    assert (done.of(Kind.DEALS).new, done.refused) == (8800, 0)
    assert (done.of(Kind.CLIENTS).new, done.of(Kind.PEOPLE).new) == (85, 35)


async def test_windows_1251_with_semicolons_comes_to_the_same(
    world: ImportWorld, tmp_path: Path
) -> None:
    files = []
    for file in real_files():
        path = tmp_path / file.table.name
        lines = [file.table.header, *(row.cells for row in file.table.rows())]
        text = "".join(";".join(map(str, cells)) + "\r\n" for cells in lines)
        path.write_bytes(text.encode("cp1251"))
        files.append(FileToImport(open_table(path)))

    done = await world.given(*files)

    assert done.stages["won"].sums["RUB"] == Decimal(10_005_534)
    assert done.of(Kind.DEALS).new == 8800
