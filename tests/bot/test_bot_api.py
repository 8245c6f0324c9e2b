"""What the way to Telegram makes of answers that are none of Telegram's own."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.methods import GetMe
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.bot_api import BotApiSession
from bot.composition.telegram import make_bot
from bot.delivery.throttle import RequestBudget
from bot.updates.intake import HANDLING_SECONDS, let_go_of

PAGE = "<html><title>502 Bad Gateway</title></html>"


@pytest.fixture
def bot():
    return Bot("42:secret", session=BotApiSession())


@pytest.mark.parametrize("status", [500, 502, 504])
def test_the_page_of_a_balancer_is_a_server_that_is_away(bot, status):
    with pytest.raises(TelegramServerError, match=str(status)):
        bot.session.check_response(bot, GetMe(), status, PAGE)


def test_a_page_in_place_of_an_answer_that_went_well_cannot_be_read(bot):
    with pytest.raises(ClientDecodeError):
        bot.session.check_response(bot, GetMe(), 200, PAGE)


async def test_what_every_tap_sends_waits_no_longer_than_everything_else():
    silence = asyncio.Event()

    async def keep_silent(_request: web.Request) -> web.Response:
        await silence.wait()
        return web.Response()

    app = web.Application()
    app.router.add_post("/{method:.*}", keep_silent)
    async with TestServer(app) as server:
        api = TelegramAPIServer.from_base(str(server.make_url("/")))
        async with Bot("42:secret", session=BotApiSession(api=api, timeout=0.01)) as bot:
            with pytest.raises(TelegramNetworkError):
                await bot(let_go_of("1"))
        silence.set()


def test_telegram_is_given_up_before_the_update_is():
    made = make_bot("42:secret", "https://api.telegram.org", RequestBudget())

    assert made.session.timeout < HANDLING_SECONDS
