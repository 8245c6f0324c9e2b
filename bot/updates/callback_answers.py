from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.updates.progress import current_progress


class NoteCallbackAnswers(BaseRequestMiddleware):
    """Notes which callbacks a handler has answered, for whoever answers the rest.

    Goes on the bot's session: handlers, dialogs and error handlers all pass there.
    """

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if isinstance(method, AnswerCallbackQuery):
            current_progress().answered_callbacks.add(method.callback_query_id)
        return await make_request(bot, method)
