from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.model import ClientId
from domain.org.model import Actor, PersonId
from domain.visits.model import Span, Visit, VisitId
from domain.visits.views import VisitLine, Visitor, VisitorLine, VisitsOfDay, VisitView


class Visits(Protocol):
    """Visits: seen by who sees the client, who goes there, who booked it, and who sees what is the
    visitor's.
    """

    async def visitor(self, person_id: PersonId, *, since: datetime) -> Visitor:
        """With the absences that last at ``since`` or begin later. Until the transaction ends the
        person neither leaves nor is handed anything over. Raises NotFound.
        """
        ...

    async def visitors(
        self, ids: Collection[PersonId], *, since: datetime
    ) -> Mapping[PersonId, Visitor]:
        """Several of them, unlocked, also who has left."""
        ...

    async def colleagues(
        self, actor: Actor, *, now: datetime, offset: int, size: int
    ) -> tuple[Sequence[VisitorLine], int]:
        """Whom the actor may book visits for: themself, their pair, their team and those below
        them; the pair first, then by name.
        """
        ...

    async def is_colleague(self, actor: Actor, person_id: PersonId) -> bool:
        """Whether they are one of ``colleagues``."""
        ...

    async def pair_of(self, actor: Actor) -> PersonId | None: ...

    async def taken(
        self,
        person_id: PersonId,
        since: datetime,
        until: datetime,
        *,
        but: VisitId | None = None,
    ) -> Sequence[Span]:
        """When somebody is at a client, on the way to one, or has a task with an hour."""
        ...

    async def add(self, visit: Visit, now: datetime) -> Visit:
        """As saved. Raises SlotTaken: the visitor is elsewhere then."""
        ...

    async def save(self, visit: Visit, now: datetime) -> Visit:
        """As saved: its version is one higher. Raises SlotTaken."""
        ...

    async def same(
        self, client_id: ClientId, visitor_id: PersonId, starts_at: datetime
    ) -> Visit | None:
        """The one that is booked for just this."""
        ...

    async def see(self, visit_id: VisitId, actor: Actor) -> VisitView:
        """Raises NotFound."""
        ...

    async def get(self, visit_id: VisitId) -> Visit:
        """Locked until the transaction ends; who may see it was asked before. Raises NotFound."""
        ...

    async def watch_on(self, watched: Sequence[Visit], now: datetime) -> None:
        """Keep what the clock does next about each; one statement."""
        ...

    async def claim_watched(self, now: datetime, limit: int) -> Sequence[Visit]:
        """Those that the clock is to do something about, locked; what another process has in hand
        is skipped.
        """
        ...


class VisitLists(Protocol):
    """Visits in lists."""

    async def ahead(
        self, actor: Actor, *, is_team: bool, offset: int, size: int
    ) -> tuple[Sequence[VisitLine], int]:
        """Those that are not over, the earliest first, with the number of all: the actor's own and
        those that they booked, or everybody's whom they see.
        """
        ...

    async def past(
        self, actor: Actor, *, is_team: bool, offset: int, size: int
    ) -> tuple[Sequence[VisitLine], int]:
        """Those that are over, the latest first."""
        ...

    async def of_day(
        self,
        visitors: frozenset[PersonId],
        *,
        now: datetime,
        day_ends_at: datetime,
        next_day_ends_at: datetime,
        each: int,
    ) -> VisitsOfDay:
        """The first ``each`` of every errand."""
        ...

    async def between(
        self, visitor_id: PersonId, since: datetime, until: datetime
    ) -> Sequence[VisitLine]:
        """Those that are not over and begin then, the earliest first."""
        ...

    async def next_of_client(self, client_id: ClientId, now: datetime) -> VisitLine | None:
        """The client's next one that is not over."""
        ...
