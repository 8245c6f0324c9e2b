"""Contacts with clients are logged once, corrected for a day, and found, in a real database."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.deals.errors import NextStepInPast
from domain.errors import NotFound
from domain.interactions.errors import (
    InteractionBeforeClient,
    InteractionChanged,
    InteractionInFuture,
    InteractionOfOthers,
    InteractionTooOld,
    SpotImpossible,
    TooManyFiled,
)
from domain.interactions.model import (
    FiledKind,
    FiledMessage,
    InteractionKind,
    InteractionResult,
    NewInteraction,
    NextStep,
    Spot,
    Through,
)
from domain.interactions.use_cases import Correction
from domain.notes import NoteTooLong
from domain.tasks.model import Deadline
from domain.timeline import HistoryPart
from tests.builders import utc
from tests.crm import by

HOUR = timedelta(hours=1)
PHOTO = FiledMessage(FiledKind.PHOTO, "photo-1")


@pytest.fixture
async def lead(crm):
    return await crm.given_person("Олег Руднев", "lead")


@pytest.fixture
async def rep(crm, lead):
    return await crm.actor(await crm.given_person("Анна Серова", boss=lead))


@pytest.fixture
async def client(crm, rep):
    return await crm.given_client(rep, "Ромашка")


def a_call(client, **fields):
    return NewInteraction(InteractionKind.CALL, client.id, **fields)


async def logged(crm, actor, new):
    return (await crm.log_interaction(actor, new)).interaction


async def entries(crm, actor, client):
    _, found, _, _ = await crm.view_client_timeline(actor, client.id, offset=0, size=50)
    return found


async def last(crm, client, *kinds, limit=3, **fields):
    async with crm.begin() as uow:
        return await uow.interactions.last_interactions(client.id, kinds, limit, **fields)


async def test_a_contact_is_kept_with_who_when_and_through_what(crm, rep, client):
    new = a_call(client, words="  ждут скидку \n\n <b>5%</b>", files=(PHOTO,))

    kept = await logged(crm, rep, new)

    page = await crm.view_interaction(rep, kept.id)
    interaction = page.view.interaction
    assert (page.view.client_name, page.view.person_name) == ("Ромашка", "Анна Серова")
    assert (interaction.at, interaction.noted_at) == (crm.now, crm.now)
    assert (interaction.kind, interaction.through) == (InteractionKind.CALL, Through.PHONE)
    assert interaction.result is InteractionResult.REACHED
    assert interaction.words == "ждут скидку\n<b>5%</b>"
    assert page.view.files == (PHOTO,)
    assert page.may_correct


async def test_it_stands_on_the_client_s_timeline_at_the_moment_it_happened(crm, rep, client):
    crm.now += 3 * HOUR
    await crm.add_client_note(rep, client.id, "после звонка")
    with by(rep):
        await logged(crm, rep, a_call(client, at=crm.now - HOUR, words="говорили"))

    newest, call, *_ = await entries(crm, rep, client)

    assert newest.kind == "note"
    assert (call.kind, call.at, call.actor_name) == ("interaction", crm.now - HOUR, "Анна Серова")
    assert call.channel == "telegram"
    assert call.facts["words"] == "говорили"
    assert call.facts["through"] == "phone"


async def test_a_client_s_contact_person_and_place_are_kept(crm, rep, client):
    async with crm.transaction() as uow:
        contact_id = await uow.clients.add_contact(client.id, "Иванов Пётр", None, crm.now)
    spot = Spot(55.75, 37.61, accuracy_m=12.5)
    new = NewInteraction(InteractionKind.VISIT, client.id, contact_id=contact_id, spot=spot)

    kept = await logged(crm, rep, new)

    page = await crm.view_interaction(rep, kept.id)
    assert page.view.contact_name == "Иванов Пётр"
    assert page.view.interaction.spot == spot


async def test_another_client_s_contact_person_is_not_found(crm, rep, client):
    other = await crm.given_client(rep, "Лютик")
    async with crm.transaction() as uow:
        contact_id = await uow.clients.add_contact(other.id, "Иванов", None, crm.now)

    with pytest.raises(NotFound):
        await logged(crm, rep, a_call(client, contact_id=contact_id))


async def test_a_double_tap_is_one_contact(crm, rep, client):
    new = a_call(client, once="tap:1", words="ждут скидку")

    first = await logged(crm, rep, new)
    again = await logged(crm, rep, replace(new, words="другое"))

    assert again == first
    assert [entry.kind for entry in await entries(crm, rep, client)] == ["interaction"]


async def test_two_taps_at_once_are_one_contact(crm, rep, client):
    new = a_call(client, once="tap:1")

    both = await asyncio.gather(*(logged(crm, rep, new) for _ in range(2)))

    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"at": utc("2099-01-01 10:00")}, InteractionInFuture),
        ({"at": utc("2020-01-01 10:00")}, InteractionBeforeClient),
        ({"words": "а" * 1001}, NoteTooLong),
        ({"words": "я" * 4096}, NoteTooLong),
        ({"spot": Spot(91, 0)}, SpotImpossible),
        ({"spot": Spot(float("nan"), 0)}, SpotImpossible),
        ({"files": (PHOTO,) * 21}, TooManyFiled),
        ({"deal_id": 4242}, NotFound),
    ],
)
async def test_what_cannot_have_been_is_refused_and_nothing_is_kept(
    crm, rep, client, fields, refusal
):
    with pytest.raises(refusal):
        await logged(crm, rep, a_call(client, **fields))

    assert await entries(crm, rep, client) == []


async def test_a_client_may_be_entered_after_the_call_on_the_same_day(crm, rep, client):
    kept = await logged(crm, rep, a_call(client, at=client.created_at - HOUR))

    assert kept.at == client.created_at - HOUR


async def test_a_client_of_another_branch_is_not_found(crm, rep):
    berlin = await crm.given_branch("Берлин")
    other = await crm.given_client(await crm.given_person("Карл", branch=berlin), "Blume")

    with pytest.raises(NotFound):
        await logged(crm, rep, a_call(other))


async def test_a_client_that_is_not_there_is_not_found(crm, rep, client):
    with pytest.raises(NotFound):
        await logged(crm, rep, a_call(replace(client, id=client.id + 1000)))


async def test_the_next_step_is_that_of_the_only_open_deal(crm, rep, client):
    deal = await crm.given_deal(rep, client_id=client.id)
    await crm.given_deal(rep, client_id=client.id, status="won")
    friday = crm.now + timedelta(days=2)
    step = NextStep("отправить скидку", Deadline(friday))

    done = await crm.log_interaction(rep, a_call(client, next_step=step))

    assert (done.step_of, done.task_id) == (deal.id, None)
    planned = await crm.deal(deal.id)
    assert (planned.next_step, planned.next_step_at) == ("отправить скидку", friday)
    assert await crm.happened(deal.id) == ["next_step"]


@pytest.mark.parametrize("open_deals", [0, 2])
async def test_without_one_open_deal_the_next_step_is_a_draft_about_the_client(
    crm, rep, client, open_deals
):
    for _ in range(open_deals):
        await crm.given_deal(rep, client_id=client.id)
    step = NextStep("отправить скидку", Deadline(crm.now + timedelta(days=2)))

    done = await crm.log_interaction(rep, a_call(client, next_step=step))

    assert done.step_of is None
    draft = (await crm.view_draft(rep, done.task_id)).view.task
    assert (draft.title, draft.client_id, str(draft.state)) == (
        "отправить скидку",
        client.id,
        "draft",
    )


async def test_of_several_deals_the_one_it_was_about_gets_the_step(crm, rep, client):
    await crm.given_deal(rep, client_id=client.id)
    meant = await crm.given_deal(rep, client_id=client.id)
    step = NextStep("отправить скидку", Deadline(crm.now + timedelta(days=2)))

    done = await crm.log_interaction(rep, a_call(client, deal_id=meant.id, next_step=step))

    assert done.step_of == meant.id
    assert await crm.happened(meant.id) == ["interaction", "next_step"]


async def test_a_step_in_the_past_leaves_no_contact_either(crm, rep, client):
    await crm.given_deal(rep, client_id=client.id)
    step = NextStep("отправить скидку", Deadline(crm.now - HOUR))

    with pytest.raises(NextStepInPast):
        await crm.log_interaction(rep, a_call(client, next_step=step))

    assert await entries(crm, rep, client) == []


async def test_a_second_tap_plans_no_second_draft(crm, rep, client):
    step = NextStep("отправить скидку", Deadline(crm.now + timedelta(days=2)))
    new = a_call(client, once="tap:1", next_step=step)

    await crm.log_interaction(rep, new)
    again = await crm.log_interaction(rep, new)

    assert (again.step_of, again.task_id) == (None, None)


async def test_the_author_corrects_it_within_a_day_and_history_keeps_both(crm, rep, client):
    kept = await logged(crm, rep, a_call(client, words="ждут скидку"))
    crm.now += 23 * HOUR

    changed = await crm.correct_interaction(
        rep, kept.id, Correction(kind=InteractionKind.MEETING, words="договорились"), version=1
    )

    assert (changed.kind, changed.through, changed.words, changed.version) == (
        InteractionKind.MEETING,
        Through.IN_PERSON,
        "договорились",
        2,
    )
    kinds = [entry.kind for entry in await entries(crm, rep, client)]
    assert kinds == ["interaction_corrected", "interaction"]


async def test_their_boss_corrects_it_and_a_colleague_does_not(crm, rep, client, lead):
    kept = await logged(crm, rep, a_call(client))
    boss = await crm.actor(lead)
    manager = await crm.actor(await crm.given_person("Мария", "manager"))
    change = Correction(words="говорили о цене")

    changed = await crm.correct_interaction(boss, kept.id, change, version=1)
    with pytest.raises(InteractionOfOthers):
        await crm.correct_interaction(manager, kept.id, Correction(words="иначе"), version=2)

    assert changed.words == "говорили о цене"
    assert not (await crm.view_interaction(manager, kept.id)).may_correct


async def test_after_a_day_it_stays_as_it_is(crm, rep, client):
    kept = await logged(crm, rep, a_call(client))
    crm.now += timedelta(hours=24, seconds=1)

    with pytest.raises(InteractionTooOld):
        await crm.correct_interaction(rep, kept.id, Correction(words="поздно"), version=1)

    assert not (await crm.view_interaction(rep, kept.id)).may_correct


async def test_a_button_of_an_older_card_changes_nothing(crm, rep, client):
    kept = await logged(crm, rep, a_call(client))
    await crm.correct_interaction(rep, kept.id, Correction(words="раз"), version=1)

    with pytest.raises(InteractionChanged):
        await crm.correct_interaction(rep, kept.id, Correction(words="два"), version=1)


async def test_it_cannot_be_moved_to_after_it_was_noted(crm, rep, client):
    kept = await logged(crm, rep, a_call(client))
    crm.now += 2 * HOUR

    with pytest.raises(InteractionInFuture):
        await crm.correct_interaction(rep, kept.id, Correction(at=kept.at + HOUR), version=1)


async def test_files_are_added_each_once(crm, rep, client):
    kept = await logged(crm, rep, a_call(client))
    voice = FiledMessage(FiledKind.VOICE, "voice-1")

    for filed in (PHOTO, voice, PHOTO):
        await crm.file_to_interaction(rep, kept.id, filed)

    assert (await crm.view_interaction(rep, kept.id)).view.files == (PHOTO, voice)


async def test_the_last_of_some_kinds_that_reached_somebody_are_found(crm, rep, client):
    crm.now += timedelta(days=4)
    for days, kind, result in (
        (3, InteractionKind.CALL, InteractionResult.REACHED),
        (2, InteractionKind.MEETING, InteractionResult.REACHED),
        (1, InteractionKind.EMAIL, InteractionResult.REACHED),
        (0, InteractionKind.CALL, InteractionResult.NO_ANSWER),
    ):
        at = crm.now - timedelta(days=days)
        await logged(crm, rep, NewInteraction(kind, client.id, at=at, result=result))

    reached = await last(crm, client, InteractionKind.CALL, InteractionKind.MEETING)
    tried = await last(crm, client, InteractionKind.CALL, limit=1, only_reached=False)

    assert [one.kind for one in reached] == [InteractionKind.MEETING, InteractionKind.CALL]
    assert [one.result for one in tried] == [InteractionResult.NO_ANSWER]


async def test_a_client_s_contacts_come_latest_first_in_pages_by_kind(crm, rep, client):
    crm.now += timedelta(days=1)
    for minutes in range(5):
        await logged(crm, rep, a_call(client, at=crm.now - timedelta(minutes=minutes)))
    await logged(crm, rep, NewInteraction(InteractionKind.EMAIL, client.id))

    _, calls, page = await crm.list_interactions(
        rep, client.id, [InteractionKind.CALL], offset=0, size=3
    )
    _, everything, all_pages = await crm.list_interactions(rep, client.id, offset=0, size=8)

    assert [view.interaction.at for view in calls] == [
        crm.now - timedelta(minutes=minutes) for minutes in range(3)
    ]
    assert (page.total, all_pages.total, len(everything)) == (5, 6, 6)


async def test_one_in_a_deal_of_others_is_not_seen(crm, rep, client, lead):
    other = await crm.given_person("Пётр")
    deal = await crm.given_deal(other, client_id=client.id)
    boss = await crm.actor(await crm.given_person("Мария", "manager"))
    kept = await logged(crm, boss, a_call(client, deal_id=deal.id))

    _, seen, page = await crm.list_interactions(rep, client.id, offset=0, size=8)

    assert (list(seen), page.total) == ([], 0)
    with pytest.raises(NotFound):
        await crm.view_interaction(rep, kept.id)


async def test_every_write_is_audited(crm, rep, client):
    with by(rep):
        kept = await logged(crm, rep, a_call(client, files=(PHOTO,)))
        await crm.correct_interaction(rep, kept.id, Correction(words="раз"), version=1)

    rows = await crm.audit("interactions", kept.id)

    assert [(row.actor_id, row.channel) for row in rows] == [(rep.id, "telegram")] * 2


async def test_the_clients_one_last_spoke_to_are_offered_first(crm, rep, client):
    other = await crm.given_client(rep, "Лютик")
    await logged(crm, rep, a_call(client))
    crm.now += HOUR
    await logged(crm, rep, a_call(other))

    offered = await crm.list_recent_clients(rep)

    assert [one.name for one in offered] == ["Лютик", "Ромашка"]


async def test_a_client_s_history_is_narrowed_to_a_part_and_counted_so(crm, rep, client):
    await logged(crm, rep, a_call(client))
    await crm.add_client_note(rep, client.id, "заметка")

    _, contacts, page, _ = await crm.view_client_timeline(
        rep, client.id, HistoryPart.CONTACTS, offset=0, size=8
    )
    _, everything, whole, _ = await crm.view_client_timeline(rep, client.id, offset=0, size=8)

    assert [entry.kind for entry in contacts] == ["interaction"]
    assert (page.total, whole.total, len(everything)) == (1, 2, 2)


async def test_words_that_are_added_stand_under_those_before(crm, rep, client):
    kept = await logged(crm, rep, a_call(client, words="ждут скидку"))

    changed = await crm.correct_interaction(
        rep, kept.id, Correction(more_words="и договор"), version=None
    )

    assert changed.words == "ждут скидку\nи договор"


async def test_what_is_told_is_looked_up_among_the_clients_that_the_actor_sees(crm, rep, client):
    await crm.given_client(rep, "Ромашка Плюс")
    berlin = await crm.given_branch("Берлин")
    await crm.given_client(await crm.given_person("Карл", branch=berlin), "Василёк")

    exact = await crm.read_contact(rep, "позвонил Ромашке")
    unseen = await crm.read_contact(rep, "позвонил Васильку")

    assert [line.name for line in exact.clients] == ["Ромашка"]
    assert unseen.clients == ()


async def test_a_client_is_found_by_the_person_there_who_is_kept_with_the_contact(crm, rep, client):
    async with crm.transaction() as uow:
        contact_id = await uow.clients.add_contact(client.id, "Иванов Пётр", None, crm.now)

    read = await crm.read_contact(rep, "встретился с Ивановым")
    place = await crm.view_contact_place(rep, read.clients[0].id, contact=read.said.client.text)

    assert [line.name for line in read.clients] == ["Ромашка"]
    assert place.contact_id == contact_id


async def test_a_phone_and_a_task_tell_of_no_contact(crm, rep):
    assert await crm.read_contact(rep, "+7 999 123-45-67") is None
    assert await crm.read_contact(rep, "позвонить Ромашке завтра") is None


async def test_who_corrects_waits_for_the_client_before_the_contact(crm, rep, client):
    kept = await logged(crm, rep, a_call(client))

    async with crm.begin() as first:
        await first.clients.get(client.id, rep.scope)
        change = Correction(words="ждут образцы")
        correcting = asyncio.create_task(
            crm.correct_interaction(rep, kept.id, change, version=None)
        )
        await crm.somebody_waits()
        await first.interactions.get(kept.id, rep.scope)
        await first.commit()

    assert (await correcting).words == "ждут образцы"
