"""Figures of sales, whose they are and of which day."""

from datetime import date
from decimal import Decimal

from domain.kpi.model import Figure, LeftOut, Measure
from domain.money import Money
from domain.org.model import Role
from domain.org.whose import WhoseKind
from domain.periods import Period, PeriodKind, period_of
from domain.rulebook.model import Rulebook
from tests.builders import roubles
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
