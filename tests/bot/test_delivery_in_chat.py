"""What people do with what the ledger sent, through the real dispatcher."""

import asyncio
from contextlib import asynccontextmanager, suppress

import pytest
from aiogram import Dispatcher, Router
from aiogram.types import CallbackQuery, Message

from bot.delivery import handlers
from bot.delivery.makers import Makers
from bot.screens import Button, Document, Screen, show
from bot.texts import texts_for
from bot.updates.middleware import ActorMiddleware, install
from domain.delivery.model import Matter
from domain.delivery.use_cases import NotePersonBlocked, NotePersonReachable
from storage.delivery.cards import SqlCards
from storage.processed_updates import SqlProcessedUpdates
from tests.person import a_photo
from tests.sending_world import anna, chats, world

__all__ = ["anna", "chats", "world"]


@asynccontextmanager
async def listening(world, *routers: Router):
    dispatcher = Dispatcher(
        outbox=world.outbox,
        makers=Makers(by_matter={Matter.OFFER: world.offers.card}),
        cards=SqlCards(world.engine),
        clock=world.clock,
        note_person_blocked=NotePersonBlocked(world.begin, world.clock),
        note_person_reachable=NotePersonReachable(world.begin),
    )
    install(
        dispatcher,
        ActorMiddleware(
            actors=world.actors,
            processed_updates=SqlProcessedUpdates(world.engine),
            clock=world.clock,
            texts_for=texts_for,
            stranger=lambda *_: asyncio.sleep(0),
        ),
    )
    dispatcher.include_routers(handlers.router(), *routers)
    polling = asyncio.create_task(
        dispatcher.start_polling(
            world.a_bot(),
            handle_signals=False,
            close_bot_session=False,
            handle_as_tasks=False,
        )
    )
    yield
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling


async def given_summary(world, person):
    world.skip(hours=9)
    for matter_id in (1, 2):
        await world.given_notice(person, matter_id=matter_id)
    await world.sender.drain()
    world.skip(hours=11)
    await world.sender.drain()


async def test_a_matter_of_a_summary_opens_under_it_as_its_card(world, anna):
    await given_summary(world, await world.given_person())

    async with listening(world):
        await anna.taps("📬 2")
        card = await anna.sees("КП 2")
        await anna.waits_for_idle_bot()

    assert await anna.buttons(card) == ["Принято"]
    assert (await world.chat(anna))[0].startswith("📬 Для вас 2 сообщения")
    assert [row.message_id for row in await world.cards()] == [card["message_id"]]


async def test_a_matter_opened_twice_has_one_card(world, anna):
    await given_summary(world, await world.given_person())

    async with listening(world):
        await anna.taps("📬 2")
        first = await anna.sees("ждёт ответа")
        await anna.taps("📬 2")
        await anna.sees("ждёт ответа", newer_than=first)
        await anna.waits_for_idle_bot()

    assert (await world.chat(anna))[1:] == ["КП 2\nждёт ответа"]


async def test_a_matter_settled_since_says_so(world, anna):
    await given_summary(world, await world.given_person())
    world.offers.titles[2] = None

    async with listening(world):
        answer = await anna.taps("📬 2")

    assert answer["text"] == "Здесь уже всё решено."


async def test_anothers_notice_cannot_be_opened(world, anna):
    person, other = await world.given_person(), await world.given_person()
    await given_summary(world, person)
    await world.given_notice(other, matter_id=77)
    [foreign] = await world.rows(recipient_id=other)
    summary = await anna.sees("Для вас")

    async with listening(world):
        answer = await anna.taps_data(summary, f"notice:{foreign.id}", forged=True)

    assert answer["text"] == "Здесь уже всё решено."


async def test_who_stops_the_bot_is_noted_at_once_and_unmarked_when_they_return(world, anna):
    await world.given_person()

    async with listening(world):
        await anna.blocks_bot()
        await anna.waits_for_idle_bot()
        await world.given_notice(1)
        await world.sender.drain()
        stopped = await world.outcomes()
        await anna.unblocks_bot()
        await anna.waits_for_idle_bot()
    await world.given_notice(1, matter_id=2)
    await world.sender.drain()

    assert stopped == ["blocked"]
    assert await world.chat(anna) == ["КП 2\nждёт ответа"]


SCREENS = {
    "text": Screen("<b>текст</b>", ((Button("→ photo", "photo"), Button("→ file", "file")),)),
    "photo": Screen(
        "картинка", ((Button("→ text", "text"), Button("→ file", "file")),), photo=a_photo()
    ),
    "file": Screen(
        "файл", ((Button("→ text", "text"),),), document=Document("board.csv", b"a;b\n")
    ),
    "long": Screen("\n".join(f"строка {number}" for number in range(1000))),
}


def walking() -> Router:
    router = Router()

    async def asked(message: Message) -> None:
        await show(message, SCREENS[message.text])

    async def tapped(query: CallbackQuery) -> None:
        await query.answer()
        await show(query, SCREENS[query.data])

    router.message.register(asked)
    router.callback_query.register(tapped)
    return router


@pytest.mark.parametrize(
    ("start", "button", "words", "stays"),
    [
        ("text", "→ photo", "картинка", True),
        ("text", "→ file", "файл", True),
        ("photo", "→ file", "файл", True),
        ("photo", "→ text", "текст", False),
        ("file", "→ text", "текст", False),
    ],
)
async def test_a_screen_takes_the_place_of_the_one_tapped(world, anna, start, button, words, stays):
    await world.given_person()

    async with listening(world, walking()):
        await anna.sends(start)
        first = await anna.sees_button(button)
        await anna.taps(button)
        after = await anna.sees(words)
        await anna.waits_for_idle_bot()

    assert (after["message_id"] == first["message_id"]) is stays
    assert await world.chat(anna) == [words]


async def test_the_same_screen_again_is_no_error(world, anna):
    await world.given_person()

    async with listening(world, walking()):
        await anna.sends("file")
        await anna.sees("файл")
        await anna.taps("→ text")
        shown = await anna.sees("текст")
        await anna.taps_data(shown, "text", forged=True)
        await anna.waits_for_idle_bot()

    assert await world.chat(anna) == ["текст"]


async def test_an_over_long_screen_is_cut_after_a_whole_line(world, anna):
    await world.given_person()

    async with listening(world, walking()):
        await anna.sends("long")
        message = await anna.sees("строка 0")

    assert len(message["text"]) <= 4096
    assert message["text"].splitlines()[-1] == "…"
    assert message["text"].splitlines()[-2].startswith("строка ")
