from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.merging import Merge, Merged, MergeId, MergeLine, MergeSide
from domain.clients.model import ClientId
from domain.org.model import PersonId
from domain.org.visibility import Scope


class ClientMerges(Protocol):
    """Merges happen one after another: whoever locks waits for the one in hand."""

    async def lock(self) -> None:
        """Until the transaction ends nobody else merges, or undoes a merge."""
        ...

    async def side(self, client_id: ClientId, scope: Scope) -> MergeSide:
        """The client, or the one that it is part of. Raises: NotFound."""
        ...

    async def lock_sides(
        self, one_id: ClientId, other_id: ClientId, scope: Scope
    ) -> tuple[MergeSide, MergeSide]:
        """Both as ``side``, locked in the order of their ids. Raises: NotFound."""
        ...

    async def moves(self, loser_id: ClientId) -> Mapping[str, int]:
        """How many records would go over, by table; kinds without any are left out."""
        ...

    async def merge(
        self,
        loser_id: ClientId,
        survivor_id: ClientId,
        fields: Merged,
        *,
        merged_by: PersonId,
        now: datetime,
    ) -> MergeId:
        """Move every record of the loser; both are locked before."""
        ...

    async def get(self, merge_id: MergeId) -> Merge:
        """Raises: NotFound."""
        ...

    async def merged_into(self, client_id: ClientId) -> tuple[ClientId, str] | None:
        """The client that this one is part of, with its name; None where it is itself."""
        ...

    async def undo(self, merge: Merge, *, undone_by: PersonId, now: datetime) -> None:
        """Take back what was moved and is still there; what came since stays. Both rows are
        locked in the order of their ids."""
        ...

    async def of_survivor(self, client_id: ClientId, *, since: datetime) -> Sequence[MergeLine]:
        """Merges into the client that are not undone, the latest first."""
        ...
