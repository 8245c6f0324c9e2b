"""What clients use: a deal that was won, or what somebody said of it, whichever is later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.errors import NotFound
from domain.org.model import PersonId
from domain.org.visibility import Scope
from domain.products.model import (
    Likeness,
    ProductId,
    ProductUse,
    Suggestion,
    UseState,
)
from domain.products.views import Matrix, MatrixFilter
from storage.changes import change_marks
from storage.products.matrix import count_users, read_matrix
from storage.products.products import to_product
from storage.products.statements import (
    NAMES_USED,
    NEXT_MISSING,
    OF_CLIENT,
    OF_PRODUCT,
    SUGGESTIONS,
)
from storage.tables import client_products

LEVELS: Final = {1: Likeness.SECTOR, 2: Likeness.SEGMENT, 3: Likeness.ALL}


class SqlProductsInUse:
    """See ``domain.products.ports.ProductsInUse``."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def names_used(self, client_id: ClientId) -> Sequence[str]:
        return list(await self._connection.scalars(NAMES_USED, {"client": client_id}))

    async def of_client(self, client_id: ClientId) -> Sequence[ProductUse]:
        rows = await self._connection.execute(OF_CLIENT, {"client": client_id})
        return [_to_use(row) for row in rows]

    async def of_product(self, client_id: ClientId, product_id: ProductId) -> ProductUse:
        found = await self._connection.execute(
            OF_PRODUCT, {"client": client_id, "product": product_id}
        )
        row = found.first()
        if row is None:
            raise NotFound(product_id=product_id)
        return _to_use(row)

    async def say(
        self,
        client_id: ClientId,
        product_id: ProductId,
        state: UseState,
        words: str | None,
        *,
        said_by: PersonId,
        now: datetime,
    ) -> None:
        said = {
            "state": str(state),
            "words": words,
            "said_by": said_by,
            "said_at": now,
            **change_marks(now),
        }
        await self._connection.execute(
            upsert(client_products)
            .values(client_id=client_id, product_id=product_id, **said)
            .on_conflict_do_update(
                index_elements=[client_products.c.client_id, client_products.c.product_id],
                set_={**said, "version": client_products.c.version + 1},
            )
        )

    async def suggestions(
        self, client_id: ClientId, *, least_similar: int, limit: int
    ) -> Sequence[Suggestion]:
        rows = await self._connection.execute(
            SUGGESTIONS, {"client": client_id, "least_similar": least_similar, "limit": limit}
        )
        return [_to_suggestion(row) for row in rows]

    async def next_missing(self, client_id: ClientId, *, least_similar: int) -> Suggestion | None:
        found = await self._connection.execute(
            NEXT_MISSING, {"client": client_id, "least_similar": least_similar}
        )
        row = found.first()
        return None if row is None else _to_suggestion(row)

    async def count_users(self, product_id: ProductId, scope: Scope) -> int:
        return await count_users(self._connection, product_id, scope)

    async def matrix(
        self,
        scope: Scope,
        narrowed: MatrixFilter,
        *,
        clients: tuple[int, int] | None,
        products: tuple[int, int] | None,
    ) -> Matrix:
        return await read_matrix(
            self._connection, scope, narrowed, clients_part=clients, products_part=products
        )


def _to_suggestion(row: Any) -> Suggestion:
    return Suggestion(to_product(row), row.users, row.alike, LEVELS[row.level])


def _to_use(row: Any) -> ProductUse:
    return ProductUse(
        product=to_product(row),
        state=None if row.state is None else UseState(row.state),
        since=row.since,
        said_by=None if row.is_of_deal else row.said_by_name,
        words=None if row.is_of_deal else row.words,
        version=row.use_version or 0,
        is_of_deal=bool(row.is_of_deal),
        is_in_deal=row.is_in_deal,
    )
