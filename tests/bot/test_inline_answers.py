"""What is answered where nothing is found out: above the field, and never into a chat."""

import json
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Update

from bot.apologies import apologise, ask_to_slow_down
from bot.inline.answers import LONGEST_BUTTON, answer_with_words
from tests.bot.updates_stand_in import TOKEN, Telegram, telegram

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.fixture
async def stand_in() -> AsyncIterator[Telegram]:
    async with telegram() as made:
        yield made


@pytest.fixture
async def update(stand_in: Telegram) -> AsyncIterator[Update]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(stand_in.origin))
    async with Bot(TOKEN, session=session) as bot:
        person = {"id": 7, "is_bot": False, "first_name": "A", "language_code": "en"}
        query = {"id": "5", "from": person, "query": "acme", "offset": ""}
        raw = {"update_id": 1, "inline_query": query}
        yield Update.model_validate(raw, context={"bot": bot})


def said(stand_in: Telegram) -> str:
    """The words of the one button that was shown, to who asked and only this time."""
    ((method, fields),) = stand_in.calls
    assert (method, fields["inline_query_id"], fields["results"]) == (
        "answerInlineQuery",
        "5",
        "[]",
    )
    assert (fields["is_personal"], fields["cache_time"]) == ("true", "0")
    button = json.loads(fields["button"])
    assert button.pop("start_parameter") == "hello"
    return str(button["text"])


async def test_what_broke_is_apologised_for(stand_in: Telegram, update: Update):
    await apologise(update)

    assert said(stand_in).startswith("Something broke on our side.")


async def test_who_floods_is_asked_to_slow_down(stand_in: Telegram, update: Update):
    await ask_to_slow_down(update, 9.5)

    assert said(stand_in).startswith("That is too much at once")


async def test_long_words_are_cut(stand_in: Telegram, update: Update):
    await answer_with_words(update.inline_query, "very\n" * 100)

    assert len(said(stand_in)) <= LONGEST_BUTTON


async def test_an_answer_that_comes_too_late_is_no_error(stand_in: Telegram, update: Update):
    stand_in.refusals["answerInlineQuery"] = [(400, TOO_OLD), (400, "Bad Request: RESULT_X")]

    await answer_with_words(update.inline_query, "Nobody")
    with pytest.raises(TelegramBadRequest, match="RESULT_X"):
        await answer_with_words(update.inline_query, "Nobody")
