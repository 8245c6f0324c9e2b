"""Leaving and handing over, on a real Postgres."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.handovers.errors import HandoverTooOld, ReceiverLeft, ReceiverMissing, ReceiverSame
from domain.handovers.model import Kind, Reason, Status, Why
from domain.org.errors import AdministratorsOnly, LastAdministrator, PersonInactive
from domain.org.model import Role
from domain.requests.model import NewRequest
from storage.tables import invitations
from tests.builders import NOW
from tests.crm import Crm, by
from tests.handovers_world import (
    TODAY,
    given_project,
    given_series,
    given_task,
    given_waiting,
    leave,
    names,
    office,
    row_of,
    value,
)

__all__ = ["office"]


async def test_everything_open_goes_to_the_receiver_in_one_go(office: Crm):
    ivan, vera, olga, maria = office.ivan, office.vera, office.olga, office.maria
    client = await office.given_client(ivan)
    deal = await office.given_deal(ivan, client_id=client.id)
    task = await given_task(office, ivan, olga)
    given = await given_task(office, olga, ivan)
    waiting = await given_waiting(office, maria, ivan, olga)
    later = await given_waiting(office, maria, olga, ivan)
    project = await given_project(office, ivan)
    series = await given_series(office, ivan, olga, maria)
    helped = await given_series(office, olga, maria, ivan)
    junior = await office.given_person("Юнга", boss=ivan)
    pair = await office.given_person("Пара", pair_id=ivan.id)
    await office.given_absence(olga, ivan, TODAY, TODAY + timedelta(days=3))
    invitation = await row_of(
        office,
        invitations,
        token_hash=b"x",
        person_id=junior.id,
        expires_at=NOW + timedelta(days=1),
        created_at=NOW,
        invited_by=ivan.id,
    )

    preview = await office.preview_leaving(office.admin, ivan.id)
    handover = await leave(office, ivan, vera)

    assert dict(preview.counts) == {
        Kind.CLIENTS: 1,
        Kind.DEALS: 1,
        Kind.TASKS: 1,
        Kind.GIVEN: 1,
        Kind.APPROVALS: 2,
        Kind.PROJECTS: 1,
        Kind.SERIES: 1,
        Kind.STAND_INS: 1,
        Kind.TEAM: 1,
        Kind.INVITATIONS: 1,
        Kind.LOOSE: 2,
    }
    held = {
        "clients.owner_id": client.id,
        "deals.owner_id": deal.id,
        "tasks.executor_id": task,
        "tasks.assigner_id": given,
        "tasks.approver_id": waiting,
        "projects.leader_id": project,
        "task_series.executor_id": series,
        "people.boss_id": junior.id,
        "invitations.invited_by": invitation,
    }
    assert {column: await value(office, column, id_) for column, id_ in held.items()} == (
        dict.fromkeys(held, vera.id)
    )
    assert await value(office, "tasks.approval_heads", waiting) == [vera.id, olga.id]
    assert await value(office, "tasks.approval_heads", later) == [olga.id, vera.id]
    assert await value(office, "task_series.co_executor_ids", helped) == []
    assert await value(office, "people.pair_id", pair.id) is None
    assert await names(office, "SELECT deputy_id FROM absences") == [vera.id]
    assert not await value(office, "people.is_active", ivan.id)
    assert (handover.status, handover.terms.reason) == (Status.DONE, Reason.LEAVING)
    async with office.transaction() as uow:
        assert await uow.handovers.held(ivan.id, today=TODAY) == []


async def test_a_request_goes_with_its_client_and_apart_from_it_stays_with_its_receiver(
    office: Crm,
):
    ivan, vera, olga = office.ivan, office.vera, office.olga
    actor = await office.actor(ivan)
    own, theirs = await office.given_client(ivan), await office.given_client(olga, "Лютик")
    asked = NewRequest(own.id, channel="phone", kind="question", words="Где счёт?")
    with by(ivan):
        followed = await office.log_request(actor, asked)
        given = await office.log_request(
            await office.actor(olga), replace(asked, client_id=theirs.id)
        )
    async with office.connection() as connection:
        await connection.execute(
            text("UPDATE requests SET responsible_id = :ivan, is_reassigned = true WHERE id = :id"),
            {"ivan": ivan.id, "id": given.id},
        )

    preview = await office.preview_leaving(office.admin, ivan.id)
    handover = await leave(office, ivan, vera)
    await office.watch_requests()

    assert preview.counts[Kind.REQUESTS] == 2
    held = "SELECT (responsible_id, is_reassigned)::text FROM requests ORDER BY id"
    assert await names(office, held) == [f"({vera.id},f)", f"({vera.id},t)"]
    await office.undo_handover(office.admin, handover.id)
    assert await names(office, held) == [f"({ivan.id},f)", f"({ivan.id},t)"]
    assert {followed.responsible_id, given.responsible_id} == {ivan.id, olga.id}


async def test_each_receiver_is_told_once_and_histories_say_from_whom_to_whom(office: Crm):
    clients = [await office.given_client(office.ivan, f"Клиент {n}") for n in range(3)]
    deal = await office.given_deal(office.ivan)
    await given_task(office, office.ivan, office.olga)

    handover = await leave(office, office.ivan, office.vera, tasks=office.olga)

    told = await office.notices("handover_received")
    assert told == [("Вера", handover.id), ("Ольга", handover.id)]
    assert await office.happened(deal.id) == ["deal_handed_over"]
    facts = await names(
        office, "SELECT facts FROM timeline WHERE kind = 'client_handed_over' ORDER BY client_id"
    )
    assert facts == [{"was": "Иван", "now": "Вера"}] * len(clients)
    last = (await office.audit("clients", clients[0].id))[-1]
    assert (last.actor_id, last.after) == (office.maria.id, {"owner_id": office.vera.id})


async def test_a_second_tap_finds_it_done(office: Crm):
    await office.given_client(office.ivan)

    first = await leave(office, office.ivan, office.vera)
    second = await leave(office, office.ivan, office.olga)

    assert second.id == first.id
    assert await office.notices("handover_received") == [("Вера", first.id)]


async def test_what_wants_a_receiver_and_gets_none_stops_it_all(office: Crm):
    client = await office.given_client(office.ivan)
    await given_task(office, office.ivan, office.olga)

    with pytest.raises(ReceiverMissing):
        await office.leave_person(office.admin, office.ivan.id, {Kind.TASKS: office.vera.id})

    assert await value(office, "clients.owner_id", client.id) == office.ivan.id
    assert await value(office, "people.is_active", office.ivan.id)


async def test_nobody_approves_what_they_asked_for(office: Crm):
    waiting = await given_waiting(office, office.vera, office.ivan)

    await leave(office, office.ivan, office.vera)

    assert await value(office, "tasks.approver_id", waiting) == office.olga.id


async def test_a_team_gets_a_boss_without_a_ring(office: Crm):
    team = [office.ivan, office.vera]
    below = await office.given_person("Юнга", boss=office.vera)

    await leave(office, office.olga, below)

    bosses = [await value(office, "people.boss_id", person.id) for person in (*team, below)]
    assert bosses == [below.id, office.sergei.id, office.vera.id]
    told = [name for name, _ in await office.notices("place_changed")]
    assert told == ["Иван", "Вера"]


@pytest.mark.parametrize(
    ("receiver", "refusal"),
    [("ivan", ReceiverSame), ("left", ReceiverLeft), ("anna", ReceiverLeft)],
)
async def test_an_unfit_receiver_is_refused(office: Crm, receiver: str, refusal: type[Exception]):
    await office.given_client(office.ivan)
    office.left = await office.given_person("Ушёл", is_active=False)
    office.anna = await office.given_person("Анна", Role.CLIENT)

    with pytest.raises(refusal):
        await leave(office, office.ivan, getattr(office, receiver))

    assert await value(office, "people.is_active", office.ivan.id)


async def test_only_an_administrator_lets_people_leave_and_not_the_last_one(office: Crm):
    chosen = {Kind.CLIENTS: office.vera.id}
    for person in (office.ivan, office.olga, office.sergei):
        with pytest.raises(AdministratorsOnly):
            await office.leave_person(await office.actor(person), office.ivan.id, chosen)
    with pytest.raises(LastAdministrator):
        await office.preview_leaving(office.admin, office.maria.id)


async def test_deputy_boss_and_the_least_busy_colleague_are_proposed(office: Crm):
    await office.given_deal(office.vera)
    rested = await office.given_person("Роман", boss=office.olga)
    await office.given_deal(office.sergei)
    await office.given_deal(office.olga)
    await office.given_deal(office.maria)
    await office.given_absence(office.ivan, office.vera, TODAY)

    preview = await office.preview_leaving(office.admin, office.ivan.id)

    assert [(one.person_id, one.why) for one in preview.proposals] == [
        (office.vera.id, Why.DEPUTY),
        (office.olga.id, Why.BOSS),
        (rested.id, Why.COLLEAGUE),
    ]


async def test_an_undo_gives_back_what_nobody_touched(office: Crm):
    kept = await office.given_client(office.ivan, "Остался")
    taken = await office.given_client(office.ivan, "Ушёл дальше")
    won = await office.given_deal(office.ivan)
    waiting = await given_waiting(office, office.maria, office.ivan, office.olga)
    handover = await leave(office, office.ivan, office.vera, approvals=office.olga)
    await office.hand_over_client(await office.actor(office.olga), taken.id, office.olga.id)
    async with office.connection() as connection:
        await connection.execute(
            text("UPDATE deals SET status = 'won', closed_at = :now WHERE id = :id"),
            {"id": won.id, "now": NOW},
        )

    with by(office.maria):
        undone = await office.undo_handover(office.admin, handover.id)

    assert undone.status is Status.UNDONE
    assert await value(office, "people.is_active", office.ivan.id)
    assert await value(office, "clients.owner_id", kept.id) == office.ivan.id
    assert await value(office, "clients.owner_id", taken.id) == office.olga.id
    assert await value(office, "deals.owner_id", won.id) == office.vera.id
    assert await value(office, "tasks.approver_id", waiting) == office.ivan.id
    assert await value(office, "tasks.approval_heads", waiting) == [office.ivan.id, office.olga.id]
    page = await office.view_handover(office.admin, handover.id, offset=0, size=8)
    assert [line.name for line in page.lines] == ["Ушёл дальше", won.title]
    assert page.view.stayed == 2


async def test_the_undo_of_an_undo_does_nothing(office: Crm):
    client = await office.given_client(office.ivan)
    handover = await leave(office, office.ivan, office.vera)
    await office.undo_handover(office.admin, handover.id)
    await leave(office, office.ivan, office.olga)

    await office.undo_handover(office.admin, handover.id)

    assert await value(office, "clients.owner_id", client.id) == office.olga.id
    assert not await value(office, "people.is_active", office.ivan.id)


async def test_an_undo_comes_too_late_after_a_day_and_from_others_never(office: Crm):
    await office.given_client(office.ivan)
    handover = await leave(office, office.ivan, office.vera)

    for person in (office.vera, office.olga, office.sergei):
        with pytest.raises(AdministratorsOnly):
            await office.undo_handover(await office.actor(person), handover.id)
    office.now = NOW + timedelta(hours=24)
    with pytest.raises(HandoverTooOld):
        await office.undo_handover(office.admin, handover.id)


async def test_nothing_goes_back_to_who_has_left_meanwhile(office: Crm):
    client = await office.given_client(office.ivan)
    olga = await office.actor(office.olga)
    handover = await office.hand_over_client(olga, client.id, office.vera.id)
    await leave(office, office.ivan, office.vera)

    with pytest.raises(PersonInactive):
        await office.undo_handover(office.admin, handover.id)


async def test_absences_that_are_over_stay_with_their_deputy(office: Crm):
    await office.given_absence(office.olga, office.ivan, date(2020, 1, 1), date(2020, 1, 5))

    preview = await office.preview_leaving(office.admin, office.ivan.id)

    assert preview.counts == {}
