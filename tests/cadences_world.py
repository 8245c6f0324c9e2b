"""A VIP, those who answer for it, and what they are told of it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from domain.cadences.views import CadenceErrand
from domain.clients.model import Client
from domain.interactions.model import InteractionKind, NewInteraction
from domain.org.model import Person
from storage.tables import cadences
from tests.builders import utc
from tests.crm import Crm

MARCH_1 = utc("2027-03-01 09:00")  # a Monday, noon in Moscow
CALL = InteractionKind.CALL


async def row_of(crm: Crm, client: Client) -> Any:
    async with crm.engine.connect() as connection:
        rows = await connection.execute(select(cadences).where(cadences.c.client_id == client.id))
        return rows.first()


async def due_on(crm: Crm, client: Client) -> date:
    due: date = (await row_of(crm, client)).due_on
    return due


async def log(crm: Crm, person: Person, client: Client, kind: InteractionKind = CALL, **of: Any):
    return await crm.log_interaction(await crm.actor(person), NewInteraction(kind, client.id, **of))


async def told(crm: Crm) -> list[str]:
    """Names of those who were told of clients, in order; what was told is settled."""
    names = [name for name, _ in await crm.notices("cadence")]
    async with crm.connection() as connection:
        await connection.execute(text("DELETE FROM ledger"))
    return names


async def sweep(crm: Crm, now: datetime) -> list[str]:
    crm.now = now
    await crm.climb_due_cadences()
    await crm.expire_cadence_moves()
    return await told(crm)


async def errands(crm: Crm, person: Person) -> list[tuple[CadenceErrand, str]]:
    actor = await crm.actor(person)
    today = crm.now.astimezone(actor.zone).date()
    midnight = datetime.combine(today + timedelta(days=1), datetime.min.time(), tzinfo=actor.zone)
    async with crm.begin() as uow:
        day = await uow.cadences.of_day(
            frozenset({actor.id, *actor.stands_in_for}),
            actor.scope,
            me=actor.id,
            now=crm.now,
            day_ends_at=midnight,
            today=today,
            each=5,
        )
    return [(errand, line.client_name) for errand, line in day.lines]


async def given_vip(crm: Crm, owner: Person, name: str = "Ромашка") -> Client:
    """Chosen by hand, so that the rules leave it."""
    client = await crm.given_client(owner, name)
    await crm.change_segment(await crm.actor(owner), client.id, "vip")
    return client


@pytest.fixture
async def manager(crm: Crm) -> Person:
    crm.now = MARCH_1
    return await crm.given_person("Сергей Волков", "manager")


@pytest.fixture
async def lead(crm: Crm, manager: Person) -> Person:
    return await crm.given_person("Ольга Белова", "lead", boss=manager)


@pytest.fixture
async def rep(crm: Crm, lead: Person) -> Person:
    return await crm.given_person("Анна Серова", boss=lead)


@pytest.fixture
async def vip(crm: Crm, rep: Person) -> Client:
    return await given_vip(crm, rep)
