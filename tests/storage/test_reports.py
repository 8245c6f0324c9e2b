"""Whose rows reports take, how files are made of them, and subscriptions, on a real base."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert, select, text, update

from bot.reports.papers import ReportWords
from bot.texts import texts_for
from domain.desk import Desk
from domain.errors import NotFound
from domain.language import Language
from domain.org.model import Actor, Person, Role
from domain.org.whose import COMPANY, Whose, WhoseKind, whose_own, widest_of
from domain.reports import making
from domain.reports.errors import NothingSelected, ReportInHand, ReportTooLong
from domain.reports.listed import LISTED
from domain.reports.making import LEASE, MOST_ATTEMPTS
from domain.reports.model import (
    Asked,
    Days,
    Every,
    FileKind,
    Filter,
    Gone,
    ReportKey,
    RunStatus,
    Span,
)
from domain.reports.standard import REPORTS, reports_of
from domain.reports.viewing import look, usual_filter
from domain.reports.viewing import rows_of as rows_in
from domain.sheets import Row
from storage.reports.reports import ROWS
from storage.tables import people, report_runs, report_selections, tasks
from storage.tables.digests import digest_choices
from tests.builders import roubles, utc
from tests.crm import Crm

CHAT = 77
ALL_KINDS = (
    Whose(WhoseKind.PERSON, 1),
    Whose(WhoseKind.TEAM, 1),
    Whose(WhoseKind.DEPARTMENT, 1),
    Whose(WhoseKind.BRANCH, 1),
    COMPANY,
)


class Staff:
    """Everybody of one branch by their part, and a stranger of another."""

    def __init__(self, crm: Crm, **known: Person) -> None:
        self.crm = crm
        self.known = known

    async def actor(self, name: str) -> Actor:
        return await self.crm.actor(self.known[name])

    def __getitem__(self, name: str) -> Person:
        return self.known[name]


@pytest.fixture
async def staff(crm: Crm) -> Staff:
    director = await crm.given_person("Елена", Role.DIRECTOR)
    manager = await crm.given_person("Сергей", Role.MANAGER, boss=director)
    lead = await crm.given_person("Ольга", Role.LEAD, boss=manager)
    elsewhere = await crm.given_branch("Казань")
    return Staff(
        crm,
        director=director,
        administrator=await crm.given_person("Мария", Role.ADMINISTRATOR, boss=director),
        manager=manager,
        lead=lead,
        rep=await crm.given_person("Иван", boss=lead),
        partner=await crm.given_person("Анна", boss=manager),
        stranger=await crm.given_person("Вера", boss=director, branch=elsewhere),
    )


async def rows_of(crm: Crm, actor: Actor, asked: Asked) -> list[Any]:
    """The rows; that they are as many as was said, and have the columns that the report has."""
    async with crm.begin() as uow:
        view, taken = await look(crm.container.get(Desk), uow, actor, asked)
        rows: list[Any] = [row async for part in rows_in(uow, taken, limit=1000) for row in part]
    assert len(rows) == view.sums.count
    keys = [column.key for column in REPORTS[asked.report].columns]
    if asked.report in LISTED:
        assert all(len(row) == len(keys) for row in rows)
        return [SimpleNamespace(**dict(zip(keys, row, strict=True))) for row in rows]
    assert all(list(row._fields) == keys for row in rows)
    return rows


async def given_everything(crm: Crm, person: Person) -> None:
    """A row for every report."""
    client = await crm.given_client(person, f"Клиент {person.name}")
    for columns in ({"status": "won"}, {"status": "lost"}, {"status": "open"}):
        deal = await crm.given_deal(person, client_id=client.id, amount=roubles(100), **columns)
    await crm.given_offer(deal)
    async with crm.connection() as connection:
        await connection.execute(
            insert(tasks).values(
                title="Отчёт",
                title_key="otchet",
                assigner_id=person.id,
                executor_id=person.id,
                branch_id=person.branch_id,
                state="given",
                state_since=crm.now,
                deadline_at=crm.now,
                agreed_deadline_at=crm.now,
                given_at=crm.now,
                created_at=crm.now,
            )
        )


def test_every_report_has_rows():
    assert {*ROWS, *LISTED} == set(REPORTS) == set(ReportKey)
    assert not ROWS.keys() & LISTED.keys()


async def test_nobody_takes_rows_that_they_do_not_see(crm, staff):
    for name in ("rep", "partner", "stranger"):
        await given_everything(crm, staff[name])
    seen = {
        "rep": {"Иван"},
        "lead": {"Иван"},
        "manager": {"Иван", "Анна"},
        "director": {"Иван", "Анна", "Вера"},
        "administrator": {"Иван", "Анна", "Вера"},
    }
    for name, names in seen.items():
        actor = await staff.actor(name)
        for report in (REPORTS[ReportKey.DEALS], *reports_of(actor.role)):
            if not report.is_personal:
                assert await rows_of(crm, actor, Asked(report.key, Filter()))
                continue
            usual = Asked(report.key, usual_filter(actor, report))
            found = await rows_of(crm, actor, usual)
            owners = {
                getattr(row, "owner", None) or getattr(row, "executor", None) for row in found
            }
            assert owners <= names | {None}, (name, report.key)
            if report.key in {ReportKey.FIGURES, ReportKey.PLANS}:
                told = {row.whose for row in found if row.whose_kind == "person"}
                assert told & {"Иван", "Анна", "Вера"} == names, (name, report.key)
            if report.key is ReportKey.OPEN_DEALS:
                assert owners == names
    for key in (ReportKey.OPEN_DEALS, ReportKey.TASKS, ReportKey.CONTACTS_DUE, ReportKey.WON_DEALS):
        for whose in (COMPANY, Whose(WhoseKind.PERSON, staff["partner"].id), *ALL_KINDS[1:4]):
            with pytest.raises(NotFound):
                await rows_of(crm, await staff.actor("rep"), Asked(key, Filter(whose)))


async def test_a_report_is_of_whom_it_says(crm, staff):
    for name in ("lead", "rep", "partner", "stranger"):
        await crm.given_deal(staff[name], amount=roubles(100))
    director = await staff.actor("director")
    for whose, names in (
        (Whose(WhoseKind.PERSON, staff["rep"].id), {"Иван"}),
        (Whose(WhoseKind.TEAM, staff["lead"].id), {"Ольга", "Иван"}),
        (Whose(WhoseKind.BRANCH, crm.moscow.id), {"Ольга", "Иван", "Анна"}),
        (COMPANY, {"Ольга", "Иван", "Анна", "Вера"}),
    ):
        rows = await rows_of(crm, director, Asked(ReportKey.OPEN_DEALS, Filter(whose)))
        assert {row.owner for row in rows} == names, whose


async def test_how_loaded_a_partner_is_stays_with_their_own_head(crm, staff):
    async with crm.connection() as connection:
        for one, other in (("lead", "partner"), ("partner", "lead")):
            of_one = update(people).where(people.c.id == staff[one].id)
            await connection.execute(of_one.values(pair_id=staff[other].id))
    lead, manager = await staff.actor("lead"), await staff.actor("manager")

    names = {
        actor.name: {
            row.person
            for row in await rows_of(
                crm, actor, Asked(ReportKey.LOAD, usual_filter(actor, REPORTS[ReportKey.LOAD]))
            )
        }
        for actor in (lead, manager)
    }
    branch = Filter(Whose(WhoseKind.PERSON, staff["partner"].id))

    assert names["Ольга"] == {"Ольга", "Иван"}
    assert "Анна" in names["Сергей"]
    with pytest.raises(NotFound):
        await rows_of(crm, lead, Asked(ReportKey.LOAD, branch))


async def test_a_selection_takes_what_its_chips_say(crm, staff):
    rep, actor = staff["rep"], await staff.actor("rep")
    vip = await crm.given_client(rep, "Важный", segment="vip")
    product = await crm.given_product("Насос")
    await crm.given_deal(rep, client_id=vip.id, stage="contract", amount=roubles(7))
    await crm.given_deal(rep, product_id=product, status="lost", amount=roubles(5))
    old = utc("2026-10-31 20:00")  # an hour before November in Moscow
    await crm.given_deal(rep, created_at=old, amount=roubles(3))
    own = whose_own(actor)

    async def titles(**chosen: Any) -> set[Any]:
        asked = Asked(ReportKey.DEALS, Filter(own, **chosen))
        return {int(row.amount) for row in await rows_of(crm, actor, asked)}

    assert await titles() == {3, 5, 7}
    assert await titles(days=Days(Span.THIS_MONTH)) == {5, 7}
    assert await titles(days=Days(Span.LAST_MONTH)) == {3}
    assert await titles(stage="contract") == {7}
    assert await titles(segment="vip") == {7}
    assert await titles(reason="price") == {5}
    assert await titles(product_id=product) == {5}
    assert await titles(stage="gone", segment="gone") == {3, 5, 7}


async def test_who_sees_less_by_now_is_given_what_they_see(crm, staff):
    rep, actor = staff["rep"], await staff.actor("rep")
    await crm.given_deal(rep, amount=roubles(1))
    await crm.given_deal(staff["stranger"], amount=roubles(2))

    async with crm.begin() as uow:
        desk = crm.container.get(Desk)
        view, _ = await look(desk, uow, actor, Asked(ReportKey.DEALS, Filter(COMPANY), "Всё"))

    assert view.gone == ((Gone.WHOSE, ""),)
    assert view.whose == widest_of(actor)
    assert view.sums.money == (roubles(1),)


async def nobody(_done: int, _count: int) -> None:
    """Nobody is told."""


async def test_a_file_has_as_many_rows_as_it_may(crm, staff, tmp_path, monkeypatch):
    actor = await staff.actor("rep")
    asked = Asked(ReportKey.OPEN_DEALS, Filter(whose_own(actor)))
    words = ReportWords(actor, texts_for(Language.RUSSIAN))
    path = tmp_path / "report"
    with pytest.raises(NothingSelected):
        await crm.make_report(actor, asked, FileKind.XLSX, path, words, nobody)
    for _ in range(3):
        await crm.given_deal(staff["rep"], amount=roubles(1))
    told: list[tuple[int, int]] = []

    async def tell(done: int, count: int) -> None:
        told.append((done, count))

    made = await crm.make_report(actor, asked, FileKind.XLSX, path, words, tell)

    assert (made.rows, told) == (3, [(3, 3)])
    assert await asyncio.to_thread(_count_rows, path) == 1 + 3 + 1
    monkeypatch.setattr(making, "MOST_ROWS", 2)
    monkeypatch.setattr(making, "MOST_PAGED_ROWS", 2)
    with pytest.raises(ReportTooLong):
        await crm.ask_for_report(actor, CHAT, asked, FileKind.XLSX)
    made = await crm.make_report(actor, asked, FileKind.PDF, path, words, nobody)
    assert words.cut_note(made.view, made.rows) == (
        "В PDF первые 2 из 3 строк. Все строки — в XLSX."
    )
    rows: Sequence[Row] = [("Ромашка", "Сделка", "offer", None, "RUB", *[None] * 8)] * 3
    paper = words.pages(made.view, rows)
    assert paper.rows[0][:3] == ("Ромашка", "Сделка", "Предложение (КП)")
    assert len(paper.titles) == len(paper.widths) == len(paper.rows[0]) == len(paper.totals[0])


def _count_rows(path: Path) -> int:
    with path.open("rb") as file:
        return int(load_workbook(file).worksheets[0].max_row)


async def test_a_person_has_one_file_made_at_a_time_and_it_outlives_a_process(crm, staff):
    actor = await staff.actor("rep")
    await crm.given_deal(staff["rep"])
    asked = Asked(ReportKey.OPEN_DEALS, Filter(whose_own(actor)))
    take = crm.take_waiting_report
    run_id = await crm.ask_for_report(actor, CHAT, asked, FileKind.XLSX)
    with pytest.raises(ReportInHand):
        await crm.ask_for_report(actor, CHAT, asked, FileKind.PDF)
    run = await take()
    assert (run.id, run.asked, run.attempts) == (run_id, asked, 1)
    assert await take() is None

    crm.now += LEASE
    assert (await take()).attempts == 2
    assert await take.is_wanted(run_id)
    await crm.cancel_report(actor, run_id)
    assert not await take.is_wanted(run_id)
    assert not await take.made(run_id, 1)
    await take.finish(run_id, RunStatus.DONE)
    with pytest.raises(NotFound):
        await crm.cancel_report(await staff.actor("lead"), run_id)

    second = await crm.ask_for_report(actor, CHAT, asked, FileKind.XLSX)
    assert (await take()).id == second
    assert await take.made(second, 1)
    assert await crm.ask_for_report(actor, CHAT, asked, FileKind.PDF) > second
    async with crm.connection() as connection:
        statuses = (await connection.execute(select(report_runs.c.status))).scalars().all()
    assert sorted(statuses) == ["cancelled", "waiting", "waiting"]
    assert MOST_ATTEMPTS > 1


async def test_subscriptions_are_queued_once_in_their_hours_for_who_is_here(crm, staff):
    async def subscribes(name: str) -> None:
        actor = await staff.actor(name)
        draft = (await crm.open_draft(actor)).selection
        saved = await crm.save_selection(actor, draft.id, "Каждый день")
        await crm.subscribe_to_selection(
            actor, saved.id, Every.DAY, FileKind.PDF, version=saved.version
        )

    for name in ("rep", "partner", "lead"):
        await subscribes(name)
    async with crm.connection() as connection:
        await connection.execute(
            update(people).where(people.c.name == "Анна").values(blocked_bot_at=crm.now)
        )
        await connection.execute(
            update(people).where(people.c.name == "Ольга").values(is_active=False)
        )
    crm.now = utc("2026-11-19 06:30")
    both = await asyncio.gather(crm.queue_due_reports(), crm.queue_due_reports())
    assert sorted(both) == [0, 1]

    run = await crm.take_waiting_report()
    assert (run.person_id, run.file, run.every) == (staff["rep"].id, FileKind.PDF, Every.DAY)
    crm.now = utc("2026-11-20 21:00")  # down all day: not at midnight, but on Monday morning
    assert await crm.queue_due_reports() == 0
    monday = utc("2026-11-23 05:30")
    assert await planned(crm) == {staff["rep"].id: monday, staff["partner"].id: monday}

    await crm.given_absence(staff["rep"], staff["partner"], monday.date())
    async with crm.connection() as connection:
        await connection.execute(
            insert(digest_choices).values(person_id=staff["rep"].id, at=time(8), left_out=[])
        )
    crm.now = monday
    assert await crm.queue_due_reports() == 0
    assert (await planned(crm))[staff["rep"].id] == utc("2026-11-24 05:00")
    async with crm.connection() as connection:
        audited = await connection.scalar(
            text("SELECT count(*) FROM audit WHERE subject = 'report_runs'")
        )
    assert audited == 1


async def planned(crm: Crm) -> dict[int, datetime]:
    """When each subscriber is sent something next."""
    async with crm.connection() as connection:
        kept = await connection.execute(
            select(report_selections.c.person_id, report_selections.c.next_at).where(
                report_selections.c.every.is_not(None)
            )
        )
        return {row.person_id: row.next_at for row in kept}
