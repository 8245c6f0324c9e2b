import asyncio
from datetime import timedelta

import pytest

from bot.matters import ShowMatter
from bot.playground.bot_methods.desk import METHODS
from bot.playground.refusals import BadRequest
from bot.screens import Screen, show
from domain.delivery.model import Matter, Urgency
from domain.origin import Channel, Origin, acting_from
from storage.delivery.cards import SqlCards
from tests.person import a_photo
from tests.sending_world import FIRST_CHAT, anna, boris, chats, world

__all__ = ["anna", "boris", "chats", "world"]


async def test_a_notice_becomes_a_message_made_from_the_state_of_its_sending(world, anna):
    await world.given_notice(await world.given_person())
    world.offers.titles[1] = "КП Ромашке"

    await world.sender.drain()

    message = await anna.sees("КП Ромашке")
    assert await anna.buttons(message) == ["Принято"]
    [row] = await world.rows()
    assert (row.status, row.message_id) == ("sent", message["message_id"])


async def test_a_matter_settled_meanwhile_is_dropped(world, anna):
    await world.given_notice(await world.given_person())
    world.offers.titles[1] = None

    await world.sender.drain()

    assert await world.chat(anna) == []
    assert await world.outcomes() == ["settled_before"]


async def test_a_refresh_edits_the_shown_card_without_a_sound_also_at_night(world, anna):
    person = await world.given_person()
    await world.given_notice(person)
    await world.sender.drain()
    world.skip(hours=12)
    world.offers.titles[1] = "КП принято"

    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=None)
    await world.sender.drain()

    assert await world.chat(anna) == ["КП принято\nждёт ответа"]
    assert await world.outcomes() == ["rang", "edited"]


async def test_a_refresh_that_would_change_nothing_asks_nothing_of_telegram(world, anna):
    await world.given_notice(await world.given_person())
    await world.sender.drain()
    await anna.orders_fault("server_error", methods=["editMessageText"])

    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=None)
    await world.sender.drain()

    assert await world.outcomes() == ["rang", "unchanged"]


HISTORY = Screen("🕓 История")


async def given_refresh_while(world, anna, happens):
    """КП 1 has changed; ``happens`` is awaited with its message's id while the new card is made."""
    await world.given_notice(await world.given_person())
    await world.sender.drain()
    card = await anna.sees("КП 1")
    world.offers.titles[1] = "КП принято"
    world.offers.meanwhile = lambda: happens(card["message_id"])
    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=None)
    return card["message_id"]


async def test_what_a_tap_showed_in_the_cards_place_meanwhile_is_not_written_over(world, anna):
    async def opens_history(message_id):
        async with world.tapped(message_id) as query:
            await show(query, HISTORY)

    message_id = await given_refresh_while(world, anna, opens_history)

    await world.sender.drain()

    assert await world.chat(anna) == ["🕓 История"]
    assert await world.outcomes() == ["rang", "not_shown"]
    cards = SqlCards(world.engine)
    assert await cards.subject_of(FIRST_CHAT, message_id) == (Matter.OFFER, 1)


async def test_the_ledger_waits_for_a_tap_that_is_in_hand(world, anna):
    async def nothing(_message_id): ...

    message_id = await given_refresh_while(world, anna, nothing)
    world.offers.was_asked.clear()

    async with world.tapped(message_id) as query:
        sending = asyncio.create_task(world.sender.drain())
        await world.offers.was_asked.wait()
        await show(query, HISTORY)
    await sending

    assert await world.chat(anna) == ["🕓 История"]


async def test_a_card_that_a_tap_has_drawn_meanwhile_is_made_again(world, anna):
    async def is_drawn_anew(message_id):
        world.offers.titles[1] = "КП принято, счёт выставлен"
        async with world.tapped(message_id) as query:
            await shows_offer(world, query, "КП принято")

    await given_refresh_while(world, anna, is_drawn_anew)

    await world.sender.drain()

    assert await world.chat(anna) == ["КП принято, счёт выставлен\nждёт ответа"]


async def test_what_a_tap_had_no_time_left_to_draw_the_ledger_draws(world, anna):
    await world.given_notice(await world.given_person())
    await world.sender.drain()
    message_id = (await anna.sees("КП 1"))["message_id"]
    world.offers.titles[1] = "КП принято"

    async def changes_and_hangs():
        async with asyncio.timeout(None) as limit, world.tapped(message_id):
            with acting_from(Origin(Channel.TELEGRAM, 1, update_id=1)):
                async with world.ledger() as book:
                    await book.refresh(Matter.OFFER, 1, except_for=1)
            limit.reschedule(asyncio.get_running_loop().time())
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await changes_and_hangs()
    await world.sender.drain()

    assert await world.chat(anna) == ["КП принято\nждёт ответа"]


async def shows_offer(world, query, title):
    actor = await world.actors.get(1, now=world.clock())
    show_matter = ShowMatter({}, SqlCards(world.engine), world.clock)
    await show_matter.as_screen(query, actor, Matter.OFFER, 1, Screen(title))


