"""The card of a contact with a client, for taps, replies and the ledger alike."""

from dataclasses import dataclass

from bot.interactions.cards import interaction_card
from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.interactions.model import InteractionId
from domain.interactions.use_cases import ViewInteraction
from domain.org.model import Actor


@dataclass(frozen=True, slots=True)
class PaintInteraction:
    view_interaction: ViewInteraction
    clock: Clock

    async def __call__(self, actor: Actor, interaction_id: int) -> Screen:
        """Raises: NotFound."""
        page = await self.view_interaction(actor, InteractionId(interaction_id))
        return interaction_card(page, texts_for(actor.language), now=self.clock(), zone=actor.zone)
