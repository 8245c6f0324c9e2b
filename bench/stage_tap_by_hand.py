"""A stage tap by hand, at three prices.

- the statements that the program itself sends for a tap, on asyncpg alone: no Telegram, no aiogram,
  no decisions;
- aiogram with a handler that does no more than UPDATE, INSERT, COMMIT, edits the message and
  answers the tap: what a bot without rights, limits, history of cards and ledger would cost;
- the floor of the machine: the update's JSON parsed, one statement, one request by aiohttp alone.
"""

import json
from collections.abc import Sequence
from typing import Any

import aiohttp
import asyncpg
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message, Update

from bench.company import TELEGRAM
from bench.taps import CARD_TEXT, STAGES, TOKEN, Deal
from bot.deals.callback_data import MoveDealTo

Sent = tuple[str, Sequence[Any]]
"""A statement and its values, as the program sent it."""


class AiogramByHand:
    """A bot that changes the stage in two statements, and edits and answers like any other."""

    def __init__(self, pool: asyncpg.Pool, origin: str) -> None:
        session = AiohttpSession(api=TelegramAPIServer.from_base(origin))
        self.bot = Bot(TOKEN, session=session)
        self._dispatcher = Dispatcher()
        self._dispatcher.callback_query.register(self._stage_pressed, MoveDealTo.filter())
        self._pool = pool

    async def handle(self, delivered: str) -> None:
        update = Update.model_validate(json.loads(delivered), context={"bot": self.bot})
        await self._dispatcher.feed_update(self.bot, update)

    async def _stage_pressed(self, query: CallbackQuery, callback_data: MoveDealTo) -> None:
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(
                "UPDATE deals SET stage = $2, stage_since = now(), version = version + 1, "
                "changed_at = now(), changed_via = 'telegram' WHERE id = $1 AND version = $3",
                callback_data.deal_id,
                callback_data.stage,
                callback_data.version,
            )
            await connection.execute(
                "INSERT INTO timeline (at, kind, deal_id, channel, to_stage) "
                "VALUES (now(), 'stage', $1, 'telegram', $2)",
                callback_data.deal_id,
                callback_data.stage,
            )
        assert isinstance(query.message, Message)
        await query.message.edit_text(f"{CARD_TEXT} {callback_data.stage}")
        await query.answer()


class Floor:
    """What no bot can do without: JSON parsed, one statement, one request."""

    def __init__(self, pool: asyncpg.Pool, client: aiohttp.ClientSession, origin: str) -> None:
        self._pool = pool
        self._client = client
        self._address = f"{origin}/bot{TOKEN}/editMessageText"

    async def handle(self, delivered: str) -> None:
        query = json.loads(delivered)["callback_query"]
        _, deal_id, version, stage = query["data"].split(":")
        async with self._pool.acquire() as connection:
            await connection.execute(
                "UPDATE deals SET stage = $2, stage_since = now(), version = version + 1, "
                "changed_at = now(), changed_via = 'telegram' WHERE id = $1 AND version = $3",
                int(deal_id),
                stage,
                int(version),
            )
        fields = {
            "chat_id": query["message"]["chat"]["id"],
            "message_id": query["message"]["message_id"],
            "text": f"{CARD_TEXT} {stage}",
        }
        async with self._client.post(self._address, data=fields) as answer:
            json.loads(await answer.read())


class StatementsByHand:
    """The program's own statements for one tap, on asyncpg alone."""

    def __init__(self, pool: asyncpg.Pool, heard: list[Sent], of: Deal, heard_update: int) -> None:
        self._pool = pool
        self._heard = heard
        self._of = of
        self._heard_update = heard_update

    async def handle(self, delivered: str) -> None:
        update = json.loads(delivered)
        tap = MoveDealTo.unpack(update["callback_query"]["data"])
        chat_id = update["callback_query"]["from"]["id"]
        async with self._pool.acquire() as connection:
            for sent in self._heard:
                await self._send(connection, sent, update["update_id"], tap, chat_id)

    async def _send(
        self,
        connection: asyncpg.Connection,
        sent: Sent,
        update_id: int,
        tap: MoveDealTo,
        chat_id: int,
    ) -> None:
        sql, given = sent
        instead: dict[Any, Any] = {
            self._heard_update: update_id,
            self._of.id: tap.deal_id,
            self._of.chat_id: chat_id,
            self._of.chat_id - TELEGRAM: chat_id - TELEGRAM,
            STAGES[1]: tap.stage,
            STAGES[0]: STAGES[1 - STAGES.index(tap.stage)],
        }
        values = [
            instead.get(value, value) if isinstance(value, int | str) else value for value in given
        ]
        if values:
            await connection.fetch(sql, *values)
        else:
            await connection.execute(sql)