async def test_a_reminder_leaves_what_is_looked_at_and_the_way_back_leads_to_one_card(world, anna):
    person = await world.given_person()
    await world.given_notice(person)
    await world.sender.drain()
    message_id = (await anna.sees("КП 1"))["message_id"]
    world.skip(hours=4)

    async def opens_history():
        async with world.tapped(message_id) as query:
            await show(query, HISTORY)

    world.offers.meanwhile = opens_history
    await world.given_notice(person)
    await world.sender.drain()
    reminded = await world.chat(anna)
    async with world.tapped(message_id) as query:
        await shows_offer(world, query, "КП 1 снова")

    assert reminded == ["🕓 История", "КП 1\nждёт ответа"]
    assert await world.chat(anna) == ["КП 1 снова"]
    assert [row.message_id for row in await world.cards()] == [message_id]


async def test_a_reminder_rings_again_at_the_foot_of_the_chat_and_the_old_card_goes(world, anna):
    person = await world.given_person()
    await world.given_notice(person)
    await world.sender.drain()
    first = await anna.sees("КП 1")
    world.skip(hours=4)

    await world.given_notice(person)
    await world.sender.drain()

    assert await world.chat(anna) == ["КП 1\nждёт ответа"]
    assert (await anna.sees("КП 1"))["message_id"] > first["message_id"]
    assert len(await world.cards()) == 1


async def test_the_same_card_before_their_eyes_does_not_ring_again(world, anna):
    person = await world.given_person()
    await world.given_notice(person)
    await world.sender.drain()
    first = await anna.sees("КП 1")
    world.skip(minutes=2)

    await world.given_notice(person)
    await world.sender.drain()

    assert (await anna.sees("КП 1"))["message_id"] == first["message_id"]
    assert await world.outcomes() == ["rang", "unchanged"]


async def test_an_old_card_that_cannot_be_deleted_becomes_one_line_without_buttons(
    world, anna, monkeypatch
):
    person = await world.given_person()
    await world.given_notice(person)
    await world.sender.drain()
    old = await anna.sees("КП 1")
    world.skip(hours=50)
    monkeypatch.setitem(METHODS, "deleteMessage", refuse_as_older_than_48_hours)

    await world.given_notice(person)
    await world.sender.drain()

    texts = await world.chat(anna)
    assert texts == ["⬇️ Обновлено: смотрите ниже.", "КП 1\nждёт ответа"]
    messages = {message["message_id"]: message for message in await anna.messages()}
    assert await anna.buttons(messages[old["message_id"]]) == []


async def refuse_as_older_than_48_hours(_desk, _call):
    raise BadRequest("message can't be deleted for everyone")


async def test_what_came_in_quiet_hours_is_one_summary_in_the_morning(world, anna):
    person = await world.given_person()
    world.skip(hours=9)  # 21:00
    for matter_id in (1, 2, 3):
        await world.given_notice(person, matter_id=matter_id)
    await world.sender.drain()
    at_night = await world.chat(anna)
    world.offers.titles[2] = None
    world.skip(hours=11)  # 08:00

    await world.sender.drain()

    assert at_night == []
    assert await world.chat(anna) == ["📬 Для вас 2 сообщения\n1. КП 1\n2. КП 3"]
    assert await world.outcomes() == ["in_summary", "settled_before", "in_summary", "rang"]


async def test_a_single_held_matter_comes_as_its_own_card(world, anna):
    person = await world.given_person()
    world.skip(hours=9)
    await world.given_notice(person)
    await world.sender.drain()
    world.skip(hours=11)

    await world.sender.drain()

    message = await anna.sees("КП 1")
    assert await anna.buttons(message) == ["Принято"]
    assert [card.message_id for card in await world.cards()] == [message["message_id"]]


async def test_what_can_wait_is_joined_with_what_comes_within_a_quarter_of_an_hour(world, anna):
    person = await world.given_person()
    await world.given_notice(person, matter_id=1, urgency=Urgency.BATCH)
    await world.sender.drain()
    world.skip(minutes=10)
    await world.given_notice(person, matter_id=2, urgency=Urgency.BATCH)
    await world.sender.drain()
    before = await world.chat(anna)
    world.skip(minutes=5)

    await world.sender.drain()

    assert before == []
    assert await world.chat(anna) == ["📬 Для вас 2 сообщения\n1. КП 1\n2. КП 2"]


async def test_the_thirteenth_of_a_day_waits_for_the_digest(world, anna):
    person = await world.given_person()
    world.next_digest_at = world.clock() + timedelta(hours=2)
    for matter_id in range(1, 15):
        await world.given_notice(person, matter_id=matter_id)
    await world.sender.drain()
    rung = len(await world.chat(anna))
    world.skip(hours=2)
    world.digest = Screen("<b>Сводка дня</b>")
    await world.given_notice(person, kind="digest", matter=Matter.DIGEST, matter_id=person)

    await world.sender.drain()

    assert rung == 12
    last = (await world.chat(anna))[-1]
    assert last == "Сводка дня\n\n📬 И ещё накопилось\n1. КП 13\n2. КП 14"


async def test_an_empty_digest_is_not_sent(world, anna):
    person = await world.given_person()
    await world.given_notice(person, kind="digest", matter=Matter.DIGEST, matter_id=person)

    await world.sender.drain()

    assert await world.chat(anna) == []


async def test_a_picture_card_is_edited_into_a_text_silently(world, anna):
    person = await world.given_person()
    world.offers.photos[1] = a_photo()
    await world.given_notice(person)
    await world.sender.drain()
    del world.offers.photos[1]

    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=None)
    await world.sender.drain()

    [message] = [m for m in await anna.messages() if m["from"]["is_bot"]]
    assert "photo" not in message
    assert message["text"] == "КП 1\nждёт ответа"
