"""A rep with a client, their lead, and contacts with that client."""

from datetime import timedelta

import pytest

from domain.interactions.model import FiledKind, FiledMessage, InteractionKind, NewInteraction

HOUR = timedelta(hours=1)
PHOTO = FiledMessage(FiledKind.PHOTO, "photo-1")


@pytest.fixture
async def lead(crm):
    return await crm.given_person("Олег Руднев", "lead")


@pytest.fixture
async def rep(crm, lead):
    return await crm.actor(await crm.given_person("Анна Серова", boss=lead))


@pytest.fixture
async def client(crm, rep):
    return await crm.given_client(rep, "Ромашка")


def a_call(client, **fields):
    return NewInteraction(InteractionKind.CALL, client.id, **fields)


async def logged(crm, actor, new):
    return (await crm.log_interaction(actor, new)).interaction


async def entries(crm, actor, client):
    _, found, _, _ = await crm.view_client_timeline(actor, client.id, offset=0, size=50)
    return found


async def last(crm, client, *kinds, limit=3, **fields):
    async with crm.begin() as uow:
        return await uow.interactions.last_interactions(client.id, kinds, limit, **fields)
