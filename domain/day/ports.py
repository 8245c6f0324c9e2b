from datetime import date, datetime
from typing import Protocol

from domain.day.model import Day, DayPart
from domain.org.model import PersonId


class Days(Protocol):
    async def of(
        self,
        owners: frozenset[PersonId],
        *,
        me: PersonId,
        now: datetime,
        day_ends_at: datetime,
        each: int,
    ) -> Day:
        """What is due for ``owners`` until ``day_ends_at``, at most ``each`` lines of a kind."""
        ...

    async def parts(
        self,
        owners: frozenset[PersonId],
        *,
        me: PersonId,
        now: datetime,
        day_ends_at: datetime,
        today: date,
    ) -> frozenset[DayPart]:
        """Those that have something to show: of most days most have not, and none of these need be
        asked for.
        """
        ...
