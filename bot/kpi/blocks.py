"""Lines beside the figures: the plan of this month, and the bonus."""

from dataclasses import dataclass

from bot.kpi.bonus_lines import bonus_block, bonus_line
from bot.kpi.callback_data import Tab
from bot.plans.blocks import plan_line
from bot.texts import Markup, Texts
from domain.kpi.bonuses import ViewBonus
from domain.kpi.closing import CLOSED_KINDS
from domain.kpi.views import KpiPage, Subject
from domain.org.model import Actor
from domain.org.whose import WhoseKind
from domain.periods import PeriodKind
from domain.plans.queries import ViewPlanOf


@dataclass(frozen=True, slots=True)
class FurtherLines:
    """Asked for only where they are shown: each costs statements of its own."""

    view_plan_of: ViewPlanOf
    view_bonus: ViewBonus

    async def __call__(self, actor: Actor, page: KpiPage, tab: Tab, texts: Texts) -> list[Markup]:
        subject = page.subject
        is_this_month = subject.period.kind is PeriodKind.MONTH and subject.is_running
        lines: list[Markup | None] = []
        if tab == "sum" and is_this_month and subject.whose.kind is not WhoseKind.DEPARTMENT:
            lines.append(plan_line(await self.view_plan_of(actor, subject.whose), texts))
        if tab in {"sum", "work"} and _has_bonus(subject):
            bonus = await self.view_bonus(actor, subject.whose, subject.period)
            if bonus is not None:
                words = bonus_line if tab == "sum" else bonus_block
                lines.append(words(bonus, texts))
        return [line for line in lines if line is not None]


def _has_bonus(subject: Subject) -> bool:
    """A bonus is of months and quarters, of people and departments."""
    return subject.whose.kind in {WhoseKind.PERSON, WhoseKind.DEPARTMENT} and (
        subject.period.kind in CLOSED_KINDS
    )
