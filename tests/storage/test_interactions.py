"""Contacts with clients are logged once and corrected for a day, in a real database."""

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
from tests.builders import utc
from tests.crm import by
from tests.interactions_world import (
    HOUR,
    PHOTO,
    a_call,
    client,
    entries,
    lead,
    logged,
    rep,
)

__all__ = ["client", "lead", "rep"]


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


async def test_every_write_is_audited(crm, rep, client):
    with by(rep):
        kept = await logged(crm, rep, a_call(client, files=(PHOTO,)))
        await crm.correct_interaction(rep, kept.id, Correction(words="раз"), version=1)

    rows = await crm.audit("interactions", kept.id)

    assert [(row.actor_id, row.channel) for row in rows] == [(rep.id, "telegram")] * 2


async def test_words_that_are_added_stand_under_those_before(crm, rep, client):
    kept = await logged(crm, rep, a_call(client, words="ждут скидку"))

    changed = await crm.correct_interaction(
        rep, kept.id, Correction(more_words="и договор"), version=None
    )

    assert changed.words == "ждут скидку\nи договор"


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
