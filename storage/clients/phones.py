"""Phones beside what is read: a column of the statement, and what it says."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Label, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from domain.clients.model import ClientPhone
from storage.tables import phones


def phones_of(client_id: Column[int], contact_id: Column[int] | None = None) -> Label[Any]:
    """The column ``phones``: the client's, the longest known first.

    Of a record about a contact person theirs come first, and no other person's; where it names
    nobody, those that are nobody's in particular come first.
    """
    wanted = phones.c.client_id == client_id
    order: list[ColumnElement[Any]] = [phones.c.id]
    if contact_id is not None:
        is_theirs = phones.c.contact_id == contact_id
        wanted &= or_(is_theirs, contact_id.is_(None), phones.c.contact_id.is_(None))
        order.insert(0, phones.c.contact_id.is_distinct_from(contact_id))
    known = func.json_build_array(phones.c.number, phones.c.extension, phones.c.contact_id)
    return (
        select(func.json_agg(aggregate_order_by(known, *order)))
        .where(wanted)
        .correlate(client_id.table)
        .scalar_subquery()
        .label("phones")
    )


def to_phones(known: Sequence[Any] | None) -> tuple[ClientPhone, ...]:
    """What ``phones_of`` found."""
    return tuple(ClientPhone(*phone) for phone in known or ())
