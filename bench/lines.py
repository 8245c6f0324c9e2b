"""A task made out of one line, all the way, against what it costs by hand.

The program's way: the dispatcher finds the actor, the line is read, people and clients that it may
name are looked up, one transaction writes the draft with its history, audit and the update's mark;
then its card is sent and remembered. Two ways by hand, as for a stage tap (``bench/taps.py``):

- the statements that the program itself sends for a line, on asyncpg alone;
- aiogram with a handler that does no more than INSERT, INSERT, COMMIT, and sends a message.
"""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import asyncpg
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, Update

from bench.company import TELEGRAM
from bench.findings import Result, Timed, compare, in_turns
from bench.processes import stand_in
from bench.profiles import profiled
from bench.sent import statements_sent
from bench.taps import (
    NO_THROTTLE,
    PEOPLE,
    POOL_SIZE,
    TOKEN,
    Handle,
    Numbers,
    program_on,
    strict,
)
from bot.runtime import tune_garbage_collection
from storage.postgres.address import dsn

BENCH = "Task from a line"
LIMIT = 0.25
"""Of a bot that understands nothing of the line, asks nobody's rights and keeps no history."""
MAKES_TASK = "INSERT INTO tasks"

Sent = tuple[str, Sequence[Any]]
"""A statement and its values."""
LINE = "завтра в 15 подготовить КП 2ч срочно"
FIRST_ID = 900_000_000
"""Of tasks: no other number among the values of a statement is as large."""
IN_FLIGHT = 16

CHOOSE = "SELECT id FROM people WHERE role = 'rep' ORDER BY id LIMIT $1"
INSERT_TASK = """
INSERT INTO tasks (title, assigner_id, executor_id, branch_id, state, state_since, created_at,
                   deadline_at, agreed_deadline_at, has_time, estimate_minutes, priority,
                   changed_via)
SELECT $2, id, id, branch_id, 'draft', now(), now(), now() + interval '1 day',
       now() + interval '1 day', true, 120, 'urgent', 'telegram'
  FROM people WHERE telegram_id = $1
RETURNING id
"""
INSERT_LINE = """
INSERT INTO timeline (at, kind, task_id, channel) VALUES (now(), 'task_created', $1, 'telegram')
"""


@dataclass
class Writer:
    """Somebody who writes lines into their chat."""

    chat_id: int
    written: int = 0

    def next_line(self, update_id: int) -> str:
        self.written += 1
        message = {
            "message_id": FIRST_ID + self.written,
            "date": 1_700_000_000,
            "chat": {"id": self.chat_id, "type": "private"},
            "from": {
                "id": self.chat_id,
                "is_bot": False,
                "first_name": "И",
                "language_code": "ru",
            },
            "text": LINE,
        }
        return json.dumps({"update_id": update_id, "message": message})


def lines(
    handle: Handle, writers: list[Writer], numbers: Numbers, count: int, at_once: int
) -> Timed:
    """``count`` lines, ``at_once`` in flight, each of another chat; the seconds of all of them."""

    async def timed() -> float:
        made = [writers[n % len(writers)].next_line(numbers.next()) for n in range(count)]
        waiting = iter(made)

        async def hand() -> None:
            for delivered in waiting:
                await handle(delivered)

        began = time.perf_counter()
        await asyncio.gather(*(hand() for _ in range(at_once)))
        return time.perf_counter() - began

    return timed


class AiogramByHand:
    """A bot that writes whatever it is sent down as a task of tomorrow."""

    def __init__(self, pool: asyncpg.Pool, origin: str) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(origin))
        self.bot = Bot(TOKEN, session=session)
        self._dispatcher = Dispatcher()
        self._dispatcher.message.register(self._line_sent)
        self._pool = pool

    async def handle(self, delivered: str) -> None:
        update = Update.model_validate(json.loads(delivered), context={"bot": self.bot})
        await self._dispatcher.feed_update(self.bot, update)

    async def _line_sent(self, message: Message) -> None:
        async with self._pool.acquire() as connection, connection.transaction():
            task_id = await connection.fetchval(INSERT_TASK, message.chat.id, message.text)
            await connection.execute(INSERT_LINE, task_id)
        await message.answer(message.text or "")


