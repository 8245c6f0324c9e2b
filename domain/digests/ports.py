from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from domain.digests.model import DigestChoices, DigestKind, DigestWishes
from domain.org.model import PersonId, Role
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
