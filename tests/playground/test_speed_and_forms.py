"""What depends on seconds, and the four forms in which a call may come."""

import subprocess
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.playground.callback_queries import CallbackQueries
from bot.playground.clock import MovableClock
from bot.playground.refusals import BadRequest
from bot.playground.server import Playground
from bot.playground.world import GROUP_CHAT_ID
from tests.person import Person
from tests.playground.conftest import BOT_USERNAME, LEAD_ID, PERSONAS, REP_ID, TOKEN, BotApi
from tests.playground.stopwatch import Stopwatch


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def strict_playground(watch: Stopwatch) -> AsyncIterator[Playground]:
    place = Playground(
        token=TOKEN,
        bot_username=BOT_USERNAME,
        personas=PERSONAS,
        clock=MovableClock(),
        limits="telegram",
        monotonic=watch,
    )
    await place.start()
    yield place
    await place.stop()


async def test_a_hasty_bot_is_told_to_wait_and_then_let_through(
    strict_playground: Playground, watch: Stopwatch
) -> None:
    api = BotApi(strict_playground.origin)
    async with Person(strict_playground.origin, "rep") as rep:
        await rep.starts()
        for text in "абв":
            await api("sendMessage", chat_id=REP_ID, text=text)

        status, body = await api.answer("sendMessage", chat_id=REP_ID, text="г")
        watch.seconds += body["parameters"]["retry_after"]
        await api("sendMessage", chat_id=REP_ID, text="г")

        assert (status, body["description"]) == (429, "Too Many Requests: retry after 1")
        assert [message["text"] for message in await rep.messages()][1:] == list("абвг")
    await api.close()


async def test_the_group_takes_twenty_messages_a_minute(
    strict_playground: Playground, watch: Stopwatch
) -> None:
    api = BotApi(strict_playground.origin)
    for number in range(20):
        await api("sendMessage", chat_id=GROUP_CHAT_ID, text=str(number))

    status, body = await api.answer("sendMessage", chat_id=GROUP_CHAT_ID, text="20")

    assert (status, body["parameters"]["retry_after"]) == (429, 3)
    await api.close()


async def test_a_tap_cannot_be_answered_after_fifteen_seconds(watch: Stopwatch) -> None:
    queries = CallbackQueries(watch)
    in_time, answer = queries.ask()
    too_late, _ = queries.ask()

    watch.seconds = 14.9
    queries.answer(in_time, {"text": "Готово"})
    watch.seconds = 15
    with pytest.raises(BadRequest, match="query is too old"):
        queries.answer(too_late, {"text": "Готово"})

    assert answer.result() == {"text": "Готово"}


@pytest.mark.parametrize("form", ["address", "json", "urlencoded", "multipart"])
async def test_a_call_may_come_in_four_forms(
    playground: Playground, rep: Person, form: str
) -> None:
    await rep.starts()
    address = f"{playground.origin}/bot{TOKEN}/SendMessage"
    plain = {
        "chat_id": str(REP_ID),
        "text": "123",
        "disable_notification": "True",
        "reply_markup": '{"inline_keyboard": [[{"text": "Да", "callback_data": "1"}]]}',
    }
    async with aiohttp.ClientSession() as session:
        if form == "address":
            response = await session.get(address, params=plain)
        elif form == "json":
            response = await session.post(address, json=plain)
        elif form == "urlencoded":
            response = await session.post(address, data=plain)
        else:
            with aiohttp.MultipartWriter("form-data") as writer:
                for name, value in plain.items():
                    writer.append(value).set_content_disposition("form-data", name=name)
            response = await session.post(address, data=writer)
        body = await response.json()

    assert body["ok"], body
    assert await rep.buttons(await rep.sees("123")) == ["Да"]


async def test_a_mention_holds_the_whole_person(bot: BotApi, rep: Person) -> None:
    await rep.starts()
    text = f'<a href="tg://user?id={LEAD_ID}">Борис</a>, <a href="tg://user?id=77">никто</a>'

    message = await bot("sendMessage", chat_id=REP_ID, text=text, parse_mode="HTML")

    assert [entity["user"]["first_name"] for entity in message["entities"]] == ["Борис"]


@pytest.mark.parametrize(
    "body",
    [
        {"contact": "Иван"},
        {"location": {"latitude": "55"}},
        {"forward": {"chat_id": []}},
        {"reply_to": "x", "text": "y"},
        {"text": ""},
        {"text": "я" * 4097},
        {},
    ],
)
async def test_what_no_client_sends_is_refused_with_a_reason(
    playground: Playground, body: dict[str, object]
) -> None:
    address = f"{playground.origin}/play/chats/{REP_ID}/messages"
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, json={"persona": "rep"} | body) as response,
    ):
        assert response.status == 400
        assert (await response.json())["error"]


def test_importing_the_playground_does_not_import_aiogram() -> None:
    code = "import sys, bot.playground.server; sys.exit('aiogram' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
