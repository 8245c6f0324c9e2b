"""The card of a risk, for taps and the ledger alike."""

from dataclasses import dataclass

from bot.risks.cards import risk_card
from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import Notice
from domain.org.model import Actor
from domain.risks.model import RiskId
from domain.risks.use_cases import ViewRisk


@dataclass(frozen=True, slots=True)
class PaintRisk:
    view_risk: ViewRisk
    clock: Clock

    async def __call__(self, actor: Actor, risk_id: int) -> Screen:
        page = await self.view_risk(actor, RiskId(risk_id))
        return risk_card(page, texts_for(actor.language), actor=actor, now=self.clock())

    async def found(self, actor: Actor, notice: Notice) -> Screen | None:
        """The card that rings; None where it is over by now."""
        page = await self.view_risk(actor, RiskId(notice.matter_id))
        if not page.view.risk.is_live:
            return None
        return risk_card(page, texts_for(actor.language), actor=actor, now=self.clock())
