"""Two replicas behind a webhook on one database: who leads when one dies, and what people notice.

One is killed with -9, frozen, and both are replaced one after the other while people write; all by
the clock, so a busy machine tells more than the program takes.
"""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count

import aiohttp
import asyncpg

from bench.findings import Finding, Result, milliseconds, within
from bench.processes import seen_by, stand_in
from bench.servers import empty_database
from bench.start_up import zone_of_noon
from bench.started_bot import StartedBot, started_bot
from bench.taps import Numbers
from bot.updates.webhook import SECRET_HEADER
from storage.delivery.leadership import CALLS
from storage.postgres.address import dsn

BENCH = "Replicas"
FOLLOWED_WITHIN_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 5.0
POLL_SECONDS = 1.0
CALLED_TIMES = 10
WRITERS = 20
REST_SECONDS = 1.5
"""Between two messages of one person: more often Telegram would not let them be answered."""
FIRST_WRITER = 500
LOOK_SECONDS = 0.01
BALANCER_LOOKS_SECONDS = 1.0
PATIENCE_SECONDS = 300.0
SECRET = "a-secret-of-nobody"
SETTINGS = {"WEBHOOK_SECRET": SECRET, "UPDATES_A_MINUTE": "1000000", "DATABASE_CONNECTIONS": "5"}

# Nobody is told twice: a person may be told so much in a day. Their chat has their id.
PEOPLE = f"""
WITH branch AS (
    INSERT INTO branches (name, country, zone) VALUES ('Bench', 'RU', $1) RETURNING id)
INSERT INTO people (id, name, role, branch_id, telegram_id, joined_at)
SELECT n, 'Anna ' || n, 'administrator', branch.id, n, now()
  FROM branch, generate_series(1, {FIRST_WRITER + WRITERS}) AS n
"""
NOTICE = """
INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                    dedupe_key)
SELECT $1::bigint, 'person_unreachable', 'person', $1, 'now', now(), now(),
       'replicas-' || $1::bigint
"""


@dataclass
class Replicas:
    """The programs that run, what people send to them, and whom the ledger has told."""

    database_url: str
    origin: str
    database: asyncpg.Connection
    http: aiohttp.ClientSession
    stack: AsyncExitStack
    running: list[StartedBot] = field(default_factory=list)
    ready: list[StartedBot] = field(default_factory=list)
    numbers: Numbers = field(default_factory=Numbers)
    told: "count[int]" = field(default_factory=lambda: count(1))

    async def start(self) -> StartedBot:
        bot = await self.stack.enter_async_context(
            started_bot(
                self.database_url,
                self.origin,
                settings=lambda port: {
                    **SETTINGS,
                    "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
                },
            )
        )
        await _until(lambda: self.is_ready(bot))
        self.running.append(bot)
        return bot

    async def is_ready(self, bot: StartedBot) -> bool:
        return await self._asks(bot, "readyz") is not None

    async def leader(self) -> StartedBot:
        """The one that leads, as soon as one does."""
        while True:
            for bot in self.running:
                if "naparnik_sender_is_leader 1.0" in (await self._asks(bot, "metrics") or ""):
                    return bot
            await asyncio.sleep(LOOK_SECONDS)

    async def _asks(self, bot: StartedBot, what: str) -> str | None:
        """The body of its answer; None for a refusal."""
        try:
            async with self.http.get(f"http://127.0.0.1:{bot.port}/{what}") as answer:
                return await answer.text() if answer.ok else None
        except aiohttp.ClientError:
            return None

    async def until_told(self, *, call: bool = False) -> float:
        """Seconds from adding a notice to its message; ``call`` the leader as a follower does."""
        person = next(self.told)
        await self.database.execute(NOTICE, person)
        began = time.monotonic()
        if call:
            await self.database.execute(f"NOTIFY {CALLS}")

        async def is_told() -> bool:
            return str(person) in (await seen_by(self.origin))["written"]

        await _until(is_told)
        return time.monotonic() - began

    async def looks(self) -> None:
        """As a balancer does, again and again."""
        while True:
            self.ready = [bot for bot in self.running if await self.is_ready(bot)]
            await asyncio.sleep(BALANCER_LOOKS_SECONDS)

    async def writes(self, person: int, waits: list[float]) -> None:
        """A person who sends one message after the other; how long each was under way."""
        while True:
            update = _message(person, self.numbers.next())
            began = time.monotonic()
            await _until(partial(self._is_taken, update))
            waits.append(time.monotonic() - began)
            await asyncio.sleep(REST_SECONDS)

    async def _is_taken(self, update: dict[str, object]) -> bool:
        for bot in [*self.ready]:
            try:
                async with self.http.post(
                    f"http://127.0.0.1:{bot.port}/telegram",
                    json=update,
                    headers={SECRET_HEADER: SECRET},
                ) as answer:
                    if answer.ok:
                        return True
            except aiohttp.ClientError:
                continue
        return False


