"""Pairs, plans and calls, as use cases on a real database."""

import asyncio
import io
from collections import Counter
from datetime import date, timedelta

import openpyxl
import pytest
from sqlalchemy import text

from domain.cycles.check_files import CheckWords
from domain.cycles.errors import (
    CallAgainTooLate,
    CallChanged,
    CallClientGone,
    CallNotYours,
    CallSettled,
)
from domain.cycles.model import CallId
from domain.cycles.views import Show
from domain.errors import NotFound
from domain.interactions.model import InteractionKind, NewInteraction
from domain.org.errors import NotTheirHead
from domain.org.model import Absence
from domain.visits.booking import NewVisit
from domain.visits.reporting import VisitReport
from storage.cycles.check_workbook import write_rep_check
from tests.builders import utc
from tests.crm import Crm, by
from tests.cycles_world import MONDAY, Office, office

__all__ = ["office"]


async def test_a_promised_call_that_is_put_off_again_rings_once_at_the_later_hour(office: Office):
    crm = office.crm
    await office.clients(1)
    await office.pair()
    caller = await crm.actor(office.caller)
    call = await office.first()

    call = await crm.call_again(caller, call.id, call.version, "hour")
    call = await crm.call_again(caller, call.id, call.version + 1, "tomorrow")

    waiting = "SELECT not_before FROM ledger WHERE kind = 'call_promised'"
    assert [row.not_before for row in await office.rows(waiting)] == [call.call_at]


async def test_each_outcome_is_logged_and_moves_on(office: Office):
    crm = office.crm
    await office.clients(6 * 30)
    await office.pair()
    await crm.plan_cycles()
    caller = await crm.actor(office.caller)

    first = await office.first()
    again = await crm.call_again(caller, first.id, first.version, "hour")
    second = await office.first()
    missed = await crm.no_answer(caller, second.id, second.version)
    third = await office.first()
    await crm.settle_call(caller, third.id, third.version, "ждут прайс")
    fourth = await office.first()
    await crm.no_interest(caller, fourth.id, fourth.version, "no_budget")
    with pytest.raises(CallSettled):
        await crm.no_interest(caller, fourth.id, fourth.version, "no_budget")

    assert (again.call_at, again.is_promised) == (utc("2026-11-16 07:00"), True)
    assert (missed.call_at, missed.tries) == (utc("2026-11-16 09:00"), 1)
    logged = await office.rows("SELECT kind, result, words FROM interactions ORDER BY id")
    assert [tuple(row) for row in logged] == [
        ("call", "reached", None),
        ("call", "no_answer", None),
        ("call", "reached", "ждут прайс"),
        ("call", "reached", "Нет бюджета"),
    ]
    listed = await crm.list_calls(caller, offset=0, size=20)
    assert (listed.page.total, listed.later, listed.made) == (4, 2, 4)
    assert [line.id for line in listed.lines][2:] == [first.id, second.id]
    crm.now = utc("2026-11-16 07:01")
    assert (await office.first()).id == first.id
    board = (await crm.list_pair_boards(caller, offset=0, size=8)).lines[0].tally
    assert (board.planned, board.called, board.left, board.refused) == (180, 4, 178, 1)


async def test_after_the_last_try_the_call_goes_to_the_end_and_then_to_the_next_cycle(
    office: Office,
):
    crm = office.crm
    await office.clients(1)
    await office.pair()
    await crm.plan_cycles()
    caller = await crm.actor(office.caller)
    for _ in range(3):
        call = await office.first()
        call = await crm.no_answer(caller, call.id, call.version)
        crm.now = call.call_at or crm.now

    assert (call.is_last, call.planned_on) == (True, date(2026, 12, 25))
    crm.now = utc("2026-12-28 06:00")
    assert await crm.plan_cycles() == 1

    (next_one,) = await office.calls()
    assert (next_one.was_left, next_one.tries, next_one.planned_on) == (
        True,
        0,
        date(2026, 12, 28),
    )


async def test_no_interest_comes_back_in_the_next_cycle_behind_what_was_left(office: Office):
    crm = office.crm
    await office.clients(30)
    await office.pair()
    await crm.plan_cycles()
    caller = await crm.actor(office.caller)
    call = await office.first()
    await crm.no_interest(caller, call.id, call.version, "no_need")

    crm.now = MONDAY + timedelta(days=42)
    await crm.plan_cycles()

    calls = await office.calls()
    assert len(calls) == 30
    assert [row.was_left for row in calls] == [True] * 29 + [False]
    assert calls[-1].client_id == call.client_id
    numbers = await office.rows("SELECT number, ended_at IS NULL FROM cycles ORDER BY number")
    assert [tuple(row) for row in numbers] == [(1, False), (2, True)]


