from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.cadences.model import Cadence, CadenceMove, CadenceMoveId, PlannedAs
from domain.cadences.plan import DueShift, Holders, Reckoning
from domain.cadences.views import (
    BusinessReason,
    CadenceList,
    CadencePart,
    CadencesOfDay,
    CadenceView,
    MoveView,
)
from domain.clients.model import ClientId
from domain.money import Money
from domain.org.model import Actor, PersonId
from domain.org.visibility import Scope
from domain.org.workplaces import Workplace
from domain.segments.model import SegmentMove


class Cadences(Protocol):
    """Clients under a cadence: seen by who sees the client. Requests for a later day are seen by
    who is to decide them, too.
    """

    async def find(self, client_id: ClientId) -> Cadence | None:
        """Of a client that was loaded through the actor's scope; None where it is under none."""
        ...

    async def get(self, client_id: ClientId) -> Cadence:
        """The same, locked until the transaction ends. Raises NoCadence."""
        ...

    async def view(self, client_id: ClientId, actor: Actor) -> CadenceView:
        """Raises NotFound: not seen; NoCadence."""
        ...

    async def reasons(self, client_id: ClientId, actor: Actor, today: date) -> list[BusinessReason]:
        """Offers without an answer and deals that are to be concluded, the most pressing first;
        those that the actor sees."""
        ...

    async def holders(
        self, segments: Sequence[str], client_ids: Sequence[ClientId] | None
    ) -> Holders:
        """Of the clients of these segments; of all where no ids are given."""
        ...

    async def workplace(self, client_id: ClientId) -> Workplace:
        """By whose calendar the client's due day goes: its owner's, else its branch's."""
        ...

    async def clients_of(self, person_id: PersonId) -> Sequence[ClientId]:
        """All that the person owns, locked until the transaction ends."""
        ...

    async def reckon(
        self, plan: Reckoning, client_ids: Sequence[ClientId] | None, now: datetime
    ) -> int:
        """Reckon the due days of these clients (of all: None) in one statement; how many changed.

        What changed has its shown cards edited; requests that became needless are settled.
        """
        ...

    async def foresee(
        self, plan: Reckoning, moves: Sequence[SegmentMove], now: datetime
    ) -> DueShift:
        """What ``reckon`` of all would do, once ``moves`` have been made. Nothing is written."""
        ...

    async def plan(
        self, client_id: ClientId, at: datetime | None, planned_as: PlannedAs | None, now: datetime
    ) -> Cadence:
        """Remind at this moment; as saved: its version is one higher."""
        ...

    async def page(
        self, actor: Actor, part: CadencePart, *, now: datetime, offset: int, size: int
    ) -> CadenceList:
        """Clients under a cadence, the soonest due first. ``offset`` past the end is the last
        page's."""
        ...

    async def late(self, scope: Scope, now: datetime) -> tuple[int, tuple[Money, ...]]:
        """How many clients are late that ``scope`` sees, and the money of their open deals."""
        ...

    async def of_day(
        self,
        owners: frozenset[PersonId],
        scope: Scope,
        *,
        me: PersonId,
        now: datetime,
        day_ends_at: datetime,
        today: date,
        each: int,
    ) -> CadencesOfDay:
        """What is late, due, or planned for ``today``; the first ``each`` of every errand. Money is
        that of deals inside ``scope``.
        """
        ...

    async def stand_in(self, person_id: PersonId, now: datetime) -> PersonId:
        """Who is told instead; the person themself where they are there."""
        ...

    async def head_above(
        self, person_id: PersonId, client_id: ClientId, *, but_not: PersonId, now: datetime
    ) -> PersonId | None:
        """The manager above; the next one where that is ``but_not``, or is away and they stand in.
        None where there is nobody else."""
        ...

    async def add_move(self, move: CadenceMove) -> CadenceMove:
        """As saved, with its id."""
        ...

    async def open_move(self, client_id: ClientId) -> MoveView | None:
        """What is asked for and not decided."""
        ...

    async def move(self, move_id: CadenceMoveId, actor: Actor, *, lock: bool = False) -> MoveView:
        """``lock``: until the transaction ends. Raises NotFound."""
        ...

    async def save_move(self, move: CadenceMove, now: datetime) -> None: ...


class CadenceWatch(Protocol):
    """The clock's side."""

    async def take_day(self, day: date, rulebook_version: int) -> bool:
        """False where the due days of all were reckoned for it, or for a later one."""
        ...

    async def climb(self, now: datetime, limit: int) -> int:
        """Tell whom each due step and each planned moment names, and note due days that passed;
        how many there were. One statement each."""
        ...

    async def expired_moves(self, now: datetime, limit: int) -> Sequence[CadenceMove]:
        """Requests nobody decided in time, locked; those that others are at are skipped."""
        ...

    async def unwatched(self, segments: Sequence[str], limit: int) -> Sequence[ClientId]:
        """Clients of these segments without a due day, or without anybody who would be told."""
        ...
