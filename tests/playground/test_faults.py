import asyncio

import aiohttp
import pytest

from bot.playground.server import Playground
from tests.messages import text_of
from tests.person import Person
from tests.playground.conftest import REP_ID, BotApi

SEND = {"chat_id": REP_ID, "text": "Привет"}


@pytest.fixture(autouse=True)
async def _rep_has_started(rep: Person) -> None:
    await rep.starts()


async def test_too_many_requests_tells_when_to_return(bot: BotApi, rep: Person) -> None:
    await rep.orders_fault("too_many_requests", methods=["sendMessage"], retry_after=7)

    status, body = await bot.answer("sendMessage", **SEND)

    assert status == 429
    assert body["description"] == "Too Many Requests: retry after 7"
    assert body["parameters"] == {"retry_after": 7}
    await bot("sendMessage", **SEND)


@pytest.mark.parametrize(("kind", "status"), [("server_error", 500), ("bad_gateway", 502)])
async def test_a_broken_server_did_nothing(
    bot: BotApi, rep: Person, kind: str, status: int
) -> None:
    await rep.orders_fault(kind, times=2)

    refused = [await bot.refusal("sendMessage", **SEND) for _ in range(2)]

    assert [code for code, _ in refused] == [status, status]
    assert [text_of(message) for message in await rep.messages()] == ["/start"]


async def test_a_connection_lost_before_the_call_left_nothing(bot: BotApi, rep: Person) -> None:
    await rep.orders_fault("drop_before")

    with pytest.raises(aiohttp.ClientError):
        await bot.answer("sendMessage", **SEND)

    assert [text_of(message) for message in await rep.messages()] == ["/start"]


@pytest.mark.parametrize("kind", ["drop_after", "drop_within", "gateway_timeout"])
async def test_an_answer_lost_after_the_call_left_the_message(
    bot: BotApi, rep: Person, kind: str
) -> None:
    await rep.orders_fault(kind)

    with pytest.raises(aiohttp.ClientError):
        await bot.answer("sendMessage", **SEND)

    await rep.sees("Привет")


async def test_an_answer_that_comes_late_is_of_a_call_that_was_made_at_once(
    bot: BotApi, rep: Person
) -> None:
    await rep.orders_fault("late", seconds=0.2)

    answer = asyncio.create_task(bot.answer("sendMessage", **SEND))
    await rep.sees("Привет")

    assert not answer.done()
    assert (await answer)[0] == 200


@pytest.mark.parametrize("kind", ["drop_after", "drop_within", "gateway_timeout"])
async def test_the_journal_names_the_calls_whose_answer_nobody_heard(
    bot: BotApi, rep: Person, playground: Playground, kind: str
) -> None:
    await rep.orders_fault(kind)
    with pytest.raises(aiohttp.ClientError):
        await bot.answer("sendMessage", **SEND)

    *_, call, unheard = playground.world.journal.after(0)

    assert call["method"] == "sendMessage"
    assert (unheard["kind"], unheard["call"]) == ("unheard", call["seq"])


@pytest.mark.parametrize("kind", ["delay", "late"])
async def test_the_journal_tells_when_a_call_was_asked_and_how_long_its_answer_was_held(
    bot: BotApi, rep: Person, playground: Playground, kind: str
) -> None:
    await rep.orders_fault(kind, seconds=0.01)
    asked = playground.world.journal.seq

    await bot("sendMessage", **SEND)

    call = playground.world.journal.after(0)[-1]
    assert call["method"] == "sendMessage"
    assert call["held"] == {"asked": asked, "seconds": 0.01}


async def test_a_fault_of_one_chat_leaves_others_alone(
    bot: BotApi, rep: Person, lead: Person
) -> None:
    lead_chat = (await lead.starts())["chat"]["id"]
    await rep.orders_fault("server_error", chat_id=REP_ID)

    await bot("sendMessage", chat_id=lead_chat, text="Hello")

    assert (await bot.refusal("sendMessage", **SEND))[0] == 500


async def test_an_outage_lasts_until_it_is_over(bot: BotApi, rep: Person) -> None:
    await rep.orders_fault("outage")
    for method in ("getMe", "getUpdates"):
        with pytest.raises(aiohttp.ClientError):
            await bot.answer(method)

    await rep.ends_faults()

    await bot("getMe")


async def test_an_unknown_fault_is_refused(rep: Person) -> None:
    with pytest.raises(AssertionError, match="kind must be one of"):
        await rep.orders_fault("earthquake")
