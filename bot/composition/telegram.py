"""The way to Telegram, within its limits."""

from collections.abc import Callable

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from bot.delivery.throttle import RequestBudget, RequestThrottle
from bot.updates.callback_answers import NoteCallbackAnswers


class BotApiSession(AiohttpSession):
    """Closes at once where there is no TLS whose end must be waited for, as with a local server."""

    async def close(self) -> None:
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()


def make_bot(
    token: str,
    bot_api_url: str,
    budget: RequestBudget,
    on_flood: Callable[[float], None] = lambda _seconds: None,
) -> Bot:
    """A bot on any server that speaks the Bot API, within Telegram's limits."""
    session = BotApiSession(api=TelegramAPIServer.from_base(bot_api_url))
    session.middleware(RequestThrottle(budget, on_flood))
    session.middleware(NoteCallbackAnswers())
    # HTML throughout: texts escape every value by construction (bot/texts.py).
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
