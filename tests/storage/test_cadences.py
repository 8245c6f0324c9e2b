"""Clients under a cadence: by when they are due, who is told, and what may be done."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from domain.clients.model import Client
from domain.interactions.model import InteractionKind, NewInteraction
from domain.org.model import Person
from storage.tables import cadences
from tests.builders import utc
from tests.crm import Crm

MARCH_1 = utc("2027-03-01 09:00")  # a Monday, noon in Moscow


async def cadence_of(crm: Crm, client: Client) -> Any:
    async with crm.engine.connect() as connection:
        rows = await connection.execute(select(cadences).where(cadences.c.client_id == client.id))
        return rows.one()


@pytest.fixture
async def rep(crm: Crm) -> Person:
    crm.now = MARCH_1
    return await crm.given_person("Анна Серова")


@pytest.fixture
async def vip(crm: Crm, rep: Person) -> Client:
    client = await crm.given_client(rep, "Ромашка", segment="vip")
    await crm.reckon_cadences()
    return client


async def test_a_contact_moves_the_due_day_from_its_own_day(crm, rep, vip):
    actor = await crm.actor(rep)
    assert (await cadence_of(crm, vip)).due_on == date(2027, 3, 15)

    crm.now = utc("2027-03-12 09:00")
    await crm.log_interaction(actor, NewInteraction(InteractionKind.CALL, vip.id))

    assert (await cadence_of(crm, vip)).due_on == date(2027, 3, 26)
