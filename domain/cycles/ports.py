from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.clients.model import ClientId
from domain.cycles.carrying import ClientFacts
from domain.cycles.model import CallId, CycleId, PairId, PlannedCall, SellerPair
from domain.cycles.views import (
    CallLine,
    CallsOfDay,
    CallView,
    CycleLine,
    NewCycle,
    PairLine,
    PairView,
    PlanMade,
    PlannedPair,
    RepWork,
    Show,
    Tally,
)
from domain.org.model import PersonId
from domain.org.visibility import Scope
from domain.working_time import DateSpan


class SellerPairs(Protocol):
    """Of one person there is one open pair; ``people.pair_id`` follows by itself."""

    async def find(self, person_id: PersonId) -> PairView | None:
        """The open pair, unlocked."""
        ...

    async def lock(self, people: Sequence[PersonId]) -> Sequence[PairView]:
        """Their open pairs, locked until the transaction ends."""
        ...

    async def add(self, caller_id: PersonId, visitor_id: PersonId, now: datetime) -> PairId: ...

    async def save(self, pair: SellerPair, now: datetime) -> None:
        """Its version is one higher."""
        ...


class CyclePlans(Protocol):
    """For the planner: everybody's at once, a statement each."""

    async def lock_planning(self) -> None:
        """Until the transaction ends, nobody else plans."""
        ...

    async def due(self, now: datetime) -> Sequence[PlannedPair]:
        """Open pairs whose plan is not of their caller's today, is to be made anew, or is older
        than a change of one of their clients; locked.
        """
        ...

    async def replan_for(self, person_id: PersonId, now: datetime) -> None:
        """The plan of who calls is made anew at the next tick."""
        ...

    async def absences(
        self, people: Sequence[PersonId], since: date
    ) -> Mapping[PersonId, Sequence[DateSpan]]:
        """Days away that end on ``since`` or later."""
        ...

    async def facts(
        self, pairs: Sequence[PairId], currency: str
    ) -> Mapping[PairId, Sequence[ClientFacts]]:
        """The clients that either of a pair owns; those merged or erased are left aside."""
        ...

    async def calls(
        self, cycles: Sequence[CycleId], clients: Sequence[ClientId]
    ) -> Sequence[PlannedCall]:
        """Of the cycles, and of the clients in whatever cycle is open."""
        ...

    async def begin_cycles(
        self, new: Sequence[NewCycle], over: Sequence[CycleId], now: datetime
    ) -> Mapping[PairId, CycleId]:
        """End those that are over, and begin the new ones."""
        ...

    async def end_cycles_of(self, pair_id: PairId, now: datetime) -> None: ...

    async def write(
        self,
        added: Iterable[PlannedCall],
        rewritten: Iterable[PlannedCall],
        plans: Sequence[PlanMade],
        now: datetime,
    ) -> None:
        """What a plan changed."""
        ...


class PlannedCalls(Protocol):
    """``people`` are the actor and whom they stand in for."""

    async def due(
        self,
        people: frozenset[PersonId],
        *,
        today: date,
        day_ends_at: datetime,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[CallLine], int, int]:
        """Today's calls of their pairs in turn, with the number of all, and of those that wait for
        their hour, which come last.
        """
        ...

    async def of_day(
        self, people: frozenset[PersonId], *, today: date, day_ends_at: datetime
    ) -> CallsOfDay:
        """Of those whose callers they are."""
        ...

    async def made_since(self, people: frozenset[PersonId], since: datetime) -> int: ...

    async def has_pair(self, people: frozenset[PersonId]) -> bool: ...

    async def view(self, call_id: CallId, people: frozenset[PersonId], scope: Scope) -> CallView:
        """Raises NotFound: neither is the pair theirs, nor does its caller or visitor lie in
        ``scope``.
        """
        ...

    async def get(self, call_id: CallId) -> PlannedCall:
        """Locked until the transaction ends, behind its client. Raises NotFound."""
        ...

    async def save(self, call: PlannedCall, now: datetime) -> None:
        """Its version is one higher."""
        ...


class CycleBoards(Protocol):
    async def pairs(
        self, scope: Scope, people: frozenset[PersonId], *, offset: int, size: int
    ) -> tuple[Sequence[PairLine], int]:
        """Open pairs of ``people`` or inside ``scope``, by the caller's name, with the number of
        all.
        """
        ...

    async def pair(self, pair_id: PairId, scope: Scope, people: frozenset[PersonId]) -> PairLine:
        """Raises NotFound."""
        ...

    async def regions(
        self, scope: Scope, people: frozenset[PersonId], pair_id: PairId | None
    ) -> Sequence[tuple[str | None, Tally]]:
        """Open cycles of those pairs, or of one, by the clients' regions, the largest first."""
        ...

    async def lines(
        self, pair_id: PairId, show: Show, *, offset: int, size: int
    ) -> tuple[Sequence[CycleLine], int]: ...


class RepChecks(Protocol):
    async def take(self, weeks: Mapping[PersonId, date]) -> frozenset[PersonId]:
        """Whose check of that week was not made yet; from now on it was."""
        ...

    async def work(
        self, scope: Scope, *, but: PersonId, since: date, until: date, zone: ZoneInfo
    ) -> Sequence[RepWork]:
        """Of each representative and team lead inside ``scope``, on the days in ``zone`` from
        ``since`` to before ``until``.
        """
        ...

    async def managers(self) -> Sequence[tuple[PersonId, ZoneInfo]]:
        """Who is told of the work of others, each with their zone."""
        ...
