"""What clients use: looked at, said by hand, and what to offer next."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clients.model import ClientId
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.notes import clean_note
from domain.org.model import Actor
from domain.products import rules
from domain.products.model import WORDS_LIMIT, ProductId, ProductUse, Suggestion, UseState
from domain.products.views import ClientProducts, Matrix, MatrixFilter
from domain.rulebook.model import Rulebook
from domain.rulebook.segments import Segment
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork

MOST_SUGGESTED = 100
"""Products whose share among similar clients is told; nobody sells more of them to one client."""


async def next_missing(
    uow: UnitOfWork, client_id: ClientId, rulebook: Rulebook
) -> Suggestion | None:
    """The product to offer the client next; None where too little is known to say."""
    least = rulebook.cross_sell.least_similar_clients
    return await uow.products_in_use.next_missing(client_id, least_similar=least)


@dataclass(frozen=True, slots=True)
class ViewClientProducts:
    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId) -> ClientProducts:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            client = (await uow.clients.view(client_id, actor.scope)).client
            rules_in_force = await self.desk.rules(uow, actor)
            least = rules_in_force.rulebook.cross_sell.least_similar_clients
            uses = await uow.products_in_use.of_client(client.id)
            suggestions = await uow.products_in_use.suggestions(
                client.id, least_similar=least, limit=MOST_SUGGESTED
            )
        return ClientProducts(client.id, client.name, tuple(uses), tuple(suggestions))


@dataclass(frozen=True, slots=True)
class StateProductUse:
    """Say that a client has a product, has none, needs none, or buys it from somebody else."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        product_id: ProductId,
        state: UseState,
        words: str | None = None,
        *,
        version: int,
    ) -> ProductUse:
        """``version`` is that of what was said before, 0 for nothing.

        Raises: NotFound, NoteMissing, NoteTooLong, ProductUseChanged.
        """
        now = self.desk.clock()
        words = clean_note(words, limit=WORDS_LIMIT).replace("\n", " ") if words else None
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            use = await uow.products_in_use.of_product(client.id, product_id)
            if rules.is_said_already(use, state, words):
                return use  # the second tap
            rules.require_use_version(use, version, client.id)
            await uow.products_in_use.say(
                client.id, product_id, state, words, said_by=actor.id, now=now
            )
            facts = {"product": use.product.name, "state": str(state)}
            await uow.timeline.add(
                Happened.PRODUCT_STATED,
                at=now,
                client_id=client.id,
                actor_id=actor.id,
                facts=facts | ({"words": words} if words else {}),
            )
            await uow.ledger.refresh(Matter.CLIENT, client.id, except_for=actor.id)
            said = await uow.products_in_use.of_product(client.id, product_id)
            await uow.commit()
        return said


@dataclass(frozen=True, slots=True)
class ListSegmentsToChoose:
    """The segments that something can be narrowed to."""

    desk: Desk

    async def __call__(self, actor: Actor) -> Sequence[Segment]:
        async with self.desk.begin() as uow:
            return (await self.desk.rules(uow, actor)).rulebook.segments


@dataclass(frozen=True, slots=True)
class ViewMatrix:
    """Clients by products: a part of it, or all for a file."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        *,
        only_own: bool = False,
        segment: str | None = None,
        clients: tuple[int, int] | None = None,
        products: tuple[int, int] | None = None,
    ) -> tuple[Matrix, Rulebook]:
        """``clients`` and ``products``: offset and size of the part. Raises: NotFound."""
        async with self.desk.begin() as uow:
            rulebook = (await self.desk.rules(uow, actor)).rulebook
            chosen = rulebook.segment(segment).key if segment else None
            narrowed = MatrixFilter(actor.id if only_own else None, chosen)
            matrix = await uow.products_in_use.matrix(
                actor.scope, narrowed, clients=clients, products=products
            )
        return matrix, rulebook
