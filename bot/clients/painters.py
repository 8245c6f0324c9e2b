"""The card of a client, for taps, links and the ledger alike."""

from dataclasses import dataclass

from bot.clients.cards import client_card
from bot.screens import Screen
from bot.texts import texts_for
from domain.clients.model import ClientId
from domain.clients.queries import ViewClient
from domain.org.model import Actor


@dataclass(frozen=True, slots=True)
class PaintClient:
    view_client: ViewClient

    async def __call__(self, actor: Actor, client_id: int) -> Screen:
        page = await self.view_client(actor, ClientId(client_id))
        return client_card(page, texts_for(actor.language), zone=actor.zone)
