"""Two replicas behind a webhook on one database: what one of them suffers the other makes good.

One start of the two for all of it: a repeated delivery, a leader that is frozen and continued, one
that is killed, and one that is asked to go while people go on.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import text

from bot.updates.webhook import SECRET_HEADER
from tests.bot.cli_program import Running, free_port, running
from tests.bot.updates_stand_in import TOKEN, Telegram, given_with

SECRET = "a-secret-of-nobody"
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.05
ADMINISTRATOR = 7
PEOPLE = 6
SENDING, ANSWERING = "bot.composition.production", "bot.composition.dispatcher"
"""What the sender needs is there when the one is; what people need, when the other is."""
NEEDED_LATE = {
    *("matplotlib", "numpy", "PIL", "typst", "openpyxl", "xlsxwriter", "defusedxml"),
    *("bot.playground", "alembic", "mako", "dateparser"),
}
"""What a bot imports when somebody asks for a picture, a file or a hard date, if ever."""
NOON = 12


class BotApi(Telegram):
    """As Telegram: a name of the bot, and a number for every message."""

    def __init__(self) -> None:
        super().__init__()
        self._messages = count(1)

    async def serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "getMe":
            bot = {"id": 42, "is_bot": True, "first_name": "Bot", "username": "replicas_bot"}
            return web.json_response({"ok": True, "result": bot})
        if method == "sendMessage":
            fields = await given_with(request)
            self.calls.append((method, fields))
            chat = {"id": int(str(fields["chat_id"])), "type": "private", "first_name": "A"}
            message = {"message_id": next(self._messages), "date": 0, "chat": chat}
            return web.json_response({"ok": True, "result": message})
        return await super().serve(request)

    def tells_of(self, name: str) -> int:
        return sum(name in words for words in self.said())


@dataclass
class Replica:
    program: Running
    port: int
    http: aiohttp.ClientSession

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def is_sent(self, number: signal.Signals) -> None:
        self.program.process.send_signal(number)

    async def is_ready(self) -> bool:
        with suppress(aiohttp.ClientError):
            async with self.http.get(f"{self.origin}/readyz") as answer:
                return answer.ok
        return False

    async def leads(self) -> bool:
        async with self.http.get(f"{self.origin}/metrics") as answer:
            return "naparnik_sender_is_leader 1.0" in await answer.text()

    async def takes(self, update: dict[str, Any]) -> int:
        """The status of its answer. Raises: aiohttp.ClientError."""
        headers = {SECRET_HEADER: SECRET}
        async with self.http.post(
            f"{self.origin}/telegram", json=update, headers=headers
        ) as answer:
            return answer.status


@dataclass
class Balancer:
    """Sends deliveries to whichever replica was ready when it looked last."""

    replicas: list[Replica]
    ready: list[Replica] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)

    async def looks_again_and_again(self) -> None:
        while True:
            self.ready = [replica for replica in self.replicas if await replica.is_ready()]
            await asyncio.sleep(LOOK_SECONDS)

    async def takes(self, update: dict[str, Any]) -> None:
        for replica in self.ready * 2:
            with suppress(aiohttp.ClientConnectorError):
                self.statuses.append(await replica.takes(update))
                return
        self.statuses.append(502)


@asynccontextmanager
async def bot_api() -> AsyncIterator[BotApi]:
    stand_in = BotApi()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", stand_in.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stand_in.origin = "http://{}:{}".format(*runner.addresses[0])
    yield stand_in
    await runner.cleanup()


@dataclass
class Town:
    """The two replicas and all around them."""

    engine: Any
    telegram: BotApi
    folder: Path
    settings: dict[str, str]
    stack: AsyncExitStack
    http: aiohttp.ClientSession

    async def given_replica(self, *, is_cold: bool = False) -> Replica:
        port = free_port()
        settings = {**self.settings, "HTTP_PORT": str(port)}
        settings["WEBHOOK_URL"] = f"http://127.0.0.1:{port}/telegram"
        if is_cold:
            settings["PYTHONPROFILEIMPORTTIME"] = "1"  # it says what it imports
        program = await self.stack.enter_async_context(
            running("run", settings=settings, folder=self.folder, is_cold=is_cold)
        )
        return Replica(program, port, self.http)

    async def given_notice(self, about: int) -> None:
        await self.execute(
            f"""
            INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before,
                                created_at, dedupe_key)
            SELECT id, 'person_unreachable', 'person', {about}, 'now', now(), now(), 'n-{about}'
              FROM people WHERE telegram_id = {ADMINISTRATOR}
            """
        )

    async def execute(self, statement: str) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(text(statement))

    async def has_settled(self, about: int) -> bool:
        sent = f"ledger WHERE matter_id = {about} AND status = 'sent'"
        return await self.number_of(sent) == 1

    async def number_of(self, what: str) -> int:
        async with self.engine.connect() as connection:
            found = await connection.scalar(text(f"SELECT count(*) FROM {what}"))
        return int(found)


@pytest.fixture
async def town(engine: Any, database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with bot_api() as telegram, AsyncExitStack() as stack:
        settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": telegram.origin,
            "DATABASE_URL": database_url,
            "DATABASE_CONNECTIONS": "4",
            "WEBHOOK_SECRET": SECRET,
        }
        http = await stack.enter_async_context(aiohttp.ClientSession())
        made = Town(engine, telegram, tmp_path, settings, stack, http)
        await made.execute(
            f"INSERT INTO branches (id, name, country, zone) VALUES (1, 'Москва', 'RU', '{noon()}')"
        )
        await made.execute(
            f"""
            INSERT INTO people (id, name, role, branch_id, telegram_id, joined_at)
            SELECT n, 'Человек ' || n, CASE n WHEN 1 THEN 'administrator' ELSE 'rep' END, 1,
                   CASE n WHEN 1 THEN {ADMINISTRATOR} END, now()
              FROM generate_series(1, {PEOPLE}) AS n
            """
        )
        yield made


async def test_what_one_replica_suffers_the_other_makes_good(town: Town) -> None:
    one, other = await town.given_replica(is_cold=True), await town.given_replica()
    async with listened_to(one):
        for replica in (one, other):
            await holds(replica.is_ready)
    imported = imported_by(one)
    assert NEEDED_LATE.isdisjoint(imported)
    assert imported.index(SENDING) < imported.index("aiogram_dialog") < imported.index(ANSWERING)

    leader, follower = await leads_of(one, other)

    await a_repeated_delivery_has_one_effect(town, one, other)
    await a_frozen_leader_is_followed_and_follows(town, leader, follower)
    started = await a_killed_leader_is_followed(town, follower, leader)
    leads, follows = await leads_of(leader, started)
    await one_that_goes_loses_nothing(town, goes=leads, stays=follows)


async def a_repeated_delivery_has_one_effect(town: Town, one: Replica, other: Replica) -> None:
    update = town.telegram.message("завтра в 15 позвонить в банк", user=ADMINISTRATOR)

    at_once = await asyncio.gather(one.takes(update), other.takes(update))
    again = [await one.takes(update), await other.takes(update)]

    assert [*at_once, *again] == [200, 200, 200, 200]
    assert await town.number_of("tasks") == 1


async def a_frozen_leader_is_followed_and_follows(
    town: Town, leader: Replica, follower: Replica
) -> None:
    await town.given_notice(about=2)
    await holds(lambda: town.has_settled(about=2))
    leader.is_sent(signal.SIGSTOP)
    await town.given_notice(about=3)

    await holds(lambda: town.telegram.tells_of("Человек 3"))
    assert await follower.leads()
    leader.is_sent(signal.SIGCONT)
    await holds(leader.is_ready)
    await holds(lambda: is_not(leader.leads()))

    assert await follower.leads()
    assert [town.telegram.tells_of(f"Человек {number}") for number in (2, 3)] == [1, 1]


async def a_killed_leader_is_followed(town: Town, leader: Replica, follower: Replica) -> Replica:
    """The replica that is started in its place; which of the two leads then is their race."""
    leader.is_sent(signal.SIGKILL)
    await town.given_notice(about=4)
    started = await town.given_replica()

    await holds(lambda: town.telegram.tells_of("Человек 4"))
    await holds(started.is_ready)

    assert [await follower.leads(), await started.leads()].count(True) == 1
    assert town.telegram.tells_of("Человек 4") == 1
    return started


async def one_that_goes_loses_nothing(town: Town, *, goes: Replica, stays: Replica) -> None:
    handled = await town.number_of("processed_updates")
    balancer = Balancer([goes, stays])
    looking = asyncio.create_task(balancer.looks_again_and_again())
    await holds(lambda: len(balancer.ready) == 2)
    goes.is_sent(signal.SIGTERM)
    ending = asyncio.create_task(goes.program.stops())

    while not ending.done():
        await balancer.takes(town.telegram.message("/help", user=ADMINISTRATOR))
        await asyncio.sleep(LOOK_SECONDS)
    looking.cancel()
    await town.given_notice(about=5)
    await holds(lambda: town.telegram.tells_of("Человек 5"))

    assert await ending == 0
    assert set(balancer.statuses) == {200}
    assert await town.number_of("processed_updates") == handled + len(balancer.statuses)
    assert await stays.leads()


@asynccontextmanager
async def listened_to(replica: Replica) -> AsyncIterator[None]:
    """What it says is heard meanwhile: it says so much that it would wait for a listener."""

    async def listen() -> None:
        assert replica.program.process.stdout is not None
        while line := await replica.program.process.stdout.readline():
            replica.program.lines.append(line.decode())

    listening = asyncio.create_task(listen())
    yield
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening


def imported_by(replica: Replica) -> list[str]:
    """Every module, in the order in which they were there."""
    return [line.rpartition("|")[2].strip() for line in replica.program.lines if "|" in line]


async def leads_of(one: Replica, other: Replica) -> tuple[Replica, Replica]:
    await holds(lambda: any_of(one.leads(), other.leads()))
    return (one, other) if await one.leads() else (other, one)


async def holds(claim: Any) -> None:
    """Wait until the claim holds, be it awaited or not; one that never does is a failed test."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            found = claim()
            if await found if asyncio.iscoroutine(found) else found:
                return
            await asyncio.sleep(LOOK_SECONDS)


async def is_not(claim: Any) -> bool:
    return not await claim


async def any_of(*claims: Any) -> bool:
    return any(await asyncio.gather(*claims))


def noon() -> str:
    """A zone in which nobody is asleep now; west is positive in these names."""
    hours = datetime.now(UTC).hour - NOON
    return f"Etc/GMT{hours:+d}" if hours else "Etc/GMT"
