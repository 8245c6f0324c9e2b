"""Requests of clients: whose they are, when somebody has to react, and what becomes of them."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from domain.clients.model import Client
from domain.errors import NotFound
from domain.interactions.model import (
    FiledKind,
    FiledMessage,
    InteractionKind,
    InteractionResult,
    NewInteraction,
)
from domain.interactions.use_cases import Correction
from domain.org.model import Actor, Person, Role
from domain.org.visibility import EVERYTHING
from domain.requests.errors import (
    ReopeningTooLate,
    RequestBeforeClient,
    RequestChanged,
    RequestInFuture,
    RequestMadeAlready,
    RequestMoveRefused,
    RequestNotToGive,
    RequestReceiverUnfit,
)
from domain.requests.model import NewRequest, Rating, Request, RequestId, RequestStatus
from domain.requests.views import RequestErrand, Stands, Whose
from storage.tables import cards, requests, timeline
from tests.builders import utc
from tests.crm import Crm, by

MORNING = utc("2026-11-18 06:00")  # a Wednesday, 09:00 in Moscow
NOON = utc("2026-11-18 09:00")
EVENING = utc("2026-11-18 15:00")  # work ends at 18:00 in Moscow


@pytest.fixture
async def manager(crm: Crm) -> Person:
    crm.now = utc("2026-11-01 09:00")
    return await crm.given_person("Ольга Титова", Role.MANAGER)


@pytest.fixture
async def lead(crm: Crm, manager: Person) -> Person:
    return await crm.given_person("Лев Громов", Role.LEAD, boss=manager)


@pytest.fixture
async def rep(crm: Crm, lead: Person) -> Person:
    person = await crm.given_person("Анна Серова", boss=lead)
    crm.now = MORNING
    return person


async def given_request(crm: Crm, actor: Actor, client: Client, **fields: Any) -> Request:
    known = {"channel": "phone", "kind": "complaint", "words": "Не пришёл счёт"} | fields
    with by(actor):
        logged: Request = await crm.log_request(actor, NewRequest(client.id, **known))
    return logged


async def kept(crm: Crm, request: Request) -> Any:
    async with crm.engine.connect() as connection:
        rows = await connection.execute(select(requests).where(requests.c.id == request.id))
        return rows.one()


async def history_of(crm: Crm, request: Request) -> list[str]:
    query = select(timeline.c.kind).where(timeline.c.request_id == request.id).order_by("id")
    async with crm.engine.connect() as connection:
        return list(await connection.scalars(query))


async def given_contact_with(crm: Crm, actor: Actor, client: Client, **fields: Any) -> Any:
    new = NewInteraction(InteractionKind.CALL, client.id, **fields)
    with by(actor):
        return (await crm.log_interaction(actor, new)).interaction


async def test_a_vip_s_request_is_due_sooner_and_stands_on_the_manager_s_day_till_it_is_closed(
    crm: Crm, rep: Person, manager: Person
) -> None:
    owner, head = await crm.actor(rep), await crm.actor(manager)
    vip = await crm.given_client(rep, "Ромашка", segment="vip")
    usual = await crm.given_client(rep, "Лютик", segment="prospect")

    urgent = await given_request(crm, owner, vip)
    later = await given_request(crm, owner, usual)

    assert (urgent.react_by, urgent.close_by) == (
        utc("2026-11-18 08:00"),
        utc("2026-11-20 15:00"),
    )
    assert (later.react_by, later.close_by) == (EVENING, None)
    assert (urgent.responsible_id, urgent.manager_id) == (rep.id, manager.id)
    assert later.manager_id is None
    async with crm.begin() as uow:
        of_head = await uow.requests.of_day(frozenset({manager.id}), now=crm.now, each=5)
        of_owner = await uow.requests.of_day(frozenset({rep.id}), now=crm.now, each=5)
    assert of_head.counts == {RequestErrand.VIP: 1}
    assert of_owner.counts == {RequestErrand.WAITING: 2}
    assert [line.client_name for _, line in of_owner.lines] == ["Ромашка", "Лютик"]
    reacted = await crm.react_to_request(owner, urgent.id, urgent.version)
    async with crm.begin() as uow:
        of_head = await uow.requests.of_day(frozenset({manager.id}), now=crm.now, each=5)
    assert of_head.counts == {RequestErrand.VIP: 1}
    await crm.close_request(owner, urgent.id, "Счёт отправили", version=reacted.version)
    async with crm.begin() as uow:
        of_head = await uow.requests.of_day(frozenset({manager.id}), now=crm.now, each=5)
    assert of_head.counts == {}
    assert await crm.notices("request_new") == [("Ольга Титова", urgent.id)]
    assert (await crm.view_request(head, urgent.id)).view.request.result == "Счёт отправили"


async def test_past_the_limit_the_owner_is_told_then_the_heads_and_acting_stops_it(
    crm: Crm, rep: Person, lead: Person, manager: Person
) -> None:
    owner = await crm.actor(rep)
    client = await crm.given_client(rep, segment="regular")
    request = await given_request(crm, owner, client)
    crm.now = utc("2026-11-18 09:59")

    assert await crm.watch_requests() == 0

    crm.now = utc("2026-11-18 10:00")  # four hours of work
    assert await crm.watch_requests() == 1
    assert await crm.watch_requests() == 0
    assert await crm.notices("request_late") == [("Анна Серова", request.id)]
    crm.now = utc("2026-11-18 13:00")
    await crm.watch_requests()
    assert (await crm.notices("request_late"))[1:] == [("Лев Громов", request.id)]
    async with crm.begin() as uow:
        day = await uow.requests.of_day(frozenset({rep.id}), now=crm.now, each=5)
    assert day.counts == {RequestErrand.LATE: 1}
    await crm.react_to_request(owner, request.id, request.version)
    crm.now = utc("2026-11-19 15:00")
    assert await crm.watch_requests() == 0
    assert len(await crm.notices("request_late")) == 2


async def test_who_stands_in_is_told_and_sees_what_is_late_on_their_day(
    crm: Crm, rep: Person, lead: Person
) -> None:
    client = await crm.given_client(rep, segment="regular")
    request = await given_request(crm, await crm.actor(lead), client)
    deputy = await crm.given_person("Мария Котова")
    await crm.given_absence(rep, deputy, date(2026, 11, 18), date(2026, 11, 20))
    crm.now = utc("2026-11-18 11:00")

    await crm.watch_requests()

    assert await crm.notices("request_new") == [("Анна Серова", request.id)]
    assert await crm.notices("request_late") == [("Мария Котова", request.id)]
    stand_in = await crm.actor(deputy)
    assert (await crm.view_day(stand_in)).requests.counts == {RequestErrand.LATE: 1}
    reacted = await crm.react_to_request(stand_in, request.id, request.version)
    assert reacted.reacted_by == deputy.id


async def test_a_client_without_an_owner_has_the_head_of_its_branch(
    crm: Crm, rep: Person, manager: Person
) -> None:
    client = await crm.given_client(rep)
    async with crm.connection() as connection:
        await connection.execute(text("UPDATE clients SET owner_id = NULL"))

    request = await given_request(crm, await crm.actor(manager), client)

    assert request.responsible_id == manager.id


async def test_a_logged_contact_that_is_about_it_is_the_reaction_in_working_time(
    crm: Crm, rep: Person
) -> None:
    owner = await crm.actor(rep)
    client = await crm.given_client(rep, segment="vip")
    request = await given_request(crm, owner, client)
    crm.now = utc("2026-11-18 11:30")

    unanswered = await given_contact_with(crm, owner, client, result=InteractionResult.NO_ANSWER)
    assert (await kept(crm, request)).status == "new"
    reached = await given_contact_with(crm, owner, client, at=utc("2026-11-18 11:00"))

    row = await kept(crm, request)
    assert (row.status, row.reaction_id, row.reacted_by) == ("reacted", reached.id, rep.id)
    assert row.reaction_seconds == 4 * 3600  # 09:00 to 14:00 but for the break
    assert row.limit_at == row.close_by
    no_answer = Correction(result=InteractionResult.NO_ANSWER)
    await crm.correct_interaction(owner, reached.id, no_answer, version=None)
    row = await kept(crm, request)
    assert (row.status, row.reacted_at, row.limit_at) == ("new", None, row.react_by)
    assert await history_of(crm, request) == [
        "request_logged",
        "request_reacted",
        "request_waits_again",
    ]
    assert unanswered.id != reached.id


async def test_a_contact_that_does_not_say_which_of_two_requests_is_the_reaction_to_none(
    crm: Crm, rep: Person
) -> None:
    owner = await crm.actor(rep)
    client = await crm.given_client(rep)
    deal = await crm.given_deal(rep, client_id=client.id)
    about_deal = await given_request(crm, owner, client, deal_id=deal.id)
    other = await given_request(crm, owner, client, words="Нужна накладная")

    await given_contact_with(crm, owner, client)
    assert (await kept(crm, other)).status == "new"
    await given_contact_with(crm, owner, client, deal_id=deal.id)

    assert (await kept(crm, about_deal)).status == "reacted"
    assert (await kept(crm, other)).status == "new"
    answered = await crm.answer_request(
        owner, other.id, InteractionKind.EMAIL, "Отправили накладную", once="message:1:2"
    )
    assert answered.status is RequestStatus.REACTED
    again = await crm.answer_request(
        owner, other.id, InteractionKind.EMAIL, "Отправили накладную", once="message:1:2"
    )
    assert again == answered


async def test_what_was_closed_is_opened_again_within_its_days_and_a_second_tap_is_refused(
    crm: Crm, rep: Person, manager: Person
) -> None:
    owner = await crm.actor(rep)
    client = await crm.given_client(rep, segment="vip")
    request = await given_request(crm, owner, client)
    crm.now = utc("2026-11-18 07:30")

    with pytest.raises(RequestChanged):
        await crm.close_request(owner, request.id, "Готово", version=request.version + 1)
    closed = await crm.close_request(owner, request.id, "Готово", version=request.version)

    assert (closed.closing_seconds, closed.reaction_seconds) == (5400, 5400)
    assert closed.reacted_by == rep.id
    with pytest.raises(RequestMoveRefused):
        await crm.close_request(owner, request.id, "Готово", version=request.version)
    with pytest.raises(RequestMoveRefused):
        await crm.react_to_request(owner, request.id, closed.version)
    with pytest.raises(RequestMoveRefused):
        await crm.reassign_request(owner, request.id, manager.id)
    rated = await crm.rate_request(owner, request.id, Rating.DOWN, closed.version)
    assert await crm.rate_request(owner, request.id, Rating.DOWN, closed.version) == rated
    crm.now = closed.closed_at + timedelta(days=14)
    opened = await crm.reopen_request(owner, request.id, rated.version)
    assert (opened.status, opened.result, opened.rating) == (RequestStatus.REOPENED, None, None)
    assert opened.limit_at is not None
    assert opened.limit_at > crm.now
    assert opened.reacted_at == closed.reacted_at
    over = await crm.close_request(owner, request.id, "Теперь точно", version=opened.version)
    crm.now += timedelta(days=14, seconds=1)
    with pytest.raises(ReopeningTooLate):
        await crm.reopen_request(owner, request.id, over.version)
    assert await history_of(crm, request) == [
        "request_logged",
        "request_closed",
        "request_rated",
        "request_reopened",
        "request_closed",
    ]


async def test_a_colleague_who_got_it_acts_on_it_without_seeing_the_client(
    crm: Crm, rep: Person, manager: Person
) -> None:
    owner = await crm.actor(rep)
    other = await crm.given_person("Пётр Ильин", boss=manager)
    stranger = await crm.given_person("Вера Соколова", branch=await crm.given_branch("Казань"))
    gone = await crm.given_person("Ушёл Ушедший", is_active=False)
    client = await crm.given_client(rep)
    request = await given_request(crm, owner, client)
    colleague = await crm.actor(other)
    with pytest.raises(NotFound):
        await crm.react_to_request(colleague, request.id, request.version)
    with pytest.raises(RequestReceiverUnfit):
        await crm.reassign_request(owner, request.id, gone.id)

    given = await crm.reassign_request(owner, request.id, other.id)

    assert (given.responsible_id, given.react_by) == (other.id, request.react_by)
    assert await crm.notices("request_new") == [("Пётр Ильин", request.id)]
    view = (await crm.view_request(colleague, request.id)).view
    assert (view.sees_client, view.client_name) == (False, "Ромашка")
    with pytest.raises(RequestNotToGive):
        await crm.reassign_request(owner, request.id, rep.id)
    await crm.answer_request(
        colleague, request.id, InteractionKind.CALL, "Позвонил", once="message:5:6"
    )
    assert (await kept(crm, request)).status == "reacted"
    task_id = await crm.make_task_of_request(colleague, request.id, given.version + 1)
    assert await crm.make_task_of_request(colleague, request.id, given.version + 1) == task_id
    with pytest.raises(NotFound):
        await crm.view_request(await crm.actor(stranger), request.id)
    back = await crm.reassign_request(await crm.actor(manager), request.id, rep.id)
    assert back.responsible_id == rep.id


async def test_an_open_request_goes_with_its_client_and_back_from_who_has_left(
    crm: Crm, rep: Person, manager: Person
) -> None:
    owner = await crm.actor(rep)
    heir = await crm.given_person("Пётр Ильин", boss=manager)
    vip = await crm.given_client(rep, "Ромашка", segment="vip")
    other = await crm.given_client(rep, "Лютик")
    plain = await given_request(crm, owner, vip)
    lent = await given_request(crm, owner, other)
    await crm.reassign_request(owner, lent.id, heir.id)
    async with crm.connection() as connection:
        await connection.execute(
            text(f"UPDATE clients SET owner_id = {heir.id} WHERE name = 'Ромашка'")
        )

    await crm.watch_requests()

    assert (await kept(crm, plain)).responsible_id == heir.id
    assert (await kept(crm, plain)).manager_id == manager.id
    assert (await kept(crm, lent)).responsible_id == heir.id
    async with crm.connection() as connection:
        await connection.execute(text(f"UPDATE people SET is_active = false WHERE id = {heir.id}"))
    await crm.watch_requests()
    assert (await kept(crm, plain)).responsible_id == manager.id
    row = await kept(crm, lent)
    assert (row.responsible_id, row.is_reassigned) == (rep.id, False)
    version = row.version
    await crm.watch_requests()
    assert (await kept(crm, lent)).version == version


async def test_a_request_comes_to_the_manager_s_day_once_its_client_is_a_vip(
    crm: Crm, rep: Person, manager: Person
) -> None:
    owner = await crm.actor(rep)
    client = await crm.given_client(rep, segment="prospect")
    request = await given_request(crm, owner, client)
    async with crm.connection() as connection:
        await connection.execute(
            insert(cards).values(
                chat_id=rep.telegram_id,
                matter="request",
                matter_id=request.id,
                message_id=7,
                sent_at=crm.now,
            )
        )

    await crm.change_segment(owner, client.id, "vip")
    await crm.watch_requests()
    await crm.watch_requests()

    assert (await kept(crm, request)).manager_id == manager.id
    assert await crm.notices("request_new") == [(manager.name, request.id)]
    assert (rep.name, request.id) in await crm.notices("refresh")
    assert (await crm.view_day(await crm.actor(manager))).requests.counts == {RequestErrand.VIP: 1}


async def test_bad_input_changes_nothing(crm: Crm, rep: Person) -> None:
    owner = await crm.actor(rep)
    stranger = await crm.actor(await crm.given_person("Вера", branch=await crm.given_branch()))
    client = await crm.given_client(rep)
    other = await crm.given_client(rep, "Лютик")
    deal = await crm.given_deal(rep, client_id=other.id)
    for fields, refusal in (
        ({"came_at": crm.now + timedelta(minutes=1)}, RequestInFuture),
        ({"came_at": crm.now - timedelta(days=1)}, RequestBeforeClient),
        ({"deal_id": deal.id}, NotFound),
    ):
        with pytest.raises(refusal):
            await given_request(crm, owner, client, **fields)
    with pytest.raises(NotFound):
        await given_request(crm, stranger, client)

    once = await given_request(crm, owner, client, once="message:1:1")

    assert await given_request(crm, owner, client, once="message:1:1") == once
    async with crm.engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM requests")) == 1
    with pytest.raises(NotFound):
        await crm.list_client_requests(stranger, client.id, offset=0, size=8)
    made = await crm.create_deal(owner, client.id, request_id=once.id)
    assert (await crm.view_request(owner, once.id)).view.request.made_deal_id == made.id
    with pytest.raises(RequestMadeAlready):
        await crm.create_deal(owner, client.id, request_id=once.id)
    with pytest.raises(NotFound):
        await crm.create_deal(owner, other.id, request_id=once.id)
    with pytest.raises(NotFound):
        await crm.view_request(owner, RequestId(999))


async def test_lists_are_in_order_of_urgency_and_figures_are_of_the_month_in_scope(
    crm: Crm, rep: Person, manager: Person
) -> None:
    owner, head = await crm.actor(rep), await crm.actor(manager)
    stranger = await crm.given_person("Вера", branch=await crm.given_branch("Казань"))
    client = await crm.given_client(rep, segment="regular")
    abroad = await crm.given_client(stranger, "Чужой")
    empty, _ = await crm.list_requests(owner, Whose.MINE, Stands.OPEN, offset=0, size=8)
    assert empty.figures is not None
    assert (empty.figures.share_within, empty.figures.reaction_seconds) == (None, None)
    first = await given_request(crm, owner, client, words="Первое")
    crm.now = utc("2026-11-18 07:00")
    second = await given_request(crm, owner, client, words="Второе")
    await given_request(crm, await crm.actor(stranger), abroad)
    third = await given_request(crm, owner, client, words="Третье")
    done = await crm.close_request(owner, second.id, "Сделали", version=second.version)
    behind, _ = await crm.list_requests(owner, Whose.MINE, Stands.OPEN, offset=8, size=1)
    assert [line.words for line in behind.lines] == ["Третье"]
    crm.now = utc("2026-11-18 11:30")
    await crm.react_to_request(owner, first.id, first.version)

    mine, _ = await crm.list_requests(owner, Whose.MINE, Stands.OPEN, offset=0, size=8)
    late, _ = await crm.list_requests(head, Whose.TEAM, Stands.LATE, offset=0, size=8)
    closed, _ = await crm.list_requests(head, Whose.TEAM, Stands.CLOSED, offset=0, size=8)
    of_client = await crm.list_client_requests(owner, client.id, offset=0, size=8)

    assert [line.words for line in mine.lines] == ["Третье", "Первое"]
    assert late.page.total == 0
    assert [line.id for line in closed.lines] == [done.id]
    assert [line.words for line in of_client.lines] == ["Третье", "Первое", "Второе"]
    figures = closed.figures
    assert figures is not None
    assert (figures.came, figures.within, figures.measured) == (3, 1, 2)
    assert figures.reaction_seconds == 4.5 * 3600 / 2  # the middle between 0 and 4.5 hours
    assert figures.closing_seconds == 0
    async with crm.begin() as uow:
        opened = await uow.requests.open_of(client.id, owner.scope)
        unseen = await uow.requests.open_of(abroad.id, owner.scope)
        count = await uow.requests.count_open(client.id)
        everything = await uow.requests.open_of(abroad.id, EVERYTHING)
    assert [line.id for line in opened] == [third.id, first.id]
    assert (unseen, count, len(everything)) == ([], 2, 1)


async def test_files_and_words_that_come_later_are_kept_with_it(crm: Crm, rep: Person) -> None:
    owner = await crm.actor(rep)
    client = await crm.given_client(rep)
    voice = FiledMessage(FiledKind.VOICE, "voice-1")
    photo = FiledMessage(FiledKind.PHOTO, "photo-1")
    request = await given_request(crm, owner, client, files=(voice,))

    await crm.file_to_request(owner, request.id, photo, "Вот снимок")
    await crm.file_to_request(owner, request.id, photo)

    view = (await crm.view_request(owner, request.id)).view
    assert view.files == (voice, photo)
    history = await crm.view_request_history(owner, request.id, offset=0, size=8)
    assert [entry.kind for entry in history.entries] == ["note", "request_logged"]


async def test_two_taps_at_once_are_one_reaction_and_nobody_waits_for_the_other_for_ever(
    crm: Crm, rep: Person, lead: Person
) -> None:
    owner, head = await crm.actor(rep), await crm.actor(lead)
    client = await crm.given_client(rep)
    request = await given_request(crm, owner, client)
    other = await given_request(crm, owner, client, words="Второе")

    done = await asyncio.gather(
        crm.react_to_request(owner, request.id, request.version),
        crm.react_to_request(head, request.id, request.version),
        crm.answer_request(owner, other.id, InteractionKind.CALL, "Позвонил", once="message:1:1"),
        crm.make_task_of_request(head, other.id, other.version),
        crm.make_task_of_request(owner, request.id, request.version),
        return_exceptions=True,
    )

    refused = [type(one) for one in done if isinstance(one, BaseException)]
    assert set(refused) <= {RequestMoveRefused, RequestChanged}
    assert refused.count(RequestMoveRefused) == 1
    history = await history_of(crm, request)
    assert history.count("request_reacted") == 1
    assert (await kept(crm, other)).status == "reacted"
