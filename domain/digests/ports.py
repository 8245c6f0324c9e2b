from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol

from domain.deals.views import DealsPage
from domain.digests.group_model import (
    GroupDigest,
    GroupDigestDue,
    GroupDigestId,
    GroupDigestOver,
    Worked,
)
from domain.digests.model import DigestChoices, DigestKind, DigestWishes
from domain.digests.views import LateClients, Sums
from domain.org.model import PersonId, Role
from domain.org.visibility import Scope
from domain.org.whose import Whose
from domain.org.workplaces import Workplace


@dataclass(frozen=True, slots=True)
class DigestDue:
    """Whose hour has come on which local day."""

    person_id: PersonId
    day: date
    workplace: Workplace
    wishes: DigestWishes


class Digests(Protocol):
    """What people want of their digests, and which were made."""

    async def wishes(self, person_id: PersonId, *, since: date) -> DigestWishes:
        """With the days away that end at ``since`` or later."""
        ...

    async def lock(self, person_id: PersonId) -> DigestChoices:
        """The choices to be changed; two changes of one person are made one after the other."""
        ...

    async def save(self, person_id: PersonId, choices: DigestChoices) -> DigestChoices: ...

    async def is_made(self, person_id: PersonId, day: date) -> bool:
        """Whether the daily digest of that day has come or was passed over."""
        ...

    async def pass_over(self, person_id: PersonId, day: date) -> None:
        """There is no daily digest (any more) on that day."""
        ...

    async def begin_daily(
        self, times: Mapping[Role, time], *, lateness: timedelta, now: datetime
    ) -> Sequence[DigestDue]:
        """Take the daily digests that have come due, each person's day once and for ever.

        Due is who is active, reachable and not absent, and whose local time passed their hour, by
        ``lateness`` at most. Whether it comes on such a day is not looked at.
        """
        ...

    async def due_for_period(
        self,
        kind: DigestKind,
        roles: Collection[Role],
        at: time,
        *,
        lateness: timedelta,
        now: datetime,
    ) -> Sequence[DigestDue]:
        """Who wants the week's or month's digest, has not had it in this week or month, and whose
        local time passed ``at``, by ``lateness`` at most. Nothing is taken.
        """
        ...

    async def begin_for_period(
        self, kind: DigestKind, periods: Mapping[PersonId, date]
    ) -> Collection[PersonId]:
        """Take the digests of the weeks or months that begin on these days; whose were free."""
        ...


@dataclass(frozen=True, slots=True)
class ClosedPart:
    """Closed deals of one branch, currency, status and (of lost ones) reason; of one owner, where
    asked so, else ``owner_id`` is 0.
    """

    branch_id: int
    owner_id: int
    is_won: bool
    reason: str | None
    currency: str
    count: int
    amount: Decimal | None
    without_amount: int
    is_of_day: bool


@dataclass(frozen=True, slots=True)
class PersonPlace:
    """A colleague with the topmost lead above them inside what is looked at; their own id for a
    lead whom no other one leads, None for who is in nobody's team.
    """

    person_id: int
    name: str
    lead_id: int | None


class DigestFigures(Protocol):
    """Facts of a day in all that a scope sees; a statement each, however many there are."""

    async def closed(
        self,
        scope: Scope,
        *,
        since: datetime,
        day: tuple[datetime, datetime],
        by_owner: bool = False,
    ) -> Sequence[ClosedPart]:
        """Deals closed from ``since`` to the day's end; ``is_of_day`` from its beginning on."""
        ...

    async def pipeline(self, scope: Scope) -> Sums:
        """All open deals."""
        ...

    async def late_clients(
        self, scope: Scope, *, now: datetime, names: int
    ) -> Sequence[LateClients]:
        """By segment, with the first ``names`` of them."""
        ...

    async def late_requests(self, scope: Scope, *, now: datetime) -> int: ...

    async def silent_by_owner(self, scope: Scope) -> Mapping[tuple[int, int], int]:
        """Offers without an answer, by branch and owner of the deal."""
        ...

    async def branches_inside(self, branch_ids: Collection[int]) -> Mapping[int, int]:
        """Every branch inside these, itself included, with the one of these that holds it."""
        ...

    async def parent_of(self, branch_id: int) -> int | None:
        """The branch above."""
        ...

    async def people_of(self, whose: Whose, scope: Scope) -> Sequence[PersonPlace]:
        """The active colleagues of a branch's subtree, a team, or the company, by name."""
        ...

    async def place_of(self, person_id: PersonId) -> tuple[int, int | None]:
        """The person's branch, and the topmost lead above them."""
        ...

    async def closed_deals(
        self,
        whose: Whose,
        scope: Scope,
        day: tuple[datetime, datetime],
        *,
        offset: int,
        size: int,
    ) -> DealsPage:
        """Of the day, the won ones first, the newest first."""
        ...

    async def worked(
        self, whose: Whose, day: tuple[datetime, datetime], *, now: datetime
    ) -> Worked:
        """Tasks for oneself apart."""
        ...


class GroupDigests(Protocol):
    """Which groups get whose digest, and which were told."""

    async def find_in(self, chat_id: int) -> GroupDigest | None: ...

    async def of_person(self, person_id: PersonId) -> Sequence[GroupDigest]:
        """By the group's title."""
        ...

    async def lock(self, digest_id: GroupDigestId) -> GroupDigest | None: ...

    async def add(
        self, chat_id: int, title: str, bound_by: PersonId, now: datetime
    ) -> GroupDigest | None:
        """None where a digest comes to that chat already."""
        ...

    async def remove(self, digest_id: GroupDigestId) -> None: ...

    async def remove_over(self, limit: int) -> Sequence[GroupDigestOver]:
        """Take away those of who has left or leads nobody any more."""
        ...

    async def move(self, chat_id: int, to_chat_id: int, now: datetime) -> None:
        """Where the other one has a digest of its own already, that one stays alone."""
        ...

    async def claim_due(
        self, at: time, *, lateness: timedelta, now: datetime, lease: timedelta, limit: int
    ) -> Sequence[GroupDigestDue]:
        """Whose local time passed ``at``, by ``lateness`` at most, and that nobody has in hand."""
        ...

    async def settle(self, digest_id: GroupDigestId, day: date, now: datetime) -> None:
        """That day was told, or passed over."""
        ...

    async def release(self, digest_id: GroupDigestId, day: date, until: datetime) -> None:
        """That day is tried again from ``until`` on."""
        ...
