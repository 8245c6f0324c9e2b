"""What clients use: a deal that was won, or what somebody said of it, whichever is later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
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
from storage.tables import client_products

ONE_CLIENT: Final = """
    SELECT coalesce(won.product_id, said.product_id) AS product_id,
           won.at IS NOT NULL AND (said.said_at IS NULL OR won.at > said.said_at) AS is_of_deal,
           CASE WHEN won.at IS NOT NULL AND (said.said_at IS NULL OR won.at > said.said_at)
                THEN 'used' ELSE said.state END AS state,
           won.at, said.said_at, said.said_by, said.words, said.version
    FROM (
        SELECT product_id, max(closed_at) AS at FROM deals
        WHERE status = 'won' AND product_id IS NOT NULL AND client_id = :client
        GROUP BY product_id
    ) AS won
    FULL JOIN (SELECT * FROM client_products WHERE client_id = :client) AS said USING (product_id)
"""
USES: Final = f"""
    SELECT products.*, used.state, used.is_of_deal, used.words, used.version AS use_version,
           CASE WHEN used.is_of_deal THEN used.at ELSE used.said_at END AS since,
           people.name AS said_by_name,
           EXISTS (SELECT FROM deals WHERE deals.client_id = :client AND deals.status = 'open'
                   AND deals.product_id = products.id) AS is_in_deal
    FROM products
    LEFT JOIN ({ONE_CLIENT}) AS used ON used.product_id = products.id
    LEFT JOIN people ON people.id = used.said_by
"""  # noqa: S608 - our own words
OF_CLIENT: Final = text(
    f"{USES} WHERE products.withdrawn_at IS NULL OR used.state IS NOT NULL"
    " ORDER BY products.name, products.id"
)
OF_PRODUCT: Final = text(f"{USES} WHERE products.id = :product")
NAMES_USED: Final = text(
    f"SELECT products.name FROM products JOIN ({ONE_CLIENT}) AS used"  # noqa: S608 - our own words
    " ON used.product_id = products.id WHERE used.state = 'used'"
    " ORDER BY products.name, products.id"
)
SUGGESTIONS: Final = text(
    f"""
    WITH own AS ({ONE_CLIENT}),
    asked AS (SELECT id, segment, sector FROM clients WHERE id = :client),
    won AS (
        SELECT client_id, product_id, max(closed_at) AS at FROM deals
        WHERE status = 'won' AND product_id IS NOT NULL AND client_id IS NOT NULL
        GROUP BY client_id, product_id
    ),
    used AS (
        SELECT users.id AS client_id, product_id,
               CASE WHEN users.segment = asked.segment AND users.sector = asked.sector THEN 1
                    WHEN users.segment = asked.segment THEN 2 ELSE 3 END AS nearest
        FROM won FULL JOIN client_products AS said USING (client_id, product_id)
        JOIN clients AS users ON users.id = client_id
        CROSS JOIN asked
        WHERE CASE WHEN won.at IS NOT NULL AND (said.said_at IS NULL OR won.at > said.said_at)
                   THEN true ELSE said.state = 'used' END
          AND users.merged_into_id IS NULL AND users.id <> asked.id
          AND NOT EXISTS (SELECT FROM erasures
                          WHERE erasures.subject = 'client' AND erasures.subject_id = users.id)
    ),
    levels AS (
        SELECT level, (SELECT count(DISTINCT client_id) FROM used WHERE nearest <= level) AS alike
        FROM generate_series(1, 3) AS level
    ),
    told AS (
        SELECT product_id, level, alike, count(*) AS users
        FROM levels JOIN used ON nearest <= level
        WHERE alike >= :least_similar
        GROUP BY product_id, level, alike
    ),
    closest AS (
        SELECT DISTINCT ON (product_id) * FROM told ORDER BY product_id, level
    )
    SELECT products.*, closest.users, closest.alike, closest.level
    FROM closest JOIN products ON products.id = closest.product_id
    WHERE products.withdrawn_at IS NULL
      AND NOT EXISTS (SELECT FROM own WHERE own.product_id = products.id
                      AND own.state IN ('used', 'not_needed'))
      AND NOT EXISTS (SELECT FROM deals WHERE deals.client_id = :client AND deals.status = 'open'
                      AND deals.product_id = products.id)
    ORDER BY closest.level, closest.users DESC, products.name, products.id
    LIMIT :limit
    """  # noqa: S608 - our own words
)
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
        return [
            Suggestion(to_product(row), row.users, row.alike, LEVELS[row.level]) for row in rows
        ]

    async def next_missing(self, client_id: ClientId, *, least_similar: int) -> Suggestion | None:
        found = await self.suggestions(client_id, least_similar=least_similar, limit=1)
        return found[0] if found else None

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
