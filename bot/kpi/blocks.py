"""Lines of other nouns on the screens of figures: the plan of this month."""

from dataclasses import dataclass

from bot.kpi.callback_data import Tab
from bot.plans.blocks import plan_line
from bot.texts import Markup, Texts
from domain.kpi.views import KpiPage
from domain.org.model import Actor
from domain.org.whose import WhoseKind
from domain.periods import PeriodKind
from domain.plans.queries import ViewPlanOf


@dataclass(frozen=True, slots=True)
class FurtherLines:
    """Asked for only where they are shown: each costs statements of its own."""

    view_plan_of: ViewPlanOf

    async def __call__(self, actor: Actor, page: KpiPage, tab: Tab, texts: Texts) -> list[Markup]:
        subject = page.subject
        is_this_month = subject.period.kind is PeriodKind.MONTH and subject.is_running
        lines: list[Markup | None] = []
        if tab == "sum" and is_this_month and subject.whose.kind is not WhoseKind.DEPARTMENT:
            lines.append(plan_line(await self.view_plan_of(actor, subject.whose), texts))
        return [line for line in lines if line is not None]