async def run(admin_url: str, rounds: int) -> Result:
    async with _two(await empty_database(admin_url, "bench_replicas")) as replicas:
        called = [await replicas.until_told(call=True) for _ in range(CALLED_TIMES)]
        polled = [await replicas.until_told() for _ in range(rounds)]
        killed = [await _killed(replicas) for _ in range(rounds)]
        frozen = [await _frozen(replicas) for _ in range(rounds)]
        waits, lost = await _replaced(replicas)
    return Result(
        (
            within(BENCH, "kill -9 of who leads, to a message", killed, FOLLOWED_WITHIN_SECONDS),
            within(BENCH, "freeze of who leads, to a message", frozen, FOLLOWED_WITHIN_SECONDS),
            _longest_wait(waits),
            Finding(
                bench=BENCH,
                what="updates lost, or handled twice, while both are replaced",
                against="all sent",
                ratio=lost / len(waits),
                limit=0.0,
                ours=str(lost),
                theirs=str(len(waits)),
            ),
            _told_only("a notice of who follows, to its message", called, polled),
        )
    )


@asynccontextmanager
async def _two(database_url: str) -> AsyncIterator[Replicas]:
    async with AsyncExitStack() as stack:
        origin = await stack.enter_async_context(stand_in())
        http = await stack.enter_async_context(aiohttp.ClientSession())
        database = await asyncpg.connect(dsn(database_url))
        stack.push_async_callback(database.close)
        await database.execute(PEOPLE, zone_of_noon(datetime.now(UTC)))
        replicas = Replicas(database_url, origin, database, http, stack)
        for _ in range(2):
            await replicas.start()
        yield replicas


async def _killed(replicas: Replicas) -> float:
    leader = await replicas.leader()
    replicas.running.remove(leader)
    leader.process.kill()
    seconds = await replicas.until_told()
    await leader.process.wait()
    await replicas.start()
    return seconds


async def _frozen(replicas: Replicas) -> float:
    leader = await replicas.leader()
    leader.process.send_signal(signal.SIGSTOP)
    seconds = await replicas.until_told()
    leader.process.send_signal(signal.SIGCONT)
    await _until(lambda: replicas.is_ready(leader))
    return seconds


async def _replaced(replicas: Replicas) -> tuple[list[float], int]:
    """How long each of people's updates was under way, and how many had not one effect."""
    handled = "SELECT count(*) FROM processed_updates"
    before = await replicas.database.fetchval(handled)
    waits: list[float] = []
    looking = asyncio.create_task(replicas.looks())
    writing = [
        asyncio.create_task(replicas.writes(FIRST_WRITER + place, waits))
        for place in range(WRITERS)
    ]
    for bot in list(replicas.running):
        bot.process.terminate()
        await bot.process.wait()
        replicas.running.remove(bot)
        await replicas.start()
    for task in (looking, *writing):
        task.cancel()
    await asyncio.wait([looking, *writing])
    # What was under way when they ended was handled, and was not waited for.
    surplus = await replicas.database.fetchval(handled) - before - len(waits)
    return waits, max(0, -surplus) + max(0, surplus - WRITERS)


def _longest_wait(waits: list[float]) -> Finding:
    longest = max(waits)
    return Finding(
        bench=BENCH,
        what=f"longest of {len(waits)} waits of people while both are replaced",
        against=milliseconds(LONGEST_PAUSE_SECONDS),
        ratio=longest / LONGEST_PAUSE_SECONDS,
        limit=1.0,
        ours=milliseconds(longest),
        theirs=milliseconds(LONGEST_PAUSE_SECONDS),
    )


def _told_only(what: str, called: list[float], polled: list[float]) -> Finding:
    one, other = sorted(called)[len(called) // 2], sorted(polled)[len(polled) // 2]
    return Finding(
        bench=BENCH,
        what=what,
        against="by polling",
        ratio=one / other,
        limit=None,
        ours=milliseconds(one),
        theirs=milliseconds(other),
    )


def _message(person: int, number: int) -> dict[str, object]:
    sender = {"id": person, "is_bot": False, "first_name": "Anna"}
    chat = {"id": person, "type": "private", "first_name": "Anna"}
    message = {"message_id": number % 1_000_000, "date": int(time.time()), "chat": chat}
    return {"update_id": number, "message": {**message, "from": sender, "text": "/help"}}


async def _until(is_so: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if await is_so():
                return
            await asyncio.sleep(LOOK_SECONDS)
