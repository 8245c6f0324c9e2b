"""The smallest Bot API that a bot can talk to, in a process of its own: it says ok, and quickly.

    python -m bench.stand_in [--limits] [--stranger]

prints its port. With ``--limits`` it refuses as Telegram does (bot/playground/rate_limits.py); with
``--stranger`` somebody has written to the bot before it starts. At ``/seen`` it tells how often it
was written to, by chat, when first and last, how often again in a chat without the mark of a
repeat, and how often it refused.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from typing import Any, cast
from urllib.parse import parse_qsl

import uvloop

BOT = {"id": 7000000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
WRITING = ("send", "edit")
IDLE_SECONDS = 20.0
HEAD_END = b"\r\n\r\n"
STRANGER = 42
"""The chat of whoever has written."""
REPEAT = "\U0001f501"
"""What a message begins with that may have come before."""


class Telegram:
    """What the stand-in answers, and what it has seen."""

    def __init__(self, *, has_limits: bool, has_stranger: bool = False) -> None:
        self.written: Counter[int] = Counter()
        self.written_at: dict[int, float] = {}
        self.last_written_at = 0.0
        self.unmarked_again = 0
        self._has_stranger = has_stranger
        self.refused = 0
        self.methods: Counter[str] = Counter()
        self._message_id = 0
        self._limits: Any = None
        if has_limits:
            from bot.playground.rate_limits import RateLimits

            self._limits = RateLimits(time.monotonic)

    def answer(self, method: str, fields: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """HTTP status and body."""
        self.methods[method] += 1
        if method == "getMe":
            return 200, {"ok": True, "result": BOT}
        if method == "getUpdates":
            return 200, {"ok": True, "result": self._updates()}
        if not method.startswith(WRITING):
            return 200, {"ok": True, "result": True}
        chat_id = int(fields["chat_id"])
        if self._limits is not None and (refusal := self._refusal(chat_id)):
            self.refused += 1
            return 429, refusal
        is_marked = fields.get("text", "").startswith(REPEAT)
        self.unmarked_again += chat_id in self.written and not is_marked
        self.written[chat_id] += 1
        self.last_written_at = time.monotonic()
        self.written_at.setdefault(chat_id, self.last_written_at)
        self._message_id += 1
        message = {
            "message_id": int(fields.get("message_id", self._message_id)),
            "date": 1_700_000_000,
            "chat": {"id": chat_id, "type": "private"},
            "from": BOT,
            "text": fields.get("text", ""),
        }
        return 200, {"ok": True, "result": message}

    def seen(self) -> dict[str, Any]:
        return {
            "written": {str(chat): count for chat, count in self.written.items()},
            "written_at": {str(chat): moment for chat, moment in self.written_at.items()},
            "last_written_at": self.last_written_at,
            "unmarked_again": self.unmarked_again,
            "refused": self.refused,
            "methods": dict(self.methods),
        }

    def _updates(self) -> list[dict[str, Any]]:
        if not self._has_stranger:
            return []
        self._has_stranger = False
        person = {"id": STRANGER, "is_bot": False, "first_name": "Stranger"}
        chat = {"id": STRANGER, "type": "private", "first_name": "Stranger"}
        now = int(time.time())
        message = {"message_id": 1, "date": now, "chat": chat, "from": person}
        # Another at each start: one that was handled is not handled again.
        return [{"update_id": now, "message": {**message, "text": "Hello"}}]

    def _refusal(self, chat_id: int) -> dict[str, Any] | None:
        from bot.playground.refusals import TooManyRequests

        try:
            self._limits.spend(chat_id, is_group=chat_id < 0)
        except TooManyRequests as refusal:
            return refusal.answer()
        return None


class Connection(asyncio.Protocol):
    """HTTP/1.1 as far as aiohttp's client speaks it to a Bot API: bodies with a length, kept open.

    A framework would cost more than the rest of the stand-in, and both sides of a ratio pay for it.
    """

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's own transports are no asyncio.Transport by name.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(HEAD_END)) >= 0:
            head = self._read[:end].decode("latin-1")
            begin = end + len(HEAD_END)
            length = _content_length(head)
            if len(self._read) < begin + length:
                return
            body = self._read[begin : begin + length]
            self._read = self._read[begin + length :]
            self._take(head.split(" ", 2)[1], body)

    def _take(self, path: str, body: bytes) -> None:
        method = path.rpartition("/")[2]
        is_json = body.startswith(b"{")
        fields = json.loads(body) if is_json else dict(parse_qsl(body.decode()))
        if method == "seen":
            self._write(200, self._telegram.seen())
            return
        status, answer = self._telegram.answer(method, fields)
        is_empty = method == "getUpdates" and not answer["result"]
        wait = float(fields.get("timeout", 0)) if is_empty else 0
        if wait:
            asyncio.get_running_loop().call_later(
                min(wait, IDLE_SECONDS), self._write, status, answer
            )
        else:
            self._write(status, answer)

    def _write(self, status: int, answer: dict[str, Any]) -> None:
        if self._transport.is_closing():
            return
        body = json.dumps(answer).encode()
        head = (
            f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._transport.write(head.encode() + body)


def _content_length(head: str) -> int:
    for line in head.split("\r\n")[1:]:
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            return int(value)
    return 0


async def serve(*, has_limits: bool, has_stranger: bool) -> None:
    """Until standard input is closed, as it is when whoever started this ends."""
    loop = asyncio.get_running_loop()
    telegram = Telegram(has_limits=has_limits, has_stranger=has_stranger)
    server = await loop.create_server(lambda: Connection(telegram), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--limits", action="store_true")
    parser.add_argument("--stranger", action="store_true")
    asked = parser.parse_args()
    uvloop.run(serve(has_limits=asked.limits, has_stranger=asked.stranger))
