"""What a link's payload opens: ``deal_12`` the card of deal 12.

Each noun names its prefix and gives a handler, called like any other: by the names of what it
takes, with ``message`` first and ``record_id`` among them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.types import Message

Opener = Callable[..., Awaitable[object]]
SEPARATOR = "_"
JUST_OPEN = "hello"
"""A payload that names nothing: the link opens the private chat. No invitation either."""
LARGEST_ID = 2**63 - 1


@dataclass(slots=True)
class DeepLinks:
    """Openers by prefix."""

    _openers: dict[str, CallableObject] = field(default_factory=dict)

    def add(self, prefix: str, opener: Opener) -> None:
        """``opener(message, record_id=…, …)`` shows the record that ``<prefix>_<id>`` names."""
        if prefix in self._openers:
            raise ValueError(f"two openers of {prefix}")
        self._openers[prefix] = CallableObject(opener)

    async def open(self, payload: str, message: Message, data: dict[str, Any]) -> bool:
        """Show what ``payload`` names; False where it names nothing. Raises as its opener does."""
        prefix, _, number = payload.partition(SEPARATOR)
        opener = self._openers.get(prefix)
        if opener is None or not number.isascii() or not number.isdigit():
            return False
        record_id = int(number)
        if record_id > LARGEST_ID:
            return False
        await opener.call(message, **{**data, "record_id": record_id})
        return True
