"""Clients that may be the one about to be saved: by phone, e-mail or tax number, or by name."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, Text, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.duplicates import Sign
from domain.clients.likeness import forgiven_typos, may_be_one
from domain.clients.model import ClientId, Twin
from domain.org.visibility import Scope
from domain.transliteration import search_key
from storage.clients.likeness import least_likeness
from storage.clients.visibility import client_visible
from storage.tables import branches, clients, contacts, people, phones

MOST_ALIKE = 50
"""Names that are weighed by their slips."""
MOST_TWINS = 5


async def find_twins(
    connection: AsyncConnection,
    name: str,
    phone: str | None,
    scope: Scope,
    *,
    email: str | None = None,
    tax_number: str | None = None,
) -> Sequence[Twin]:
    """See ``domain.clients.ports.Clients.twins``."""
    for value in sorted(filter(None, (phone, email, tax_number))):
        await connection.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(value, 0)))
        )
    key = search_key(name)
    await _set_threshold(connection, least_likeness(key, forgiven_typos(key)))
    alike = [
        _with_sign(Sign.PHONE, phones.c.client_id).where(phones.c.number == phone),
        _with_sign(Sign.EMAIL, contacts.c.client_id).where(
            func.lower(contacts.c.email) == literal(email, Text)
        ),
        _with_sign(Sign.TAX_NUMBER, clients.c.id).where(
            clients.c.tax_number == literal(tax_number, Text)
        ),
    ]
    if key:
        likeness = func.similarity(clients.c.name_key, key)
        alike.append(
            select(clients.c.id, literal(str(Sign.NAME)), likeness)
            .where(clients.c.name_key.bool_op("%")(literal(key, Text)))
            .order_by(likeness.desc(), clients.c.id)
            .limit(MOST_ALIKE)
        )
    every = union_all(*(part.subquery().select() for part in alike)).cte("every")
    found = (
        select(
            every.c.id,
            func.max(every.c.likeness).label("likeness"),
            func.array_agg(every.c.sign).label("signs"),
            func.bool_or(every.c.sign != str(Sign.NAME)).label("is_sure"),
        )
        .group_by(every.c.id)
        .cte("found")
    )
    rows = await connection.execute(
        select(
            clients.c.id,
            clients.c.name,
            clients.c.name_key,
            people.c.name.label("owner_name"),
            branches.c.name.label("branch_name"),
            found.c.signs,
            found.c.is_sure,
            found.c.likeness,
            client_visible(scope).label("is_visible"),
        )
        .join(found, found.c.id == clients.c.id)
        .join(branches, branches.c.id == clients.c.branch_id)
        .outerjoin(people, people.c.id == clients.c.owner_id)
        .where(clients.c.merged_into_id.is_(None))
        .order_by(found.c.is_sure.desc(), found.c.likeness.desc(), clients.c.id)
    )
    twins = [
        Twin(
            branch_name=row.branch_name,
            owner_name=row.owner_name,
            by_phone=Sign.PHONE in row.signs,
            by_email=Sign.EMAIL in row.signs,
            by_tax_number=Sign.TAX_NUMBER in row.signs,
            client_id=ClientId(row.id) if row.is_visible else None,
            name=row.name if row.is_visible else None,
        )
        for row in rows
        if row.is_sure or may_be_one(key, row.name_key, row.likeness)
    ]
    return twins[:MOST_TWINS]


def _with_sign(sign: Sign, client_id: ColumnElement[int]) -> Select[int, str, float]:
    return select(
        client_id.label("id"), literal(str(sign)).label("sign"), literal(1.0).label("likeness")
    )


async def _set_threshold(connection: AsyncConnection, likeness: float) -> None:
    """From which similarity ``%``, and so the index, answers, until the end of the transaction."""
    await connection.execute(
        select(func.set_config("pg_trgm.similarity_threshold", str(likeness), True))
    )
