"""Requests to the Bot API, as light as what they carry."""

import json
import re
from functools import partial
from http import HTTPStatus
from typing import Any, Final, cast

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.enums import ParseMode
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    Response,
    SendMessage,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout
from pydantic import BaseModel

JSON_HEADERS: Final = {"Content-Type": "application/json"}
TAKEN: Final = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')
"""How an answer begins that says so: what comes after it nobody asks for."""


class PutText(EditMessageText):
    """A message's new text, of which nobody asks more than whether it was taken."""

    @classmethod
    def of(
        cls, chat_id: int, message_id: int, html: str, keyboard: dict[str, Any] | None
    ) -> "PutText":
        """Made of our own values, which the library need not check; every field has its own."""
        return cls.model_construct(
            business_connection_id=None,
            chat_id=chat_id,
            message_id=message_id,
            inline_message_id=None,
            text=html,
            parse_mode=ParseMode.HTML,
            entities=None,
            link_preview_options=None,
            reply_markup=cast("Any", keyboard),
            rich_message=None,
            disable_web_page_preview=None,
        )


class SayText(SendMessage):
    """A new message."""

    @classmethod
    def of(
        cls, chat_id: int, html: str, keyboard: dict[str, Any] | None, *, silently: bool
    ) -> "SayText":
        """As ``PutText``; what is not named here is nothing."""
        unsaid: dict[str, Any] = dict.fromkeys(cls.model_fields)
        return cls.model_construct(
            **unsaid
            | {
                "chat_id": chat_id,
                "text": html,
                "parse_mode": ParseMode.HTML,
                "disable_notification": silently,
                "reply_markup": keyboard,
            }
        )


ANSWERED_WITH_TRUE: Final = (AnswerCallbackQuery, PutText)
SENT_AS_JSON: Final = (*ANSWERED_WITH_TRUE, SayText, SendMessage)


class BotApiSession(AiohttpSession):
    """The library's session, with a short way for what every tap and every line of words sends.

    Those requests go as JSON, which needs no encoding sign by sign; and where a tap's were taken,
    the answer is True, not the message once more. All others, and every refusal, are the library's.
    """

    async def close(self) -> None:
        """At once where there is no TLS whose end must be waited for, as with a local server."""
        if self.api.base.startswith("https:"):
            await super().close()
        elif self._session is not None:
            await self._session.close()

    async def __call__(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the library's
    ) -> TelegramType:
        """As the library does it, but for making each request's wrappers look like it."""
        go_on: Any = partial(self.make_request, timeout=timeout)
        for middleware in reversed(self.middleware):
            go_on = partial(middleware, go_on)
        return cast("TelegramType", await go_on(bot, method))

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the library's
    ) -> TelegramType:
        if type(method) not in SENT_AS_JSON:
            return await super().make_request(bot, method, timeout)
        client = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        body = json.dumps(fields_of(method, bot)).encode()
        patience = ClientTimeout(total=self.timeout if timeout is None else timeout)
        try:
            async with client.post(
                url, data=body, headers=JSON_HEADERS, timeout=patience
            ) as answer:
                said = await answer.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method, f"{type(error).__name__}: {error}") from error
        is_true = type(method) in ANSWERED_WITH_TRUE
        if is_true and answer.status == HTTPStatus.OK and TAKEN.match(said):
            return cast("TelegramType", True)
        words = said.decode(errors="replace")
        return cast("TelegramType", self.check_response(bot, method, answer.status, words).result)

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """The library's, but for the page of a balancer whose server is away: that is a server's
        failure as any other, which the library tells by its JSON alone.
        """
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            raise TelegramServerError(method, f"HTTP {status_code}") from error


def fields_of(method: BaseModel, bot: Bot) -> dict[str, Any]:
    """The fields that are set, of a request or of what is in it, as JSON has them."""
    given = ((name, _jsonable(value, bot)) for name, value in method.__dict__.items())
    return {name: value for name, value in given if value is not None}


def _jsonable(value: Any, bot: Bot) -> Any:
    if isinstance(value, Default):
        return _jsonable(bot.default[value.name], bot)
    if isinstance(value, BaseModel):
        return fields_of(value, bot)
    if isinstance(value, list):
        return [_jsonable(item, bot) for item in value]
    return value
