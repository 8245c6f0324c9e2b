from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.model import Client, ClientDraft, ClientId, ClientLine, ContactId, Twin
from domain.clients.views import ClientView
from domain.geography import Point
from domain.org.model import BranchId, PersonId
from domain.org.visibility import Scope


class Clients(Protocol):
    """Loading takes the actor's scope: what lies outside it raises NotFound."""

    async def add(
        self,
        draft: ClientDraft,
        *,
        branch_id: BranchId,
        owner_id: PersonId,
        now: datetime,
    ) -> Client: ...

    async def get(self, client_id: ClientId, scope: Scope) -> Client:
        """The client, locked until the transaction ends."""
        ...

    async def view(self, client_id: ClientId, scope: Scope) -> ClientView: ...

    async def search(
        self, text: str, phone: str | None, scope: Scope, *, offset: int, size: int
    ) -> tuple[Sequence[ClientLine], int]:
        """Clients by part of their or a contact's name, a typo and the other alphabet allowed, or
        by phone; best first, with the number of all. An ``offset`` past the end is as 0."""
        ...

    async def twins(
        self,
        name: str,
        phone: str | None,
        scope: Scope,
        *,
        email: str | None = None,
        tax_number: str | None = None,
    ) -> Sequence[Twin]:
        """Clients of the whole company that may be this one; at most 5, surest first.

        Until the transaction ends, nobody else gets an answer about the same phone, e-mail or
        tax number.
        """
        ...

    async def rename(self, client_id: ClientId, name: str, now: datetime) -> None: ...

    async def place(
        self, client_id: ClientId, address: str | None, point: Point | None, now: datetime
    ) -> None:
        """Where the client is, in words and on earth; None where that is not known."""
        ...

    async def change_tax_number(
        self, client_id: ClientId, tax_number: str | None, now: datetime
    ) -> None: ...

    async def email_of(self, contact_id: ContactId) -> str | None: ...

    async def change_email(
        self, client_id: ClientId, contact_id: ContactId, email: str, now: datetime
    ) -> bool:
        """False where it had that one. Raises: NotFound: that contact is not the client's."""
        ...

    async def add_phone(
        self,
        client_id: ClientId,
        number: str,
        extension: str | None,
        now: datetime,
        contact_id: ContactId | None = None,
    ) -> bool:
        """False where the client had it already."""
        ...

    async def add_contact(
        self,
        client_id: ClientId,
        name: str,
        telegram_id: int | None,
        now: datetime,
        email: str | None = None,
    ) -> ContactId:
        """The client's contact of this name, or a new one with the e-mail."""
        ...
