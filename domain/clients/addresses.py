"""Where a client is: typed in, and placed on the map by somebody who is there."""

from dataclasses import dataclass

from domain.clients.model import Client, ClientId
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.errors import NotFound
from domain.geography import Point
from domain.interactions.model import InteractionId, Spot
from domain.interactions.rules import check_spot
from domain.notes import clean_note
from domain.org.model import Actor
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork

ADDRESS_LIMIT = 300


async def _note(uow: UnitOfWork, client: Client, actor: Actor, desk: Desk) -> None:
    """The address itself is no part of it: it would outlive an erasure."""
    await uow.timeline.add(
        Happened.ADDRESS_NOTED, at=desk.clock(), client_id=client.id, actor_id=actor.id
    )
    await uow.ledger.refresh(Matter.CLIENT, client.id, except_for=actor.id)


@dataclass(frozen=True, slots=True)
class NoteAddress:
    """A client's address in words. Another one than before is not where the old one was."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, text: str) -> Client:
        """Raises: NotFound, NoteMissing, NoteTooLong."""
        address = clean_note(text, limit=ADDRESS_LIMIT).replace("\n", ", ")
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            if client.address == address:
                return client
            point = client.point if client.address is None else None
            await uow.clients.place(client.id, address, point, self.desk.clock())
            await _note(uow, client, actor, self.desk)
            await uow.commit()
        return client


@dataclass(frozen=True, slots=True)
class PlaceClient:
    """«Это адрес клиента»: where somebody shared to be. The words stay."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, spot: Spot) -> Client:
        """Raises: NotFound, SpotImpossible."""
        check_spot(spot)
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            await _place(uow, self.desk, actor, client, spot)
            await uow.commit()
        return client


@dataclass(frozen=True, slots=True)
class PlaceClientAtInteraction:
    """The same with where a contact was."""

    desk: Desk

    async def __call__(self, actor: Actor, interaction_id: InteractionId) -> Client:
        """Raises: NotFound, also where nobody shared a place."""
        async with self.desk.begin() as uow:
            interaction = (await uow.interactions.view(interaction_id, actor.scope)).interaction
            if interaction.spot is None:
                raise NotFound(interaction_id=interaction_id)
            client = await uow.clients.get(interaction.client_id, actor.scope)
            await _place(uow, self.desk, actor, client, interaction.spot)
            await uow.commit()
        return client


async def _place(uow: UnitOfWork, desk: Desk, actor: Actor, client: Client, spot: Spot) -> None:
    point = Point(spot.latitude, spot.longitude)
    if client.point == point:
        return
    await uow.clients.place(client.id, client.address, point, desk.clock())
    await _note(uow, client, actor, desk)
