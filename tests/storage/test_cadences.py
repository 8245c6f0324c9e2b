"""Clients under a cadence: by when they are due, who is told, and what may be done about it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from domain.cadences.errors import CadenceChanged, NoCadence, NotTheirCadenceHead
from domain.cadences.model import PlannedAs
from domain.cadences.views import CadenceErrand, CadencePart, ReasonKind
from domain.clients.merging import MergeField
from domain.errors import NotFound
from domain.interactions.model import InteractionKind, InteractionResult
from domain.interactions.use_cases import Correction
from storage.tables import cadence_lapses, interactions
from tests.builders import roubles, utc
from tests.cadences_world import (
    CALL,
    due_on,
    errands,
    given_vip,
    lead,
    log,
    manager,
    rep,
    row_of,
    sweep,
    told,
    vip,
)

__all__ = ["lead", "manager", "rep", "vip"]


async def test_a_contact_moves_the_due_day_from_its_own_day(crm, rep, vip):
    await log(crm, rep, vip)
    assert await due_on(crm, vip) == date(2027, 3, 15)

    crm.now = utc("2027-03-12 09:00")
    logged = await log(crm, rep, vip, InteractionKind.MEETING)

    assert await due_on(crm, vip) == date(2027, 3, 26)
    await crm.correct_interaction(
        await crm.actor(rep),
        logged.interaction.id,
        Correction(result=InteractionResult.NO_ANSWER),
        version=None,
    )
    assert await due_on(crm, vip) == date(2027, 3, 15)


async def test_what_reached_nobody_or_was_only_written_does_not_count(crm, rep, vip):
    crm.now += timedelta(days=3)

    await log(crm, rep, vip, result=InteractionResult.NO_ANSWER)
    await log(crm, rep, vip, InteractionKind.EMAIL)

    assert await due_on(crm, vip) == date(2027, 3, 15)


async def test_a_due_day_that_is_off_moves_to_the_working_day_before(crm, rep, vip):
    crm.now = utc("2027-03-06 09:00")  # a Saturday: two weeks on nobody works either

    await log(crm, rep, vip)

    assert await due_on(crm, vip) == date(2027, 3, 19)


async def test_who_becomes_a_vip_has_a_due_day_at_once_and_who_is_none_any_more_has_none(crm, rep):
    client = await crm.given_client(rep)
    actor = await crm.actor(rep)
    crm.now += timedelta(days=30)
    with pytest.raises(NoCadence):
        await crm.view_cadence(actor, client.id)

    await crm.change_segment(actor, client.id, "vip")
    assert await due_on(crm, client) == date(2027, 4, 14)
    assert await crm.report_unwatched_clients() == ()

    await crm.change_segment(actor, client.id, "regular")
    assert await row_of(crm, client) is None


async def test_who_becomes_a_vip_long_after_the_last_contact_is_due_that_day(crm, rep):
    client = await crm.given_client(rep)
    await log(crm, rep, client)
    crm.now += timedelta(days=30)

    await crm.change_segment(await crm.actor(rep), client.id, "vip")

    assert await due_on(crm, client) == date(2027, 3, 31)


async def test_the_night_changes_nothing_that_was_kept_in_line(crm, rep, vip):
    await crm.reckon_cadences()
    await log(crm, rep, vip)
    version = (await row_of(crm, vip)).version

    crm.now += timedelta(days=1)

    assert await crm.reckon_cadences() == 0
    assert (await row_of(crm, vip)).version == version


async def test_a_client_without_a_due_day_alarms_and_the_night_mends_it(crm, rep, vip):
    admin = await crm.given_person("Павел", "administrator")
    async with crm.connection() as connection:
        await connection.execute(text("DELETE FROM cadences"))

    assert await crm.report_unwatched_clients() == (vip.id,)
    assert await crm.notices("clients_without_cadence") == [("Павел", admin.id)]

    crm.now += timedelta(days=1)
    await crm.reckon_cadences()
    assert await crm.report_unwatched_clients() == ()


async def test_the_ladder_climbs_until_somebody_is_reached(crm, rep, vip):
    await log(crm, rep, vip)

    assert await sweep(crm, utc("2027-03-15 05:59")) == []
    assert await sweep(crm, utc("2027-03-15 06:00")) == ["Анна Серова"]
    assert await sweep(crm, utc("2027-03-15 06:01")) == []
    assert await sweep(crm, utc("2027-03-15 11:00")) == ["Анна Серова"]
    assert await sweep(crm, utc("2027-03-16 06:00")) == ["Ольга Белова"]
    await log(crm, rep, vip)
    assert await sweep(crm, utc("2027-03-17 06:00")) == []
    assert await sweep(crm, utc("2027-04-01 06:00")) == [
        "Анна Серова",
        "Ольга Белова",
        "Сергей Волков",
    ]


async def test_the_second_tap_logs_nothing_and_says_who_was_there(crm, rep, vip):
    actor = await crm.actor(rep)
    version = (await row_of(crm, vip)).version
    crm.now += timedelta(days=1)

    noted = await crm.note_cadence_contact(actor, vip.id, CALL, version=version, words="скидка")
    with pytest.raises(CadenceChanged) as refusal:
        await crm.note_cadence_contact(actor, vip.id, CALL, version=version)

    assert noted.cadence.due_on == date(2027, 3, 16)
    assert (refusal.value.facts["name"], refusal.value.facts["at"]) == ("Анна Серова", crm.now)
    async with crm.engine.connect() as connection:
        assert len(list(await connection.execute(select(interactions)))) == 1


async def test_no_answer_comes_back_in_working_hours_and_keeps_the_limit(crm, rep, vip):
    actor = await crm.actor(rep)
    crm.now = utc("2027-03-11 13:00")  # two working hours are left today

    planned = await crm.note_cadence_no_answer(
        actor, vip.id, version=(await row_of(crm, vip)).version
    )

    assert (planned.planned_at, planned.planned_as) == (utc("2027-03-12 08:00"), PlannedAs.RETRY)
    assert await due_on(crm, vip) == date(2027, 3, 15)
    assert (await crm.view_cadence(actor, vip.id)).view.retries == 1
    assert await sweep(crm, utc("2027-03-12 07:59")) == []
    assert await errands(crm, rep) == [(CadenceErrand.DUE, "Ромашка")]
    assert await sweep(crm, utc("2027-03-12 08:00")) == ["Анна Серова"]
    assert await sweep(crm, utc("2027-03-12 08:01")) == []


async def test_a_retry_on_the_last_day_comes_before_that_day_is_over(crm, rep, vip):
    crm.now = utc("2027-03-15 12:00")

    planned = await crm.note_cadence_no_answer(
        await crm.actor(rep), vip.id, version=(await row_of(crm, vip)).version
    )

    assert planned.planned_at == utc("2027-03-15 14:00")


async def test_nobodys_client_is_the_branchs_heads(crm, rep, manager, vip):
    async with crm.connection() as connection:
        await connection.execute(text("UPDATE clients SET owner_id = NULL"))
    crm.now += timedelta(days=1)

    await crm.reckon_cadences()

    assert (await row_of(crm, vip)).responsible_id == manager.id
    assert await due_on(crm, vip) == date(2027, 3, 15)


async def test_a_handover_and_its_undo_change_whose_it_is_and_by_which_calendar(
    crm, rep, manager, vip
):
    almaty = await crm.given_branch("Алматы", zone="Asia/Almaty", country="KZ")
    other = await crm.given_person("Болат", branch=almaty)
    admin = await crm.actor(await crm.given_person("Павел", "administrator"))
    crm.now = utc("2027-03-08 09:00")
    await log(crm, rep, vip)
    assert await due_on(crm, vip) == date(2027, 3, 22)

    handover = await crm.hand_over_client(admin, vip.id, other.id)

    row = await row_of(crm, vip)
    assert (row.responsible_id, row.due_on) == (other.id, date(2027, 3, 19))  # Nauryz from the 22nd
    await crm.undo_handover(admin, handover.id)
    row = await row_of(crm, vip)
    assert (row.responsible_id, row.due_on) == (rep.id, date(2027, 3, 22))


async def test_who_becomes_vip_by_a_merge_is_due_when_the_merged_one_was(crm, rep, vip):
    admin = await crm.actor(await crm.given_person("Павел", "administrator"))
    other = await crm.given_client(rep, "ООО Ромашка")
    due = await due_on(crm, vip)
    crm.now += timedelta(days=5)

    await crm.merge_clients(admin, other.id, vip.id, frozenset({MergeField.SEGMENT}))

    assert await due_on(crm, other) == due


async def test_a_merge_brings_the_contacts_along_and_its_undo_takes_them_back(crm, rep, vip):
    admin = await crm.actor(await crm.given_person("Павел", "administrator"))
    other = await given_vip(crm, rep, "ООО Ромашка")
    crm.now += timedelta(days=2)
    await log(crm, rep, other)

    await crm.merge_clients(admin, vip.id, other.id)
    assert await due_on(crm, vip) == date(2027, 3, 17)
    assert await sweep(crm, utc("2027-03-17 06:00")) == ["Анна Серова"]
    (merge,) = (await crm.list_merges(admin, vip.id))[1]
    await crm.undo_merge(admin, merge.merge.id)

    assert (await due_on(crm, vip), await due_on(crm, other)) == (
        date(2027, 3, 15),
        date(2027, 3, 17),
    )
    assert await crm.report_unwatched_clients() == ()


async def test_being_late_twice_in_a_row_is_known_until_a_period_is_kept(crm, rep, vip):
    await log(crm, rep, vip)

    async def late() -> int:
        await crm.climb_due_cadences()
        return int((await row_of(crm, vip)).late_in_a_row)

    crm.now = utc("2027-03-15 20:59")
    assert await late() == 0
    crm.now = utc("2027-03-15 21:00")
    assert await late() == 1
    crm.now = utc("2027-03-16 09:00")
    await log(crm, rep, vip)
    assert await late() == 0
    crm.now = utc("2027-03-31 09:00")
    assert await late() == 2
    # It was in time after all, and logged late.
    await log(crm, rep, vip, at=utc("2027-03-29 09:00"))
    crm.now = utc("2027-04-13 09:00")
    assert await late() == 1

    async with crm.engine.connect() as connection:
        rows = await connection.execute(
            select(cadence_lapses.c.counted_from, cadence_lapses.c.in_a_row).order_by("id")
        )
        assert [tuple(row) for row in rows] == [(date(2027, 3, 1), 1), (date(2027, 3, 29), 1)]


async def test_heads_see_who_is_late_with_the_money_at_stake(crm, rep, manager, vip):
    regular = await given_vip(crm, rep, "Лютик")
    await crm.given_deal(rep, client_id=vip.id, amount=roubles(120_000))
    await crm.given_deal(rep, client_id=vip.id, amount=roubles(30_000))
    await crm.given_deal(rep, client_id=regular.id, amount=roubles(7))
    crm.now = utc("2027-03-10 09:00")
    await log(crm, rep, regular)
    crm.now = utc("2027-03-18 09:00")
    actor = await crm.actor(manager)

    late = await crm.list_cadences(actor, CadencePart.LATE, offset=0, size=8)
    all_ = await crm.list_cadences(actor, CadencePart.ALL, offset=8, size=8)
    team = await crm.list_cadences(actor, CadencePart.TEAM, offset=0, size=1)
    mine = await crm.list_cadences(actor, CadencePart.MINE, offset=0, size=8)

    assert [(line.client_name, line.responsible_name, line.money) for line in late.lines] == [
        ("Ромашка", "Анна Серова", (roubles(150_000),))
    ]
    assert (late.page.total, late.money) == (1, (roubles(150_000),))
    assert [line.client_name for line in all_.lines] == ["Ромашка", "Лютик"]
    assert (len(team.lines), team.page.total) == (1, 2)
    assert mine.lines == ()
    async with crm.begin() as uow:
        assert await uow.cadences.late(actor.scope, crm.now) == (1, (roubles(150_000),))


async def test_the_day_counts_the_money_of_deals_that_its_reader_sees(crm, rep, manager, vip):
    await crm.given_deal(rep, client_id=vip.id, amount=roubles(120_000))
    await crm.given_deal(manager, client_id=vip.id, amount=roubles(30_000))
    crm.now = utc("2027-03-18 09:00")

    day = await crm.view_day(await crm.actor(rep))

    assert [line.money for _, line in day.cadences.lines] == [(roubles(120_000),)]


async def test_the_card_knows_why_to_call_and_else_has_the_courtesy_script(crm, rep, vip):
    actor = await crm.actor(rep)
    page = await crm.view_cadence(actor, vip.id)
    assert (page.reasons, page.terms.script is not None) == ((), True)
    await log(crm, rep, vip, words="просят скидку")
    deal = await crm.given_deal(rep, client_id=vip.id, closes_on=date(2027, 3, 10))
    await crm.given_offer(deal)

    page = await crm.view_cadence(actor, vip.id)

    assert [reason.kind for reason in page.reasons] == [ReasonKind.OFFER, ReasonKind.CONTRACT]
    assert [(known.kind, known.words) for known in page.view.contacts] == [(CALL, "просят скидку")]


async def test_only_a_head_reminds(crm, rep, lead, vip):
    with pytest.raises(NotTheirCadenceHead):
        await crm.remind_of_cadence(await crm.actor(rep), vip.id)

    assert await crm.remind_of_cadence(await crm.actor(lead), vip.id) == "Анна Серова"

    assert await told(crm) == ["Анна Серова"]


async def test_a_stranger_finds_none(crm, rep, vip):
    kazan = await crm.given_branch("Казань")
    stranger = await crm.actor(await crm.given_person("Вера", branch=kazan))
    row = await row_of(crm, vip)
    asked = await crm.ask_cadence_move(
        await crm.actor(rep), vip.id, date(2027, 3, 24), "так", version=row.version
    )

    for attempt in (
        crm.view_cadence(stranger, vip.id),
        crm.note_cadence_contact(stranger, vip.id, CALL, version=row.version),
        crm.note_cadence_no_answer(stranger, vip.id, version=row.version),
        crm.plan_cadence(stranger, vip.id, date(2027, 3, 9), version=row.version),
        crm.ask_cadence_move(stranger, vip.id, date(2027, 3, 24), "так", version=row.version),
        crm.remind_of_cadence(stranger, vip.id),
        crm.view_cadence_move(stranger, asked.move.id),
        crm.agree_cadence_move(stranger, asked.move.id),
        crm.decline_cadence_move(stranger, asked.move.id, "нет"),
    ):
        with pytest.raises(NotFound):
            await attempt
    lines = (await crm.list_cadences(stranger, CadencePart.ALL, offset=0, size=8)).lines
    assert lines == ()
