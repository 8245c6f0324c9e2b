"""Rows of greetings as values, and who may see them."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, func, literal, literal_column, or_
from sqlalchemy.dialects.postgresql import ARRAY

from domain.clients.model import ClientId, ContactId
from domain.greetings.model import Greeting, GreetingId, GreetingStatus, Occasion
from domain.org.model import Actor, PersonId
from storage.clients.visibility import client_visible
from storage.tables import greetings

IS_DUE: ColumnElement[bool] = greetings.c.status == literal_column("'due'")


def greeting_visible(actor: Actor) -> ColumnElement[bool]:
    """Of a statement that joins clients."""
    mine = literal(sorted({actor.id, *actor.stands_in_for}), ARRAY(BigInteger))
    return or_(client_visible(actor.scope), greetings.c.responsible_id == func.any(mine))


def to_greeting(row: Any) -> Greeting:
    return Greeting(
        id=GreetingId(row.id),
        client_id=ClientId(row.client_id),
        contact_id=None if row.contact_id is None else ContactId(row.contact_id),
        occasion=Occasion(row.occasion),
        holiday=row.holiday,
        holiday_names=row.holiday_names or {},
        on=row.occasion_on,
        due_on=row.due_on,
        overdue_at=row.overdue_at,
        responsible_id=PersonId(row.responsible_id),
        status=GreetingStatus(row.status),
        version=row.version,
        remind_at=row.remind_at,
        done_at=row.done_at,
        done_by=None if row.done_by is None else PersonId(row.done_by),
        note=row.note,
    )
