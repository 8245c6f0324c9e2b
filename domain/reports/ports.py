from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.deals.views import DealsPage
from domain.digests.model import DigestWishes
from domain.org.model import PersonId, Role
from domain.org.whose import Whose
from domain.org.workplaces import Workplace
from domain.reports.model import (
    Every,
    Filter,
    NewRun,
    ReportRun,
    ReportRunId,
    RunStatus,
    Selection,
    SelectionId,
)
from domain.reports.views import Sums, Taken
from domain.sheets import Row


class Reports(Protocol):
    """Rows of reports: those of ``whose`` that lie inside the actor's scope."""

    async def zone_of(self, whose: Whose) -> ZoneInfo | None:
        """A person's own; None for a group."""
        ...

    async def product_name(self, product_id: int) -> str | None: ...

    async def sums(self, taken: Taken) -> Sums:
        """How many rows there are, and their money, where they have any."""
        ...

    def rows(self, taken: Taken, *, limit: int) -> AsyncIterator[Sequence[Row]]:
        """The rows by and by, in the report's order, from a cursor: memory holds a part of them.

        The transaction stays open until the last.
        """
        ...

    async def deals(self, taken: Taken, *, offset: int, size: int) -> DealsPage:
        """A page of the deals that a selection takes, the latest first."""
        ...


@dataclass(frozen=True, slots=True)
class DueSelection:
    """``chat_id`` is None for who never joined or has blocked the bot."""

    selection: Selection
    chat_id: int | None
    has_left: bool
    role: Role
    workplace: Workplace
    wishes: DigestWishes


class ReportSelections(Protocol):
    """People's own; another's is not found."""

    async def draft(self, person_id: PersonId, filter_: Filter, now: datetime) -> Selection:
        """The one that is being made, locked; with ``filter_`` where there was none."""
        ...

    async def get(self, selection_id: SelectionId, person_id: PersonId) -> Selection:
        """Locked until the transaction ends. Raises: NotFound."""
        ...

    async def view(self, selection_id: SelectionId, person_id: PersonId) -> Selection:
        """Raises: NotFound."""
        ...

    async def named(self, person_id: PersonId) -> Sequence[Selection]:
        """Those with a name, by name."""
        ...

    async def add(
        self, person_id: PersonId, name: str, filter_: Filter, now: datetime
    ) -> Selection:
        """Raises: SelectionNameTaken."""
        ...

    async def save(self, selection: Selection, now: datetime) -> Selection:
        """With the next version. Raises: SelectionNameTaken."""
        ...

    async def remove(self, selection: Selection, now: datetime) -> None: ...

    async def claim_due(self, now: datetime, *, limit: int) -> Sequence[DueSelection]:
        """Subscriptions that are due, the oldest first; locked, and those locked elsewhere passed
        over.
        """
        ...

    async def plan(
        self, moments: Sequence[tuple[SelectionId, Every | None, datetime | None]]
    ) -> None:
        """When each is sent next, and whether it is sent at all; its version stays."""
        ...


class ReportRuns(Protocol):
    """Files that are to be made: rows, so that a restart loses none."""

    async def add(self, run: NewRun, now: datetime) -> ReportRunId:
        """Raises: ReportInHand: one that was asked for by hand waits already."""
        ...

    async def claim(self, now: datetime, lease: timedelta) -> ReportRun | None:
        """The oldest that nobody has in hand, reserved for ``lease``, with one attempt more."""
        ...

    async def extend(self, run_id: ReportRunId, until: datetime) -> bool:
        """Keep it reserved; whether it is still wanted."""
        ...

    async def made(self, run_id: ReportRunId, rows: int) -> bool:
        """The file is there, and on its way: another one may be asked for. Whether it is still
        wanted.
        """
        ...

    async def note_message(self, run_id: ReportRunId, message_id: int | None) -> None: ...

    async def get(self, run_id: ReportRunId, person_id: PersonId) -> ReportRun:
        """The person's own, locked. Raises: NotFound."""
        ...

    async def finish(self, run_id: ReportRunId, status: RunStatus, now: datetime) -> bool:
        """False where it was finished before."""
        ...
