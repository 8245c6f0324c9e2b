from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.duplicates import Candidate, DuplicatePair, FoundPair, PairId
from domain.clients.model import ClientId
from domain.org.model import PersonId
from domain.org.visibility import Scope


class Duplicates(Protocol):
    async def lock_search(self) -> None:
        """Until the transaction ends, nobody else looks through the base."""
        ...

    async def searched_at(self) -> datetime | None:
        """When the base was looked through last; None for never."""
        ...

    async def candidates(self) -> Sequence[Candidate]:
        """Pairs of the whole base with a phone, an e-mail or a tax number in common, or with names
        near enough to be compared; one statement."""
        ...

    async def keep(self, found: Sequence[FoundPair], now: datetime) -> None:
        """Put these in place of what was found before; what people decided stays."""
        ...

    async def page(
        self, scope: Scope, *, offset: int, size: int
    ) -> tuple[Sequence[DuplicatePair], int]:
        """Open pairs of which the actor sees a client, those that they see whole first, then the
        surest, with the number of all."""
        ...

    async def of_client(self, client_id: ClientId, scope: Scope) -> Sequence[DuplicatePair]:
        """Open pairs of one client, the surest first; at most 5."""
        ...

    async def is_suspected(self, client_id: ClientId, scope: Scope) -> bool:
        """Whether the client has an open pair."""
        ...

    async def get(self, pair_id: PairId, scope: Scope) -> DuplicatePair | None:
        """None where it is settled, or where the actor sees neither client."""
        ...

    async def tell_apart(self, pair_id: PairId, *, by: PersonId, now: datetime) -> None: ...
