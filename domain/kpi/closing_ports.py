from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType, Protocol

from domain.kpi.model import Figure, Measure
from domain.org.whose import WhoseKind
from domain.periods import Period, PeriodKind

ClosingId = NewType("ClosingId", int)


@dataclass(frozen=True, slots=True)
class ClosedFigures:
    """What was kept of a closed period, as it was by the rulebook of that version; whoever had no
    fact then has no figure.
    """

    closed_at: datetime
    rulebook_version: int
    figures: Sequence[Figure]


class PersonDepartments(Protocol):
    """Which department pays whose bonus."""

    async def of(self, people: Collection[int], at: datetime) -> Mapping[int, str]:
        """By person the name of the department in which they were at that moment; whoever was in
        none is not there.
        """
        ...


class KpiSnapshots(Protocol):
    """Figures of closed months and quarters. They are written once and never change."""

    async def last_closed(self, kind: PeriodKind) -> date | None:
        """When the latest closed period of the kind begins; None: none was ever closed."""
        ...

    async def begin(
        self, period: Period, *, rulebook_version: int, now: datetime
    ) -> ClosingId | None:
        """Take it upon this transaction to close ``period``; None where it is closed already.

        Whoever closes the same period meanwhile waits for this transaction, and then gets None.
        """
        ...

    async def keep(self, closing_id: ClosingId, figures: Sequence[Figure]) -> None:
        """In one statement, however many."""
        ...

    async def of(
        self,
        kind: WhoseKind,
        periods: Collection[Period],
        *,
        ids: Collection[int] | None = None,
        measures: Collection[Measure] | None = None,
    ) -> Mapping[Period, ClosedFigures]:
        """Those of ``periods`` that are closed, with figures of ``ids``, or of all of a kind."""
        ...
