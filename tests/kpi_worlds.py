"""Random companies with a past: people who move, deals that are reopened, skip and change hands.

Many small companies are loaded at once, by a statement for each turn that histories take, so that
thousands of histories cost few statements. What the triggers write of them is looked at through
the figures alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.periods import PeriodKind, own_period, period_of
from storage.tables import branches, clients, departments, interactions, offers, people

PERIODS = (
    period_of(PeriodKind.MONTH, date(2026, 12, 1)),
    period_of(PeriodKind.DAY, date(2026, 12, 31)),
    period_of(PeriodKind.MONTH, date(2027, 1, 1)),
    period_of(PeriodKind.QUARTER, date(2026, 12, 1)),
    period_of(PeriodKind.WEEK, date(2026, 12, 30)),
    own_period(date(2026, 11, 10), date(2027, 1, 10)),
)

STAGES = ("prospecting", "engaging", "offer", "negotiation", "contract", "payment", "dropped")
"""The last one is on nobody's rulebook any more."""
ZONES = ("Europe/Moscow", "Asia/Vladivostok")
SINCE = datetime(2026, 10, 20, tzinfo=UTC)
MIDNIGHTS = (datetime(2026, 12, 31, 14, tzinfo=UTC), datetime(2026, 12, 31, 21, tzinfo=UTC))
"""At which the year ends in Vladivostok and in Moscow."""


@dataclass(frozen=True, slots=True)
class Place:
    from_at: datetime | None
    branch_id: int
    department_id: int
    boss_id: int | None


@dataclass(slots=True)
class Somebody:
    id: int
    role: str
    zone: str | None
    is_active: bool
    places: list[Place]

    def place(self, at: datetime) -> Place:
        return [known for known in self.places if known.from_at is None or known.from_at <= at][-1]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a deal's row is from a moment on."""

    at: datetime
    status: str
    stage: str
    stage_since: datetime
    owner_id: int
    branch_id: int
    closed_at: datetime | None
    amount: Decimal | None


@dataclass(slots=True)
class KnownDeal:
    id: int
    client_id: int | None
    currency: str
    margin: Decimal | None
    created_at: datetime
    next_step_at: datetime | None
    stage_due_at: datetime | None
    turns: list[Turn]

    @property
    def last(self) -> Turn:
        return self.turns[-1]


@dataclass(frozen=True, slots=True)
class Spoken:
    kind: str
    result: str
    person_id: int
    client_id: int
    deal_id: int | None
    at: datetime


@dataclass(slots=True)
class World:
    now: datetime
    branches: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    departments: list[int] = field(default_factory=list)
    people: dict[int, Somebody] = field(default_factory=dict)
    clients: dict[int, str] = field(default_factory=dict)
    deals: list[KnownDeal] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    sent: list[tuple[int, int, datetime]] = field(default_factory=list)

    def bosses(self, person_id: int) -> Iterator[int]:
        """Themself and everybody above them, as it is now."""
        here: int | None = person_id
        while here is not None:
            yield here
            here = self.people[here].places[-1].boss_id

    def branches_above(self, branch_id: int) -> Iterator[int]:
        here: int | None = branch_id
        while here is not None:
            yield here
            here = self.branches[here][0]


def a_world(chance: Random, companies: int, *, deals_each: int) -> World:
    now = chance.choice(
        [datetime(2026, 12, 20, 9, tzinfo=UTC), *[datetime(2027, 2, 3, tzinfo=UTC)] * 3]
    )
    world = World(now)
    for _ in range(companies):
        _add_company(world, chance, deals_each)
    return world


def _moment(chance: Random, since: datetime, until: datetime) -> datetime:
    """On a coarse grid, often at the end of a year."""
    edges = [edge for edge in MIDNIGHTS if since <= edge <= until]
    if edges and chance.random() < 0.3:
        edge = chance.choice(edges) + timedelta(microseconds=chance.choice((-1, 0)))
        return max(since, edge)
    hours = int((until - since).total_seconds()) // 3600
    return since + timedelta(hours=chance.randrange(hours + 1))


