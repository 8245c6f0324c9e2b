"""What may be done with a product, and whether a word about its use is news. Pure."""

from dataclasses import replace
from datetime import datetime

from domain.clients.model import ClientId
from domain.products.errors import ProductChanged, ProductUseChanged, ProductWithdrawn
from domain.products.model import Product, ProductUse, UseState


def require_sold(product: Product) -> None:
    """Raises: ProductWithdrawn."""
    if product.is_withdrawn:
        raise ProductWithdrawn(name=product.name)


def require_version(product: Product, version: int) -> None:
    """Raises: ProductChanged."""
    if product.version != version:
        raise ProductChanged(name=product.name)


def withdraw(product: Product, now: datetime) -> Product:
    """The same product where it is withdrawn already."""
    return product if product.is_withdrawn else replace(product, withdrawn_at=now)


def put_back(product: Product) -> Product:
    return replace(product, withdrawn_at=None)


def is_said_already(use: ProductUse, state: UseState, words: str | None) -> bool:
    """Whether it stands so by what somebody said; what a deal says is worth saying by hand."""
    return not use.is_of_deal and use.state is state and use.words == words


def require_use_version(use: ProductUse, version: int, client_id: ClientId) -> None:
    """Raises: ProductUseChanged."""
    if use.version != version:
        raise ProductUseChanged(client_id=client_id)
