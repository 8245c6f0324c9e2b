"""The evening digests of the managers of the public data set, held against its files."""

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.composition.wiring import wire
from bot.digests.painters import PaintDigest
from bot.html_length import visible_length
from bot.screens import TEXT_LIMIT
from bot.texts import texts_for
from domain.digests.evening import ViewEvening
from domain.digests.model import PARTS
from domain.language import Language
from domain.money import Money
from domain.org.model import PersonId, Role
from domain.org.ports import Actors
from tests.imports_world import REAL_DATA, ImportWorld

pytestmark = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason=f"the data set is not at {REAL_DATA}"
)
DAYS = (date(2017, 12, 29), date(2017, 12, 31))
RU = texts_for(Language.RUSSIAN)
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    with (REAL_DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def of_branch(manager: str) -> Sequence[Row]:
    """A manager sees the branch: all deals of its sellers, those of other managers there too."""
    teams = rows_of("sales_teams")
    office = next(row["regional_office"] for row in teams if row["manager"] == manager)
    sellers = {row["sales_agent"] for row in teams if row["regional_office"] == office}
    return [row for row in rows_of("sales_pipeline") if row["sales_agent"] in sellers]


async def test_each_managers_evening_tells_what_the_files_say(imported: ImportWorld):
    moment = datetime(2017, 12, 31, 15, 30, tzinfo=UTC)  # 18:30 in Moscow
    container = wire(imported.engine, lambda: moment, PaintDigest)
    managers = await imported.rows("SELECT id, name FROM people WHERE role = 'manager' ORDER BY id")
    assert len(managers) == 6

    for manager in managers:
        actor = await container.get(Actors).get(PersonId(manager.id), now=moment)
        screen = await container.get(PaintDigest)(actor)
        assert screen is not None
        assert visible_length(screen.text) <= TEXT_LIMIT
        theirs = of_branch(manager.name)
        is_open = [row for row in theirs if row["deal_stage"] in {"Engaging", "Prospecting"}]
        assert f"💼 В работе: {len(is_open)}" in screen.text
        for day in DAYS:
            evening = await container.get(ViewEvening)(actor, frozenset(PARTS[Role.MANAGER]), day)
            closed = [row for row in theirs if row["close_date"] == day.isoformat()]
            won = [row for row in closed if row["deal_stage"] == "Won"]
            money = sum((Decimal(row["close_value"]) for row in won), Decimal(0))
            assert evening.won.count == len(won), (manager.name, day)
            assert evening.won.money == ((Money(money, "RUB"),) if won else ())
            assert evening.lost.count == len(closed) - len(won)
            if day == DAYS[-1] and won:
                words = f"✅ Выиграно: {len(won)} на {RU.money(Money(money, 'RUB'))}"
                assert words in screen.text
