from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.transliteration import search_key, to_latin
from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    case,
    func,
    insert,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clients.model import (
    Client,
    ClientDraft,
    ClientId,
    ClientLine,
    ClientPhone,
    Contact,
    ContactId,
    Twin,
)
from domain.clients.views import ClientView
from domain.errors import NotFound
from domain.org.model import BranchId, PersonId
from domain.org.visibility import Scope
from storage.changes import change_marks
from storage.money import to_sums
from storage.org.visibility import visible
from storage.tables import branches, clients, contacts, deals, people, phones

LIKENESS = 0.45
"""Word similarity from which a typed name finds a client; a typo in a short word costs much."""
TWIN_LIKENESS = 0.7
"""Whole-name similarity from which two clients may be one."""
MOST_TWINS = 5


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
    )


def client_visible(scope: Scope) -> ColumnElement[bool]:
    return visible(scope, owner=clients.c.owner_id, branch=clients.c.branch_id)


class SqlClients:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, draft: ClientDraft, *, branch_id: BranchId, owner_id: PersonId, now: datetime
    ) -> Client:
        marks = change_marks(now)
        added = await self._connection.execute(
            insert(clients)
            .values(
                name=draft.name,
                name_key=search_key(draft.name),
                branch_id=branch_id,
                owner_id=owner_id,
                segment=draft.segment,
                created_at=now,
                **marks,
            )
            .returning(*clients.c)
        )
        client = to_client(added.one())
        contact_id = None
        if draft.contact_name:
            contact_id = await self._connection.scalar(
                insert(contacts)
                .values(
                    client_id=client.id,
                    name=draft.contact_name,
                    name_key=to_latin(draft.contact_name),
                    telegram_id=draft.contact_telegram_id,
                    **marks,
                )
                .returning(contacts.c.id)
            )
        if draft.phone:
            await self._connection.execute(
                insert(phones).values(
                    client_id=client.id,
                    contact_id=contact_id,
                    number=draft.phone,
                    extension=draft.extension,
                    **marks,
                )
            )
        return client

    async def add_phone(
        self, client_id: ClientId, number: str, extension: str | None, now: datetime
    ) -> None:
        await self._connection.execute(
            upsert(phones)
            .values(client_id=client_id, number=number, extension=extension, **change_marks(now))
            .on_conflict_do_nothing()
        )

    async def get(self, client_id: ClientId, scope: Scope) -> Client:
        found = await self._connection.execute(
            select(clients)
            .where(clients.c.id == client_id, client_visible(scope))
            .with_for_update()
        )
        row = found.first()
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
                _phones_of_client(),
                *_deals_of_client(),
            )
            .join(branches, branches.c.id == clients.c.branch_id)
            .outerjoin(people, people.c.id == clients.c.owner_id)
            .where(clients.c.id == client_id, client_visible(scope))
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
            phones=tuple(
                ClientPhone(number, extension, contact_id)
                for number, extension, contact_id in row.phones or ()
            ),
            open_deals=row.open_deals,
            won_deals=row.won_deals,
            open_money=to_sums(row.open_money),
            won_money=to_sums(row.won_money),
        )

    async def search(
        self, text_: str, phone: str | None, scope: Scope, *, offset: int, size: int
    ) -> tuple[Sequence[ClientLine], int]:
        found = _by_phone(phone) if phone else _by_name(text_)
        seen = (
            select(found.c.id, func.max(found.c.likeness).label("likeness"))
            .join(clients, clients.c.id == found.c.id)
            .where(client_visible(scope))
            .group_by(found.c.id)
            .cte("seen")
        )
        open_deals = (
            select(func.count())
            .where(deals.c.client_id == clients.c.id, deals.c.status == text("'open'"))
            .scalar_subquery()
        )
        rows = await self._connection.execute(
            select(
                clients.c.id,
                clients.c.name,
                people.c.name.label("owner_name"),
                branches.c.name.label("branch_name"),
                open_deals.label("open_deals"),
                select(func.count()).select_from(seen).scalar_subquery().label("total"),
            )
            .join(seen, seen.c.id == clients.c.id)
            .join(branches, branches.c.id == clients.c.branch_id)
            .outerjoin(people, people.c.id == clients.c.owner_id)
            .order_by(seen.c.likeness.desc(), func.length(clients.c.name), clients.c.id)
            .offset(offset)
            .limit(size)
        )
        lines = rows.all()
        total = lines[0].total if lines else 0
        return [
            ClientLine(ClientId(row.id), row.name, row.owner_name, row.branch_name, row.open_deals)
            for row in lines
        ], total

    async def twins(self, name: str, phone: str | None, scope: Scope) -> Sequence[Twin]:
        key = search_key(name)
        by_phone = (
            clients.c.id.in_(select(phones.c.client_id).where(phones.c.number == phone))
            if phone
            else literal(value=False)
        )
        likeness = func.similarity(clients.c.name_key, key)
        alike = and_(clients.c.name_key.bool_op("%")(key), likeness >= TWIN_LIKENESS)
        rows = await self._connection.execute(
            select(
                clients.c.id,
                clients.c.name,
                people.c.name.label("owner_name"),
                branches.c.name.label("branch_name"),
                by_phone.label("by_phone"),
                client_visible(scope).label("is_visible"),
            )
            .join(branches, branches.c.id == clients.c.branch_id)
            .outerjoin(people, people.c.id == clients.c.owner_id)
            .where(or_(by_phone, alike))
            .order_by(by_phone.desc(), likeness.desc(), clients.c.id)
            .limit(MOST_TWINS)
        )
        return [
            Twin(
                branch_name=row.branch_name,
                owner_name=row.owner_name,
                by_phone=row.by_phone,
                client_id=ClientId(row.id) if row.is_visible else None,
                name=row.name if row.is_visible else None,
            )
            for row in rows
        ]


def _by_name(wanted: str) -> Any:
    """Clients whose name, or whose contact's name, has a part like ``wanted``."""
    key = search_key(wanted) or to_latin(wanted)
    parts = [
        select(table.c[id_column].label("id"), _likeness(table.c.name_key, key).label("likeness"))
        .where(
            or_(
                literal(key, String).bool_op("<%")(table.c.name_key),
                table.c.name_key.contains(key, autoescape=True),
            )
        )
        .where(_likeness(table.c.name_key, key) >= LIKENESS)
        for table, id_column in ((clients, "id"), (contacts, "client_id"))
    ]
    return parts[0].union_all(parts[1]).cte("found")


def _likeness(column: Any, key: str) -> ColumnElement[float]:
    contained = column.contains(key, autoescape=True)
    return case((contained, 1.0), else_=func.word_similarity(key, column))


def _by_phone(phone: str) -> Any:
    return (
        select(phones.c.client_id.label("id"), literal(1.0).label("likeness"))
        .where(phones.c.number == phone)
        .cte("found")
    )


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


def _phones_of_client() -> Any:
    rows = (
        select(
            func.json_agg(
                func.json_build_array(phones.c.number, phones.c.extension, phones.c.contact_id)
            )
        )
        .where(phones.c.client_id == clients.c.id)
        .scalar_subquery()
    )
    return rows.label("phones")


def _deals_of_client() -> list[Any]:
    columns: list[Any] = []
    for name, status in (("open", text("'open'")), ("won", text("'won'"))):
        columns.append(
            select(func.count())
            .where(deals.c.client_id == clients.c.id, deals.c.status == status)
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
