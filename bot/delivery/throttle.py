"""Telegram's limits, kept by everything that this process sends.

A request to a chat takes its turn in the chat's pace and in the common one; a flood refusal stops
everything for as long as Telegram says. In the common line an answer to a person goes before every
notice of the ledger: the ledger may use all that is left, and nobody waits for it longer than one
message takes.

An answer waits a short silence out. A notice of which nothing has left does not: what it would say
then was made before, and another process may lead by then.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

logger = structlog.get_logger(__name__)

OVERALL_PER_SECOND: Final = 29.9  # Telegram's limit is 30; a little is left for two clocks
MADE_UP_SECONDS: Final = 0.1
"""So much of what late timers lost is made up for at once; a longer stall is lost."""
ANSWERS_IN_A_ROW: Final = 9  # then a notice goes, if one waits: a crowd does not silence the ledger
CHAT_PER_SECOND: Final = 0.95  # of one a second: what comes late makes the next one too early
CHAT_BURST: Final = 3  # Telegram forgives a few at once in a private chat
GROUP_PER_SECOND: Final = 15 / 60
GROUP_BURST: Final = 5  # with 15 a minute more that is never over 20 in a minute
MOST_CHATS: Final = 10_000
LONGEST_PAUSE_SECONDS: Final = 30.0
"""An answer that would have to wait longer is refused at once: nobody waits for it any more."""

POLLING: Final = "getUpdates"
_WRITING: Final = ("send", "edit", "copy", "forward")
_NOT_COUNTED: Final = {"sendChatAction", "sendMessageDraft"}


class Paused(Exception):
    """Telegram wants silence for ``seconds`` more; the request was not made."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


@dataclass(slots=True)
class Pace:
    """``per_second`` in the long run, ``burst`` at once after a rest.

    ``full_at`` is when all that was booked will have been earned; every booking moves it on.
    """

    per_second: float
    burst: int
    full_at: float = float("-inf")

    def turn(self, now: float) -> float:
        """The moment at which something may go that is asked for ``now``."""
        return max(now, self.full_at - (self.burst - 1) / self.per_second)

    def book(self, now: float, amount: int = 1) -> float:
        """The moment at which ``amount`` may go; it is taken for this caller."""
        turn = self.turn(now)
        self.full_at = max(self.full_at, turn) + amount / self.per_second
        return turn

    def postpone(self, seconds: float) -> None:
        """What was booked last goes so much later than it was booked."""
        self.full_at += seconds

    def exhaust(self, until: float) -> None:
        """Nothing is saved up at ``until``."""
        self.full_at = max(self.full_at, until + (self.burst - 1) / self.per_second)


@dataclass(eq=False, slots=True)
class _Waiting:
    """Somebody in line for so many ``messages`` to a chat, since the moment ``since``."""

    chat: Pace
    messages: int
    is_notice: bool
    waits_out: bool
    since: float
    may_be_next: asyncio.Event = field(default_factory=asyncio.Event)


class _Line:
    """Who waits for a turn, in the order of their coming. Who can go first does; of those who can
    go at the same moment an answer goes before a notice. Nobody waits behind another's chat.
    """

    def __init__(self, overall: Pace) -> None:
        self._overall = overall
        self._waiting: dict[_Waiting, None] = {}
        self._answers_in_a_row = 0

    def join(self, waiting: _Waiting) -> None:
        self._waiting[waiting] = None

    def next(self, now: float) -> tuple[_Waiting, float]:
        """Who goes next, and the moment at which they may. Somebody waits."""
        prefers_notices = self._answers_in_a_row >= ANSWERS_IN_A_ROW
        turns = {waiting: self._turn(waiting, now) for waiting in self._waiting}
        first = min(turns, key=lambda one: (turns[one], one.is_notice != prefers_notices))
        return first, turns[first]

    def serve(self, waiting: _Waiting, now: float) -> None:
        """Count what goes now."""
        self._overall.book(self._asked_at(waiting, now), waiting.messages)
        waiting.chat.book(now, waiting.messages)
        self._answers_in_a_row = 0 if waiting.is_notice else self._answers_in_a_row + 1

    def leave(self, waiting: _Waiting, now: float) -> None:
        """Out of the line; whoever is next now is told."""
        del self._waiting[waiting]
        if self._waiting:
            self.next(now)[0].may_be_next.set()

    def look_up(self) -> None:
        """Everybody is told that something else has changed."""
        for waiting in self._waiting:
            waiting.may_be_next.set()

    def _turn(self, waiting: _Waiting, now: float) -> float:
        return waiting.chat.turn(self._overall.turn(self._asked_at(waiting, now)))

    @staticmethod
    def _asked_at(waiting: _Waiting, now: float) -> float:
        """The pace counts from when somebody began to wait, not from when a late timer let them go:
        what was lost to it is not lost to the next.
        """
        return max(waiting.since, now - MADE_UP_SECONDS)


@dataclass(slots=True)
class _Ledgers:
    """What this task sends is the ledger's; its next message to ``paid_chat`` may go at once, on a
    turn that was taken at the moment ``paid_at``. ``has_left``: Telegram has done something of it.
    """

    paid_chat: int | str | None = None
    paid_at: float = 0.0
    has_left: bool = False


_ledgers: ContextVar[_Ledgers | None] = ContextVar("ledgers", default=None)


