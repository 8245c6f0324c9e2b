import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from bot.playground.bot_calls import BotCall
from bot.playground.callback_queries import CallbackQueries
from bot.playground.inline_queries import InlineQueries
from bot.playground.rate_limits import RateLimits
from bot.playground.world import Chat, World


@dataclass(slots=True)
class Desk:
    """What methods work on. ``limits`` is ``None`` where Telegram's speed limits are off."""

    world: World
    callbacks: CallbackQueries
    inline_queries: InlineQueries
    limits: RateLimits | None
    is_closing: asyncio.Event
    webhook_changed: Callable[[], None]

    def spend(self, chat: Chat, messages: int = 1) -> None:
        """Count messages against the speed limits."""
        if self.limits is not None:
            self.limits.spend(chat.chat_id, is_group=chat.is_group, messages=messages)


Method = Callable[[Desk, BotCall], Awaitable[object]]

METHODS: Final[dict[str, Method]] = {}
"""What the playground answers, by the method's name."""


def answers(name: str) -> Callable[[Method], Method]:
    """Register the function that answers the Bot API's method ``name``."""

    def register(function: Method) -> Method:
        METHODS[name] = function
        return function

    return register