async def test_what_was_not_done_rolls_over_and_days_away_are_left_free(office: Office):
    crm = office.crm
    deputy = await crm.given_person("Вера Заместитель")
    await office.clients(30)
    await office.pair()
    await crm.plan_cycles()
    (missed,) = [row for row in await office.calls() if row.planned_on == date(2026, 11, 16)]

    crm.now = MONDAY + timedelta(days=1)
    with by(office.caller):
        away = Absence(office.caller.id, date(2026, 11, 18), date(2026, 12, 20), deputy.id)
        await crm.record_absence(await crm.actor(office.caller), away)
    assert await crm.plan_cycles() == 1

    calls = await office.calls()
    days = Counter(row.planned_on for row in calls)
    assert set(days) == {date(2026, 11, 17), *(date(2026, 12, day) for day in range(21, 26))}
    assert days[date(2026, 11, 17)] == 5
    assert missed.id in {row.id for row in calls if row.planned_on == date(2026, 11, 17)}


async def test_clients_come_go_and_are_not_called_twice(office: Office):
    crm = office.crm
    known = await office.clients(3)
    await office.pair()
    other_caller = await crm.given_person("Вера")
    other_visitor = await crm.given_person("Глеб")
    with by(office.manager):
        manager = await crm.actor(office.manager)
        await crm.make_pair(manager, other_caller.id, other_visitor.id)
    await crm.plan_cycles()
    caller = await crm.actor(office.caller)
    call = await office.first()
    await crm.settle_call(caller, call.id, call.version)
    waiting = [client for client in known if client.id != call.client_id]
    await crm.given_client(office.visitor, "Новый")
    async with crm.connection() as connection:
        await connection.execute(
            text("UPDATE clients SET owner_id = :owner WHERE id = ANY(:ids)"),
            {"owner": other_caller.id, "ids": [call.client_id, waiting[0].id]},
        )

    crm.now = MONDAY + timedelta(days=1)
    await crm.plan_cycles()

    state = await office.rows(
        "SELECT caller_id, client_id, status, result FROM planned_calls"
        " JOIN cycles ON cycles.id = cycle_id JOIN seller_pairs ON seller_pairs.id = pair_id"
        f" WHERE client_id IN ({call.client_id}, {waiting[0].id}) ORDER BY caller_id, client_id"
    )
    assert {(row.caller_id, row.client_id): (row.status, row.result) for row in state} == {
        (office.caller.id, call.client_id): ("done", "reached"),
        (office.caller.id, waiting[0].id): ("gone", None),
        (other_caller.id, call.client_id): ("done", "elsewhere"),
        (other_caller.id, waiting[0].id): ("waiting", None),
    }
    assert "Новый" in {row.name for row in await office.calls()}


async def test_results_for_who_is_not_theirs_change_nothing(office: Office):
    crm = office.crm
    await office.clients(2)
    await office.pair()
    await crm.plan_cycles()
    call = await office.first()
    kazan = await crm.given_branch("Казань")
    stranger = await crm.given_person("Чужой", branch=kazan)
    manager, caller = await crm.actor(office.manager), await crm.actor(office.caller)

    with pytest.raises(NotFound):
        await crm.view_call(await crm.actor(stranger), call.id)
    with pytest.raises(NotFound):
        await crm.no_answer(await crm.actor(stranger), call.id, call.version)
    with pytest.raises(NotFound):
        await crm.list_cycle_calls(await crm.actor(stranger), 1, Show.LEFT, offset=0, size=8)
    with pytest.raises(CallNotYours):
        await crm.no_answer(manager, call.id, call.version)
    with pytest.raises(NotFound):
        await crm.no_interest(caller, call.id, call.version, "forged")
    with pytest.raises(NotFound):
        await crm.settle_call(caller, CallId(10**9), 1)
    with pytest.raises(CallAgainTooLate):
        await crm.call_again(caller, call.id, call.version, "01.11.2027")
    async with crm.connection() as connection:
        await connection.execute(
            text("UPDATE clients SET owner_id = :id WHERE id = :client"),
            {"id": stranger.id, "client": call.client_id},
        )
    with pytest.raises(CallClientGone):
        await crm.settle_call(caller, call.id, call.version)

    assert (await office.rows("SELECT count(*) FROM interactions"))[0][0] == 0
    assert (await crm.list_calls(caller, offset=0, size=8)).page.total == 0


async def test_a_cycle_without_days_or_clients_says_so(office: Office):
    crm = office.crm
    deputy = await crm.given_person("Вера")
    await office.pair()
    await crm.plan_cycles()
    assert (await crm.list_calls(await crm.actor(office.caller), offset=0, size=8)).has_pair
    await office.clients(2)
    await crm.given_absence(office.caller, deputy, date(2026, 11, 17), date(2026, 12, 31))

    crm.now = MONDAY + timedelta(days=1)
    await crm.plan_cycles()

    line = (await crm.list_pair_boards(await crm.actor(office.manager), offset=0, size=8)).lines[0]
    assert (line.tally.no_room, line.tally.left, line.cycle.working_days) == (2, 2, 0)