class RequestBudget:
    """The bot's limits in seconds of ``monotonic``; ``sleep`` waits on the same clock."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._overall = Pace(OVERALL_PER_SECOND, 1)
        self._line = _Line(self._overall)
        self._chats: dict[int | str, Pace] = {}
        self._resumes_at = float("-inf")

    @property
    def paused_seconds(self) -> float:
        """How long Telegram still wants silence; 0 when it does not."""
        return max(0.0, self._resumes_at - self._monotonic())

    def pause(self, seconds: float) -> None:
        """Telegram wants silence."""
        self._resumes_at = max(self._resumes_at, self._monotonic() + seconds)
        self._overall.exhaust(self._resumes_at)
        self._line.look_up()

    async def ledger_turn(self, chat_id: int | str) -> None:
        """Wait until the ledger may send one message to the chat. It is this task's next one, which
        then goes without waiting again; whatever else the task sends gives way to answers too.

        Raises:
            Paused: Telegram wants silence, be it short. So does every request of the task until
                one has been done; what was begun is seen through.
        """
        _ledgers.set(_Ledgers())
        await self.turn(chat_id)
        _ledgers.set(_Ledgers(chat_id, self._monotonic()))

    @property
    def waits_out(self) -> bool:
        """Whether this task waits for the end of a short silence."""
        ledgers = _ledgers.get()
        return ledgers is None or ledgers.has_left

    def note_done(self) -> None:
        """Telegram has done a request of this task."""
        ledgers = _ledgers.get()
        if ledgers is not None:
            ledgers.has_left = True

    async def turn(self, chat_id: int | str, messages: int = 1) -> None:
        """Wait until ``messages`` may go to the chat.

        Raises:
            Paused: Telegram wants a silence that is too long to wait for.
        """
        self._refuse_pause()
        ledgers = _ledgers.get()
        chat = self._pace_of(chat_id)
        if ledgers is not None and ledgers.paid_chat == chat_id:
            chat.postpone(self._monotonic() - ledgers.paid_at)
            ledgers.paid_chat = None
            messages -= 1
        while True:
            await self.resumed()
            if not messages:
                return
            now = self._monotonic()
            is_notice = ledgers is not None
            await self._wait_in_line(_Waiting(chat, messages, is_notice, self.waits_out, now))
            if not self.paused_seconds:
                return

    async def resumed(self) -> None:
        """Wait for the end of the silence. Raises: Paused."""
        while self.paused_seconds:
            self._refuse_pause()
            await self._sleep(self.paused_seconds)

    def _refuse_pause(self) -> None:
        longest = LONGEST_PAUSE_SECONDS if self.waits_out else 0.0
        if self.paused_seconds > longest:
            raise Paused(self.paused_seconds)

    async def _wait_in_line(self, waiting: _Waiting) -> None:
        self._line.join(waiting)
        try:
            while True:
                if not waiting.waits_out:
                    self._refuse_pause()
                now = self._monotonic()
                first, turn = self._line.next(now)
                if first is not waiting:
                    waiting.may_be_next.clear()
                    first.may_be_next.set()
                    await waiting.may_be_next.wait()
                elif turn > now:
                    await self._sleep(turn - now)
                else:
                    self._line.serve(waiting, now)
                    return
        finally:
            self._line.leave(waiting, self._monotonic())

    def _pace_of(self, chat_id: int | str) -> Pace:
        if chat_id not in self._chats:
            if len(self._chats) >= MOST_CHATS:
                now = self._monotonic()
                self._chats = {chat: p for chat, p in self._chats.items() if p.full_at > now}
            is_group = str(chat_id).startswith(("-", "@"))
            self._chats[chat_id] = (
                Pace(GROUP_PER_SECOND, GROUP_BURST)
                if is_group
                else Pace(CHAT_PER_SECOND, CHAT_BURST)
            )
        return self._chats[chat_id]


class NoLimits(RequestBudget):
    """For a server that has no limits: only a silence that it asks for is kept."""

    async def turn(self, chat_id: int | str, messages: int = 1) -> None:  # noqa: ARG002 - as the other one is asked
        await self.resumed()


class RequestThrottle(BaseRequestMiddleware):
    """Makes every request of the bot keep to the budget; one flood refusal is waited out, by who
    waits such out at all.

    ``on_flood`` hears of each refusal, in seconds.
    """

    def __init__(
        self, budget: RequestBudget, on_flood: Callable[[float], None] = lambda _: None
    ) -> None:
        self._budget = budget
        self._on_flood = on_flood

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if method.__api_method__ == POLLING:
            return await make_request(bot, method)
        try:
            return await self._in_turn(make_request, bot, method)
        except TelegramRetryAfter as refusal:
            if refusal.retry_after > LONGEST_PAUSE_SECONDS or not self._budget.waits_out:
                raise
        return await self._in_turn(make_request, bot, method)

    async def _in_turn(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        try:
            if (chat_id := written_chat(method)) is not None:
                await self._budget.turn(chat_id, messages_in(method))
            else:
                await self._budget.resumed()
        except Paused as pause:
            raise TelegramRetryAfter(
                method, "the silence is not over", retry_after=ceil(pause.seconds)
            ) from pause
        try:
            done = await make_request(bot, method)
        except TelegramRetryAfter as refusal:
            self._budget.pause(refusal.retry_after)
            self._on_flood(refusal.retry_after)
            logger.warning("flood refusal", retry_after_seconds=refusal.retry_after)
            raise
        self._budget.note_done()
        return done


def written_chat(method: TelegramMethod[Any]) -> int | str | None:
    """The chat in which the request puts or changes a message; None for other requests."""
    name = method.__api_method__
    if not name.startswith(_WRITING) or name in _NOT_COUNTED:
        return None
    chat_id: int | str | None = getattr(method, "chat_id", None)
    return chat_id


def messages_in(method: TelegramMethod[Any]) -> int:
    """How many messages the request makes: several for an album or a bulk copy."""
    several = getattr(method, "media", None) or getattr(method, "message_ids", None)
    return len(several) if isinstance(several, list) and several else 1
