from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, true, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import NotFound
from domain.products.model import Product, ProductId
from domain.transliteration import search_key
from storage.changes import change_marks
from storage.money import to_money
from storage.tables import products

COMPACT_KEY = func.replace(products.c.name_key, " ", "")
"""«GTX Pro» is «GTXPro»."""


def to_product(row: Any) -> Product:
    return Product(
        id=ProductId(row.id),
        name=row.name,
        price=to_money(row.price, row.currency),
        series=row.series,
        withdrawn_at=row.withdrawn_at,
        version=row.version,
    )


class SqlProducts:
    """See ``domain.products.ports.Products``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def page(
        self, wanted: str | None = None, *, offset: int, size: int, only_sold: bool = True
    ) -> tuple[Sequence[Product], int]:
        chosen: ColumnElement[bool] = products.c.withdrawn_at.is_(None) if only_sold else true()
        if wanted is not None:
            key = _compact(wanted)
            named = COMPACT_KEY.contains(key, autoescape=True) if key else products.c.name == wanted
            chosen = chosen & named
        total = await self._connection.scalar(
            select(func.count()).select_from(products).where(chosen)
        )
        rows = await self._connection.execute(
            select(products)
            .where(chosen)
            .order_by(products.c.name, products.c.id)
            .offset(offset)
            .limit(size)
        )
        return [to_product(row) for row in rows], total or 0

    async def get(self, product_id: ProductId) -> Product:
        return await self._get(select(products), product_id)

    async def get_to_change(self, product_id: ProductId) -> Product:
        return await self._get(select(products).with_for_update(), product_id)

    async def _get(self, query: Any, product_id: ProductId) -> Product:
        row = (await self._connection.execute(query.where(products.c.id == product_id))).first()
        if row is None:
            raise NotFound(product_id=product_id)
        return to_product(row)

    async def find(self, name: str) -> Product | None:
        found = await self._connection.execute(
            select(products).where(_is_called(name)).order_by(products.c.id).limit(1)
        )
        row = found.first()
        return None if row is None else to_product(row)

    async def add(self, name: str, now: datetime) -> Product | None:
        added = await self._connection.execute(
            upsert(products)
            .values(name=name, name_key=search_key(name) or name, **change_marks(now))
            .on_conflict_do_nothing(index_elements=[products.c.name_key])
            .returning(*products.c)
        )
        row = added.first()
        return None if row is None else to_product(row)

    async def save(self, product: Product, now: datetime) -> Product:
        await self._connection.execute(
            update(products)
            .where(products.c.id == product.id)
            .values(
                name=product.name,
                name_key=search_key(product.name) or product.name,
                withdrawn_at=product.withdrawn_at,
                version=product.version + 1,
                **change_marks(now),
            )
        )
        return replace(product, version=product.version + 1)


def _is_called(name: str) -> ColumnElement[bool]:
    key = _compact(name)
    if key:
        return literal(key) == COMPACT_KEY
    return products.c.name == name


def _compact(name: str) -> str:
    return search_key(name).replace(" ", "")
