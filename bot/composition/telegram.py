"""The way to Telegram, within its limits."""

from collections.abc import Callable
from typing import Final

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from bot.bot_api import BotApiSession
from bot.delivery.throttle import RequestBudget, RequestThrottle
from bot.updates.callback_answers import NoteCallbackAnswers

ANSWER_SECONDS: Final = 30.0
"""How long Telegram is waited for: shorter than an update may take, so that one that hangs is known
for what it is. What takes longer to send says so.
"""


def make_bot(
    token: str,
    bot_api_url: str,
    budget: RequestBudget,
    on_flood: Callable[[float], None] = lambda _seconds: None,
) -> Bot:
    """A bot on any server that speaks the Bot API, within Telegram's limits."""
    session = BotApiSession(api=TelegramAPIServer.from_base(bot_api_url), timeout=ANSWER_SECONDS)
    session.middleware(RequestThrottle(budget, on_flood))
    session.middleware(NoteCallbackAnswers())
    # HTML throughout: texts escape every value by construction (bot/texts.py).
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
