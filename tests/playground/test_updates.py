"""Updates wait for the bot until it has confirmed them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.playground.server import Playground
from tests.person import Person
from tests.playground.conftest import REP_ID, BotApi


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_again_until_a_higher_offset_is_asked_for(
    bot: BotApi, rep: Person
) -> None:
    await rep.sends("раз")
    await rep.sends("два")

    first = await bot("getUpdates", limit=1)
    again = await bot("getUpdates")
    after = await bot("getUpdates", offset=first[0]["update_id"] + 1)

    assert texts(first) == ["раз"]
    assert texts(again) == ["раз", "два"]
    assert texts(after) == ["два"]


async def test_a_negative_offset_forgets_all_but_the_last(bot: BotApi, rep: Person) -> None:
    for text in ("раз", "два", "три"):
        await rep.sends(text)

    assert texts(await bot("getUpdates", offset=-1)) == ["три"]
    assert texts(await bot("getUpdates")) == ["три"]


async def test_a_long_poll_returns_as_soon_as_there_is_something(bot: BotApi, rep: Person) -> None:
    poll = asyncio.create_task(bot("getUpdates", timeout=50))
    await asyncio.sleep(0)
    await rep.sends("раз")

    assert texts(await poll) == ["раз"]


async def test_a_second_poll_ends_the_first_with_a_conflict(
    bot: BotApi, rep: Person, playground: Playground
) -> None:
    first = asyncio.create_task(bot.refusal("getUpdates", timeout=50))
    while playground.world.updates.polls == 0:
        await playground.world.updates.changed()
    second = asyncio.create_task(bot("getUpdates", timeout=50))

    assert await first == (
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    )
    await rep.sends("раз")
    assert texts(await second) == ["раз"]


async def test_kinds_that_were_not_asked_for_do_not_come(bot: BotApi, rep: Person) -> None:
    await bot("getUpdates", allowed_updates=["message"])
    sent = await rep.sends("раз")
    await rep.edits(sent, "два")
    await rep.blocks_bot()

    assert [min(update) for update in await bot("getUpdates")] == ["message"]


async def test_an_update_can_be_made_to_come_twice(bot: BotApi, rep: Person) -> None:
    await rep.orders_fault("repeat_update")
    await rep.sends("раз")

    first = await bot("getUpdates")
    second = await bot("getUpdates", offset=first[0]["update_id"] + 1)
    third = await bot("getUpdates", offset=first[0]["update_id"] + 1)

    assert first == second
    assert third == []


async def test_an_update_can_be_made_to_come_before_those_that_wait(
    bot: BotApi, rep: Person
) -> None:
    await rep.sends("раз")
    await rep.orders_fault("shuffle_updates")
    await rep.sends("два")
    await rep.sends("три")

    assert texts(await bot("getUpdates")) == ["два", "раз", "три"]


@dataclass
class Hook:
    """A webhook that keeps what it was sent and answers as told."""

    url: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)
    arrivals: "asyncio.Queue[None]" = field(default_factory=asyncio.Queue)
    failures: int = 0
    answer: Callable[[], Awaitable[web.Response]] | None = None

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        self.taken.append(await request.json())
        self.arrivals.put_nowait(None)
        return await self.answer() if self.answer else web.json_response({})


@pytest.fixture
async def hook(bot: BotApi) -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await bot("deleteWebhook")
    await runner.cleanup()


async def test_a_webhook_gets_updates_with_its_secret(bot: BotApi, rep: Person, hook: Hook) -> None:
    await bot("setWebhook", url=hook.url, secret_token="s3cret")

    await rep.sends("раз")
    await rep.waits_for_idle_bot()

    assert texts(hook.taken) == ["раз"]
    assert hook.secrets == {"s3cret"}
    assert (await bot.refusal("getUpdates"))[0] == 409


async def test_a_failed_delivery_is_tried_again_before_newer_ones_of_that_chat(
    bot: BotApi, rep: Person, hook: Hook
) -> None:
    hook.failures = 2
    await bot("setWebhook", url=hook.url)

    await rep.sends("раз")
    await rep.sends("два")
    await rep.waits_for_idle_bot()

    assert texts(hook.taken) == ["раз", "два"]
    info = await bot("getWebhookInfo")
    assert info["pending_update_count"] == 0
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


async def test_one_chat_does_not_wait_for_another(
    bot: BotApi, rep: Person, lead: Person, hook: Hook
) -> None:
    gate = asyncio.Event()

    async def first_waits() -> web.Response:
        if hook.taken[-1]["message"]["text"] == "раз":
            await gate.wait()
        return web.json_response({})

    hook.answer = first_waits
    await bot("setWebhook", url=hook.url)

    await rep.sends("раз")
    await hook.arrivals.get()
    await rep.sends("два")
    await lead.sends("three")
    await hook.arrivals.get()

    assert texts(hook.taken) == ["раз", "three"]
    gate.set()
    await rep.waits_for_idle_bot()
    assert texts(hook.taken) == ["раз", "three", "два"]


async def test_a_call_in_the_webhooks_answer_is_carried_out(
    bot: BotApi, rep: Person, hook: Hook
) -> None:
    async def says_hello() -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": REP_ID, "text": "Привет"})

    hook.answer = says_hello
    await bot("setWebhook", url=hook.url)

    await rep.sends("раз")

    await rep.sees("Привет")


async def test_pending_updates_can_be_dropped(bot: BotApi, rep: Person) -> None:
    await rep.sends("раз")

    await bot("deleteWebhook", drop_pending_updates=True)

    assert await bot("getUpdates") == []
