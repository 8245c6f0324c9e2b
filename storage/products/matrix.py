"""Clients by products, in four statements whatever its size."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import ClientId
from domain.org.visibility import Scope
from domain.pages import Page
from domain.products.model import ProductId, UseState
from domain.products.views import Matrix, MatrixClient, MatrixFilter, MatrixProduct
from storage.clients.visibility import client_visible
from storage.tables import branches, client_products, clients, deals, erasures, people, products

USED: Final[ColumnElement[str]] = literal_column("'used'")


def _known_states(whose: Select[Any] | Sequence[int]) -> Any:
    """Of these clients, every product of which something is known: the later of deal and word."""
    won = (
        select(deals.c.client_id, deals.c.product_id, func.max(deals.c.closed_at).label("at"))
        .where(
            deals.c.status == literal_column("'won'"),  # as the partial index names it
            deals.c.product_id.is_not(None),
            deals.c.client_id.in_(whose),
        )
        .group_by(deals.c.client_id, deals.c.product_id)
        .subquery("won")
    )
    said = select(client_products).where(client_products.c.client_id.in_(whose)).subquery("said")
    same = and_(won.c.client_id == said.c.client_id, won.c.product_id == said.c.product_id)
    is_later = and_(won.c.at.is_not(None), or_(said.c.said_at.is_(None), won.c.at > said.c.said_at))
    return (
        select(
            func.coalesce(won.c.client_id, said.c.client_id).label("client_id"),
            func.coalesce(won.c.product_id, said.c.product_id).label("product_id"),
            case((is_later, USED), else_=said.c.state).label("state"),
        )
        .select_from(won.join(said, same, full=True))
        .subquery("known")
    )


def _chosen(scope: Scope, narrowed: MatrixFilter) -> ColumnElement[bool]:
    is_erased = exists().where(
        erasures.c.subject == literal_column("'client'"), erasures.c.subject_id == clients.c.id
    )
    chosen = client_visible(scope) & not_(is_erased)
    if narrowed.owner_id is not None:
        chosen = chosen & (clients.c.owner_id == narrowed.owner_id)
    if narrowed.segment is not None:
        chosen = chosen & (clients.c.segment == narrowed.segment)
    return chosen


async def count_users(connection: AsyncConnection, product_id: ProductId, scope: Scope) -> int:
    known = _known_states(select(clients.c.id).where(_chosen(scope, MatrixFilter())))
    found = await connection.scalar(
        select(func.count())
        .select_from(known)
        .where(known.c.product_id == product_id, known.c.state == USED)
    )
    return found or 0


async def read_matrix(
    connection: AsyncConnection,
    scope: Scope,
    narrowed: MatrixFilter,
    *,
    clients_part: tuple[int, int] | None,
    products_part: tuple[int, int] | None,
) -> Matrix:
    """Of a part that begins behind the end, the last one: lists get shorter."""
    chosen = _chosen(scope, narrowed)
    total = await connection.scalar(select(func.count()).select_from(clients).where(chosen)) or 0
    client_page = _page(clients_part, total)
    rows = (await connection.execute(_part(_clients(chosen), client_page))).all()
    columns = (await connection.execute(_columns(chosen))).all()
    product_page = _page(products_part, len(columns))
    shown = columns[product_page.offset : product_page.offset + product_page.size]
    cells: dict[tuple[ClientId, ProductId], UseState] = {}
    if rows and shown:
        is_whole = clients_part is None
        ids = select(clients.c.id).where(chosen) if is_whole else [row.id for row in rows]
        known = _known_states(ids)
        found = select(known).where(known.c.product_id.in_([row.id for row in shown]))
        for row in await connection.execute(found):
            cells[ClientId(row.client_id), ProductId(row.product_id)] = UseState(row.state)
    return Matrix(
        clients=[
            MatrixClient(
                ClientId(row.id),
                row.name,
                row.segment,
                row.sector,
                row.owner_name,
                row.branch_name,
            )
            for row in rows
        ],
        products=[MatrixProduct(ProductId(row.id), row.name, row.users) for row in shown],
        cells=cells,
        client_page=client_page,
        product_page=product_page,
    )


def _page(part: tuple[int, int] | None, total: int) -> Page:
    if part is None:
        return Page(0, max(total, 1), total)
    offset, size = part
    return Page.nearest(max(offset, 0), size, total)


def _part(query: Select[Any], page: Page) -> Select[Any]:
    return query.offset(page.offset).limit(page.size)


def _clients(chosen: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            clients.c.id,
            clients.c.name,
            clients.c.segment,
            clients.c.sector,
            people.c.name.label("owner_name"),
            branches.c.name.label("branch_name"),
        )
        .join(branches, branches.c.id == clients.c.branch_id)
        .outerjoin(people, people.c.id == clients.c.owner_id)
        .where(chosen)
        .order_by(clients.c.name, clients.c.id)
    )


def _columns(chosen: ColumnElement[bool]) -> Select[Any]:
    """What is sold, or is used by one of the chosen, the most used first."""
    known = _known_states(select(clients.c.id).where(chosen))
    users = (
        select(known.c.product_id, func.count().label("users"))
        .where(known.c.state == USED)
        .group_by(known.c.product_id)
        .subquery("users")
    )
    count = func.coalesce(users.c.users, 0)
    return (
        select(products.c.id, products.c.name, count.label("users"))
        .outerjoin(users, users.c.product_id == products.c.id)
        .where(or_(products.c.withdrawn_at.is_(None), users.c.users > 0))
        .order_by(count.desc(), products.c.name, products.c.id)
    )
