"""The demo company's catalogue, and what some of its clients use: enough to suggest something."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.playground.led_clock import LedClock
from domain.org.model import Actor, Role
from domain.org.ports import Actors
from domain.products.catalogue import AddProduct
from domain.products.model import ProductId, UseState
from domain.products.use_cases import StateProductUse, ViewMatrix
from domain.unit_of_work import Begin

CATALOGUE: Final = ("Кондиционеры", "Вентиляция", "Сервис", "Увлажнители", "Датчики воздуха")
DAYS_AGO: Final = 40
HAS, RIVAL, NO_NEED, KNOWN_NOTHING = (
    UseState.USED,
    UseState.COMPETITOR,
    UseState.NOT_NEEDED,
    None,
)
USED: Final = (
    (HAS, HAS, KNOWN_NOTHING, KNOWN_NOTHING, KNOWN_NOTHING),
    (HAS, KNOWN_NOTHING, HAS, KNOWN_NOTHING, KNOWN_NOTHING),
    (HAS, RIVAL, HAS, KNOWN_NOTHING, NO_NEED),
    (KNOWN_NOTHING, HAS, HAS, KNOWN_NOTHING, KNOWN_NOTHING),
    (HAS, KNOWN_NOTHING, HAS, HAS, KNOWN_NOTHING),
    (HAS, KNOWN_NOTHING, KNOWN_NOTHING, KNOWN_NOTHING, HAS),
)
"""A row a client, by name; a column a product."""


@dataclass(frozen=True, slots=True)
class DemoProducts:
    """Makes them once; ``clock`` is the one that the use cases were wired with."""

    begin: Begin
    clock: LedClock
    actors: Actors
    add_product: AddProduct
    state_product_use: StateProductUse
    view_matrix: ViewMatrix

    async def make(self, now: datetime) -> None:
        moment = now - timedelta(days=DAYS_AGO)
        self.clock.now = moment
        administrator = await self._first(Role.ADMINISTRATOR, moment)
        products = [(await self.add_product(administrator, name)).id for name in CATALOGUE]
        await self._say(await self._first(Role.REP, moment), products)
        self.clock.now = now

    async def _say(self, seller: Actor, products: list[ProductId]) -> None:
        matrix, _ = await self.view_matrix(seller, clients=(0, len(USED)), products=(0, 1))
        for client, states in zip(matrix.clients, USED, strict=False):
            for product_id, state in zip(products, states, strict=True):
                if state is not None:
                    await self.state_product_use(seller, client.id, product_id, state, version=0)

    async def _first(self, role: Role, moment: datetime) -> Actor:
        async with self.begin() as uow:
            found = await uow.people.with_role((role,))
        return await self.actors.get(min(person.id for person in found), now=moment)
