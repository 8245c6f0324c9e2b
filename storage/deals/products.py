from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.deals.model import Product, ProductId
from domain.errors import NotFound
from storage.money import to_money
from storage.tables import products


def to_product(row: Any) -> Product:
    return Product(ProductId(row.id), row.name, to_money(row.price, row.currency))


class SqlProducts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def page(self, *, offset: int, size: int) -> tuple[Sequence[Product], int]:
        total = await self._connection.scalar(select(func.count()).select_from(products))
        rows = await self._connection.execute(
            select(products).order_by(products.c.name, products.c.id).offset(offset).limit(size)
        )
        return [to_product(row) for row in rows], total or 0

    async def get(self, product_id: ProductId) -> Product:
        found = await self._connection.execute(select(products).where(products.c.id == product_id))
        row = found.first()
        if row is None:
            raise NotFound(product_id=product_id)
        return to_product(row)
