"""Sends updates to the bot's webhook: one at a time in each chat, chats side by side.

What is not answered with 2xx is tried again, later and later, before anything newer in that chat.
A method call in the answer's body is carried out, as Telegram does.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

import aiohttp

from bot.playground.bot_methods.updates import WEBHOOK
from bot.playground.refusals import Json, Refused
from bot.playground.update_queue import Pending
from bot.playground.world import World

FIRST_RETRY_SECONDS: Final = 0.1
LAST_RETRY_SECONDS: Final = 5.0
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_PATIENCE: Final = aiohttp.ClientTimeout(total=60)


class Webhook:
    """Runs while the playground runs; does nothing while no webhook is set."""

    def __init__(self, world: World, execute: Callable[[str, Json], Awaitable[object]]) -> None:
        self._world = world
        self._execute = execute
        self._sending: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def _target(self) -> Json | None:
        target: Json | None = self._world.settings.get(WEBHOOK)
        return target

    async def run(self) -> None:
        """Deliver until cancelled."""
        try:
            while True:
                self._start_deliveries()
                await self._world.updates.changed()
        finally:
            for task in self._sending.values():
                task.cancel()
            await asyncio.gather(*self._sending.values(), return_exceptions=True)
            if self._session is not None:
                await self._session.close()

    def _start_deliveries(self) -> None:
        target = self._target
        if target is None:
            return
        for item in self._world.updates.pending:
            if len(self._sending) >= target["max_connections"]:
                return
            if item.chat_id in self._sending:
                continue
            task = asyncio.create_task(self._deliver(item))
            self._sending[item.chat_id] = task
            task.add_done_callback(partial(self._delivered, item.chat_id))

    def _delivered(self, chat_id: int, _task: "asyncio.Task[None]") -> None:
        del self._sending[chat_id]
        self._world.updates.wake()

    async def _deliver(self, item: Pending) -> None:
        pause = FIRST_RETRY_SECONDS
        while (target := self._target) is not None and item in self._world.updates.pending:
            problem = await self._post(target, item)
            if problem is None:
                self._world.updates.confirm([item])
                return
            self._world.keep_setting(
                "webhook_error",
                {"last_error_date": self._world.moment(), "last_error_message": problem},
            )
            await asyncio.sleep(pause)
            pause = min(pause * 2, LAST_RETRY_SECONDS)

    async def _post(self, target: Json, item: Pending) -> str | None:
        """Why the update was not taken, or ``None`` when it was."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_PATIENCE)
        headers = {_SECRET_HEADER: target["secret_token"]} if target["secret_token"] else {}
        try:
            async with self._session.post(
                target["url"], json=item.update, headers=headers
            ) as response:
                if not response.ok:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                call: Any = None
                if response.content_type == "application/json":
                    call = await response.json()
                elif response.content_type == "multipart/form-data":
                    call = await _form(response)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return f"Connection failed: {error}"
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            await self._carry_out(call)
        return None

    async def _carry_out(self, call: Json) -> None:
        method = str(call.pop("method"))
        try:
            await self._execute(method, call)
        except Refused:
            return  # the journal has it; the bot never learns what became of such a call


async def _form(response: aiohttp.ClientResponse) -> Json:
    """Text fields of a multipart answer, the form in which aiogram puts its calls."""
    fields: Json = {}
    async for part in aiohttp.MultipartReader(response.headers, response.content):
        if isinstance(part, aiohttp.BodyPartReader) and part.name is not None:
            fields[part.name] = await part.text()
    return fields
