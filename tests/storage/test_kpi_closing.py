"""Months are closed once, whole, and stay as they were."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from domain.kpi.closing import Known, known_figures, known_months
from domain.kpi.model import Measure
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.periods import PeriodKind, months_back, period_of
from domain.tasks.model import Deadline, NewTask
from jobs.kpi import close_kpi_periods
from storage.tables import deals, kpi_closings, kpi_snapshots
from tests.builders import roubles, utc

NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 1))
DECEMBER_3, DECEMBER_4 = utc("2026-12-03 20:00"), utc("2026-12-03 21:10")  # 00:10 in Moscow


@pytest.fixture
async def office(crm: Any) -> Any:
    crm.boss = await crm.given_person("Лев Орлов", "lead")
    crm.anna = await crm.actor(await crm.given_person("Анна Серова", boss=crm.boss))
    crm.ivan = await crm.actor(await crm.given_person("Иван Котов"))
    crm.now = utc("2026-11-18 09:00")
    crm.sold = await crm.given_deal(crm.anna, is_ready=True, amount=roubles(100))
    await crm.win_deal(crm.anna, crm.sold.id, version=crm.sold.version)
    task = NewTask("Отчёт", crm.anna.id, Deadline(crm.now + timedelta(days=1)))
    await crm.create_task(crm.ivan, task)
    return crm


async def counted(crm: Any) -> tuple[int, int]:
    """Closings, and figures kept."""
    async with crm.connection() as connection:
        return (
            await connection.scalar(select(func.count()).select_from(kpi_closings)),
            await connection.scalar(select(func.count()).select_from(kpi_snapshots)),
        )


async def known(crm: Any, whose: Whose = COMPANY, *measures: Measure) -> Known:
    async with crm.begin() as uow:
        rules = (await uow.rulebooks.current()).rulebook
        return await known_figures(
            uow,
            whose.kind,
            NOVEMBER,
            rules,
            now=crm.now,
            ids=[whose.id],
            measures=measures or [Measure.WON_COUNT],
        )


async def test_a_month_is_closed_once_for_people_teams_branches_and_the_company(office):
    office.now = DECEMBER_3
    early = await office.close_kpi_periods()
    office.now = DECEMBER_4

    first = await close_kpi_periods(office.close_kpi_periods)
    kept = await counted(office)
    again = await office.close_kpi_periods()

    assert (early, first, again) == (2, 1, 0)  # October and a quarter, then November
    assert await counted(office) == kept
    person = Whose(WhoseKind.PERSON, office.anna.id)
    for whose in (
        *(person, Whose(WhoseKind.TEAM, office.boss.id), COMPANY),
        Whose(WhoseKind.BRANCH, office.moscow.id),
    ):
        found = await known(office, whose)
        figure = found.of(whose, Measure.WON_COUNT)
        assert figure is not None
        assert (figure.value, found.closed_at) == (1, DECEMBER_4)
        timely = (await known(office, whose, Measure.TIMELINESS)).of(whose, Measure.TIMELINESS)
        assert timely is not None
        assert (timely.value, timely.denominator) == (0, 1)


async def test_what_changes_later_shows_as_a_correction_and_what_was_kept_stays(office):
    office.now = DECEMBER_4
    await office.close_kpi_periods()
    async with office.connection() as connection:
        await connection.execute(
            deals.update()
            .where(deals.c.id == office.sold.id)
            .values(status="open", closed_at=None, changed_at=office.now)
        )

    found = await known(office)

    was, now = (
        found.of(COMPANY, Measure.WON_COUNT),
        found.correction(COMPANY, Measure.WON_COUNT),
    )
    assert was is not None
    assert now is not None
    assert (was.value, now.value) == (1, 0)


async def test_a_month_keeps_what_steps_lay_ahead_as_it_ended(office):
    """Of three open deals one has a step ahead, one is late by then, one is over its limit."""
    end, later = utc("2026-11-30 21:00"), utc("2026-12-02 09:00")
    day = timedelta(days=1)
    steps = [(end + day, end + day), (end - day, end + day), (end + day, end - day)]
    made = [await office.given_deal(office.anna) for _ in steps]
    for at, turned in ((end - 2 * day, steps), (later, [*steps[1:], (None, later + 9 * day)])):
        for deal, (step_at, due_at) in zip(made, turned, strict=True):
            async with office.connection() as connection:
                await connection.execute(
                    deals.update()
                    .where(deals.c.id == deal.id)
                    .values(next_step_at=step_at, stage_due_at=due_at, changed_at=at)
                )
    office.now = DECEMBER_4

    await office.close_kpi_periods()

    figure = (await known(office, COMPANY, Measure.TRANSPARENCY)).of(COMPANY, Measure.TRANSPARENCY)
    assert figure is not None
    assert (figure.numerator, figure.denominator) == (1, 3)


@pytest.mark.usefixtures("as_owner")
async def test_a_closed_figure_can_be_neither_changed_nor_deleted(office):
    office.now = DECEMBER_4
    await office.close_kpi_periods()

    for statement in (
        "UPDATE kpi_snapshots SET value = 99",
        "DELETE FROM kpi_snapshots",
        "UPDATE kpi_closings SET closed_at = now()",
        "DELETE FROM kpi_closings",
    ):
        with pytest.raises(DBAPIError, match="append-only"):
            async with office.connection() as connection:
                await connection.execute(text(statement))


async def test_two_processes_at_once_close_a_month_once(office):
    office.now = DECEMBER_4

    closed = await asyncio.gather(office.close_kpi_periods(), office.close_kpi_periods())

    assert sum(closed) == 2  # November, and the third quarter
    assert (await counted(office))[0] == 2


DIES_AT_BRANCHES = """
CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the power is gone'; END $$;
CREATE TRIGGER die BEFORE INSERT ON kpi_snapshots FOR EACH ROW
WHEN (NEW.whose_kind = 'branch') EXECUTE FUNCTION die()
"""


@pytest.mark.usefixtures("as_owner")
async def test_dying_halfway_keeps_nothing_and_the_next_tick_does_all(office):
    office.now = DECEMBER_4
    async with office.connection() as connection:
        for statement in DIES_AT_BRANCHES.split("$$;"):
            end = "$$" if "AS $$" in statement else ""
            await connection.execute(text(statement + end))
    with pytest.raises(DBAPIError, match="the power is gone"):
        await office.close_kpi_periods()
    nothing = await counted(office)
    async with office.connection() as connection:
        await connection.execute(text("DROP TRIGGER die ON kpi_snapshots"))

    await office.close_kpi_periods()

    assert nothing == (0, 0)
    assert (await counted(office))[0] == 2


async def test_a_trend_reads_closed_months_and_counts_the_others(office):
    office.now = DECEMBER_4
    await office.close_kpi_periods()
    async with office.connection() as connection:
        await connection.execute(
            deals.update()
            .where(deals.c.id == office.sold.id)
            .values(amount=Decimal(5), changed_at=office.now)
        )
    measures = [Measure.WON_COUNT, Measure.WON_VALUE]

    async with office.begin() as uow:
        rules = (await uow.rulebooks.current()).rulebook
        months = months_back(NOVEMBER.next(), 3)
        trend = await known_months(uow, COMPANY, months, rules, now=office.now, measures=measures)

    counts = [month.of(COMPANY, Measure.WON_COUNT) for month in trend]
    values = [month.of(COMPANY, Measure.WON_VALUE) for month in trend]
    assert [month.closed_at is not None for month in trend] == [False, True, False]
    assert [count.value if count else None for count in counts] == [0, 1, 0]
    assert values[1] is not None
    assert values[1].value == 100
