"""What people can ask of closed deals cut by product, sector, region or segment."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.desk import Desk
from domain.kpi.counts import Summed
from domain.kpi.cuts import Cut, CutBy, all_of
from domain.kpi.subjects import PeriodAt, subject_of
from domain.kpi.views import Subject
from domain.org.model import Actor
from domain.org.whose import Whose
from domain.pages import Page
from domain.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class CutsPage:
    """A page of ``cuts``; ``won`` and ``lost`` are all that was closed, also on other pages."""

    subject: Subject
    by: CutBy
    cuts: Sequence[Cut]
    page: Page
    won: Summed
    lost: Summed
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class ViewCuts:
    """What was won and lost of each product, sector, region or segment."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        whose: Whose,
        period_at: PeriodAt,
        by: CutBy,
        *,
        offset: int,
        size: int,
    ) -> CutsPage:
        """Raises: NotFound, PeriodNotBegun, PeriodTooEarly."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            subject = await subject_of(uow, actor, whose, period_at, rulebook, now)
            cuts = await uow.cuts.of(whose, by, subject.period, rulebook, now=now)
        page = Page.nearest(offset, size, len(cuts))
        return CutsPage(
            subject=subject,
            by=by,
            cuts=cuts[page.offset : page.offset + size],
            page=page,
            won=all_of(cut.won for cut in cuts),
            lost=all_of(cut.lost for cut in cuts),
            rulebook=rulebook,
        )