async def test_both_of_a_pair_may_tap_at_once_and_one_call_is_kept(office: Office):
    crm = office.crm
    await office.clients(1)
    await office.pair()
    await crm.plan_cycles()
    call = await office.first()
    both = [await crm.actor(person) for person in (office.caller, office.visitor)]

    told = await asyncio.gather(
        *(crm.settle_call(actor, call.id, call.version) for actor in both),
        crm.no_answer(both[0], call.id, call.version),
        return_exceptions=True,
    )

    refused = [one for one in told if isinstance(one, CallSettled | CallChanged)]
    assert len(refused) == 2
    assert (await office.rows("SELECT count(*) FROM interactions"))[0][0] == 1
    assert (await office.calls())[0].tries == 1


async def test_a_new_client_and_a_changed_one_are_planned_within_the_day(office: Office):
    crm = office.crm
    await office.pair()
    await crm.plan_cycles()
    crm.now += timedelta(minutes=5)
    client = await crm.given_client(office.caller, "Новый")

    crm.now += timedelta(minutes=1)
    assert await crm.plan_cycles() == 1
    assert await crm.plan_cycles() == 0

    assert [row.client_id for row in await office.calls()] == [client.id]


async def test_a_contact_outside_the_list_takes_the_call_off_it(office: Office):
    crm = office.crm
    (client,) = await office.clients(1)
    await office.pair()
    await crm.plan_cycles()
    actor = await crm.actor(office.visitor)
    crm.now += timedelta(hours=1)
    new = NewInteraction(InteractionKind.VISIT, client.id)
    await crm.log_interaction(actor, new)

    assert await crm.take_next_call(await crm.actor(office.caller)) is None
    crm.now = MONDAY + timedelta(days=1)
    await crm.plan_cycles()

    assert [row.result for row in await office.calls()] == ["elsewhere"]


async def test_a_visit_settles_no_call_with_another_client(office: Office):
    crm = office.crm
    (client, other) = await office.clients(2)
    await office.pair()
    await crm.plan_cycles()
    caller = await crm.actor(office.caller)
    call = next(row for row in await office.calls() if row.client_id == other.id)
    new = NewVisit(client.id, office.visitor.id, utc("2026-11-17 07:00"), call_id=CallId(call.id))

    with pytest.raises(NotFound):
        await crm.book_visit(caller, new)

    assert await office.rows("SELECT id FROM visits") == []
    assert [row.status for row in await office.calls()] == ["waiting", "waiting"]


async def test_a_visit_counts_from_the_first_morning_where_the_pair_is(crm: Crm):
    crm.now = utc("2026-11-15 22:45")  # Monday, a quarter to nine in Vladivostok
    east = await crm.given_branch(zone="Asia/Vladivostok")
    manager = await crm.given_person("Сергей Волков", "manager", branch=east)
    caller = await crm.given_person("Анна Серова", boss=manager, branch=east)
    visitor = await crm.given_person("Борис Котов", boss=manager, branch=east)
    office = Office(crm, manager, caller, visitor)
    (client,) = await office.clients(1)
    await office.pair()
    await crm.plan_cycles()
    goes = await crm.actor(visitor)
    at_nine = NewVisit(client.id, visitor.id, utc("2026-11-15 23:00"))
    visit = await crm.book_visit(goes, at_nine)
    crm.now = utc("2026-11-16 00:30")
    await crm.report_visit(goes, visit.id, VisitReport(is_held=True))

    boards = await crm.list_pair_boards(await crm.actor(manager), offset=0, size=8)
    met = await crm.list_cycle_calls(
        goes, boards.lines[0].pair.pair.id, Show.MEETINGS, offset=0, size=8
    )

    assert (boards.lines[0].tally.met, boards.total.met) == (1, 1)
    assert [line.client_id for line in met.lines] == [client.id]


async def test_managers_are_told_once_what_their_sellers_did(office: Office):
    crm = office.crm
    await crm.given_person("=2+2", boss=office.manager)
    (client,) = await office.clients(1)
    await office.pair()
    await crm.plan_cycles()
    call = await office.first()
    await crm.settle_call(await crm.actor(office.caller), call.id, call.version)

    crm.now = MONDAY + timedelta(days=7, hours=1)
    assert await crm.tell_rep_checks() == 1
    assert await crm.tell_rep_checks() == 0

    assert await crm.notices("rep_check") == [("Сергей Волков", office.manager.id)]
    page = await crm.check_reps(await crm.actor(office.manager), "last")
    assert [(rep.name, rep.calls, rep.plan, rep.done) for rep in page.reps] == [
        ("=2+2", 0, 0, 0),
        ("Борис Котов", 0, 0, 0),
        ("Анна Серова", 1, 1, 1),
    ]
    assert client.id == call.client_id
    words = CheckWords("Работа", tuple("abcdefghij"), "пусто", "нет")
    sheet = openpyxl.load_workbook(io.BytesIO(write_rep_check(page, words))).active
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == ("=2+2", "s")
    with pytest.raises(NotTheirHead):
        await crm.check_reps(await crm.actor(office.caller), "this")
