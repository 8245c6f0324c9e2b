"""The whole program below the chat on a real Postgres, with a clock that a test sets.

Use cases are attributes by their parameter's name: ``await crm.move_deal(actor, deal.id, …)``.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.composition.use_cases import USE_CASES, parameter_of
from bot.composition.wiring import wire
from domain.clients.model import Client, ClientDraft
from domain.deals.model import Deal, DealId, Offer, OfferId
from domain.deals.use_cases import MoveDeal
from domain.money import Money
from domain.org.model import Absence, Actor, Branch, Person, PersonId, Role
from domain.org.visibility import EVERYTHING
from domain.origin import Channel, Origin, acting_from
from domain.rulebook.use_cases import InstallDefaultRulebook
from domain.unit_of_work import Begin, UnitOfWork
from storage.deals.rows import to_offer
from storage.engine import make_engine
from storage.org.actors import SqlActors
from storage.tables import audit, deals, ledger, offers, people, products, timeline
from tests.builders import NOW, an_offer, required_items, roubles
from tests.postgres_fixtures import Server, digest_of

_BY_NAME = {parameter_of(use_case): use_case for use_case in USE_CASES}


class Crm:
    """What a test gives and looks at; ``moscow`` is the branch where nothing else is said."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.now = NOW
        self.container = wire(engine, lambda: self.now)
        self.begin: Begin = self.container.get(Begin)
        self.actors = SqlActors(engine)
        self.moscow: Branch
        self._numbers = count(1)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.container.get(_BY_NAME[name])
        except KeyError:
            raise AttributeError(name) from None

    async def move_deal(self, actor: Actor, deal_id: DealId, to: str, *, version: int) -> Deal:
        """The deal alone; its card is drawn from the rest."""
        view, _ = await self.container.get(MoveDeal)(actor, deal_id, to, version=version)
        return view.deal

    async def found(self) -> None:
        """In an empty database: the rulebook and the first branch."""
        await self.container.get(InstallDefaultRulebook)()
        await self.given_branch("Москва")

    async def open(self) -> "Crm":
        """In a copy of a database where it was founded; the rulebook is known from now on."""
        async with self.begin() as uow:
            await uow.rulebooks.current()
            self.moscow = (await uow.branches.all())[0]
        return self

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[UnitOfWork]:
        """A unit of work that commits where nothing is raised."""
        async with self.begin() as uow:
            yield uow
            await uow.commit()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        async with self.engine.begin() as connection:
            yield connection

    async def given_branch(
        self,
        name: str | None = None,
        *,
        under: Branch | None = None,
        zone: str = "Europe/Moscow",
        country: str = "RU",
    ) -> Branch:
        async with self.transaction() as uow:
            branch = await uow.branches.add(
                name=name or f"Филиал {next(self._numbers)}",
                parent_id=under.id if under else None,
                country=country,
                zone=zone,
            )
            await uow.branches.rebuild_tree()
        return branch

    async def given_person(
        self,
        name: str = "Анна Серова",
        role: Role | str = Role.REP,
        *,
        boss: Person | None = None,
        branch: Branch | None = None,
        **fields: Any,
    ) -> Person:
        person = Person(
            PersonId(0),
            name,
            Role(role),
            (branch or self.moscow).id,
            boss_id=boss.id if boss else None,
            **{"telegram_id": 1000 + next(self._numbers)} | fields,
        )
        async with self.transaction() as uow:
            added = await uow.people.add(person)
            await uow.people.rebuild_reporting()
        return added

    async def given_absence(
        self, person: Person, deputy: Person, first: date, last: date | None = None
    ) -> Absence:
        absence = Absence(person.id, first, last or first, deputy.id)
        async with self.transaction() as uow:
            await uow.absences.add(absence)
        return absence

    async def given_client(self, owner: Person, name: str = "Ромашка", **fields: Any) -> Client:
        draft = ClientDraft(name, **{"segment": "prospect"} | fields)
        async with self.transaction() as uow:
            return await uow.clients.add(
                draft, branch_id=owner.branch_id, owner_id=owner.id, now=self.now
            )

    async def given_product(self, name: str) -> int:
        async with self.connection() as connection:
            added = insert(products).values(name=name, name_key=name.lower())
            return int(await connection.scalar(added.returning(products.c.id)) or 0)

    async def given_deal(self, owner: Person, **columns: Any) -> Deal:
        """Written as it stands; ``amount`` is Money, ``is_ready`` ticks what the stage wants."""
        stage = columns.setdefault("stage", "offer")
        if columns.pop("is_ready", False):
            columns["ticks"] = {stage: list(required_items(stage))}
        amount: Money | None = columns.pop("amount", None)
        if columns.get("status") == "lost":
            columns.setdefault("lost_reason", "price")
        if columns.setdefault("status", "open") != "open":
            columns.setdefault("closed_at", self.now)
        known = {
            "title": "Поставка кондиционеров",
            "owner_id": owner.id,
            "branch_id": owner.branch_id,
            "stage_since": self.now,
            "amount": amount and amount.amount,
            "currency": amount.currency if amount else "RUB",
            "created_at": self.now,
        }
        async with self.connection() as connection:
            deal_id = await connection.scalar(
                insert(deals).values(**known | columns).returning(deals.c.id)
            )
        return await self.deal(DealId(deal_id or 0))

    async def given_offer(
        self,
        deal: Deal,
        *,
        price: Money | None = None,
        follow_up_at: datetime | None = None,
        **columns: Any,
    ) -> Offer:
        """An offer sent now, to be asked about at ``follow_up_at`` (now, where None)."""
        offer = an_offer(follow_up_at=follow_up_at or self.now)
        price = price or roubles(100_000)
        known = {
            "deal_id": deal.id,
            "amount": price.amount,
            "currency": price.currency,
            "status": "awaiting",
            "sent_by": deal.owner_id,
            "sent_at": self.now,
            "follow_up_at": offer.follow_up_at,
            "ladder": list(offer.ladder.moments),
            "ladder_to": [str(to) for to in offer.ladder.recipients],
            "next_step_at": offer.ladder.moments[0],
        }
        async with self.connection() as connection:
            offer_id = await connection.scalar(
                insert(offers).values(**known | columns).returning(offers.c.id)
            )
        return await self.offer(OfferId(offer_id or 0))

    async def actor(self, person: Person) -> Actor:
        return await self.actors.get(person.id, now=self.now)

    async def deal(self, deal_id: DealId) -> Deal:
        """The deal as it is kept, whoever may see it."""
        async with self.begin() as uow:
            return (await uow.deals.view(deal_id, EVERYTHING)).deal

    async def offer(self, offer_id: OfferId) -> Offer:
        async with self.begin() as uow:
            return (await uow.offers.view(offer_id, EVERYTHING)).offer

    async def offers(self) -> list[Offer]:
        async with self.engine.connect() as connection:
            rows = await connection.execute(select(offers).order_by(offers.c.id))
            return [to_offer(row) for row in rows]

    async def unwatched(self) -> list[OfferId]:
        """Unanswered offers that nobody would be reminded of."""
        async with self.begin() as uow:
            return list(await uow.offer_watch.unwatched(self.now, 100))

    async def somebody_waits(self) -> None:
        """Until one transaction waits for another."""
        waiting = text(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        async with asyncio.timeout(10), self.engine.connect() as connection:
            while not await connection.scalar(waiting):
                await connection.rollback()

    async def notices(self, kind: str = "offer_follow_up") -> list[tuple[str, int]]:
        """Recipient's name and the matter's id of every notice of a kind, in order."""
        query = (
            select(people.c.name, ledger.c.matter_id)
            .join(people, people.c.id == ledger.c.recipient_id)
            .where(ledger.c.kind == kind)
            .order_by(ledger.c.id)
        )
        async with self.engine.connect() as connection:
            return [(row.name, row.matter_id) for row in await connection.execute(query)]

    async def told(self) -> list[str]:
        """Names of those who were told of silent offers, in order."""
        return [name for name, _ in await self.notices()]

    async def settle_notices(self) -> None:
        """Every notice has been sent, so the next one is a new one."""
        async with self.connection() as connection:
            await connection.execute(
                text("UPDATE ledger SET status = 'sent', settled_at = :now WHERE status = 'due'"),
                {"now": self.now},
            )

    async def audit(self, table: str, row_id: int) -> list[Any]:
        """Audit rows of one record, in order."""
        query = (
            select(audit)
            .where(audit.c.subject == table, audit.c.subject_id == row_id)
            .order_by(audit.c.id)
        )
        async with self.engine.connect() as connection:
            return list(await connection.execute(query))

    async def happened(self, deal_id: DealId) -> list[str]:
        """Kinds of the deal's timeline, oldest first."""
        query = select(timeline.c.kind).where(timeline.c.deal_id == deal_id).order_by("id")
        async with self.engine.connect() as connection:
            return list(await connection.scalars(query))


def by(person: Person | Actor, update_id: int | None = None) -> Any:
    """``with by(rep):`` what is written inside is laid to the person, through Telegram."""
    return acting_from(Origin(Channel.TELEGRAM, person.id, update_id))


async def found(database_url: str) -> None:
    engine = make_engine(database_url, pool_size=1)
    try:
        await Crm(engine).found()
    finally:
        await engine.dispose()


@pytest.fixture(scope="session")
def founded_template(migrated_server: Server) -> str:
    """A database with the rulebook and one branch, made once a run."""
    name = f"naparnik_founded_{digest_of('domain', 'storage', 'tests/crm.py')}"
    migrated_server.ensure_template(name, source=migrated_server.template, fill=found)
    return name


@pytest.fixture
async def crm(engine: AsyncEngine) -> Crm:
    return await Crm(engine).open()
