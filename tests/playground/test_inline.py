"""Inline queries: asked by people, answered by the bot, as Telegram has them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.playground.server import Playground
from tests.messages import Json
from tests.person import Person, PlaygroundRefused
from tests.playground.bot_api_spec import problems_of_call, problems_of_update
from tests.playground.conftest import BotApi

BUTTON = {"text": "Открыть", "url": "https://t.me/naparnik_bot?start=client_1"}


def article(result_id: str = "1", **more: Any) -> Json:
    return {
        "type": "article",
        "id": result_id,
        "title": "Ромашка",
        "input_message_content": {"message_text": "<b>Карточка</b>", "parse_mode": "HTML"},
        "reply_markup": {"inline_keyboard": [[BUTTON]]},
    } | more


class Asked:
    """A query of the rep in the group, and the way to answer it."""

    def __init__(self, bot: BotApi, query: Json, answer: "asyncio.Task[Json]") -> None:
        self._bot = bot
        self.query = query
        self.answer = answer

    async def is_answered(self, *results: Json, **more: Any) -> None:
        given = {"inline_query_id": self.query["id"], "results": list(results), **more}
        assert await self._bot("answerInlineQuery", **given) is True

    async def is_refused(self, *results: Json, **more: Any) -> str:
        given = {"inline_query_id": self.query["id"], "results": list(results), **more}
        status, words = await self._bot.refusal("answerInlineQuery", **given)
        assert status == 400
        return words.removeprefix("Bad Request: ")


@pytest.fixture
async def group(rep: Person) -> Person:
    return await rep.in_group()


@pytest.fixture
async def asked(bot: BotApi, group: Person) -> AsyncIterator[Asked]:
    answer = asyncio.create_task(group.types_inline("ромаш"))
    (update,) = await bot("getUpdates", timeout=5)
    assert problems_of_update(update) == []
    await bot("getUpdates", offset=update["update_id"] + 1)
    yield Asked(bot, update["inline_query"], answer)
    answer.cancel()


async def test_what_is_chosen_is_posted_by_the_person_via_the_bot(
    bot: BotApi, asked: Asked, group: Person, lead: Person, playground: Playground
) -> None:
    button = {"text": "Личный чат", "start_parameter": "hello"}
    await asked.is_answered(
        article(description="Москва"),
        cache_time=5,
        is_personal=True,
        next_offset="1",
        button=button,
    )

    found = await asked.answer
    posted = await group.chooses("Ромашка", of=found)

    query = asked.query
    assert (query["query"], query["offset"], query["chat_type"]) == ("ромаш", "", "supergroup")
    shown = {"id": "1", "type": "article", "title": "Ромашка", "description": "Москва"}
    assert (found["results"], found["next_offset"], found["button"]) == ([shown], "1", button)
    assert (posted["text"], posted["from"]["first_name"]) == ("Карточка", "Анна")
    assert posted["entities"] == [{"type": "bold", "offset": 0, "length": 8}]
    assert posted["reply_markup"] == {"inline_keyboard": [[BUTTON]]}
    (update,) = await bot("getUpdates", timeout=5)
    assert update["message"]["via_bot"]["username"] == "naparnik_bot"
    assert problems_of_update(update) == []
    calls = [r for r in playground.world.journal.after(0) if r["kind"] == "call"]
    assert [problem for call in calls for problem in problems_of_call(call)] == []
    in_group = await lead.in_group()
    with pytest.raises(PlaygroundRefused, match="no such result"):
        await in_group.chooses("Ромашка", of=found)


async def test_what_telegram_does_not_take_is_refused(asked: Asked) -> None:
    async def refused(*results: Json, **more: Any) -> str:
        return await asked.is_refused(*results, **more)

    assert await refused(*(article(str(n)) for n in range(51))) == "RESULTS_TOO_MUCH"
    assert await refused(article(), article()) == "RESULT_ID_DUPLICATE"
    assert await refused(article("")) == "RESULT_ID_INVALID"
    assert await refused(article("я" * 33)) == "RESULT_ID_INVALID"
    assert await refused(article(title=" ")) == "ARTICLE_TITLE_EMPTY"
    assert await refused(article(), next_offset="1" * 65) == "NEXT_OFFSET_INVALID"
    empty = {"message_text": " "}
    assert await refused(article(input_message_content=empty)) == "message text is empty"
    for button, words in (
        ({"text": "", "start_parameter": "x"}, "SWITCH_PM_TEXT_EMPTY"),
        ({"text": "A", "start_parameter": ""}, "START_PARAM_EMPTY"),
        ({"text": "A", "start_parameter": "a b"}, "START_PARAM_INVALID"),
        ({"text": "A"}, "exactly one of web_app and start_parameter must be used"),
    ):
        assert await refused(button=button) == words
    assert "is invalid" in await refused(
        article(reply_markup={"inline_keyboard": [[BUTTON | {"url": "javascript:x"}]]})
    )


async def test_a_query_is_answered_once(asked: Asked) -> None:
    await asked.is_answered()

    assert (await asked.answer)["results"] == []
    assert "query is too old" in await asked.is_refused(article())


async def test_the_bot_is_said_to_take_inline_queries(bot: BotApi) -> None:
    assert (await bot("getMe"))["supports_inline_queries"] is True