def _add_company(world: World, chance: Random, deals_each: int) -> None:
    top = len(world.branches) + 1
    world.branches[top] = (None, chance.choice(ZONES))
    for below in (1, 2):
        world.branches[top + below] = (top, chance.choice(ZONES))
    places = [top, top + 1, top + 2]
    department = len(world.departments) + 1
    world.departments += [department, department + 1]
    first = len(world.people) + 1
    for number in range(5):
        _add_person(world, chance, first, number, places, [department, department + 1])
    known = list(range(len(world.clients) + 1, len(world.clients) + 4))
    world.clients |= {id_: chance.choice(("regular", "vip")) for id_ in known}
    for _ in range(deals_each):
        _add_deal(world, chance, list(range(first, first + 5)), places, known)
    for _ in range(deals_each):
        deal = chance.choice(world.deals[-deals_each:])
        spoken = Spoken(
            chance.choice(("call", "meeting", "visit", "email")),
            chance.choice(("reached", "reached", "no_answer")),
            chance.choice([first + 1, deal.last.owner_id]),
            known[0],
            chance.choice((None, deal.id)),
            _moment(chance, SINCE, world.now),
        )
        world.spoken.append(spoken)
        if chance.random() < 0.3:
            world.sent.append((deal.id, first + 2, _moment(chance, SINCE, world.now)))


def _add_person(
    world: World,
    chance: Random,
    first: int,
    number: int,
    places: list[int],
    their_departments: list[int],
) -> None:
    """A manager, a lead, and three who report to one of the two; each may have moved."""
    id_ = first + number
    role = ("manager", "lead", "rep", "rep", "rep")[number]
    moments: list[datetime | None] = [None]
    if chance.random() < 0.5:
        moments.append(_moment(chance, SINCE, world.now))
    was = [
        Place(
            at,
            chance.choice(places),
            chance.choice(their_departments),
            None if number == 0 else first if number == 1 else chance.choice((first, first + 1)),
        )
        for at in moments
    ]
    zone = chance.choice((None, *ZONES))
    is_active = chance.random() < 0.8
    world.people[id_] = Somebody(id_, role, zone, is_active, was)


def _add_deal(
    world: World, chance: Random, owners: list[int], places: list[int], known: list[int]
) -> None:
    created_at = _moment(chance, SINCE, world.now)
    stage = chance.choice(STAGES)
    since = _moment(chance, created_at, world.now) if chance.random() < 0.2 else created_at
    status = chance.choice(("open", "open", "open", "won", "lost"))
    closed_at = None if status == "open" else _moment(chance, since, world.now)
    amount = chance.choice((None, Decimal(100), Decimal("250.50"), Decimal(7)))
    turn = Turn(
        since if status == "open" else (closed_at or since),
        status,
        stage,
        since,
        chance.choice(owners),
        chance.choice(places),
        closed_at,
        amount,
    )
    turns = [turn]
    for _ in range(chance.randrange(7)):
        turn = _next(chance, turn, world.now, owners, places)
        turns.append(turn)
    is_open = turn.status == "open"
    deal = KnownDeal(
        id=len(world.deals) + 1,
        client_id=chance.choice((None, *known)),
        currency=chance.choice(("RUB", "RUB", "RUB", "USD")),
        margin=chance.choice((None, Decimal(5), Decimal(-3))),
        created_at=created_at,
        next_step_at=_moment(chance, SINCE, world.now + timedelta(9)) if is_open else None,
        stage_due_at=_moment(chance, SINCE, world.now + timedelta(9))
        if is_open and chance.random() < 0.7
        else None,
        turns=turns,
    )
    world.deals.append(deal)


