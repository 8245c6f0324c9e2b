"""Random merges and undos lose nothing, and nothing is left at a client that is part of another."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from domain.clients.model import Client
from domain.errors import DomainError
from domain.org.model import Actor, Person, Role
from storage.clients.references import moved_references
from storage.tables import client_merges, clients
from tests.crm import Crm

pytestmark = pytest.mark.usefixtures("as_owner")

CLIENTS = 4
PHONES = ("+79160000001", "+79160000002", "+79160000003")
ACTS = st.one_of(
    st.tuples(st.just("merge"), st.integers(0, CLIENTS - 1), st.integers(0, CLIENTS - 1)),
    st.tuples(st.just("undo"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("phone"), st.integers(0, CLIENTS - 1), st.integers(0, len(PHONES) - 1)),
    st.tuples(st.just("deal"), st.integers(0, CLIENTS - 1), st.just(0)),
    st.tuples(st.just("rename"), st.integers(0, CLIENTS - 1), st.integers(0, 3)),
)
HISTORIES = st.lists(ACTS, min_size=4, max_size=24)


class Model:
    """Whose each deal and each phone is: what a human would expect."""

    def __init__(self, count: int) -> None:
        self.part_of: list[int | None] = [None] * count
        self.deals: dict[int, int] = {}
        self.phones: list[set[str]] = [set() for _ in range(count)]
        self.merges: list[dict[str, Any]] = []

    def living(self, which: int) -> int:
        while (above := self.part_of[which]) is not None:
            which = above
        return which

    def merge(self, survivor: int, loser: int) -> None:
        survivor, loser = self.living(survivor), self.living(loser)
        if survivor == loser:
            return
        deals = [deal for deal, at in self.deals.items() if at == loser]
        numbers, had = set(self.phones[loser]), set(self.phones[survivor])
        self.merges.append(
            {"survivor": survivor, "loser": loser, "deals": deals, "numbers": numbers, "had": had}
        )
        self.part_of[loser] = survivor
        self.deals.update(dict.fromkeys(deals, survivor))
        self.phones[survivor] |= numbers
        self.phones[loser] = set()

    def undo(self, which: int) -> None:
        merge = self.merges[which]
        if merge.get("is_undone") or self.part_of[merge["survivor"]] is not None:
            return
        merge["is_undone"] = True
        survivor, loser = merge["survivor"], merge["loser"]
        self.part_of[loser] = None
        self.deals.update(dict.fromkeys(merge["deals"], loser))
        self.phones[loser] = merge["numbers"]
        self.phones[survivor] -= merge["numbers"] - merge["had"]


async def do(
    crm: Crm, head: Actor, rep: Person, known: list[Client], model: Model, act: Any
) -> None:
    kind, one, other = act
    match kind:
        case "merge":
            with suppress(DomainError):
                await crm.merge_clients(head, known[one].id, known[other].id)
            model.merge(one, other)
        case "undo" if model.merges:
            which = one % len(model.merges)
            with suppress(DomainError):
                await crm.undo_merge(head, (await merge_ids(crm))[which])
            model.undo(which)
        case "phone":
            number = PHONES[other]
            await crm.add_client_phone(head, known[one].id, number, in_spite_of_twins=True)
            model.phones[model.living(one)].add(number)
        case "deal":
            deal = await crm.given_deal(rep, client_id=known[one].id)
            model.deals[deal.id] = model.living(one)
        case "rename":
            await crm.rename_client(head, known[one].id, f"Имя {other}")


async def merge_ids(crm: Crm) -> list[int]:
    async with crm.connection() as connection:
        return list(await connection.scalars(select(client_merges.c.id).order_by("id")))


async def check(crm: Crm, known: list[Client], model: Model) -> None:
    async with crm.connection() as connection:
        for of in moved_references():
            named = of.table.c[of.column]
            lost = (
                select(named)
                .join(clients, clients.c.id == named)
                .where(clients.c.merged_into_id.is_not(None))
                if of.table is not clients
                else text(
                    "SELECT part.id FROM clients part JOIN clients whole "
                    "ON whole.id = part.merged_into_id WHERE whole.merged_into_id IS NOT NULL"
                )
            )
            assert (await connection.execute(lost)).all() == [], of.table.name
        deals = await connection.execute(text("SELECT id, client_id FROM deals"))
        place = {client.id: number for number, client in enumerate(known)}
        assert {row.id: place[row.client_id] for row in deals} == model.deals
        phones = await connection.execute(text("SELECT client_id, number FROM phones"))
        kept: list[set[str]] = [set() for _ in known]
        for row in phones:
            kept[place[row.client_id]].add(row.number)
        assert kept == model.phones


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=HISTORIES)
async def test_merges_and_undos_lose_nothing(crm: Crm, history: Any):
    async with crm.connection() as connection:
        await connection.execute(text("TRUNCATE clients, deals, client_merges CASCADE"))
    rep = await crm.given_person(telegram_id=None)
    head = await crm.actor(await crm.given_person("Ольга", Role.DIRECTOR, telegram_id=None))
    known = [await crm.given_client(rep, f"Клиент {n}") for n in range(CLIENTS)]
    model = Model(CLIENTS)

    for act in history:
        await do(crm, head, rep, known, model, act)

        await check(crm, known, model)
