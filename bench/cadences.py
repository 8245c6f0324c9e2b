"""The due days of all clients in a night, against the least SQL that does the same, by hand."""

import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import asyncpg

from bench.company import NOW, Sizes
from bench.findings import Result, compare, in_turns
from bot.composition.wiring import wire
from domain.cadences.plan import days_off, rungs
from domain.cadences.watch import ReckonCadences
from domain.desk import Desk
from domain.org.workplaces import Calendars, Workplace
from domain.rulebook.use_cases import InstallDefaultRulebook
from storage.engine import make_engine
from storage.postgres.address import dsn

BENCH = "Due days"
LIMIT = 1.2
CONTACTS = 5
"""Of each client, over ten weeks; two in three count."""
CHANGED = 20
"""One client in so many is due on another day than is stored."""

# All clients are owned and nearby, so one calendar and the owner's own hands are enough here.
BY_HAND = """
WITH off AS MATERIALIZED (
    SELECT * FROM unnest($1::date[], $2::date[]) AS off (day, worked_on)
), rungs AS MATERIALIZED (
    SELECT day, moments::timestamptz[] AS moments
      FROM unnest($3::date[], $4::text[]) AS rung (day, moments)
), counted AS (
    SELECT clients.id, owner_id, last.at AS contact_at, since_on,
           coalesce((last.at AT TIME ZONE 'Europe/Moscow')::date, since_on) AS counted_from,
           coalesce(before.day, CASE WHEN since_on < (last.at AT TIME ZONE 'Europe/Moscow')::date
                                     THEN since_on END) AS counted_before
      FROM clients
      JOIN cadences ON cadences.client_id = clients.id
      LEFT JOIN LATERAL (
          SELECT at FROM interactions
           WHERE client_id = clients.id AND result = 'reached'
             AND kind IN ('call', 'meeting', 'visit')
           ORDER BY at DESC LIMIT 1) AS last ON true
      LEFT JOIN LATERAL (
          SELECT (at AT TIME ZONE 'Europe/Moscow')::date AS day FROM interactions
           WHERE client_id = clients.id AND result = 'reached'
             AND kind IN ('call', 'meeting', 'visit')
             AND at < date_trunc('day', last.at, 'Europe/Moscow')
           ORDER BY at DESC LIMIT 1) AS before ON true
     WHERE clients.segment = 'vip' AND merged_into_id IS NULL
), dated AS (
    SELECT counted.*,
           greatest(CASE WHEN worked_on > counted_from THEN worked_on
                         ELSE counted_from + 14 END, since_on) AS due_on
      FROM counted LEFT JOIN off ON off.day = counted_from + 14
), shown AS (
    SELECT dated.*, moments,
           least(due_on, greatest(coalesce(worked_on, due_on - 2), counted_from + 1)) AS shows_on,
           (due_on + 1)::timestamp AT TIME ZONE 'Europe/Moscow' AS late_at
      FROM dated
      LEFT JOIN off ON off.day = due_on - 2
      JOIN rungs ON rungs.day = greatest(due_on, $5)
), kept AS (
    UPDATE cadences
       SET contact_at = shown.contact_at, counted_from = shown.counted_from,
           counted_before = shown.counted_before, due_on = shown.due_on,
           shows_on = shown.shows_on, late_at = shown.late_at, responsible_id = shown.owner_id,
           ladder = moments, steps_done = 0, next_step_at = moments[1],
           version = version + 1
      FROM shown
     WHERE cadences.client_id = shown.id
       AND (cadences.contact_at, cadences.counted_from, cadences.counted_before, cadences.due_on,
            cadences.shows_on, cadences.late_at, cadences.responsible_id)
           IS DISTINCT FROM (shown.contact_at, shown.counted_from, shown.counted_before,
                             shown.due_on, shown.shows_on, shown.late_at, shown.owner_id)
    RETURNING client_id
)
SELECT count(*) FROM kept
"""

GIVE_CONTACTS = f"""
    UPDATE clients SET segment = 'vip';
    INSERT INTO interactions (kind, client_id, person_id, result, at, noted_at)
    SELECT (ARRAY['call', 'meeting', 'email'])[1 + n % 3], id, owner_id, 'reached',
           timestamptz '{NOW}' - (n * 14 + id % 13) * interval '1 day',
           timestamptz '{NOW}'
      FROM clients CROSS JOIN generate_series(0, {CONTACTS - 1}) AS n;
    ANALYZE clients;
    ANALYZE interactions
"""
CHANGE = f"""
    TRUNCATE cadence_days;
    UPDATE cadences SET due_on = due_on + 1 WHERE client_id % {CHANGED} = 0;
    VACUUM ANALYZE cadences
"""


class Nights:
    """Both ways on one database; what changed is changed back before the next one, untimed."""

    def __init__(self, database_url: str, sizes: Sizes) -> None:
        self._url = database_url
        self._least = sizes.clients // CHANGED
        self._engine = make_engine(database_url, pool_size=2)
        self._container = wire(self._engine, lambda: NOW)

    async def open(self) -> None:
        self._bare = await asyncpg.connect(dsn(self._url), server_settings={"jit": "off"})
        await self._bare.execute("SET session_replication_role = replica")
        await self._run(GIVE_CONTACTS)
        await self._container.get(InstallDefaultRulebook)()
        self._reckon = self._container.get(ReckonCadences)
        await self._reckon()
        self._calendar = await self._by_calendar()

    async def close(self) -> None:
        await self._engine.dispose()
        await self._bare.close()

    async def program(self) -> float:
        await self._run(CHANGE)
        began = time.perf_counter()
        changed = await self._reckon()
        return self._checked(changed, time.perf_counter() - began)

    async def by_hand(self) -> float:
        await self._run(CHANGE)
        began = time.perf_counter()
        changed = await self._bare.fetchval(BY_HAND, *self._calendar)
        return self._checked(changed, time.perf_counter() - began)

    def _checked(self, changed: int, seconds: float) -> float:
        if changed < self._least:
            raise RuntimeError(f"{changed} due days changed, {self._least} were wrong")
        return seconds

    async def _run(self, statements: str) -> None:
        for statement in statements.split(";"):
            await self._bare.execute(statement)

    async def _by_calendar(self) -> tuple[object, ...]:
        """The one calendar that all go by, as the program gives it to its statement."""
        async with self._container.get(Desk).begin() as uow:
            rules = await uow.rulebooks.current()
        place = Workplace("RU", ZoneInfo("Europe/Moscow"))
        calendar = self._container.get(Calendars).of(rules, place, around=NOW.date())
        first, last = NOW.date() - timedelta(days=400), NOW.date() + timedelta(days=90)
        ladders_from = NOW.date() - timedelta(days=7)
        off = days_off(calendar, first, last)
        steps = rules.rulebook.cadences.segments[0].escalation
        ladders = rungs(calendar, steps, ladders_from, last)
        return (
            [day for day, _ in off],
            [worked_on for _, worked_on in off],
            [day for day, _ in ladders],
            ["{" + ",".join(at.isoformat() for at in moments) + "}" for _, moments in ladders],
            ladders_from,
        )


async def run(database_url: str, sizes: Sizes, rounds: int) -> Result:
    nights = Nights(database_url, sizes)
    await nights.open()
    try:
        seconds = await in_turns(nights.program, nights.by_hand, rounds)
    finally:
        await nights.close()
    what = f"of {sizes.clients:,} clients in a night, one in {CHANGED} another"
    return Result((compare(BENCH, what, "the same in hand-written SQL", seconds, limit=LIMIT),))
