"""Imports into Postgres: one transaction of one, written set by set."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Text,
    any_,
    case,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.clock import Clock
from domain.imports.client_plan import ClientRecord, SignOwners
from domain.imports.deal_plan import IMPORTED, DealRecord
from domain.imports.directory import (
    Directory,
    KnownClient,
    KnownContact,
    KnownProduct,
    compact_key,
)
from domain.imports.model import ProductDraft
from domain.imports.people_plan import PeoplePlan
from domain.imports.ports import KnownDeal
from domain.rulebook.ports import VersionedRulebook
from domain.timeline import Happened
from storage import tables
from storage.changes import change_marks
from storage.clients.erasure import erased_among
from storage.imports.contacts import contacts_of, note_contacts, to_contacts
from storage.imports.deal_rows import deal_history, deal_row
from storage.imports.insertion import add_history, insert_new
from storage.imports.people import ImportedPeople
from storage.imports.recordset import recordset
from storage.org.branches import SqlBranches
from storage.org.people import to_person
from storage.rulebook.rulebooks import RulebookCache, SqlRulebooks
from storage.tables import (
    clients,
    contacts,
    deals,
    departments,
    people,
    phones,
    products,
)

IMPORT_LOCK = 0x696D_706F_7274  # "import": any number that nobody else takes


class SqlImportStore:
    """See ``domain.imports.ports.ImportStore``."""

    def __init__(self, engine: AsyncEngine, clock: Clock, rulebooks: RulebookCache) -> None:
        self._engine = engine
        self._clock = clock
        self._cache = rulebooks

    async def __aenter__(self) -> Self:
        self._connection: AsyncConnection = await self._engine.connect()
        await self._connection.execute(select(func.pg_advisory_xact_lock(IMPORT_LOCK)))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._connection.close()  # rolls back what was not committed

    async def commit(self) -> None:
        await self._connection.commit()

    async def rules(self) -> VersionedRulebook:
        return await SqlRulebooks(self._connection, self._cache).current()

    async def directory(self) -> Directory:
        found_departments = await self._connection.execute(
            select(departments.c.name, departments.c.id)
        )
        found_people = await self._connection.execute(select(people).order_by(people.c.id))
        found_products = await self._connection.execute(
            select(
                products.c.id,
                products.c.name,
                products.c.series,
                products.c.price,
                products.c.currency,
            ).order_by(products.c.id)
        )
        return Directory(
            branches=await SqlBranches(self._connection, self._clock).all(),
            departments={row.name: row.id for row in found_departments},
            people=[to_person(row) for row in found_people],
            products=[
                KnownProduct(row.id, row.name, row.series, row.price, row.currency)
                for row in found_products
            ],
        )

    async def clients(
        self, *, names: Sequence[str], external_keys: Sequence[str]
    ) -> Sequence[KnownClient]:
        folded = sorted({compact_key(name) for name in names} - {""})
        by_key = clients.c.external_key == _any_of(external_keys)
        by_name = func.replace(clients.c.name_key, " ", "") == _any_of(folded)
        whole = clients.alias("whole")  # the client itself, or the one that it is part of
        numbers = (
            select(func.array_agg(phones.c.number))
            .where(phones.c.client_id == whole.c.id)
            .scalar_subquery()
        )
        rows = await self._connection.execute(
            select(
                whole.c.id,
                clients.c.name,
                clients.c.external_key,
                whole.c.branch_id,
                whole.c.owner_id,
                whole.c.sector,
                whole.c.region,
                whole.c.tax_number,
                numbers.label("numbers"),
                contacts_of(whole.c.id).label("contacts"),
            )
            .join(whole, whole.c.id == func.coalesce(clients.c.merged_into_id, clients.c.id))
            .where(by_key | by_name)
            .order_by(clients.c.id)
        )
        return [
            KnownClient(
                id=row.id,
                name=row.name,
                external_key=row.external_key,
                branch_id=row.branch_id,
                owner_id=row.owner_id,
                sector=row.sector,
                region=row.region,
                phones=frozenset(row.numbers or ()),
                tax_number=row.tax_number,
                contacts=to_contacts(row.contacts),
            )
            for row in rows
        ]

    async def erased(self, values: Sequence[str]) -> frozenset[str]:
        return await erased_among(self._connection, values)

    async def owners(
        self, *, phones: Sequence[str], emails: Sequence[str], tax_numbers: Sequence[str]
    ) -> SignOwners:
        email = func.lower(contacts.c.email)
        return SignOwners(
            phones=await self._first(tables.phones.c.number, tables.phones.c.client_id, phones),
            emails=await self._first(email, contacts.c.client_id, emails),
            tax_numbers=await self._first(clients.c.tax_number, clients.c.id, tax_numbers),
        )

    async def _first(
        self, sign: ColumnElement[str], client_id: ColumnElement[int], values: Sequence[str]
    ) -> Mapping[str, int]:
        """The lowest id for each of ``values`` that some client has."""
        if not values:
            return {}
        rows = await self._connection.execute(
            select(sign.label("value"), func.min(client_id).label("id"))
            .where(sign == _any_of(values))
            .group_by(sign)
        )
        return {row.value: row.id for row in rows}

    async def deals(self, external_keys: Sequence[str]) -> Mapping[str, KnownDeal]:
        stage = case((deals.c.status == "open", deals.c.stage), else_=deals.c.status)
        rows = await self._connection.execute(
            select(deals.c.external_key, stage.label("stage"), deals.c.amount).where(
                deals.c.external_key == _any_of(external_keys)
            )
        )
        return {row.external_key: KnownDeal(row.stage, row.amount) for row in rows}

    async def add_people(self, plan: PeoplePlan, now: datetime) -> None:
        await ImportedPeople(self._connection, self._clock).add(plan, now)

    async def add_products(self, drafts: Sequence[ProductDraft], now: datetime) -> None:
        rows = [
            {
                "name": draft.name,
                "name_key": draft.name_key,
                "series": draft.series,
                "price": draft.price,
                "currency": draft.currency,
            }
            for draft in drafts
        ]
        await insert_new(self._connection, products, rows, now)

    async def fill_products(self, filled: Sequence[KnownProduct], now: datetime) -> None:
        for product in filled:
            await self._connection.execute(
                update(products)
                .where(products.c.id == product.id)
                .values(
                    series=product.series,
                    price=product.price,
                    currency=product.currency,
                    **change_marks(now),
                )
            )

    async def add_clients(self, records: Sequence[ClientRecord], now: datetime) -> None:
        rows = [
            {
                "name": record.draft.name,
                "name_key": record.draft.name_key,
                "branch_id": record.branch_id,
                "owner_id": record.owner_id,
                "segment": record.segment,
                "is_segment_pinned": record.draft.segment is not None,
                "sector": record.draft.sector,
                "region": record.draft.region,
                "tax_number": record.draft.tax_number,
                "external_key": record.external_key,
                "created_at": now,
            }
            for record in records
        ]
        added = await insert_new(
            self._connection, clients, rows, now, returning=("external_key", "id")
        )
        id_by_key = {row.external_key: row.id for row in added}
        new = [
            (id_by_key[record.external_key], record.draft)
            for record in records
            if record.external_key in id_by_key
        ]
        await note_contacts(
            self._connection,
            [
                (
                    client_id,
                    KnownContact(
                        None,
                        draft.contact or draft.name,
                        draft.position,
                        draft.email,
                        draft.birthday,
                    ),
                )
                for client_id, draft in new
                if draft.has_contact
            ],
            now,
        )
        await insert_new(
            self._connection,
            phones,
            [
                {"client_id": client_id, "number": phone.number, "extension": phone.extension}
                for client_id, draft in new
                for phone in draft.phones
            ],
            now,
        )
        await add_history(
            self._connection,
            [
                {"at": now, "kind": str(Happened.CLIENT_CREATED), "client_id": client_id}
                for client_id, _ in new
            ],
        )
        await add_history(
            self._connection,
            [
                {
                    "at": now,
                    "kind": str(Happened.NOTE),
                    "client_id": client_id,
                    "facts": {IMPORTED: True, "text": draft.other_phones},
                }
                for client_id, draft in new
                if draft.other_phones
            ],
        )

    async def fill_clients(self, filled: Sequence[KnownClient], now: datetime) -> None:
        names = ("id", "owner_id", "branch_id", "sector", "region", "tax_number")
        given = recordset(
            [{name: getattr(client, name) for name in names} for client in filled],
            [clients.c[name] for name in names],
        )
        await self._connection.execute(
            update(clients)
            .where(clients.c.id == given.c.id)
            .values(
                owner_id=given.c.owner_id,
                branch_id=given.c.branch_id,
                sector=given.c.sector,
                region=given.c.region,
                tax_number=given.c.tax_number,
                **change_marks(now),
            )
        )
        numbers = [
            {"client_id": client.id, "number": number}
            for client in filled
            for number in sorted(client.phones)
        ]
        await insert_new(self._connection, phones, numbers, now)
        await note_contacts(
            self._connection,
            [(client.id, contact) for client in filled for contact in client.contacts],
            now,
        )

    async def add_deals(
        self, deals_with_clients: Sequence[tuple[DealRecord, int | None]], now: datetime
    ) -> frozenset[str]:
        rows = [deal_row(record, client_id) for record, client_id in deals_with_clients]
        added = await insert_new(
            self._connection, deals, rows, now, returning=("external_key", "id")
        )
        id_by_key = {row.external_key: row.id for row in added}
        history: list[dict[str, Any]] = []
        for record, client_id in deals_with_clients:
            if record.external_key in id_by_key:
                history += deal_history(record, id_by_key[record.external_key], client_id)
        await add_history(self._connection, history)
        return frozenset(id_by_key)


def _any_of(values: Iterable[str]) -> ColumnElement[Any]:
    return any_(literal(sorted(set(values)), ARRAY(Text)))
