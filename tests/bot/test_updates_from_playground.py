"""The same poller and webhook against the playground, which answers as Telegram does."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import web

from bot.health import serve
from bot.playground.clock import MovableClock
from bot.playground.personas import Persona
from bot.playground.server import Playground
from bot.updates.pauses import Pauses
from bot.updates.polling import Poller, allowed_updates
from bot.updates.webhook import Webhook
from tests.bot.updates_stand_in import NOW, TOKEN, BotUnderTest
from tests.person import Person

BUTTON = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Accepted", callback_data="accepted")]]
)


class At:
    def __init__(self, origin):
        self.origin = origin


@pytest.fixture
async def under_test(engine, as_owner):
    playground = Playground(
        token=TOKEN,
        bot_username="naparnik_bot",
        personas=[Persona("rep", 1001, "Anna", "rep")],
        clock=MovableClock(real=lambda: NOW),
    )
    bot = BotUnderTest(At(await playground.start()), engine)
    await bot.effects.create()

    async def keep(message):
        await bot.effects.commit(message.text)
        await message.answer(f"kept {message.text}", reply_markup=BUTTON)

    async def accept(query):
        await query.answer("noted")
        await bot.effects.commit(query.data)

    bot.on_message(keep)
    bot.on_tap(accept)
    yield bot
    await bot.bot.session.close()
    await playground.stop()


@asynccontextmanager
async def polled(bot):
    poller = Poller(
        bot.intake,
        allowed_updates(bot.dispatcher),
        long_poll_seconds=1,
        patience_seconds=0.01,
        pauses=Pauses(first_seconds=0.01, longest_seconds=0.05),
    )
    running = asyncio.create_task(poller.run())
    yield
    poller.stop()
    await running


@asynccontextmanager
async def delivered(bot):
    app = web.Application()
    webhook = Webhook(bot.intake, "a-secret")
    webhook.add_to(app, "/telegram")
    runner = await serve(app, "127.0.0.1", 0)
    url = "http://{}:{}/telegram".format(*runner.addresses[0])
    await webhook.announce(url, allowed_updates(bot.dispatcher))
    yield
    await bot.bot.delete_webhook()
    await runner.cleanup()


@pytest.mark.parametrize("bringing", [polled, delivered])
async def test_what_a_person_does_has_its_effect_once_though_it_comes_twice(under_test, bringing):
    async with (
        bringing(under_test),
        Person(under_test.telegram.origin, "rep") as rep,
    ):
        await rep.starts("invitation")
        await rep.orders_fault("repeat_update")
        await rep.sends("one")
        await rep.sees("kept one")
        answer = await rep.taps("Accepted")
        await rep.does_not_see("broke")

    assert answer["text"] == "noted"
    assert await under_test.effects.all() == ["/start invitation", "accepted", "one"]


async def test_what_a_person_did_while_telegram_was_away_is_done_afterwards(under_test):
    async with polled(under_test), Person(under_test.telegram.origin, "rep") as rep:
        await rep.starts("invitation")
        await rep.orders_fault("outage")
        await rep.sends("one")
        await rep.ends_faults()
        await rep.sees("kept one")

    assert await under_test.effects.all() == ["/start invitation", "one"]
