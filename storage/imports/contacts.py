"""Contacts of imported clients: known ones by client, new ones and what was missing, in sets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    and_,
    case,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.greetings.model import DateKind
from domain.greetings.yearly import YearlyDay
from domain.imports.directory import KnownContact
from domain.transliteration import search_key
from storage.changes import change_marks
from storage.imports.insertion import insert_new
from storage.imports.recordset import recordset
from storage.tables import contacts, personal_dates


def contacts_of(client_id: ColumnElement[int]) -> ScalarSelect[Any]:
    """What ``to_contacts`` reads, oldest first; null where there are none."""
    birthday = func.json_build_array(
        personal_dates.c.month, personal_dates.c.day, personal_dates.c.year
    )
    return (
        select(
            func.json_agg(
                aggregate_order_by(
                    func.json_build_array(
                        contacts.c.id,
                        contacts.c.name,
                        contacts.c.position,
                        contacts.c.email,
                        case((personal_dates.c.id.is_not(None), birthday)),
                    ),
                    contacts.c.id,
                )
            )
        )
        .select_from(contacts)
        .outerjoin(
            personal_dates,
            and_(
                personal_dates.c.contact_id == contacts.c.id,
                personal_dates.c.kind == literal_column(f"'{DateKind.BIRTHDAY}'"),
                personal_dates.c.removed_at.is_(None),
            ),
        )
        .where(contacts.c.client_id == client_id)
        .scalar_subquery()
    )


def to_contacts(rows: Any) -> tuple[KnownContact, ...]:
    return tuple(
        KnownContact(id_, name, position, email, birthday and YearlyDay(*birthday))
        for id_, name, position, email, birthday in rows or ()
    )


async def note_contacts(
    connection: AsyncConnection,
    noted: Sequence[tuple[int, KnownContact]],
    now: datetime,
) -> None:
    """Contacts by their client's id: new ones added, known ones filled, birthdays noted."""
    new = [(client_id, contact) for client_id, contact in noted if contact.id is None]
    added = await insert_new(
        connection,
        contacts,
        [
            {
                "client_id": client_id,
                "name": contact.name,
                "name_key": search_key(contact.name),
                "position": contact.position,
                "email": contact.email,
            }
            for client_id, contact in new
        ],
        now,
        returning=("id", "client_id", "name"),
    )
    ids = {(row.client_id, row.name): row.id for row in added}
    await _fill(connection, [contact for _, contact in noted if contact.id is not None], now)
    born = [
        (client_id, contact.id or ids[client_id, contact.name], contact.birthday)
        for client_id, contact in noted
        if contact.birthday is not None
    ]
    await insert_new(
        connection,
        personal_dates,
        [
            {
                "client_id": client_id,
                "contact_id": contact_id,
                "kind": str(DateKind.BIRTHDAY),
                "label": "",
                "label_key": "",
                "month": day.month,
                "day": day.day,
                "year": day.year,
                "noted_at": now,
            }
            for client_id, contact_id, day in born
        ],
        now,
    )


async def _fill(connection: AsyncConnection, known: Sequence[KnownContact], now: datetime) -> None:
    if not known:
        return
    given = recordset(
        [{"id": one.id, "position": one.position, "email": one.email} for one in known],
        [contacts.c.id, contacts.c.position, contacts.c.email],
    )
    is_new = contacts.c.position.is_distinct_from(given.c.position) | (
        contacts.c.email.is_distinct_from(given.c.email)
    )
    await connection.execute(
        update(contacts)
        .where(contacts.c.id == given.c.id, is_new)
        .values(position=given.c.position, email=given.c.email, **change_marks(now))
    )
