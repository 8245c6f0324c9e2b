"""What the way to Telegram makes of answers that are none of Telegram's own."""

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramServerError
from aiogram.methods import GetMe

from bot.bot_api import BotApiSession

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
