"""Plans as use cases on a real database: who sets them, what is known of them, sheets both ways."""

import asyncio
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import pytest_asyncio

from bot.plans.sheet_words import known_words, sheet_words
from bot.texts import texts_for
from domain.errors import NotFound
from domain.kpi.model import Measure
from domain.language import Language
from domain.money import Money
from domain.org.model import Branch, Person
from domain.org.whose import COMPANY, Whose, WhoseKind
from domain.plans.errors import (
    NoFactToShareBy,
    NothingChanges,
    NothingToCopy,
    NothingToShare,
    PlanChanged,
    PlanColumnsMissing,
    PlanMonthClosed,
    PlanNotYours,
    PlansApplied,
    PlanSheetEmpty,
)
from domain.plans.model import PlanKey, Planned, ProposalId
from domain.plans.rules import month_of
from domain.plans.sheets import PlanSheet
from storage.plans.sheet_reader import PlanSheetReader
from storage.plans.sheet_writer import write_plan_sheet
from tests.builders import a_rulebook, roubles, utc
from tests.crm import Crm, by

NOW = utc("2026-11-18 10:00")
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
MONEY, CALLS = Planned.WON_VALUE, Planned.CALLS
WORDS = known_words(Language.RUSSIAN)
TEXTS = texts_for(Language.RUSSIAN)


class Office:
    """A director; a manager of Москва with a lead and two sellers; a seller elsewhere."""

    crm: Crm
    siberia: Branch
    director: Person
    manager: Person
    lead: Person
    rep: Person
    other: Person
    stranger: Person

    def of(self, person: Person) -> Whose:
        return Whose(WhoseKind.PERSON, person.id)

    @property
    def team(self) -> Whose:
        return Whose(WhoseKind.TEAM, self.lead.id)

    @property
    def moscow(self) -> Whose:
        return Whose(WhoseKind.BRANCH, self.crm.moscow.id)

    async def sets(self, who: Person, whose: Whose, text: str, version: int = 0, **of: Any) -> None:
        key = PlanKey(of.get("month", NOVEMBER), whose, of.get("planned", MONEY))
        with by(who):
            await self.crm.set_plan(await self.crm.actor(who), key, text, version)

    async def page(self, who: Person, whose: Whose | None = None, **of: Any) -> Any:
        month, planned = of.get("month", NOVEMBER), of.get("planned", MONEY)
        return await self.crm.view_plan(await self.crm.actor(who), whose, month, planned)

    async def plans(self, month: date = NOVEMBER) -> dict[Whose, int]:
        async with self.crm.begin() as uow:
            found = await uow.plans.of([month])
        return {key.whose: int(plan.amount) for key, plan in found.items() if plan.amount}

    async def won(self, owner: Person, amount: Money | None, **columns: Any) -> None:
        at = columns.pop("at", NOW)
        await self.crm.given_deal(owner, amount=amount, status="won", closed_at=at, **columns)


@pytest_asyncio.fixture
async def office(crm: Crm) -> Office:
    crm.now = NOW
    made = Office()
    made.crm = crm
    made.siberia = await crm.given_branch("Новосибирск")
    made.director = await crm.given_person("Елена Орлова", "director")
    made.manager = await crm.given_person("Сергей Волков", "manager", boss=made.director)
    made.lead = await crm.given_person("Ольга Смирнова", "lead", boss=made.manager)
    made.rep = await crm.given_person("Иван Петров", boss=made.lead)
    made.other = await crm.given_person("Анна Серова", boss=made.lead)
    made.stranger = await crm.given_person("Вера Соколова", boss=made.director, branch=made.siberia)
    return made


