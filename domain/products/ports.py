from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.model import ClientId
from domain.org.model import PersonId
from domain.org.visibility import Scope
from domain.products.model import Product, ProductId, ProductUse, Suggestion, UseState
from domain.products.views import Matrix, MatrixFilter


class Products(Protocol):
    """The catalogue."""

    async def page(
        self, wanted: str | None = None, *, offset: int, size: int, only_sold: bool = True
    ) -> tuple[Sequence[Product], int]:
        """By name, with the number of all; ``wanted`` is a part of the name in either alphabet."""
        ...

    async def get(self, product_id: ProductId) -> Product:
        """Raises NotFound."""
        ...

    async def get_to_change(self, product_id: ProductId) -> Product:
        """Locked until the transaction ends. Raises NotFound."""
        ...

    async def find(self, name: str) -> Product | None:
        """The one of this name, however it is spaced and in whichever alphabet."""
        ...

    async def add(self, name: str, now: datetime) -> Product | None:
        """None where one of this name came to be meanwhile."""
        ...

    async def save(self, product: Product, now: datetime) -> Product:
        """As saved: its version is one higher."""
        ...


class ProductsInUse(Protocol):
    """What clients use. What a client has is asked about only once the client was loaded through
    the actor's scope.
    """

    async def names_used(self, client_id: ClientId) -> Sequence[str]:
        """Of what the client uses, by name."""
        ...

    async def of_client(self, client_id: ClientId) -> Sequence[ProductUse]:
        """Every product that is sold or of which something is known, by name."""
        ...

    async def of_product(self, client_id: ClientId, product_id: ProductId) -> ProductUse:
        """Raises NotFound: no such product."""
        ...

    async def say(
        self,
        client_id: ClientId,
        product_id: ProductId,
        state: UseState,
        words: str | None,
        *,
        said_by: PersonId,
        now: datetime,
    ) -> None: ...

    async def suggestions(
        self, client_id: ClientId, *, least_similar: int, limit: int
    ) -> Sequence[Suggestion]:
        """Products that the client lacks and similar clients use: those of the closest likeness
        with at least ``least_similar`` clients first, of one likeness the most used first, then by
        name. Not: what is in use, is not needed, is sold no more, or is in an open deal.
        """
        ...

    async def next_missing(self, client_id: ClientId, *, least_similar: int) -> Suggestion | None:
        """The first of ``suggestions``."""
        ...

    async def count_users(self, product_id: ProductId, scope: Scope) -> int:
        """Clients inside ``scope`` that use it."""
        ...

    async def matrix(
        self,
        scope: Scope,
        narrowed: MatrixFilter,
        *,
        clients: tuple[int, int] | None,
        products: tuple[int, int] | None,
    ) -> Matrix:
        """``clients`` and ``products`` are offset and size of the part; None for all of them."""
        ...
