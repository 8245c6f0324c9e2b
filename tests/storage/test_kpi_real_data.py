"""On the public data set figures are what its files say, added up by hand.

The reference day is 31 December 2017. Days are those of Moscow, as the files are imported.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from statistics import mean, median

import pytest

from domain.kpi.cuts import CutBy
from domain.kpi.model import Figure, LeftOut, Measure
from domain.org.whose import COMPANY, WhoseKind
from domain.periods import Period, PeriodKind, own_period, period_of
from storage.kpi.cuts import SqlCuts
from storage.kpi.kpi import SqlKpi
from tests.builders import a_rulebook
from tests.imports_world import LAST_DAY, REAL_DATA, ImportWorld

pytestmark = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason=f"the data set is not at {REAL_DATA}"
)
ALL = own_period(date(2016, 10, 1), date(2017, 12, 31))
Row = dict[str, str]
CLOSED = {"Won", "Lost"}


def rows_of(name: str) -> list[Row]:
    with (REAL_DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def rates(parts: dict[str, list[Row]]) -> dict[str, Decimal]:
    """Won of closed, of those who closed any."""
    counts = {
        key: (
            sum(row["deal_stage"] == "Won" for row in rows),
            sum(row["deal_stage"] in CLOSED for row in rows),
        )
        for key, rows in parts.items()
    }
    return {key: Decimal(won) / Decimal(all_) for key, (won, all_) in counts.items() if all_}


def values(parts: dict[str, list[Row]]) -> dict[str, Decimal]:
    sums = {
        key: sum(
            (Decimal(row["close_value"]) for row in rows if row["deal_stage"] == "Won"), Decimal(0)
        )
        for key, rows in parts.items()
    }
    return {key: value for key, value in sums.items() if value}


def days(row: Row) -> int:
    return (date.fromisoformat(row["close_date"]) - date.fromisoformat(row["engage_date"])).days


def quarter(row: Row) -> str:
    day = date.fromisoformat(row["close_date"])
    return str(period_of(PeriodKind.QUARTER, day).starts_on)


class Base:
    """The imported files, and the figures over them."""

    def __init__(self, world: ImportWorld) -> None:
        self.world = world

    async def figures(self, kind: WhoseKind, period: Period = ALL) -> dict[int, dict[str, Figure]]:
        async with self.world.engine.connect() as connection:
            found = await SqlKpi(connection).figures(kind, period, a_rulebook(), now=LAST_DAY)
        of_all: dict[int, dict[str, Figure]] = defaultdict(dict)
        for figure in found:
            if not figure.of:
                of_all[figure.whose.id][str(figure.measure)] = figure
        return of_all

    async def named(self, kind: WhoseKind, table: str, measure: Measure) -> dict[str, Decimal]:
        """Values that are there and not zero, by the names of whose they are."""
        names = {row.id: row.name for row in await self.world.rows(f"SELECT id, name FROM {table}")}
        return {
            names[id_]: found[measure].value or Decimal(0)
            for id_, found in (await self.figures(kind)).items()
            if found[measure].value is not None
            and (found[measure].value or measure is Measure.WIN_RATE)
        }

    async def cut(self, by: CutBy) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
        async with self.world.engine.connect() as connection:
            cuts = await SqlCuts(connection).of(COMPANY, by, ALL, a_rulebook(), now=LAST_DAY)
        return (
            {cut.name or "": cut.win_rate for cut in cuts if cut.win_rate is not None},
            {cut.name or "": cut.won.money for cut in cuts if cut.won.money},
        )


async def test_figures_are_what_the_files_say(imported: ImportWorld) -> None:
    base = Base(imported)
    deals = rows_of("sales_pipeline")
    team = {row["sales_agent"]: row for row in rows_of("sales_teams")}
    sectors = {row["account"]: row["sector"] for row in rows_of("accounts")}

    agents = by(deals, lambda row: row["sales_agent"])
    assert await base.named(WhoseKind.PERSON, "people", Measure.WIN_RATE) == rates(agents)
    won_by_agents = await base.named(WhoseKind.PERSON, "people", Measure.WON_VALUE)
    assert won_by_agents == values(agents)
    ranking = sorted(won_by_agents, key=lambda name: (-won_by_agents[name], name))
    wanted = sorted(values(agents), key=lambda name: (-values(agents)[name], name))
    assert ranking == wanted
    assert ranking[0] == "Darcel Schlecht"

    managers = by(deals, lambda row: team[row["sales_agent"]]["manager"])
    assert await base.named(WhoseKind.TEAM, "people", Measure.WIN_RATE) == rates(managers)
    assert await base.named(WhoseKind.TEAM, "people", Measure.WON_VALUE) == values(managers)

    offices = by(deals, lambda row: team[row["sales_agent"]]["regional_office"])
    found = await base.named(WhoseKind.BRANCH, "branches", Measure.WIN_RATE)
    assert {name: found[name] for name in offices} == rates(offices)
    found = await base.named(WhoseKind.BRANCH, "branches", Measure.WON_VALUE)
    assert {name: found[name] for name in offices} == values(offices)

    closed = [row for row in deals if row["deal_stage"] in CLOSED]
    quarters = by(closed, quarter)
    for starts_on, rows in quarters.items():
        period = period_of(PeriodKind.QUARTER, date.fromisoformat(starts_on))
        company = (await base.figures(WhoseKind.COMPANY, period))[0]
        assert company["win_rate"].value == rates({"": rows})[""]
        assert company["won_value"].value == values({"": rows})[""]
        won = [days(row) for row in rows if row["deal_stage"] == "Won"]
        assert company["cycle"].value == median(won)
        assert round(company["mean_cycle"].value or Decimal(0), 9) == round(
            Decimal(sum(won)) / len(won), 9
        )

    company = (await base.figures(WhoseKind.COMPANY))[0]
    won_days = [days(row) for row in deals if row["deal_stage"] == "Won"]
    assert company["won_count"].value == 4238
    assert company["lost_count"].value == 2473
    assert company["won_value"].value == 10_005_534
    assert company["cycle"].value == median(won_days)
    assert round(float(company["mean_cycle"].value or 0), 9) == round(mean(won_days), 9)
    is_open = [row for row in deals if row["deal_stage"] not in CLOSED]
    assert company["open_pipeline"].left_out == {LeftOut.NO_AMOUNT: len(is_open)}
    assert not any(row["close_value"] for row in is_open)

    products = by(deals, lambda row: row["product"].replace("GTXPro", "GTX Pro"))
    assert await base.cut(CutBy.PRODUCT) == (rates(products), values(products))
    by_sector = by(deals, lambda row: sectors.get(row["account"], ""))
    assert await base.cut(CutBy.SECTOR) == (rates(by_sector), values(by_sector))
