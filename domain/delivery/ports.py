from collections.abc import Sequence
from typing import Protocol

from domain.delivery.model import Matter, NewNotice
from domain.org.model import PersonId


class Ledger(Protocol):
    """The use cases' side of the ledger; sending has a port of its own."""

    async def add(self, notices: Sequence[NewNotice]) -> None:
        """Add what is not waiting already (see ``NewNotice``)."""
        ...

    async def refresh(self, matter: Matter, matter_id: int, *, except_for: PersonId | None) -> None:
        """Have every shown card of the matter edited, but the one the actor is looking at."""
        ...
