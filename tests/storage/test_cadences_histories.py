"""Whatever happens with clients, the due day is right, and no VIP is without one."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from domain.cadences.rules import due_day, shows_from
from domain.clients.merging import MergeField
from domain.clients.model import Client
from domain.errors import DomainError
from domain.handovers.model import HandoverId
from domain.interactions.model import InteractionKind, InteractionResult, NewInteraction
from domain.interactions.use_cases import Correction
from domain.org.model import Actor, Person, Role
from domain.org.workplaces import Calendars, Workplace
from domain.rulebook.ports import VersionedRulebook
from domain.working_time import WorkingCalendar
from tests.builders import utc
from tests.crm import Crm

pytestmark = pytest.mark.usefixtures("as_owner")

CLIENTS = 2
PEOPLE = 3
EVERY_DAYS = 14
AHEAD_DAYS = 2
COUNTED = ("call", "meeting", "visit")
KINDS = tuple(InteractionKind)
RESULTS = tuple(InteractionResult)
WEEKS = (None, {"mon": ["09:00-18:00"], "sat": ["10:00-14:00"]}, {"sun": ["22:00-23:00"]})

which = st.integers(0, CLIENTS - 1)
whose = st.integers(0, PEOPLE - 1)
ACTS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 21 * 24), st.just(0)),
    st.tuples(st.just("contact"), which, st.integers(0, 5 * 24)),
    st.tuples(st.just("contact"), which, st.integers(0, 5 * 24)),
    st.tuples(st.just("other"), which, st.sampled_from(KINDS)),
    st.tuples(st.just("correct"), st.sampled_from(RESULTS), st.integers(0, 48)),
    st.tuples(st.just("segment"), which, st.sampled_from(["vip", "vip", "regular"])),
    st.tuples(st.just("hand over"), which, whose),
    st.tuples(st.just("hand over"), which, whose),
    st.tuples(st.just("take back"), st.just(0), st.just(0)),
    st.tuples(st.just("merge"), which, which),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
    st.tuples(st.just("absence"), whose, st.integers(0, 20)),
    st.tuples(st.just("hours"), whose, st.sampled_from(WEEKS)),
    st.tuples(st.just("later"), which, st.integers(1, 20)),
)

FACTS = text(
    """
    SELECT clients.id, clients.segment, merged_into_id, owner_id,
           branches.country, coalesce(people.zone, branches.zone) AS zone, working_hours,
           cadences.due_on, cadences.shows_on, responsible_id,
           ARRAY(SELECT at FROM interactions
                  WHERE client_id = clients.id AND result = 'reached' AND kind = ANY (:counted))
               AS contacts,
           ARRAY(SELECT counted_from || '/' || until_on FROM cadence_moves
                  WHERE client_id = clients.id AND status = 'agreed') AS moves
      FROM clients
      JOIN people ON people.id = clients.owner_id
      JOIN branches ON branches.id = people.branch_id
      LEFT JOIN cadences ON cadences.client_id = clients.id
     ORDER BY clients.id
    """
)


@dataclass
class World:
    crm: Crm
    people: list[Person]
    head: Actor
    clients: list[Client]
    rules: VersionedRulebook
    since: dict[int, tuple[str, date]] = field(default_factory=dict)
    """By client: the segment that it was last seen in, and since when."""
    live: set[int] = field(default_factory=set)
    """Who was not merged when last looked at: who joins now brings its own beginning along."""

    def calendar(self, facts: Any) -> WorkingCalendar:
        place = Workplace(facts.country, ZoneInfo(facts.zone), facts.working_hours)
        calendars = self.crm.container.get(Calendars)
        return calendars.of(self.rules, place, around=self.crm.now.date())


async def do(world: World, act: Any) -> None:
    crm, head = world.crm, world.head
    kind, one, other = act
    match kind:
        case "wait":
            crm.now += timedelta(hours=one)
            await crm.climb_due_cadences()
            assert await crm.reckon_cadences() == 0, "the night found something to mend"
        case "contact":
            at = crm.now - timedelta(hours=other)
            new = NewInteraction(InteractionKind.CALL, world.clients[one].id, at=at)
            await crm.log_interaction(head, new)
        case "other":
            await crm.log_interaction(head, NewInteraction(other, world.clients[one].id))
        case "correct":
            correction = Correction(result=one, at=crm.now - timedelta(hours=other))
            await crm.correct_interaction(
                head, await last(crm, "interactions"), correction, version=None
            )
        case "segment":
            await crm.change_segment(head, world.clients[one].id, other)
        case "hand over":
            await crm.hand_over_client(head, world.clients[one].id, world.people[other].id)
        case "take back":
            await crm.undo_handover(head, HandoverId(await last(crm, "handovers")))
        case "merge":
            survivor, loser = world.clients[one].id, world.clients[other].id
            await crm.merge_clients(head, survivor, loser, frozenset({MergeField.SEGMENT}))
        case "undo":
            await crm.undo_merge(head, await last(crm, "client_merges"))
        case "absence":
            first = crm.now.date()
            deputy = world.people[(one + 1) % PEOPLE]
            await crm.given_absence(world.people[one], deputy, first, first + timedelta(days=other))
        case "hours":
            await crm.set_working_hours(head, world.people[one].id, other)
        case "later":
            await move_later(world, world.clients[one], other)


async def move_later(world: World, client: Client, days: int) -> None:
    crm = world.crm
    cadence = (await crm.view_cadence(world.head, client.id)).view.cadence
    asker = await crm.actor(world.people[0])
    until = cadence.due_on + timedelta(days=days)
    asked = await crm.ask_cadence_move(asker, client.id, until, "так", version=cadence.version)
    await crm.agree_cadence_move(world.head, asked.move.id)


async def last(crm: Crm, table: str) -> Any:
    async with crm.connection() as connection:
        return await connection.scalar(text(f"SELECT max(id) FROM {table}")) or 0


def expected(world: World, facts: Any, others: Sequence[Any]) -> tuple[date, date] | None:
    """By when the client is to hear from us, and from when on somebody's day that stands, told of
    what is stored but for those days themselves.
    """
    calendar = world.calendar(facts)
    today = calendar.local_day(world.crm.now)
    segment, since_on = world.since.get(facts.id, ("", today))
    if facts.merged_into_id is not None:
        return None
    if segment != facts.segment:
        joined = [
            world.since[other.id][1]
            for other in others
            if other.merged_into_id == facts.id
            and other.id in world.live
            and world.since[other.id][0] == facts.segment
        ]
        since_on = min(joined, default=today)
    world.since[facts.id] = (facts.segment, since_on)
    if facts.segment != "vip":
        return None
    counted = max((calendar.local_day(at) for at in facts.contacts), default=since_on)
    due = due_day(counted, EVERY_DAYS, since_on, calendar.is_working_day)
    agreed = [
        date.fromisoformat(until)
        for counted_from, until in (move.split("/") for move in facts.moves)
        if counted_from == counted.isoformat()
    ]
    due = max([due, *agreed])
    return due, shows_from(due, counted, AHEAD_DAYS, calendar.is_working_day)


async def check(world: World) -> None:
    async with world.crm.connection() as connection:
        rows = list(await connection.execute(FACTS, {"counted": list(COUNTED)}))
    for facts in rows:
        days = expected(world, facts, rows)
        if days is not None:
            assert (facts.due_on, facts.shows_on) == days
            assert facts.responsible_id == facts.owner_id
        else:
            assert facts.responsible_id is None
    world.live = {facts.id for facts in rows if facts.merged_into_id is None}


@pytest.fixture
async def staff(crm: Crm) -> list[Person]:
    """The administrator who acts, and owners in three zones and two countries."""
    almaty = await crm.given_branch(zone="Asia/Almaty", country="KZ")
    return [
        await crm.given_person("Павел", Role.ADMINISTRATOR),
        await crm.given_person("Анна", Role.DIRECTOR),
        await crm.given_person("Болат", branch=almaty),
        await crm.given_person("Лев", zone="America/New_York"),
    ]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=st.lists(ACTS, min_size=4, max_size=12))
async def test_the_due_day_is_right_and_no_vip_is_without_one(
    crm: Crm, staff: list[Person], history: Any
):
    crm.now = utc("2027-02-10 20:30")
    async with crm.connection() as connection:
        await connection.execute(
            text("TRUNCATE clients, handovers, absences, cadence_days CASCADE")
        )
        await connection.execute(text("UPDATE people SET working_hours = NULL"))
    head, *people = staff
    known = [await crm.given_client(people[0], f"Клиент {n}") for n in range(CLIENTS)]
    async with crm.begin() as uow:
        rules = await uow.rulebooks.current()
    world = World(crm, people, await crm.actor(head), known, rules)
    await crm.reckon_cadences()
    for client in known:
        await crm.change_segment(world.head, client.id, "vip")
    await check(world)
    crm.now = utc("2027-02-20 20:30")

    for act in history:
        with suppress(DomainError):
            await do(world, act)

        await check(world)
    assert await crm.report_unwatched_clients() == ()