def _next(chance: Random, was: Turn, until: datetime, owners: list[int], places: list[int]) -> Turn:
    at = was.at if chance.random() < 0.1 else _moment(chance, was.at, until)
    owner, branch, amount = was.owner_id, was.branch_id, was.amount
    acts = (
        ("move", "move", "win", "lose", "give") if was.status == "open" else ("reopen", "correct")
    )
    match chance.choice(acts):
        case "move":
            stage = chance.choice([other for other in STAGES if other != was.stage])
            return Turn(at, "open", stage, at, owner, branch, None, amount)
        case "win":
            return Turn(at, "won", was.stage, was.stage_since, owner, branch, at, amount)
        case "lose":
            return Turn(at, "lost", was.stage, was.stage_since, owner, branch, at, amount)
        case "give":
            owner, branch = chance.choice(owners), chance.choice(places)
            return Turn(at, "open", was.stage, was.stage_since, owner, branch, None, amount)
        case "reopen":
            # Two ends of one moment are not told apart.
            at = max(at, (was.closed_at or at) + timedelta(microseconds=1))
            return Turn(at, "open", was.stage, at, owner, branch, None, amount)
        case _:
            return Turn(
                at, was.status, was.stage, was.stage_since, owner, branch, was.closed_at, Decimal(9)
            )


DEAL_TURN = text(
    """
    UPDATE deals SET status = t.status, stage = t.stage, stage_since = t.stage_since,
           owner_id = t.owner_id, branch_id = t.branch_id, closed_at = t.closed_at,
           amount = t.amount, changed_at = t.at, changed_via = 'telegram',
           lost_reason = CASE WHEN t.status = 'lost' THEN 'price' END
      FROM unnest(CAST(:ids AS bigint[]), CAST(:ats AS timestamptz[]), CAST(:statuses AS text[]),
                  CAST(:stages AS text[]), CAST(:sinces AS timestamptz[]),
                  CAST(:owners AS bigint[]), CAST(:branches AS bigint[]),
                  CAST(:closed AS timestamptz[]), CAST(:amounts AS numeric[]))
           AS t (id, at, status, stage, stage_since, owner_id, branch_id, closed_at, amount)
     WHERE deals.id = t.id
    """
)
NEW_DEALS = text(
    """
    INSERT INTO deals (id, title, client_id, owner_id, branch_id, status, stage, stage_since,
                       amount, margin, currency, lost_reason, created_at, closed_at, next_step_at,
                       stage_due_at)
    SELECT t.id, 'Поставка', t.client_id, t.owner_id, t.branch_id, t.status, t.stage,
           t.stage_since, t.amount, t.margin, t.currency,
           CASE WHEN t.status = 'lost' THEN 'price' END, t.created_at, t.closed_at,
           t.next_step_at, t.stage_due_at
      FROM unnest(CAST(:ids AS bigint[]), CAST(:clients AS bigint[]), CAST(:owners AS bigint[]),
                  CAST(:branches AS bigint[]), CAST(:statuses AS text[]), CAST(:stages AS text[]),
                  CAST(:sinces AS timestamptz[]), CAST(:amounts AS numeric[]),
                  CAST(:margins AS numeric[]), CAST(:currencies AS text[]),
                  CAST(:created AS timestamptz[]), CAST(:closed AS timestamptz[]),
                  CAST(:steps AS timestamptz[]), CAST(:dues AS timestamptz[]))
           AS t (id, client_id, owner_id, branch_id, status, stage, stage_since, amount, margin,
                 currency, created_at, closed_at, next_step_at, stage_due_at)
    """
)