async def test_plans_are_set_from_above_and_kept_with_who_set_them(office: Office) -> None:
    await office.sets(office.lead, office.of(office.rep), "900к")
    await office.sets(office.lead, office.of(office.rep), "1 млн", version=1)
    for who, whose, refusal in (
        (office.lead, office.team, PlanNotYours),
        (office.lead, office.of(office.lead), PlanNotYours),
        (office.rep, office.of(office.rep), PlanNotYours),
        (office.manager, office.moscow, PlanNotYours),
        (office.rep, office.of(office.other), NotFound),
        (office.manager, office.of(office.stranger), NotFound),
        (office.manager, COMPANY, NotFound),
        (office.lead, Whose(WhoseKind.DEPARTMENT, 1), NotFound),
    ):
        with pytest.raises(refusal):
            await office.sets(who, whose, "5")
    with pytest.raises(PlanChanged):
        await office.sets(office.manager, office.of(office.rep), "5", version=1)
    with pytest.raises(PlanMonthClosed):
        await office.sets(office.director, COMPANY, "5", month=date(2026, 9, 1))
    await office.sets(office.director, office.moscow, "0")

    assert await office.plans() == {office.of(office.rep): 1_000_000}
    written = await office.crm.audit("plans", 1)
    assert [row.actor_id for row in written] == [office.lead.id, office.lead.id]


async def test_of_two_who_set_a_plan_at_once_one_is_told(office: Office) -> None:
    tried = await asyncio.gather(
        *(office.sets(office.lead, office.of(office.rep), text) for text in ("5", "6")),
        return_exceptions=True,
    )

    assert [type(one) for one in tried].count(PlanChanged) == 1
    assert len(await office.plans()) == 1


async def test_a_pairs_partner_sees_no_plan(office: Office) -> None:
    with by(office.manager):
        await office.crm.make_pair(
            await office.crm.actor(office.manager), office.rep.id, office.other.id
        )

    with pytest.raises(NotFound):
        await office.page(office.rep, office.of(office.other))


async def test_facts_and_forecasts_are_of_what_counts(office: Office) -> None:
    rep, crm = office.rep, office.crm
    await office.won(rep, roubles(620_000))
    await office.won(rep, None)
    await office.won(rep, Money(Decimal(7), "USD"))
    await office.won(rep, roubles(9), at=utc("2026-10-31 20:59"))
    await office.won(office.stranger, roubles(4))
    for amount, closes_on in (
        (roubles(100_000), date(2026, 11, 30)),
        (None, date(2026, 11, 18)),
        (Money(Decimal(5), "USD"), date(2026, 11, 20)),
        (roubles(1), None),
        (roubles(2), date(2026, 11, 17)),
        (roubles(3), date(2026, 12, 1)),
    ):
        await crm.given_deal(rep, amount=amount, closes_on=closes_on, stage="offer")
    await office.sets(office.lead, office.of(rep), "900 000")

    page = await office.page(rep)
    branch = await office.page(office.manager)
    company = await office.page(office.director)

    weight = a_rulebook().stage("offer").probability
    assert (page.progress.plan, page.progress.fact) == (900_000, 620_000)
    assert page.progress.forecast == 620_000 + 100_000 * weight
    deals = page.deals
    assert (deals.deals, deals.no_amount, deals.other_currency) == (3, 1, 1)
    assert (deals.no_day, deals.day_passed) == (1, 1)
    assert (branch.progress.fact, branch.progress.forecast) == (620_000, page.progress.forecast)
    assert company.progress.fact == 620_004
    assert [line.whose for line in branch.lines] == [office.team]
    counted = await office.page(rep, planned=Planned.WON_COUNT)
    assert counted.progress.fact == 3
    assert counted.progress.forecast == 3 + 3 * weight
    past = await office.page(rep, month=date(2026, 10, 1))
    assert (past.progress.fact, past.progress.forecast) == (9, None)
    await crm.close_kpi_periods()
    await office.won(rep, roubles(1), at=utc("2026-10-30 10:00"))
    assert (await office.page(rep, month=date(2026, 10, 1))).progress.fact == 9


