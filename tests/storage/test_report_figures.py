"""Reports that are lists of figures say what /kpi and /plan say, on a real base."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update

from domain.desk import Desk
from domain.kpi.definitions import PAID_BY
from domain.kpi.model import LeftOut, Measure
from domain.money import Money
from domain.org.model import Actor, Person, Role
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.periods import PeriodKind, period_of
from domain.plans.model import PlanKey, Planned
from domain.reports.model import Asked, Days, Filter, ReportKey, Span
from domain.reports.standard import FIGURE_MEASURES, REPORTS
from domain.reports.viewing import look, rows_of
from storage.tables import cadences, clients, deals, people
from tests.builders import roubles, utc
from tests.crm import Crm, by

MONTH = Days(Span.THIS_MONTH)
NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 1))
NOW = utc("2026-11-18 10:00")


class Staff:
    """A manager and a lead with Иван in Тверь, which lies under Москва; Казань beside it."""

    crm: Crm
    tver: Any
    kazan: Any
    director: Person
    manager: Person
    lead: Person
    rep: Person
    other: Person

    async def report(
        self, person: Person, key: ReportKey, whose: Whose, days: Days = MONTH
    ) -> list[Any]:
        crm, actor = self.crm, await self.crm.actor(person)
        async with crm.begin() as uow:
            asked = Asked(key, Filter(whose, days))
            view, taken = await look(crm.container.get(Desk), uow, actor, asked)
            rows = [row async for part in rows_of(uow, taken, limit=1000) for row in part]
        assert len(rows) == view.sums.count
        keys = [column.key for column in REPORTS[key].columns]
        return [SimpleNamespace(**dict(zip(keys, row, strict=True))) for row in rows]

    async def page(self, actor: Actor, whose: Whose, measures: Any) -> Any:
        return await self.crm.view_kpi(actor, whose, lambda _today: NOVEMBER, measures)


@pytest.fixture
async def staff(crm: Crm) -> Staff:
    crm.now = NOW
    made = Staff()
    made.crm = crm
    made.tver = await crm.given_branch("Тверь", under=crm.moscow)
    made.kazan = await crm.given_branch("Казань", under=crm.moscow, zone="Asia/Vladivostok")
    made.director = await crm.given_person("Елена", Role.DIRECTOR)
    made.manager = await crm.given_person("Сергей", Role.MANAGER, boss=made.director)
    made.lead = await crm.given_person("Ольга", Role.LEAD, boss=made.manager, branch=made.tver)
    made.rep = await crm.given_person("Иван", boss=made.lead, branch=made.tver)
    made.other = await crm.given_person("Анна", boss=made.manager, branch=made.kazan)
    return made


async def moves_to_kazan_between_deals(staff: Staff) -> None:
    crm, rep = staff.crm, staff.rep
    await crm.given_deal(rep, status="won", amount=roubles(100))
    await crm.given_deal(rep, status="won", amount=Money(Decimal(70), "USD"))
    await crm.given_deal(rep, status="lost", amount=roubles(40), lost_reason="term")
    await crm.given_deal(rep, status="open", stage="offer", amount=roubles(5))
    crm.now += timedelta(days=1)
    async with crm.connection() as connection:
        moved = {"branch_id": staff.kazan.id, "boss_id": staff.manager.id, "changed_at": crm.now}
        await connection.execute(update(people).where(people.c.id == rep.id).values(**moved))
    async with crm.transaction() as uow:
        await uow.people.rebuild_reporting()
    crm.now += timedelta(days=1)
    there = replace(rep, branch_id=staff.kazan.id)
    await crm.given_deal(there, status="won", amount=roubles(900))
    await crm.given_deal(there, status="lost", amount=roubles(30))


async def test_reports_say_what_kpi_says_also_of_who_moved(staff: Staff) -> None:
    await moves_to_kazan_between_deals(staff)
    director = await staff.crm.actor(staff.director)
    whoses = {
        ("branch", "Тверь"): Whose(WhoseKind.BRANCH, staff.tver.id),
        ("branch", "Казань"): Whose(WhoseKind.BRANCH, staff.kazan.id),
        ("team", "Ольга"): Whose(WhoseKind.TEAM, staff.lead.id),
        ("person", "Иван"): Whose(WhoseKind.PERSON, staff.rep.id),
        ("person", "Анна"): Whose(WhoseKind.PERSON, staff.other.id),
    }

    figures = await staff.report(staff.director, ReportKey.FIGURES, COMPANY)
    branches = await staff.report(staff.director, ReportKey.BRANCHES, COMPANY)

    told = {(row.whose_kind, row.whose): row for row in figures}
    for at, whose in whoses.items():
        page = await staff.page(director, whose, FIGURE_MEASURES)
        for measure in FIGURE_MEASURES:
            value = page.figure(measure).value
            if measure in PAID_BY and value is not None:
                value = value.quantize(Decimal("0.001"), ROUND_DOWN)
            assert getattr(told[at], measure) == value, (at, measure)
        elsewhere = page.figure(Measure.WON_VALUE).left_out.get(LeftOut.OTHER_CURRENCY, 0)
        assert told[at].elsewhere == elsewhere
    assert figures[0].whose_kind == "company"
    assert [(row.won, row.won_amount, row.won_share) for row in branches[1:]] == [
        (1, 900, Decimal(1) / 2),
        (2, 100, Decimal(2) / 3),
    ]
    assert [row.whose for row in branches[1:]] == ["Казань", "Тверь"]
    assert (branches[0].won, branches[0].lost_amount, branches[0].elsewhere) == (3, 70, 1)


async def test_funnel_and_reasons_say_what_kpi_says(staff: Staff) -> None:
    await moves_to_kazan_between_deals(staff)
    director, tver = await staff.crm.actor(staff.director), Whose(WhoseKind.BRANCH, staff.tver.id)
    page = await staff.page(director, tver, list(Measure))
    losses = await staff.crm.view_losses(director, tver, lambda _today: NOVEMBER)

    funnel = await staff.report(staff.director, ReportKey.FUNNEL, tver)
    reasons = await staff.report(staff.director, ReportKey.LOST_REASONS, tver)

    assert any(row.entered for row in funnel[:-2])
    for row in funnel[:-2]:
        cohort = page.figure(Measure.STAGE_CONVERSION, row.stage)
        passage = page.figure(Measure.STAGE_PASSAGE, row.stage)
        days = page.figure(Measure.STAGE_TIME, row.stage).value
        assert (row.entered, row.cohort) == (cohort.denominator, cohort.value)
        assert (row.moves_on, row.passage) == (passage.numerator, passage.value)
        assert row.stage_days == days
    won, lost = funnel[-2:]
    assert (won.stage, won.entered, won.stage_amount) == ("won", 2, 100)
    assert (won.won_share, won.elsewhere) == (page.figure(Measure.WIN_RATE).value, 1)
    assert (lost.stage, lost.entered, lost.stage_amount) == ("lost", 1, 40)
    assert [(row.reason, row.deals, row.lost_amount, row.share) for row in reasons] == [
        (loss.reason, loss.deals, loss.money.amount, 1) for loss in losses.losses
    ]
    assert [row.reason for row in reasons] == ["term"]


async def test_each_sees_the_figures_of_their_own(staff: Staff) -> None:
    for person, whose, names in (
        (staff.rep, Whose(WhoseKind.PERSON, staff.rep.id), {"Иван"}),
        (staff.lead, Whose(WhoseKind.TEAM, staff.lead.id), {"Ольга", "Иван"}),
        (
            staff.manager,
            Whose(WhoseKind.BRANCH, staff.crm.moscow.id),
            {"Москва", "Тверь", "Казань", "Сергей", "Ольга", "Иван", "Анна", "Елена"},
        ),
    ):
        rows = await staff.report(person, ReportKey.FIGURES, whose)

        assert {row.whose for row in rows} == names, person.name


async def test_a_closed_month_is_told_as_it_was_closed(staff: Staff) -> None:
    crm, whose = staff.crm, Whose(WhoseKind.PERSON, staff.rep.id)
    deal = await crm.given_deal(staff.rep, status="won", amount=roubles(100))
    crm.now = utc("2026-12-09 10:00")
    await crm.close_kpi_periods()
    async with crm.connection() as connection:
        await connection.execute(update(deals).where(deals.c.id == deal.id).values(amount=250))

    closed = await staff.report(staff.rep, ReportKey.FIGURES, whose, Days(Span.LAST_MONTH))
    own = Days(Span.OWN, date(2026, 11, 1), date(2026, 11, 30))
    live = await staff.report(staff.rep, ReportKey.FIGURES, whose, own)
    ever = await staff.report(staff.rep, ReportKey.FIGURES, whose, Days(Span.EVER))

    assert [rows[0].won_value for rows in (closed, live, ever)] == [100, 250, 0]


async def test_plans_are_told_as_plan_tells_them(staff: Staff) -> None:
    crm, director = staff.crm, await staff.crm.actor(staff.director)
    kinds = {"company": COMPANY, "team": Whose(WhoseKind.TEAM, staff.lead.id)}
    rep, other = (Whose(WhoseKind.PERSON, person.id) for person in (staff.rep, staff.other))
    with by(staff.director):
        for whose in (rep, other, *kinds.values(), Whose(WhoseKind.BRANCH, staff.tver.id)):
            for planned in (Planned.WON_VALUE, Planned.CALLS):
                key = PlanKey(NOVEMBER.starts_on, whose, planned)
                await crm.set_plan(director, key, "200", 0)
    for person, closes_on in ((staff.rep, 25), (staff.rep, 30), (staff.other, 18)):
        await crm.given_deal(person, amount=roubles(60), closes_on=date(2026, 11, closes_on))
    await crm.given_deal(staff.rep, status="won", amount=roubles(90))
    crm.now = utc("2026-11-18 15:00")  # the 19th in Vladivostok

    rows = await staff.report(staff.director, ReportKey.PLANS, COMPANY)
    gone = await staff.report(
        staff.director, ReportKey.PLANS, COMPANY, Days(Span.OWN, date(2020, 1, 1), date(2020, 1, 2))
    )

    whoses = {
        **{(row.whose_kind, row.whose): kinds[row.whose_kind] for row in rows[:1]},
        ("team", "Ольга"): kinds["team"],
        ("branch", "Тверь"): Whose(WhoseKind.BRANCH, staff.tver.id),
        ("person", "Иван"): rep,
        ("person", "Анна"): other,
    }
    told = [row for row in rows if (row.whose_kind, row.whose) in whoses]
    for row in told:
        of, planned = whoses[row.whose_kind, row.whose], Planned(row.planned)
        progress = (await crm.view_plan(director, of, NOVEMBER.starts_on, planned)).progress
        assert (row.plan, row.fact, row.done_share, row.forecast) == (
            progress.plan,
            progress.fact,
            progress.share,
            progress.forecast,
        ), (row.whose, row.planned)
    assert len(told) >= 10
    assert {row.forecast > row.fact for row in rows if row.whose == "Иван" and row.forecast}
    assert gone == []


async def test_only_the_most_important_whose_day_passed_are_out_of_touch(staff: Staff) -> None:
    crm = staff.crm
    late, in_time, other = [
        await crm.given_client(staff.rep, name, segment="vip")
        for name in ("Давно", "Вовремя", "Иной")
    ]
    await crm.reckon_cadences()
    crm.now += timedelta(days=40)
    later = crm.now + timedelta(days=1)
    async with crm.connection() as connection:
        of_in_time = update(cadences).where(cadences.c.client_id == in_time.id)
        await connection.execute(of_in_time.values(late_at=later))
        of_other = update(clients).where(clients.c.id == other.id)
        await connection.execute(of_other.values(segment="regular"))

    team = Whose(WhoseKind.TEAM, staff.lead.id)
    rows = await staff.report(staff.lead, ReportKey.VIP_SILENT, team, Days(Span.EVER))

    assert [row.client for row in rows] == [late.name]
