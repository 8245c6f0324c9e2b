"""Clients found by what people type: folded names by trigrams, phones exactly."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    case,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.likeness import may_be_one
from domain.clients.model import ClientId, ClientLine, Twin
from domain.org.visibility import Scope
from domain.transliteration import search_key, to_latin
from storage.org.visibility import visible
from storage.tables import branches, clients, contacts, deals, people, phones

LIKENESS = 0.4
"""Word similarity from which a typed name finds a client: one typo in a word of four letters."""
TWIN_LIKENESS = 0.4
"""Whole-name similarity from which ``may_be_one`` is asked about two clients."""
MOST_ALIKE = 50
MOST_TWINS = 5
SHORTEST_PART = 3
"""Letters of a trigram: for a shorter part of a name the index would have to be read whole."""


def client_visible(scope: Scope) -> ColumnElement[bool]:
    return visible(scope, owner=clients.c.owner_id, branch=clients.c.branch_id)


def deal_visible(scope: Scope) -> ColumnElement[bool]:
    return visible(scope, owner=deals.c.owner_id, branch=deals.c.branch_id)


async def search_clients(
    connection: AsyncConnection,
    wanted: str,
    phone: str | None,
    scope: Scope,
    *,
    offset: int,
    size: int,
) -> tuple[Sequence[ClientLine], int]:
    """A page of visible clients, best first, and the number of all."""
    key = search_key(wanted) or to_latin(wanted).strip()
    if phone is None and not key:
        return [], 0
    await _set_threshold(connection, "word_similarity_threshold", LIKENESS)
    found = (_by_phone(phone) if phone else _by_name(key)).cte("found")
    seen = (
        select(found)
        .distinct(found.c.id)
        .join(clients, clients.c.id == found.c.id)
        .where(client_visible(scope))
        .order_by(found.c.id, found.c.rank.desc(), found.c.contact_name)
        .cte("seen")
    )
    page = (
        select(seen, clients.c.name, clients.c.owner_id, clients.c.branch_id)
        .add_columns(func.count().over().label("total"))
        .join(clients, clients.c.id == seen.c.id)
        .order_by(seen.c.rank.desc(), func.length(clients.c.name), clients.c.id)
        .offset(offset)
        .limit(size)
        .cte("page")
    )
    open_deals = (
        select(func.count())
        .where(
            deals.c.client_id == page.c.id,
            deals.c.status == literal_column("'open'"),  # as the partial index names it
            deal_visible(scope),
        )
        .scalar_subquery()
    )
    rows = await connection.execute(
        select(
            page,
            people.c.name.label("owner_name"),
            branches.c.name.label("branch_name"),
            open_deals.label("open_deals"),
        )
        .join(branches, branches.c.id == page.c.branch_id)
        .outerjoin(people, people.c.id == page.c.owner_id)
        .order_by(page.c.rank.desc(), func.length(page.c.name), page.c.id)
    )
    lines = rows.all()
    return [
        ClientLine(
            id=ClientId(row.id),
            name=row.name,
            owner_name=row.owner_name,
            branch_name=row.branch_name,
            open_deals=row.open_deals,
            contact_name=row.contact_name,
        )
        for row in lines
    ], lines[0].total if lines else 0


async def find_twins(
    connection: AsyncConnection, name: str, phone: str | None, scope: Scope
) -> Sequence[Twin]:
    """See ``domain.clients.ports.Clients.twins``."""
    if phone is not None:
        await connection.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(phone, 0)))
        )
    key = search_key(name)
    await _set_threshold(connection, "similarity_threshold", TWIN_LIKENESS)
    alike = [
        select(
            phones.c.client_id.label("id"),
            literal(value=True).label("by_phone"),
            literal(1.0).label("likeness"),
        ).where(phones.c.number == phone)
    ]
    if key:
        likeness = func.similarity(clients.c.name_key, key)
        alike.append(
            select(clients.c.id, literal(value=False), likeness)
            .where(clients.c.name_key.bool_op("%")(literal(key, String)))
            .order_by(likeness.desc(), clients.c.id)
            .limit(MOST_ALIKE)
        )
    found = union_all(*(part.subquery().select() for part in alike)).cte("found")
    rows = await connection.execute(
        select(
            clients.c.id,
            clients.c.name,
            clients.c.name_key,
            people.c.name.label("owner_name"),
            branches.c.name.label("branch_name"),
            found.c.by_phone,
            found.c.likeness,
            client_visible(scope).label("is_visible"),
        )
        .join(found, found.c.id == clients.c.id)
        .join(branches, branches.c.id == clients.c.branch_id)
        .outerjoin(people, people.c.id == clients.c.owner_id)
        .order_by(found.c.by_phone.desc(), found.c.likeness.desc(), clients.c.id)
    )
    twins: dict[int, Twin] = {}
    for row in rows:
        if row.id not in twins and (row.by_phone or may_be_one(key, row.name_key, row.likeness)):
            twins[row.id] = Twin(
                branch_name=row.branch_name,
                owner_name=row.owner_name,
                by_phone=row.by_phone,
                client_id=ClientId(row.id) if row.is_visible else None,
                name=row.name if row.is_visible else None,
            )
    return list(twins.values())[:MOST_TWINS]


async def _set_threshold(connection: AsyncConnection, name: str, likeness: float) -> None:
    """From which similarity the trigram operators, and so the index, answer, until the end of
    the transaction."""
    await connection.execute(select(func.set_config(f"pg_trgm.{name}", str(likeness), True)))


def _by_name(key: str) -> Any:
    """Clients whose name, or whose contact's name, has a part like ``key``."""
    of_clients = select(
        clients.c.id.label("id"),
        _rank(clients.c.name_key, key).label("rank"),
        null().cast(String).label("contact_name"),
    ).where(_has_part_like(clients.c.name_key, key))
    of_contacts = select(
        contacts.c.client_id, _rank(contacts.c.name_key, key), contacts.c.name
    ).where(_has_part_like(contacts.c.name_key, key))
    return of_clients.union_all(of_contacts)


def _has_part_like(column: Any, key: str) -> ColumnElement[bool]:
    is_like: ColumnElement[bool] = literal(key, String).bool_op("<%")(column)
    if len(key) < SHORTEST_PART:
        return is_like
    return or_(is_like, column.contains(key, autoescape=True))


def _rank(column: Any, key: str) -> ColumnElement[float]:
    """The name itself, then what begins with it, what has it inside, and what is like it."""
    return case(
        (column == key, 4.0),
        (column.startswith(key, autoescape=True), 3.0),
        (column.contains(f" {key}", autoescape=True), 2.0),
        (column.contains(key, autoescape=True), 1.0),
        else_=func.word_similarity(key, column),
    )


def _by_phone(phone: str) -> Any:
    return (
        select(
            phones.c.client_id.label("id"),
            literal(1.0).label("rank"),
            contacts.c.name.label("contact_name"),
        )
        .outerjoin(contacts, contacts.c.id == phones.c.contact_id)
        .where(phones.c.number == phone)
    )
