"""What the bot must remember between two updates: forms half filled in, and what it has handled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol


class ConversationStates(Protocol):
    """Where each conversation stands. Written outside any unit of work: a form is no business fact.

    ``key`` is the bot's own name of a conversation. What is kept for it must survive JSON.
    """

    async def state(self, key: str) -> str | None: ...

    async def keep_state(self, key: str, state: str | None, *, now: datetime) -> None: ...

    async def data(self, key: str) -> dict[str, Any]:
        """Empty where nothing is kept."""
        ...

    async def keep_data(self, key: str, data: Mapping[str, Any], *, now: datetime) -> None:
        """Replace what was kept."""
        ...

    async def forget_untouched_since(self, moment: datetime) -> int:
        """Drop conversations that nobody continued since; how many there were."""
        ...


class ProcessedUpdates(Protocol):
    """Which updates have had their effect; a unit of work's commit records its own."""

    async def record(self, update_id: int, now: datetime) -> bool:
        """Remember an update that changed nothing; False where it was remembered already."""
        ...

    async def knows(self, update_id: int) -> bool:
        """Whether it has been handled, here or elsewhere."""
        ...

    async def forget_before(self, moment: datetime) -> int:
        """Drop the updates handled before ``moment``; how many there were."""
        ...