async def test_ones_own_line_says_what_the_page_and_the_figures_say(office: Office) -> None:
    rep, crm = office.rep, office.crm
    assert await crm.view_plan_of(await crm.actor(rep)) is None
    await office.won(rep, roubles(620_000))
    await office.won(rep, Money(Decimal(7), "USD"))
    await crm.given_absence(rep, office.other, date(2026, 11, 23), date(2026, 11, 24))
    await office.sets(office.lead, office.of(rep), "900 000")
    await office.sets(office.manager, office.team, "2 млн")

    own = await crm.view_plan_of(await crm.actor(rep))
    theirs = await crm.view_plan_of(await crm.actor(office.lead), office.of(rep))
    day = await crm.view_day(await crm.actor(rep))
    async with crm.begin() as uow:
        figures = await uow.kpi.figures(
            WhoseKind.PERSON,
            month_of(NOVEMBER),
            a_rulebook(),
            now=NOW,
            ids=[rep.id],
            measures=[Measure.WON_VALUE],
        )

    page = await office.page(rep)
    assert own == theirs == day.plan
    assert own.progress == replace(page.progress, to_come=None)
    assert [own.progress.fact] == [figure.value for figure in figures]
    assert own.progress.days.total == 18
    team = await crm.view_plan_of(await crm.actor(office.lead))
    assert (team.whose, team.progress.plan, team.progress.fact) == (office.team, 2_000_000, 620_000)


async def test_what_is_left_is_shared_among_parts_and_adds_up(office: Office) -> None:
    crm, manager = office.crm, await office.crm.actor(office.manager)

    async def propose(way: str) -> Any:
        return await crm.propose_shares(manager, office.team, NOVEMBER, MONEY, way)

    with pytest.raises(NothingToShare):
        await propose("evenly")
    await office.sets(office.manager, office.team, "1 000 001")
    await office.sets(office.manager, office.of(office.rep), "1")
    with pytest.raises(NoFactToShareBy):
        await propose("by_fact")
    await office.won(office.rep, roubles(100), at=utc("2026-10-05 10:00"))
    await office.won(office.other, roubles(300), at=utc("2026-10-05 10:00"))
    by_fact = await propose("by_fact")
    evenly = await propose("evenly")

    assert [(line.name, line.after) for line in by_fact.lines] == [
        ("Анна Серова", 750_000),
        ("Иван Петров", 250_001),
    ]
    assert sum(line.after - (line.before or 0) for line in evenly.lines) == 1_000_000
    with by(office.manager):
        await crm.apply_plans(manager, evenly.proposal.id)
    assert sum((await office.plans()).values()) == 2 * 1_000_001
    with pytest.raises(PlansApplied):
        await crm.apply_plans(manager, evenly.proposal.id)
    with pytest.raises(PlanChanged):
        await crm.apply_plans(manager, by_fact.proposal.id)
    with pytest.raises(NotFound):
        await crm.apply_plans(await crm.actor(office.director), by_fact.proposal.id)
    with pytest.raises(NotFound):
        await crm.apply_plans(manager, ProposalId(99))


async def test_a_copy_is_of_those_beneath_and_is_shown_first(office: Office) -> None:
    crm, manager = office.crm, await office.crm.actor(office.manager)
    with pytest.raises(NothingToCopy):
        await crm.propose_copy(manager, office.moscow, DECEMBER, Decimal(1))
    await office.sets(office.director, office.moscow, "3 млн")
    await office.sets(office.manager, office.team, "1 000 001")
    await office.sets(office.manager, office.of(office.rep), "333 334")
    await office.sets(office.manager, office.of(office.other), "666 667")
    await office.sets(office.manager, office.of(office.rep), "40", planned=CALLS)

    view = await crm.propose_copy(manager, office.moscow, DECEMBER, Decimal("1.05"))
    assert await office.plans(DECEMBER) == {}
    with by(office.manager):
        await crm.apply_plans(manager, view.proposal.id)

    copied = await office.plans(DECEMBER)
    assert office.moscow not in copied  # it is the manager's own
    assert copied[office.team] == 1_050_001
    assert [planned for planned, _, _ in view.totals] == [MONEY, CALLS]
    again = await crm.propose_copy(manager, office.moscow, DECEMBER, Decimal(1))
    assert again.overwritten == len(again.lines) > 0
    with pytest.raises(NothingChanges):
        await crm.propose_copy(manager, office.moscow, DECEMBER, Decimal("1.05"))


