"""What people can ask of closed deals cut by product, sector, region or segment."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.desk import Desk
from domain.kpi.cuts import Cut, CutBy
from domain.kpi.queries import PeriodAt, subject_of
from domain.kpi.views import Subject
from domain.org.model import Actor
from domain.org.whose import Whose
from domain.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class CutsPage:
    subject: Subject
    by: CutBy
    cuts: Sequence[Cut]
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class ViewCuts:
    """What was won and lost of each product, sector, region or segment."""

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, period_at: PeriodAt, by: CutBy
    ) -> CutsPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            cuts = await uow.cuts.of(whose, by, subject.period, rulebook, now=now)
        return CutsPage(subject, by, cuts, rulebook)
