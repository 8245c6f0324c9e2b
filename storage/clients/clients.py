from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, func, insert, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import (
    Client,
    ClientDraft,
    ClientId,
    ClientLine,
    Contact,
    ContactId,
    Twin,
)
from domain.clients.views import ClientView
from domain.errors import NotFound
from domain.geography import Point
from domain.org.model import BranchId, PersonId
from domain.org.visibility import Scope
from domain.transliteration import search_key, to_latin
from storage.changes import change_marks
from storage.clients.phones import phones_of, to_phones
from storage.clients.search import search_clients
from storage.clients.twins import find_twins
from storage.clients.visibility import client_visible, living_id
from storage.deals.deals import deal_visible
from storage.money import to_sums
from storage.tables import branches, clients, contacts, deals, people, phones


def to_client(row: Any) -> Client:
    return Client(
        id=ClientId(row.id),
        name=row.name,
        branch_id=BranchId(row.branch_id),
        owner_id=None if row.owner_id is None else PersonId(row.owner_id),
        segment=row.segment,
        created_at=row.created_at,
        sector=row.sector,
        region=row.region,
        external_key=row.external_key,
        tax_number=row.tax_number,
        address=row.address,
        point=None if row.latitude is None else Point(row.latitude, row.longitude),
        is_segment_pinned=row.is_segment_pinned,
    )


class SqlClients:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, draft: ClientDraft, *, branch_id: BranchId, owner_id: PersonId, now: datetime
    ) -> Client:
        added = await self._connection.execute(
            insert(clients)
            .values(
                name=draft.name,
                name_key=search_key(draft.name),
                branch_id=branch_id,
                owner_id=owner_id,
                segment=draft.segment,
                tax_number=draft.tax_number,
                created_at=now,
                **change_marks(now),
            )
            .returning(*clients.c)
        )
        client = to_client(added.one())
        contact_id = None
        if draft.contact_name or draft.email:
            contact_id = await self.add_contact(
                client.id,
                draft.contact_name or draft.name,
                draft.contact_telegram_id,
                now,
                draft.email,
            )
        if draft.phone:
            await self.add_phone(client.id, draft.phone, draft.extension, now, contact_id)
        return client

    async def get(self, client_id: ClientId, scope: Scope) -> Client:
        loading = (
            select(clients)
            .where(clients.c.id == living_id(client_id), client_visible(scope))
            .with_for_update()
        )
        # A merge that ends while the row is waited for leaves nothing: then the survivor is asked.
        row = (await self._connection.execute(loading)).first() or (
            await self._connection.execute(loading)
        ).first()
        if row is None:
            raise NotFound(client_id=client_id)
        return to_client(row)

    async def view(self, client_id: ClientId, scope: Scope) -> ClientView:
        found = await self._connection.execute(
            select(
                *clients.c,
                people.c.name.label("owner_name"),
                branches.c.name.label("branch_name"),
                _contacts_of_client(),
                phones_of(clients.c.id),
                *_deals_of_client(scope),
            )
            .join(branches, branches.c.id == clients.c.branch_id)
            .outerjoin(people, people.c.id == clients.c.owner_id)
            .where(clients.c.id == living_id(client_id), client_visible(scope))
        )
        row = found.first()
        if row is None:
            raise NotFound(client_id=client_id)
        return ClientView(
            client=to_client(row),
            owner_name=row.owner_name,
            branch_name=row.branch_name,
            contacts=tuple(
                Contact(ContactId(id_), name, position, email, telegram_id)
                for id_, name, position, email, telegram_id in row.contacts or ()
            ),
            phones=to_phones(row.phones),
            open_deals=row.open_deals,
            won_deals=row.won_deals,
            open_money=to_sums(row.open_money),
            won_money=to_sums(row.won_money),
        )

    async def search(
        self, text: str, phone: str | None, scope: Scope, *, offset: int, size: int
    ) -> tuple[Sequence[ClientLine], int]:
        lines, total = await search_clients(
            self._connection, text, phone, scope, offset=offset, size=size
        )
        if offset and not lines:  # the list got shorter
            return await search_clients(self._connection, text, phone, scope, offset=0, size=size)
        return lines, total

    async def twins(
        self,
        name: str,
        phone: str | None,
        scope: Scope,
        *,
        email: str | None = None,
        tax_number: str | None = None,
    ) -> Sequence[Twin]:
        return await find_twins(
            self._connection, name, phone, scope, email=email, tax_number=tax_number
        )

    async def rename(self, client_id: ClientId, name: str, now: datetime) -> None:
        await self._change(client_id, {"name": name, "name_key": search_key(name)}, now)

    async def place(
        self, client_id: ClientId, address: str | None, point: Point | None, now: datetime
    ) -> None:
        values = {
            "address": address,
            "latitude": point and point.latitude,
            "longitude": point and point.longitude,
        }
        await self._change(client_id, values, now)

    async def change_tax_number(
        self, client_id: ClientId, tax_number: str | None, now: datetime
    ) -> None:
        await self._change(client_id, {"tax_number": tax_number}, now)

    async def email_of(self, contact_id: ContactId) -> str | None:
        found: str | None = await self._connection.scalar(
            select(contacts.c.email).where(contacts.c.id == contact_id)
        )
        return found

    async def change_email(
        self, client_id: ClientId, contact_id: ContactId, email: str, now: datetime
    ) -> bool:
        found = await self._connection.execute(
            select(contacts.c.email).where(
                contacts.c.id == contact_id, contacts.c.client_id == client_id
            )
        )
        row = found.first()
        if row is None:
            raise NotFound(contact_id=contact_id)
        if row.email == email:
            return False
        await self._connection.execute(
            update(contacts)
            .where(contacts.c.id == contact_id)
            .values(email=email, **change_marks(now))
        )
        return True

    async def _change(self, client_id: ClientId, values: dict[str, Any], now: datetime) -> None:
        await self._connection.execute(
            update(clients).where(clients.c.id == client_id).values(**values, **change_marks(now))
        )

    async def add_phone(
        self,
        client_id: ClientId,
        number: str,
        extension: str | None,
        now: datetime,
        contact_id: ContactId | None = None,
    ) -> bool:
        added = await self._connection.execute(
            upsert(phones)
            .values(
                client_id=client_id,
                contact_id=contact_id,
                number=number,
                extension=extension,
                **change_marks(now),
            )
            .on_conflict_do_nothing(index_elements=[phones.c.client_id, phones.c.number])
        )
        return added.rowcount > 0

    async def add_contact(
        self,
        client_id: ClientId,
        name: str,
        telegram_id: int | None,
        now: datetime,
        email: str | None = None,
    ) -> ContactId:
        key = to_latin(name)
        known = await self._connection.scalar(
            select(contacts.c.id)
            .where(contacts.c.client_id == client_id, contacts.c.name_key == key)
            .order_by(contacts.c.id)
            .limit(1)
        )
        if known is not None:
            return ContactId(known)
        added = await self._connection.scalar(
            insert(contacts)
            .values(
                client_id=client_id,
                name=name,
                name_key=key,
                email=email,
                telegram_id=telegram_id,
                **change_marks(now),
            )
            .returning(contacts.c.id)
        )
        return ContactId(added)