async def sheet_of(office: Office, who: Person, whose: Whose) -> bytes:
    paper = await office.crm.export_plans(await office.crm.actor(who), whose, NOVEMBER)
    return write_plan_sheet(paper, sheet_words(TEXTS, "RUB"))


def rewritten(content: bytes, change: Any) -> PlanSheet:
    """The sheet as it comes back after ``change`` was made to it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return PlanSheetReader()(out.getvalue(), WORDS)


async def test_a_sheet_holds_everybody_and_reads_back_as_it_was(office: Office) -> None:
    await office.sets(office.manager, office.of(office.rep), "900 000,50")
    await office.won(office.rep, roubles(620_000))
    await office.crm.given_branch("Казань", under=office.crm.moscow)
    async with office.crm.transaction() as uow:
        rep = await uow.people.get(office.rep.id)
        await uow.people.save(replace(rep, name="=1+1"))

    content = await sheet_of(office, office.director, COMPANY)

    sheet: Any = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = {(row[1].value, row[2].value): row for row in sheet.iter_rows(min_row=2)}
    mine = rows["Сотрудник", "=1+1"]
    assert (mine[2].data_type, mine[4].value, mine[5].value) == ("s", 900_000.5, 620_000)
    assert mine[6].value.startswith("=IF(")
    assert rows["Итого", "Сотрудники"][4].value.startswith("=SUMIFS(")
    below = rows["Филиал", "Казань"]
    assert below[3].value == "Москва"
    assert rows["Итого", "Филиалы"][4].value.endswith(',$D$2:$D$10,"=")')
    assert sheet.freeze_panes == "D2"
    assert sheet.column_dimensions["T"].hidden
    actor = await office.crm.actor(office.director)
    read = PlanSheetReader()(content, WORDS)
    assert len(read.rows) == len(rows) - 2  # the note below, after an empty row, is no plan
    with pytest.raises(NothingChanges):
        await office.crm.propose_from_sheet(actor, read)


async def test_columns_are_known_by_name_wherever_they_stand(office: Office) -> None:
    content = await sheet_of(office, office.manager, office.moscow)
    actor = await office.crm.actor(office.manager)

    def move(sheet: Any) -> None:
        titles = [cell.value for cell in sheet[1]]
        name, plan = titles.index("Кто") + 1, titles.index("План: продажи, ₽") + 1
        for row in range(1, sheet.max_row + 1):
            there, here = sheet.cell(row, name).value, sheet.cell(row, plan).value
            sheet.cell(row, name).value, sheet.cell(row, plan).value = here, there
            if there == "Иван Петров":
                sheet.cell(row, name).value = 777
        sheet.delete_cols(titles.index("Служебный код") + 1)

    view = await office.crm.propose_from_sheet(actor, rewritten(content, move))

    assert [(line.name, line.after) for line in view.lines] == [("Иван Петров", 777)]
    for spoil in (
        lambda sheet: sheet.delete_cols(3),
        lambda sheet: setattr(sheet.cell(1, 6), "value", sheet.cell(1, 5).value),
    ):
        with pytest.raises(PlanColumnsMissing):
            rewritten(content, spoil)
    with pytest.raises(PlanSheetEmpty):
        rewritten(content, lambda sheet: sheet.delete_rows(2, 50))
    reader = PlanSheetReader()
    assert reader.knows(content, WORDS)
    assert not reader.knows(b"no workbook", WORDS)
    assert reader.knows(content, known_words(Language.ENGLISH))


async def test_who_left_stays_in_the_months_they_had_a_plan_for(office: Office) -> None:
    await office.sets(office.lead, office.of(office.rep), "5")
    async with office.crm.transaction() as uow:
        rep = await uow.people.get(office.rep.id)
        await uow.people.save(replace(rep, is_active=False))

    november = await office.page(office.lead)
    december = await office.page(office.lead, month=DECEMBER)

    assert office.of(office.rep) in [line.whose for line in november.lines]
    assert office.of(office.rep) not in [line.whose for line in december.lines]
