"""A tiny bot that polls the playground as any bot polls Telegram, and answers from a script."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Self

from aiohttp import ClientConnectionError, ClientSession, FormData

Json = dict[str, Any]
Tapped = Callable[[Json], Awaitable[Json]]

POLL_SECONDS = 20
RETRY_SECONDS = 0.1
HEAR_SECONDS = 10


class ScriptedBot:
    """``replies``: what to send for a text. ``taps``: what a button's data does and answers.
    ``finds``: what is answered to an inline query, by its words and offset.

    ``heard`` holds every message that reached the bot, oldest first.
    """

    def __init__(self, origin: str, token: str) -> None:
        self._address = f"{origin}/bot{token}"
        self.replies: dict[str, Json] = {}
        self.taps: dict[str, Tapped] = {}
        self.finds: dict[tuple[str, str], Json] = {}
        self.heard: list[Json] = []
        self.refusals: list[str] = []
        self._hearing = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._session = ClientSession()
        self._polling = asyncio.create_task(self._poll())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._polling.cancel()
        with suppress(asyncio.CancelledError):
            await self._polling
        await self._session.close()

    async def call(self, method: str, **given: Any) -> Any:
        """Call the Bot API; what it refuses is kept in ``refusals`` and answered with ``None``."""
        async with self._session.post(f"{self._address}/{method}", json=given) as response:
            answer = await response.json()
        if not answer["ok"]:
            self.refusals.append(answer["description"])
            return None
        return answer["result"]

    async def say(self, chat_id: int, text: str, **more: Any) -> Json:
        """Send a text; its HTML counts."""
        sent: Json = await self.call(
            "sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **more
        )
        return sent

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **given: Any) -> Any:
        """Call a method with files, ``field: (name, content)``."""
        form = FormData(quote_fields=False)
        for name, value in given.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for field, (name, content) in files.items():
            form.add_field(field, content, filename=name)
        async with self._session.post(f"{self._address}/{method}", data=form) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def hear(self, is_meant: Callable[[Json], bool]) -> Json:
        """The first message that is meant; waits until the bot has heard it."""
        async with asyncio.timeout(HEAR_SECONDS), self._hearing:
            await self._hearing.wait_for(lambda: any(map(is_meant, self.heard)))
        return next(filter(is_meant, self.heard))

    async def _poll(self) -> None:
        after = 0
        while True:
            try:
                updates = await self.call("getUpdates", offset=after, timeout=POLL_SECONDS)
            except ClientConnectionError:  # the playground is being restarted
                await asyncio.sleep(RETRY_SECONDS)
                continue
            for update in updates or []:
                after = update["update_id"] + 1
                await self._handle(update)

    async def _handle(self, update: Json) -> None:
        if message := update.get("message"):
            async with self._hearing:
                self.heard.append(message)
                self._hearing.notify_all()
            reply = self.replies.get(message.get("text", ""))
            if reply is not None:
                await self.call("sendMessage", chat_id=message["chat"]["id"], **reply)
        if sought := update.get("inline_query"):
            found = self.finds.get((sought["query"], sought["offset"]), {"results": []})
            await self.call("answerInlineQuery", inline_query_id=sought["id"], **found)
        if query := update.get("callback_query"):
            act = self.taps.get(query["data"])
            answer = await act(query) if act is not None else {}
            await self.call("answerCallbackQuery", callback_query_id=query["id"], **answer)


def buttons(*rows: list[Json]) -> Json:
    """An inline keyboard."""
    return {"inline_keyboard": list(rows)}