async def load(connection: AsyncConnection, world: World) -> None:
    """In place of what was there."""
    await connection.execute(
        text("TRUNCATE branches, departments, people, clients, deals, interactions, offers CASCADE")
    )
    await connection.execute(
        insert(branches),
        [
            {"id": id_, "name": str(id_), "parent_id": above, "country": "RU", "zone": zone}
            for id_, (above, zone) in world.branches.items()
        ],
    )
    tree = [(above, id_) for id_ in world.branches for above in world.branches_above(id_)]
    await _pairs(connection, "branch_tree (ancestor_id, descendant_id)", tree)
    await connection.execute(
        insert(departments), [{"id": id_, "name": str(id_)} for id_ in world.departments]
    )
    await _load_people(connection, world)
    await connection.execute(
        insert(clients),
        [
            {
                "id": id_,
                "name": "Ромашка",
                "name_key": "romashka",
                "branch_id": 1,
                "segment": segment,
                "created_at": SINCE,
            }
            for id_, segment in world.clients.items()
        ],
    )
    await _load_deals(connection, world)
    spoken = [
        {
            "kind": known.kind,
            "client_id": known.client_id,
            "deal_id": known.deal_id,
            "person_id": known.person_id,
            "result": known.result,
            "at": known.at,
            "noted_at": known.at,
        }
        for known in world.spoken
    ]
    await connection.execute(insert(interactions), spoken)
    sent = [
        {
            "deal_id": deal_id,
            "amount": 1,
            "currency": "RUB",
            "status": "withdrawn",
            "answered_at": at,
            "sent_by": person_id,
            "sent_at": at,
            "follow_up_at": at,
            "ladder": [],
            "ladder_to": [],
        }
        for deal_id, person_id, at in world.sent
    ]
    if sent:
        await connection.execute(insert(offers), sent)


async def _pairs(
    connection: AsyncConnection, into: str, pairs: list[tuple[int, int]], more: str = ""
) -> None:
    await connection.execute(
        text(
            f"INSERT INTO {into} SELECT one, other{more}"
            " FROM unnest(CAST(:ones AS bigint[]), CAST(:others AS bigint[])) AS t (one, other)"
        ),
        {"ones": [one for one, _ in pairs], "others": [other for _, other in pairs]},
    )


async def _load_people(connection: AsyncConnection, world: World) -> None:
    for turn in (0, 1):
        rows: list[dict[str, Any]] = [
            {
                "id": known.id,
                "name": str(known.id),
                "role": known.role,
                "zone": known.zone,
                "is_active": known.is_active,
                "branch_id": known.places[turn].branch_id,
                "department_id": known.places[turn].department_id,
                "boss_id": known.places[turn].boss_id,
                "changed_at": known.places[turn].from_at or SINCE,
            }
            for known in world.people.values()
            if turn < len(known.places)
        ]
        if turn == 0:
            await connection.execute(insert(people), rows)
            continue
        for row in rows:
            await connection.execute(people.update().where(people.c.id == row["id"]).values(row))
    chains = [(boss, id_) for id_ in world.people for boss in world.bosses(id_)]
    await _pairs(connection, "reporting (boss_id, subordinate_id, depth)", chains, ", 0")


async def _load_deals(connection: AsyncConnection, world: World) -> None:
    for turn in range(max(len(deal.turns) for deal in world.deals)):
        here = [deal for deal in world.deals if turn < len(deal.turns)]
        turns = [deal.turns[turn] for deal in here]
        known = {
            "ids": [deal.id for deal in here],
            "owners": [row.owner_id for row in turns],
            "branches": [row.branch_id for row in turns],
            "statuses": [row.status for row in turns],
            "stages": [row.stage for row in turns],
            "sinces": [row.stage_since for row in turns],
            "closed": [row.closed_at for row in turns],
            "amounts": [row.amount for row in turns],
        }
        if turn > 0:
            await connection.execute(DEAL_TURN, known | {"ats": [row.at for row in turns]})
            continue
        more = {
            "clients": [deal.client_id for deal in here],
            "margins": [deal.margin for deal in here],
            "currencies": [deal.currency for deal in here],
            "created": [deal.created_at for deal in here],
            "steps": [deal.next_step_at for deal in here],
            "dues": [deal.stage_due_at for deal in here],
        }
        await connection.execute(NEW_DEALS, known | more)


def changes(deal: KnownDeal) -> Iterator[tuple[Turn, Turn]]:
    return pairwise(deal.turns)
