"""Figures of sales, whose they are and of which day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.kpi.model import Asked, Figure, LeftOut, Measure, Part
from domain.money import Money
from domain.org.model import Role
from domain.org.visibility import EVERYTHING
from domain.org.whose import COMPANY, WhoseKind
from domain.periods import Period, PeriodKind, period_of
from domain.rulebook.model import Rulebook
from storage.tables import people
from tests.builders import roubles, utc
from tests.crm import Crm

NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 1))


async def rules(crm: Crm) -> Rulebook:
    async with crm.begin() as uow:
        return (await uow.rulebooks.current()).rulebook


async def figures(
    crm: Crm,
    kind: WhoseKind,
    *measures: Measure,
    period: Period = NOVEMBER,
    ids: list[int] | None = None,
) -> dict[tuple[int, Measure], Figure]:
    async with crm.begin() as uow:
        rulebook = await rules(crm)
        found = await uow.kpi.figures(
            kind, period, rulebook, now=crm.now, ids=ids, measures=measures or None
        )
    return {(figure.whose.id, figure.measure): figure for figure in found}


async def test_won_and_lost_deals_count_for_everybody_above_their_owner(crm: Crm) -> None:
    tver = await crm.given_branch("Тверь", under=crm.moscow)
    manager = await crm.given_person("Сергей", Role.MANAGER)
    lead = await crm.given_person("Мария", Role.LEAD, boss=manager, branch=tver)
    rep = await crm.given_person("Иван", boss=lead, branch=tver)
    await crm.given_deal(rep, status="won", amount=roubles(300), margin=Decimal(60))
    await crm.given_deal(lead, status="won", amount=roubles(100))
    await crm.given_deal(rep, status="won")
    await crm.given_deal(rep, status="won", amount=Money(Decimal(5), "USD"))
    await crm.given_deal(rep, status="lost", amount=roubles(50))

    found = {kind: await figures(crm, kind) for kind in WhoseKind}

    own = found[WhoseKind.PERSON]
    assert own[rep.id, Measure.WON_COUNT].value == 3
    assert own[rep.id, Measure.WON_VALUE].value == 300
    assert own[rep.id, Measure.WON_VALUE].left_out == {
        LeftOut.NO_AMOUNT: 1,
        LeftOut.OTHER_CURRENCY: 1,
    }
    assert own[rep.id, Measure.WIN_RATE].value == Decimal("0.75")
    assert own[rep.id, Measure.YIELD].value == Decimal("0.2")
    assert own[lead.id, Measure.WON_COUNT].value == 1
    for kind, whose in (
        (WhoseKind.TEAM, lead.id),
        (WhoseKind.TEAM, manager.id),
        (WhoseKind.BRANCH, tver.id),
        (WhoseKind.BRANCH, crm.moscow.id),
        (WhoseKind.COMPANY, 0),
    ):
        assert found[kind][whose, Measure.WON_VALUE].value == 400, kind
        assert found[kind][whose, Measure.LOST_COUNT].value == 1, kind


async def test_who_has_no_fact_has_no_figures_unless_they_are_asked_for(crm: Crm) -> None:
    rep = await crm.given_person("Иван")

    assert await figures(crm, WhoseKind.PERSON, Measure.WIN_RATE) == {}
    asked = await figures(crm, WhoseKind.PERSON, Measure.WIN_RATE, ids=[rep.id])

    assert asked[rep.id, Measure.WIN_RATE].value is None


async def test_a_person_who_moves_leaves_the_past_where_it_was(crm: Crm) -> None:
    tver, kazan = await crm.given_branch("Тверь"), await crm.given_branch("Казань")
    was, now = [await crm.given_person(name, Role.LEAD) for name in ("Мария", "Пётр")]
    rep = await crm.given_person("Иван", boss=was, branch=tver)
    await crm.given_deal(rep, status="won")
    crm.now = utc("2026-11-19 10:00")
    async with crm.connection() as connection:
        moved = {"boss_id": now.id, "branch_id": kazan.id, "changed_at": crm.now}
        await connection.execute(people.update().where(people.c.id == rep.id).values(**moved))
    async with crm.transaction() as uow:
        await uow.people.rebuild_reporting()
    crm.now = utc("2026-11-20 10:00")
    await crm.given_deal(replace(rep, branch_id=kazan.id), status="won")

    by_team = await figures(crm, WhoseKind.TEAM, Measure.WON_COUNT)
    by_branch = await figures(crm, WhoseKind.BRANCH, Measure.WON_COUNT)

    assert {whose: found.value for (whose, _), found in by_team.items()} == {was.id: 1, now.id: 1}
    assert {whose: found.value for (whose, _), found in by_branch.items()} == {
        tver.id: 1,
        kazan.id: 1,
    }


async def test_a_win_that_is_reopened_is_undone_until_it_is_won_again(crm: Crm) -> None:
    rep = await crm.given_person("Иван")
    actor = await crm.actor(rep)
    deal = await crm.given_deal(rep, stage="payment", is_ready=True)
    won = []
    for moment, act in (
        ("2026-11-19 10:00", crm.win_deal),
        ("2026-11-30 10:00", crm.reopen_deal),
        ("2026-12-02 10:00", crm.win_deal),
    ):
        crm.now = utc(moment)
        deal = await act(actor, deal.id, version=deal.version)
        for month in (NOVEMBER, NOVEMBER.next()):
            found = await figures(crm, WhoseKind.COMPANY, Measure.WON_COUNT, period=month, ids=[0])
            won.append(found[0, Measure.WON_COUNT].value)

    assert won == [1, 0, 0, 0, 0, 1]


async def test_the_year_ends_at_each_person_s_own_midnight(crm: Crm) -> None:
    east = await crm.given_branch("Владивосток", zone="Asia/Vladivostok")
    here, there = await crm.given_person("Анна"), await crm.given_person("Иван", branch=east)
    crm.now = utc("2026-12-31 18:00")  # 21:00 in Moscow, already January in Vladivostok
    for rep in (here, there):
        await crm.given_deal(rep, status="won")
    december = period_of(PeriodKind.MONTH, date(2026, 12, 31))

    own = await figures(crm, WhoseKind.PERSON, Measure.WON_COUNT, period=december)
    next_own = await figures(crm, WhoseKind.PERSON, Measure.WON_COUNT, period=december.next())
    branch = await figures(crm, WhoseKind.BRANCH, Measure.WON_COUNT, period=december)

    assert set(own) == {(here.id, Measure.WON_COUNT)}
    assert set(next_own) == {(there.id, Measure.WON_COUNT)}
    assert set(branch) == {(crm.moscow.id, Measure.WON_COUNT), (east.id, Measure.WON_COUNT)}


async def test_facts_are_listed_as_far_as_their_reader_sees_them(crm: Crm) -> None:
    rep, other = await crm.given_person("Иван"), await crm.given_person("Пётр")
    first = await crm.given_deal(rep, status="won")
    crm.now = utc("2026-11-19 10:00")
    second = await crm.given_deal(rep, status="won")
    await crm.given_deal(other, status="won")
    asked = Asked(Measure.WON_COUNT, COMPANY, NOVEMBER)
    rulebook = await rules(crm)

    async with crm.begin() as uow:
        seen, total = await uow.kpi.facts(
            asked,
            Part.NUMERATOR,
            rulebook,
            (await crm.actor(rep)).scope,
            now=crm.now,
            offset=1,
            size=8,
        )
        _, all_of_them = await uow.kpi.facts(
            asked, Part.NUMERATOR, rulebook, EVERYTHING, now=crm.now, offset=9, size=8
        )

    assert [fact.id for fact in seen] == [first.id] != [second.id]
    assert (total, all_of_them) == (2, 3)
