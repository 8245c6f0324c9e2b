from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from domain.org.model import Actor, PersonId
from domain.org.whose import Whose
from domain.periods import Period
from domain.plans.model import Change, Plan, PlanKey, Proposal, ProposalId, ProposalKind
from domain.plans.progress import OpenDeals, StageSum
from domain.plans.roster import Roster
from domain.working_time import DateSpan


class Plans(Protocol):
    async def roster(self, actor: Actor, months: Collection[date]) -> Roster:
        """Whose plans the actor sees: active people, and who left but has a plan of ``months``."""
        ...

    async def lock(self, months: Collection[date]) -> None:
        """Until the transaction ends, nobody else sets a plan of ``months``."""
        ...

    async def of(
        self, months: Collection[date], whoses: Collection[Whose] | None = None
    ) -> Mapping[PlanKey, Plan]:
        """Of all, or of ``whoses``; those that were taken away included."""
        ...

    async def has_any(self, month: date, whoses: Collection[Whose] | None) -> bool:
        """Whether anybody, or one of ``whoses``, has a plan of ``month``, of whatever kind."""
        ...

    async def write(self, changes: Sequence[Change], currency: str, now: datetime) -> None:
        """Each as it is after the change, its version one higher."""
        ...

    async def open_deals(self, whose: Whose, rest: Period | None, currency: str) -> OpenDeals:
        """Those of ``whose`` that are to be won on the days of ``rest``; none where it is None."""
        ...

    async def expected(
        self, whoses: Collection[Whose], rest: Period, currency: str
    ) -> Mapping[Whose, Sequence[StageSum]]:
        """What ``open_deals`` forecasts by, of many at once; whoever has none is left out."""
        ...

    async def of_person(
        self, person_id: PersonId, month: Period, zone: ZoneInfo, currency: str
    ) -> tuple[Decimal, Decimal, Sequence[DateSpan]] | None:
        """Their plan in money, what they won, and their days away in the month, all in one
        statement: for what many look at many times a day. None without a plan.
        """
        ...

    async def absences(self, person_id: PersonId, month: Period) -> Sequence[DateSpan]: ...

    async def propose(
        self,
        kind: ProposalKind,
        made_by: PersonId,
        currency: str,
        changes: Sequence[Change],
        now: datetime,
    ) -> Proposal: ...

    async def proposal(self, proposal_id: ProposalId) -> Proposal:
        """Locked until the transaction ends. Raises NotFound."""
        ...

    async def settle(self, proposal_id: ProposalId, now: datetime) -> None: ...
