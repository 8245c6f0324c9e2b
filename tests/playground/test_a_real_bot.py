"""A small aiogram bot lives in the playground as it would in Telegram."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandObject, CommandStart
from aiogram.methods import SendMessage
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.playground.server import Playground
from tests.person import Person
from tests.playground.conftest import TOKEN

SECRET = "s3cret"


def a_dispatcher() -> Dispatcher:
    router = Router()

    @router.message(CommandStart())
    async def started(message: Message, command: CommandObject) -> None:
        keyboard = InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="Принято ✅", callback_data="accept:1")]]
        )
        await message.answer(
            f"<b>Оферта</b> {command.args or ''}", parse_mode="HTML", reply_markup=keyboard
        )

    @router.callback_query(F.data == "accept:1")
    async def accepted(query: CallbackQuery) -> None:
        await query.answer("Готово", show_alert=True)
        assert isinstance(query.message, Message)
        await query.message.edit_text("Оферта принята")

    @router.message(F.document)
    async def file_came(message: Message, bot: Bot) -> None:
        assert message.document is not None
        content = await bot.download(message.document)
        assert content is not None
        echo = BufferedInputFile(content.read()[::-1], "back.txt")
        await message.reply_document(echo, caption=message.caption)

    @router.message(F.text == "телефон")
    async def phone_asked(message: Message) -> None:
        key = KeyboardButton(text="Мой номер", request_contact=True)
        await message.answer("Нажмите", reply_markup=ReplyKeyboardMarkup(keyboard=[[key]]))

    @router.message(F.contact)
    async def contact_came(message: Message) -> None:
        assert message.contact is not None
        await message.answer(f"Записал {message.contact.first_name}")

    @router.message(F.text)
    async def text_came(message: Message) -> SendMessage:
        return message.answer(f"Эхо: {message.text}")

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    return dispatcher


@pytest.fixture
async def aiogram_bot(playground: Playground) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(playground.origin))
    bot = Bot(TOKEN, session=session)
    yield bot
    await bot.session.close()


@pytest.fixture
async def polling_bot(aiogram_bot: Bot) -> AsyncIterator[Bot]:
    dispatcher = a_dispatcher()
    polling = asyncio.create_task(
        dispatcher.start_polling(aiogram_bot, handle_signals=False, close_bot_session=False)
    )
    yield aiogram_bot
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling


@pytest.fixture
async def webhook_bot(aiogram_bot: Bot) -> AsyncIterator[Bot]:
    app = web.Application()
    SimpleRequestHandler(
        a_dispatcher(), aiogram_bot, handle_in_background=False, secret_token=SECRET
    ).register(app, "/hook")
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    await aiogram_bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token=SECRET)
    yield aiogram_bot
    await aiogram_bot.delete_webhook()
    await runner.cleanup()


@pytest.fixture(params=["polling_bot", "webhook_bot"])
def running_bot(request: pytest.FixtureRequest) -> Bot:
    bot: Bot = request.getfixturevalue(request.param)
    return bot


async def test_a_deep_link_opens_a_card_and_a_tap_edits_it(running_bot: Bot, rep: Person) -> None:
    await rep.starts("offer-7")
    card = await rep.sees("Оферта offer-7")

    answer = await rep.taps("Принято")

    assert answer["text"] == "Готово"
    assert answer["show_alert"] is True
    edited = await rep.sees("Оферта принята")
    assert edited["message_id"] == card["message_id"]
    assert await rep.buttons(edited) == []


async def test_a_file_goes_to_the_bot_and_back(running_bot: Bot, rep: Person) -> None:
    sent = await rep.sends_file(b"abc", "list.txt", caption="прайс")

    back = await rep.sees_file("back.txt")

    assert await rep.file(back) == b"cba"
    assert back["caption"] == "прайс"
    assert back["reply_to_message"]["message_id"] == sent["message_id"]


async def test_a_key_shares_the_persons_own_number(running_bot: Bot, rep: Person) -> None:
    await rep.sends("телефон")

    await rep.taps("Мой номер")

    await rep.sees("Записал Анна")


async def test_a_method_in_the_handlers_result_is_carried_out(
    running_bot: Bot, rep: Person
) -> None:
    await rep.sends("привет")

    await rep.sees("Эхо: привет")


async def test_the_idle_wait_sees_all_that_the_bot_says(running_bot: Bot, rep: Person) -> None:
    await rep.sends("раз")

    await rep.does_not_see("Эхо: два")

    assert (await rep.last())["text"] == "Эхо: раз"
