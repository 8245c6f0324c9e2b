from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.clients.model import ClientId
from domain.org.model import PersonId
from domain.pages import Page
from domain.products.model import Product, ProductId, ProductUse, Suggestion, UseState


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """Products by name. ``may_change``: by this reader."""

    products: tuple[Product, ...]
    page: Page
    may_change: bool


@dataclass(frozen=True, slots=True)
class ProductPage:
    """``users`` counts clients that use it, of those whom the reader sees."""

    product: Product
    users: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class ClientProducts:
    """``uses``: every product that is sold, or that something is known of, by name.
    ``suggestions``: what to offer next, the best first.
    """

    client_id: ClientId
    client_name: str
    uses: tuple[ProductUse, ...]
    suggestions: tuple[Suggestion, ...]

    def in_state(self, *states: UseState | None) -> tuple[ProductUse, ...]:
        return tuple(use for use in self.uses if use.state in states)

    def find_suggestion(self, product_id: ProductId) -> Suggestion | None:
        found = (one for one in self.suggestions if one.product.id == product_id)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """Clients whom the reader sees, narrowed to those of one owner and of one segment."""

    owner_id: PersonId | None = None
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class MatrixClient:
    """A row; the names are as people call them."""

    id: ClientId
    name: str
    segment: str
    sector: str | None = None
    owner_name: str | None = None
    branch_name: str = ""


@dataclass(frozen=True, slots=True)
class MatrixProduct:
    """A column; ``users`` of the clients that the filter lets through."""

    id: ProductId
    name: str
    users: int


Cells = Mapping[tuple[ClientId, ProductId], UseState]
"""What is known; the rest has no key."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A part of it, or all: rows by name, columns by users, then by name."""

    clients: Sequence[MatrixClient]
    products: Sequence[MatrixProduct]
    cells: Cells
    client_page: Page
    product_page: Page
