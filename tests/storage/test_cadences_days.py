"""Days that somebody chooses for a client, within the limit and past it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.cadences.errors import (
    DayIsOff,
    DayPassed,
    DayPastLimit,
    DayTooFar,
    DayWithinLimit,
    MoveAsked,
    MoveDecided,
    MoveNotYours,
)
from domain.cadences.model import MoveStatus
from domain.cadences.views import CadenceErrand
from tests.builders import utc
from tests.cadences_world import CALL, due_on, errands, lead, log, manager, rep, row_of, sweep, vip
from tests.crm import by

__all__ = ["lead", "manager", "rep", "vip"]


async def test_a_day_within_the_limit_is_ones_own_choice(crm, rep, vip):
    actor = await crm.actor(rep)
    version = (await row_of(crm, vip)).version
    for day, refusal in (
        (date(2027, 3, 1), DayPassed),
        (date(2027, 3, 6), DayIsOff),
        (date(2027, 3, 16), DayPastLimit),
    ):
        with pytest.raises(refusal):
            await crm.plan_cadence(actor, vip.id, day, version=version)

    planned = await crm.plan_cadence(actor, vip.id, date(2027, 3, 15), version=version)

    assert planned.planned_at == utc("2027-03-15 06:00")
    crm.now = utc("2027-03-14 09:00")
    assert await errands(crm, rep) == []
    crm.now = utc("2027-03-15 05:00")
    assert await errands(crm, rep) == [(CadenceErrand.DUE, "Ромашка")]
    crm.now = utc("2027-03-16 05:00")
    assert await errands(crm, rep) == [(CadenceErrand.OVERDUE, "Ромашка")]


async def test_it_stands_on_the_day_from_two_days_before(crm, rep, vip):
    crm.now = utc("2027-03-11 09:00")
    assert await errands(crm, rep) == []

    crm.now = utc("2027-03-12 09:00")  # a Friday: two days before Monday nobody works

    assert await errands(crm, rep) == [(CadenceErrand.DUE, "Ромашка")]


async def test_a_later_day_is_agreed_to_by_a_head_and_lasts_till_the_next_contact(
    crm, rep, manager, vip
):
    actor, head = await crm.actor(rep), await crm.actor(manager)
    version = (await row_of(crm, vip)).version
    for day, refusal in ((date(2027, 3, 12), DayWithinLimit), (date(2027, 6, 1), DayTooFar)):
        with pytest.raises(refusal):
            await crm.ask_cadence_move(actor, vip.id, day, "отпуск", version=version)

    asked = await crm.ask_cadence_move(
        actor, vip.id, date(2027, 3, 24), "клиент в отпуске", version=version
    )
    again = await crm.ask_cadence_move(
        actor, vip.id, date(2027, 3, 24), "клиент в отпуске", version=version
    )
    assert again.move.id == asked.move.id
    with pytest.raises(MoveAsked):
        await crm.ask_cadence_move(actor, vip.id, date(2027, 3, 25), "нет", version=version)
    assert await crm.notices("cadence_move_asked") == [("Сергей Волков", asked.move.id)]
    assert await due_on(crm, vip) == date(2027, 3, 15)
    with pytest.raises(MoveNotYours):
        await crm.agree_cadence_move(actor, asked.move.id)

    with by(manager):
        await crm.agree_cadence_move(head, asked.move.id)

    assert await due_on(crm, vip) == date(2027, 3, 24)
    assert (await row_of(crm, vip)).is_moved
    with pytest.raises(MoveDecided) as decided:
        await crm.decline_cadence_move(head, asked.move.id, "нет")
    assert decided.value.facts["name"] == "Сергей Волков"
    assert await crm.notices("cadence_move_decided") == [("Анна Серова", asked.move.id)]
    crm.now = utc("2027-03-17 09:00")
    await log(crm, rep, vip)
    assert await due_on(crm, vip) == date(2027, 3, 31)


async def test_a_declined_day_changes_nothing_and_a_contact_makes_a_request_needless(
    crm, rep, manager, vip
):
    actor, head = await crm.actor(rep), await crm.actor(manager)
    version = (await row_of(crm, vip)).version
    asked = await crm.ask_cadence_move(actor, vip.id, date(2027, 3, 24), "так", version=version)
    await crm.decline_cadence_move(head, asked.move.id, "не вижу причины")
    assert await due_on(crm, vip) == date(2027, 3, 15)

    asked = await crm.ask_cadence_move(actor, vip.id, date(2027, 3, 23), "так", version=version)
    crm.now += timedelta(days=1)
    await log(crm, rep, vip)

    page = await crm.view_cadence_move(head, asked.move.id)
    assert (page.view.move.status, page.may_decide) == (MoveStatus.NEEDLESS, False)
    with pytest.raises(MoveDecided):
        await crm.agree_cadence_move(head, asked.move.id)


async def test_a_request_that_nobody_decides_climbs_and_then_expires(crm, rep, manager, vip):
    director = await crm.given_person("Инна", "director")
    async with crm.connection() as connection:
        await connection.execute(
            text("UPDATE people SET boss_id = :boss WHERE id = :id"),
            {"boss": director.id, "id": manager.id},
        )
    async with crm.transaction() as uow:
        await uow.people.rebuild_reporting()
    version = (await row_of(crm, vip)).version
    asked = await crm.ask_cadence_move(
        await crm.actor(rep), vip.id, date(2027, 3, 24), "так", version=version
    )
    assert asked.move.expires_at == utc("2027-03-02 09:00")

    await sweep(crm, utc("2027-03-02 09:00"))
    with pytest.raises(MoveNotYours):
        await crm.agree_cadence_move(await crm.actor(manager), asked.move.id)
    page = await crm.view_cadence_move(await crm.actor(director), asked.move.id)
    assert (page.view.approver_name, page.may_decide) == ("Инна", True)

    await sweep(crm, utc("2027-03-03 09:00"))
    page = await crm.view_cadence_move(await crm.actor(rep), asked.move.id)
    assert page.view.move.status is MoveStatus.EXPIRED
    assert await due_on(crm, vip) == date(2027, 3, 15)


async def test_a_deputy_acts_and_decides_for_who_is_away_but_not_on_their_own_request(
    crm, rep, lead, manager, vip
):
    deputy = await crm.given_person("Борис", boss=lead)
    await crm.given_absence(rep, deputy, date(2027, 3, 8), date(2027, 3, 19))
    await crm.given_absence(manager, deputy, date(2027, 3, 8), date(2027, 3, 19))
    director = await crm.given_person("Инна", "director")

    assert await sweep(crm, utc("2027-03-15 06:00")) == ["Борис"]
    assert await errands(crm, deputy) == [(CadenceErrand.DUE, "Ромашка")]
    actor = await crm.actor(deputy)
    page = await crm.view_cadence(actor, vip.id)
    assert (page.is_theirs, page.stands_in) == (True, True)

    asked = await crm.ask_cadence_move(
        actor, vip.id, date(2027, 3, 24), "так", version=page.view.cadence.version
    )
    assert asked.approver_name == "Инна"
    with pytest.raises(MoveNotYours):
        await crm.agree_cadence_move(actor, asked.move.id)
    await crm.agree_cadence_move(await crm.actor(director), asked.move.id)

    noted = await crm.note_cadence_contact(
        actor, vip.id, CALL, version=(await row_of(crm, vip)).version
    )
    assert noted.cadence.responsible_id == rep.id
    assert noted.cadence.due_on == date(2027, 3, 29)