def _contacts_of_client() -> Any:
    rows = (
        select(
            func.json_agg(
                func.json_build_array(
                    contacts.c.id,
                    contacts.c.name,
                    contacts.c.position,
                    contacts.c.email,
                    contacts.c.telegram_id,
                )
            )
        )
        .where(contacts.c.client_id == clients.c.id)
        .scalar_subquery()
    )
    return rows.label("contacts")


def _deals_of_client(scope: Scope) -> list[Any]:
    seen = deal_visible(scope)
    columns: list[Any] = []
    for name in ("open", "won"):
        status: ColumnElement[str] = literal_column(f"'{name}'")  # as the partial indexes name it
        columns.append(
            select(func.count())
            .where(deals.c.client_id == clients.c.id, deals.c.status == status, seen)
            .scalar_subquery()
            .label(f"{name}_deals")
        )
        by_currency = (
            select(
                func.sum(deals.c.amount).cast(String).label("total"),
                deals.c.currency,
            )
            .where(
                deals.c.client_id == clients.c.id,
                deals.c.status == status,
                deals.c.amount.is_not(None),
                seen,
            )
            .group_by(deals.c.currency)
            .correlate(clients)
            .subquery(f"{name}_by_currency")
        )
        columns.append(
            select(
                func.json_agg(func.json_build_array(by_currency.c.total, by_currency.c.currency))
            )
            .scalar_subquery()
            .label(f"{name}_money")
        )
    return columns
