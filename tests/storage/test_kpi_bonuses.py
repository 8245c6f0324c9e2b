"""Who sees whose bonus, and by which rules."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import NotFound
from domain.kpi.bonus import PartState
from domain.kpi.model import Measure
from domain.org.whose import Whose, WhoseKind
from domain.periods import PeriodKind, period_of
from domain.rulebook.kpi import BonusComponent, DepartmentBonus, KpiRules
from domain.rulebook.values import LocalName
from domain.tasks.model import Deadline, NewTask, Rating
from storage.tables import people
from tests.builders import utc

NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 1))


@pytest.fixture
async def office(crm: Any) -> Any:
    async with crm.transaction() as uow:
        crm.design = (await uow.people.add_department("Дизайн")).id
        crm.idle = (await uow.people.add_department("Архив")).id
    crm.lead = await crm.given_person("Лев Орлов", "lead")
    crm.anna = await crm.actor(
        await crm.given_person("Анна Серова", boss=crm.lead, department_id=crm.design)
    )
    crm.vera = await crm.given_person("Вера Лис", boss=crm.lead, department_id=crm.idle)
    crm.ivan = await crm.actor(await crm.given_person("Иван Котов"))
    crm.director = await crm.actor(await crm.given_person("Ольга Белова", "director"))
    crm.now = utc("2026-11-09 09:00")
    for number in range(4):
        new = NewTask("Макет", crm.anna.id, Deadline(crm.now + timedelta(days=1 + number)))
        task = await crm.create_task(crm.ivan, new)
        if number < 3:
            task = await crm.finish_task(crm.anna, task.id, version=task.version)
            await crm.accept_result(crm.ivan, task.id, Rating.UP, version=task.version)
    crm.now = utc("2026-11-12 09:00")
    return crm


def person(somebody: Any) -> Whose:
    return Whose(WhoseKind.PERSON, somebody.id)


async def put_in_force(crm: Any, kpi: KpiRules) -> None:
    async with crm.transaction() as uow:
        current = await uow.rulebooks.current()
        await uow.rulebooks.add(
            current.rulebook.model_copy(update={"kpi": kpi}),
            after_version=current.version,
            source_text=None,
            comment=None,
            created_at=crm.now,
            created_by=None,
        )


def only(measure: Measure) -> KpiRules:
    name = LocalName(ru="Дизайн", en="Design")
    component = BonusComponent(measure=measure, weight=100)
    design = DepartmentBonus(
        key="design", name=name, departments=("дизайн",), components=(component,)
    )
    return KpiRules(bonus=(design,))


async def test_the_bonus_so_far_and_how_far_its_edges_are(office):
    bonus = await office.view_bonus(office.anna, person(office.anna), NOVEMBER)

    states = [(part.measure, part.state, part.paid) for part in bonus.parts]
    assert states == [
        (Measure.TIMELINESS, PartState.PAYS, 50),
        (Measure.PRODUCTIVITY, PartState.FALLS_SHORT, 0),
        (Measure.ORIENTATION, PartState.PAYS, 20),
    ]
    assert (bonus.paid, bonus.closed_at) == (70, None)
    timeliness = bonus.parts[0].cliff
    assert (timeliness.total, timeliness.ahead, timeliness.misses_to_lose) == (4, 1, 1)
    assert bonus.parts[2].is_few


async def test_a_lead_sees_those_of_their_team_and_a_stranger_sees_none(office):
    lead = await office.actor(office.lead)
    team = Whose(WhoseKind.TEAM, lead.id)

    shown = await office.list_bonuses(lead, team, lambda _: NOVEMBER, offset=0, size=8)

    assert [(name, bonus.paid) for _, name, bonus in shown.lines] == [
        ("Анна Серова", 70),
        ("Вера Лис", 0),
        ("Лев Орлов", 0),
    ]
    assert shown.page.total == 3
    for whose in (person(office.anna), team):
        with pytest.raises(NotFound):
            await office.view_bonus(office.ivan, whose, NOVEMBER)
        with pytest.raises(NotFound):
            await office.list_bonuses(office.ivan, whose, lambda _: NOVEMBER, offset=0, size=8)


async def test_a_department_without_tasks_has_nothing_that_could_be_measured(office):
    design, idle = [
        await office.view_bonus(office.director, Whose(WhoseKind.DEPARTMENT, id_), NOVEMBER)
        for id_ in (office.design, office.idle)
    ]

    assert (design.paid, design.has_nothing) == (70, False)
    assert (idle.paid, idle.has_nothing) == (0, True)


async def test_a_closed_month_is_paid_by_the_rules_and_figures_of_its_closing(office):
    office.now = utc("2026-12-10 09:00")
    await office.close_kpi_periods()
    before = await office.view_bonus(office.anna, person(office.anna), NOVEMBER)
    await put_in_force(office, only(Measure.ORIENTATION))
    anna = await office.actor(office.anna)

    after = await office.view_bonus(anna, person(anna), NOVEMBER)
    december = await office.view_bonus(anna, person(anna), NOVEMBER.next())
    stranger = await office.view_bonus(office.ivan, person(office.ivan), NOVEMBER.next())

    assert before == after
    assert (before.paid, before.closed_at) == (20, office.now)
    assert [part.measure for part in december.parts] == [Measure.ORIENTATION]
    assert stranger is not None  # Ivan's act began under the rules of before
    assert (
        await office.view_bonus(
            await office.actor(office.ivan), person(office.ivan), NOVEMBER.next()
        )
        is None
    )


async def test_who_moves_to_another_department_keeps_the_bonus_of_before(office):
    await put_in_force(office, only(Measure.ORIENTATION))
    office.now = utc("2026-12-10 09:00")
    await office.close_kpi_periods()
    async with office.connection() as connection:
        await connection.execute(
            people.update()
            .where(people.c.id == office.anna.id)
            .values(department_id=office.idle, changed_at=office.now)
        )

    anna = await office.actor(office.anna)

    november = await office.view_bonus(anna, person(anna), NOVEMBER)
    december = await office.view_bonus(anna, person(anna), NOVEMBER.next())

    assert november is not None
    assert november.paid == 100
    assert december is None  # nothing is written for the archive
