"""Updates that wait for the bot, by polling or by webhook.

An update stays until the bot confirms it: by asking for a higher offset, or by answering the
webhook with 2xx.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.playground.journal import Journal
from bot.playground.refusals import Json, Refused

UNWANTED_UNLESS_ASKED: Final = {"chat_member", "message_reaction", "message_reaction_count"}
FIRST_UPDATE_ID: Final = 100_000_001


@dataclass(eq=False, slots=True)
class Pending:
    """An update on its way; a repeat comes once more although the first copy was confirmed."""

    update: Json
    is_repeat: bool = False
    was_given: bool = False

    @property
    def update_id(self) -> int:
        return int(self.update["update_id"])

    @property
    def chat_id(self) -> int:
        """The chat whose order this update belongs to."""
        for body in self.update.values():
            if isinstance(body, dict):
                message: Json = body.get("message") or {}
                chat: Json = body.get("chat") or message.get("chat") or body["from"]
                return int(chat["id"])
        return 0


class UpdateQueue:
    """Unconfirmed updates, oldest first."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._pending: list[Pending] = []
        self._next_id = FIRST_UPDATE_ID
        self._changed = asyncio.Event()
        self.polls = 0
        self.allowed: list[str] = []
        self.repeats = 0
        self.shuffles = 0
        self.has_webhook = False

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def pending(self) -> Sequence[Pending]:
        """What waits, oldest first."""
        return tuple(self._pending)

    @property
    def latest_id(self) -> int:
        """The number of the newest update."""
        return self._next_id - 1

    def put(self, kind: str, body: Json) -> None:
        """Queue an update of ``kind``, unless the bot does not want that kind."""
        wanted = kind in self.allowed if self.allowed else kind not in UNWANTED_UNLESS_ASKED
        if not wanted:
            return
        record = self._journal.append("update", update={"update_id": self._next_id, kind: body})
        self.remember(record)
        if self.repeats:
            self.repeats -= 1
            self._pending.append(Pending(record["update"], is_repeat=True))
        self._wake()

    def remember(self, record: Json) -> None:
        """Take an ``update`` record."""
        if self.shuffles and self._pending:  # it overtakes what waits
            self.shuffles -= 1
            self._pending.insert(0, Pending(record["update"]))
        else:
            self._pending.append(Pending(record["update"]))
        self._next_id = record["update"]["update_id"] + 1

    def forget(self, record: Json) -> None:
        """Take a ``confirmed`` record of an earlier run."""
        gone = set(record["update_ids"])
        self._pending = [item for item in self._pending if item.update_id not in gone]

    def trouble(self, kind: str, times: int) -> None:
        """The next ``times`` updates come twice, or before what waits: see ``faults.py``."""
        if kind == "repeat_update":
            self.repeats += times
        else:
            self.shuffles += times

    def confirm(self, items: Sequence[Pending]) -> None:
        """The bot has these."""
        if not items:
            return
        gone = set(items)
        self._pending = [item for item in self._pending if item not in gone]
        self._journal.append("confirmed", update_ids=[item.update_id for item in items])
        self._wake()

    def clear(self) -> None:
        """Drop everything that waits."""
        self.confirm(self.pending)

    async def changed(self) -> None:
        """Return when the queue may have changed."""
        await self._changed.wait()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def wake(self) -> None:
        """Let everyone who waits for the queue look again."""
        self._wake()

    async def poll(
        self,
        *,
        offset: int | None,
        limit: int,
        timeout_seconds: float,
        is_closing: asyncio.Event,
    ) -> list[Json]:
        """What getUpdates answers.

        Raises:
            Refused: 409, another poll took over, or a webhook is set.
        """
        if self.has_webhook:
            raise Refused(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self.polls += 1
        mine = self.polls
        self._wake()
        self._confirm_before(offset)
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout_seconds
        while True:
            if mine != self.polls or self.has_webhook:
                raise Refused(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            batch = self._batch(limit)
            left = until - loop.time()
            if batch or left <= 0 or is_closing.is_set():
                for item in batch:
                    item.was_given = True
                return [item.update for item in batch]
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except TimeoutError:
                continue

    def _confirm_before(self, offset: int | None) -> None:
        if offset is None or offset == 0:
            return
        if offset < 0:
            self.confirm(self._pending[:offset])
            return
        self.confirm(
            [
                item
                for item in self._pending
                if item.update_id < offset and (item.was_given or not item.is_repeat)
            ]
        )

    def _batch(self, limit: int) -> list[Pending]:
        batch: dict[int, Pending] = {}
        for item in self._pending:
            if len(batch) == limit:
                break
            batch.setdefault(item.update_id, item)
        return list(batch.values())
