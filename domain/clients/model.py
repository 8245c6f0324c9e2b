from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from domain.geography import Point
from domain.org.model import BranchId, PersonId

ClientId = NewType("ClientId", int)
ContactId = NewType("ContactId", int)

NAME_LIMIT = 200
"""Characters of a client's or a contact's name."""


@dataclass(frozen=True, slots=True)
class ClientPhone:
    """``number`` is E.164."""

    number: str
    extension: str | None = None
    contact_id: ContactId | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    id: ContactId
    name: str
    position: str | None = None
    email: str | None = None
    telegram_id: int | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """``is_segment_pinned``: somebody chose the segment, or a file named it. ``point`` is where the
    address is, once somebody was there and said so.
    """

    id: ClientId
    name: str
    branch_id: BranchId
    owner_id: PersonId | None
    segment: str
    created_at: datetime
    sector: str | None = None
    region: str | None = None
    external_key: str | None = None
    tax_number: str | None = None
    address: str | None = None
    point: Point | None = None
    is_segment_pinned: bool = False


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """A client before it is saved, checked. ``phone`` is E.164, ``email`` the contact's."""

    name: str
    segment: str
    phone: str | None = None
    extension: str | None = None
    contact_name: str | None = None
    contact_telegram_id: int | None = None
    email: str | None = None
    tax_number: str | None = None


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One row of a list of clients. ``contact_name`` is the contact by whom it was found, if so."""

    id: ClientId
    name: str
    owner_name: str | None
    branch_name: str
    open_deals: int
    contact_name: str | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """A client that may be the same one.

    ``client_id`` and ``name`` are None where the actor may not see it: then only whose it is and
    in which branch may be told.
    """

    branch_name: str
    owner_name: str | None
    by_phone: bool
    client_id: ClientId | None = None
    name: str | None = None
    by_email: bool = False
    by_tax_number: bool = False