class StatementsByHand:
    """The program's own statements for one line, on asyncpg alone: what is read before the task is
    there each by itself, the rest in one transaction.
    """

    def __init__(
        self,
        pool: asyncpg.Pool,
        sent: Sequence[Sent],
        *,
        chat_id: int,
        update_id: int,
        task_id: int,
    ) -> None:
        self._pool = pool
        first_write = next(place for place, (sql, _) in enumerate(sent) if MAKES_TASK in sql)
        self._read, self._written = sent[:first_write], sent[first_write:]
        self._chat_id = chat_id
        self._update_id = update_id
        self._task_id = task_id

    async def handle(self, delivered: str) -> None:
        update = json.loads(delivered)
        chat_id = update["message"]["chat"]["id"]
        instead = {
            self._update_id: update["update_id"],
            self._chat_id: chat_id,
            self._chat_id - TELEGRAM: chat_id - TELEGRAM,
        }
        async with self._pool.acquire() as connection:
            await self._send(connection, self._read, instead)
            async with connection.transaction():
                await self._send(connection, self._written, instead)

    async def _send(
        self, connection: asyncpg.Connection, statements: Sequence[Sent], instead: dict[int, int]
    ) -> None:
        for sql, values in statements:
            rows = await connection.fetch(sql, *(_replaced(value, instead) for value in values))
            if MAKES_TASK in sql:
                instead[self._task_id] = rows[0]["id"]


def _replaced(value: Any, instead: dict[int, int]) -> Any:
    if isinstance(value, list | tuple):
        return [_replaced(one, instead) for one in value]
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return instead.get(value, value) if is_number else value


async def run(database_url: str, rounds: int, count: int) -> Result:
    """``count`` lines a round at one in flight, and twice as many at sixteen."""
    numbers, findings = Numbers(), []
    with patch.multiple("bot.delivery.throttle", **NO_THROTTLE):
        async with (
            stand_in() as origin,
            program_on(database_url, origin) as program,
            asyncpg.create_pool(dsn(database_url), min_size=2, max_size=POOL_SIZE) as pool,
        ):
            await pool.execute(f"ALTER SEQUENCE tasks_id_seq RESTART WITH {FIRST_ID}")
            ids = [row["id"] for row in await pool.fetch(CHOOSE, PEOPLE)]
            extra, *writers = [Writer(TELEGRAM + id_) for id_ in ids]
            by_hand, handle = AiogramByHand(pool, origin), strict(program)
            await handle(extra.next_line(numbers.next()))  # fills the caches of the program
            update_id = numbers.next()
            async with statements_sent(program.engine) as sent:
                await handle(extra.next_line(update_id))
            task_id = await pool.fetchval("SELECT max(id) FROM tasks")
            statements = StatementsByHand(
                pool, sent, chat_id=extra.chat_id, update_id=update_id, task_id=task_id
            )
            tune_garbage_collection()
            for at_once in (1, IN_FLIGHT):
                many = count * (2 if at_once > 1 else 1)
                mine = lines(handle, writers, numbers, many, at_once)
                for against, other, limit in (
                    ("aiogram with two INSERTs by hand, and a message", by_hand.handle, LIMIT),
                    (
                        f"its {len(sent)} statements on asyncpg, no Telegram",
                        statements.handle,
                        None,
                    ),
                ):
                    theirs = lines(other, writers, numbers, many, at_once)
                    mine_all, their_all = await in_turns(mine, theirs, rounds)
                    each = ([one / many for one in mine_all], [one / many for one in their_all])
                    what = f"throughput, {at_once} in flight"
                    findings.append(
                        compare(BENCH, what, against, each, limit=limit, as_throughput=True)
                    )
            rest = await profiled(f"{count} lines", lines(handle, writers, numbers, count, 1))
            await by_hand.bot.session.close()
    return Result(tuple(findings), (rest,))
