from typing import cast

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.updates.progress import current_progress

TOO_LATE = "query is too old"

logger = structlog.get_logger(__name__)


class NoteCallbackAnswers(BaseRequestMiddleware):
    """Notes which callbacks a handler has answered, for whoever answers the rest.

    Goes on the bot's session: handlers, dialogs and error handlers all pass there. An answer that
    comes too late is no error: after an outage the tap still has its effect. Nor is one that
    Telegram does not take: what is shown besides, and a form's step, must not be lost with it.
    """

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if not isinstance(method, AnswerCallbackQuery):
            return await make_request(bot, method)
        current_progress().answered_callbacks.add(method.callback_query_id)
        try:
            return await make_request(bot, cast("TelegramMethod[TelegramType]", method))
        except TelegramBadRequest as refusal:
            if TOO_LATE not in refusal.message.lower():
                raise
            logger.info("callback answered too late")
        except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter) as error:
            logger.warning("callback not answered", error=type(error).__name__)
        return cast("Response[TelegramType]", Response[bool](ok=True, result=False))
