"""The company that chaos meets: people of four kinds who do one thing each, leads above them.

Sellers tap on their deals and write notes, closers fill in offers, workers give and do tasks,
callers tell of contacts. Who fills in forms writes nothing else: an open form takes every word.
"""

from dataclasses import dataclass
from decimal import Decimal

from dishka import Container

from bot.composition.wiring import wire
from bot.playground.personas import Persona
from domain.amounts import TypedAmount
from domain.clients.typed_line import TypedClient
from domain.clients.use_cases import CreateClient
from domain.clock import Clock
from domain.deals.use_cases import CreateDeal
from domain.desk import Desk
from domain.org.model import BranchId, Person, PersonId, Role
from domain.org.ports import Actors
from domain.rulebook.use_cases import InstallDefaultRulebook
from storage.engine import make_engine

FIRST_USER = 5001
ZONES = ("Europe/Moscow", "Europe/Berlin")
DEALS_OF_EACH = 2
KINDS = ("seller", "closer", "worker", "caller")


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody of the company, and what they do all day."""

    persona: Persona
    role: Role
    branch: int
    boss: str | None

    @property
    def key(self) -> str:
        return self.persona.key


@dataclass(frozen=True, slots=True)
class Company:
    """Who acts, and what they have to begin with: deals and clients by the key of their owner."""

    parts: tuple[Part, ...]
    deals: dict[str, tuple[int, ...]]
    clients: dict[str, tuple[str, ...]]

    def with_key(self, beginning: str) -> list[Part]:
        return [part for part in self.parts if part.key.startswith(beginning)]

    @property
    def personas(self) -> list[Persona]:
        return [part.persona for part in self.parts]


def cast(of_each_kind: int) -> tuple[Part, ...]:
    """A director, and in each branch a lead with every other one of each kind."""
    parts = [_part(0, "director", Role.DIRECTOR, 0, None)]
    for branch in range(len(ZONES)):
        parts.append(_part(len(parts), f"lead{branch}", Role.LEAD, branch, "director"))
    for kind in KINDS:
        for number in range(of_each_kind):
            branch = number % len(ZONES)
            key = f"{kind}{number}"
            parts.append(_part(len(parts), key, Role.REP, branch, f"lead{branch}"))
    return tuple(parts)


def _part(number: int, key: str, role: Role, branch: int, boss: str | None) -> Part:
    persona = Persona(
        key, FIRST_USER + number, key.capitalize(), str(role), username=f"chaos_{key}"
    )
    return Part(persona, role, branch, boss)


async def make_company(database_url: str, clock: Clock, *, of_each_kind: int) -> Company:
    """Made by the program's own use cases, in a database that only the migrations have seen."""
    engine = make_engine(database_url, pool_size=1)
    try:
        container = wire(engine, clock)
        await container.get(InstallDefaultRulebook)()
        parts = cast(of_each_kind)
        people = await _hire(container, parts)
        deals: dict[str, tuple[int, ...]] = {}
        clients: dict[str, tuple[str, ...]] = {}
        for part in parts:
            if part.role is Role.REP:
                made = await _give_work(container, people[part.key], part.key)
                clients[part.key] = tuple(name for name, _ in made)
                deals[part.key] = tuple(deal_id for _, deal_id in made)
        return Company(parts, deals, clients)
    finally:
        await engine.dispose()


async def _hire(container: Container, parts: tuple[Part, ...]) -> dict[str, PersonId]:
    hired: dict[str, PersonId] = {}
    now = container.get(Clock)()
    async with container.get(Desk).begin() as uow:
        group = await uow.branches.add(
            name="Группа", parent_id=None, country="RU", zone="Europe/Moscow"
        )
        branches: list[BranchId] = []
        for zone in ZONES:
            branch = await uow.branches.add(
                name=zone.partition("/")[2], parent_id=group.id, country="RU", zone=zone
            )
            branches.append(branch.id)
        await uow.branches.rebuild_tree()
        for part in parts:
            persona = part.persona
            person = await uow.people.add(
                Person(
                    id=PersonId(0),
                    name=persona.first_name,
                    role=part.role,
                    branch_id=group.id if part.boss is None else branches[part.branch],
                    boss_id=hired[part.boss] if part.boss else None,
                    telegram_id=persona.user_id,
                    telegram_username=persona.username,
                    telegram_language="ru",
                    joined_at=now,
                )
            )
            hired[part.key] = person.id
        await uow.people.rebuild_reporting()
        await uow.commit()
    return hired


async def _give_work(container: Container, person_id: PersonId, key: str) -> list[tuple[str, int]]:
    """Clients with a deal each: their names and the deals' ids."""
    actor = await container.get(Actors).get(person_id, now=container.get(Clock)())
    made = []
    for number in range(DEALS_OF_EACH):
        name = f"Завод {key.capitalize()}{number}"
        typed = TypedClient(name=name, phone=None)
        client = await container.get(CreateClient)(actor, typed, in_spite_of_twins=True)
        amount = TypedAmount(Decimal(100_000 + 1_000 * number), None)
        deal = await container.get(CreateDeal)(actor, client.id, amount=amount)
        made.append((name, int(deal.id)))
    return made
