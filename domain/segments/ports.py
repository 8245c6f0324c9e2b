from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.model import ClientId
from domain.org.model import Actor, PersonId
from domain.org.visibility import Scope
from domain.rulebook.model import Rulebook
from domain.segments.model import SegmentChange, SegmentChangeId, SegmentMove


class Segments(Protocol):
    """The segments that the rulebook in force gives, and those that people chose.

    A client is the rules' as long as nobody pinned it, or where its segment is no longer in the
    rulebook. Clients that were merged into others are nobody's.
    """

    async def recompute(
        self, client_ids: Collection[ClientId] | None, now: datetime
    ) -> Sequence[SegmentMove]:
        """Put clients, all where None, into the segments that the rules give; who moved.

        Each move stands in the client's timeline, and its shown cards are refreshed. Of a segment
        that the rulebook wants told, the owner and their manager (or who stands in) get a notice;
        of many at once, one for all. Locks the clients that it looks at, in the order of ids, or
        of all those that move.
        """
        ...

    async def foresee(self, rulebook: Rulebook, now: datetime) -> Sequence[SegmentMove]:
        """Who would move if this were in force. Nothing is written."""
        ...

    async def begin_day(self, now: datetime) -> Sequence[ClientId]:
        """Who stands to move because a new day began where their branch is.

        Each zone's day is taken once, for good if the transaction commits.
        """
        ...

    async def pin(self, client_id: ClientId, segment: str, now: datetime) -> None: ...

    async def unpin(self, client_id: ClientId, now: datetime) -> None: ...

    async def tell(
        self, client_id: ClientId, was: str, segment: str, *, by: PersonId, now: datetime
    ) -> None:
        """Somebody chose it: the others who would be told by the rules are told as well."""
        ...

    async def change(self, change_id: SegmentChangeId, scope: Scope) -> SegmentChange:
        """Raises: NotFound."""
        ...

    async def latest_changes(
        self, actor: Actor, since: datetime, *, offset: int, size: int
    ) -> tuple[Sequence[SegmentChange], int]:
        """Of clients that the actor sees, the latest first, with the number of all."""
        ...
