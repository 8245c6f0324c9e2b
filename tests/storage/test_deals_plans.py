"""What is done all the time follows what is due or one's own, never all that is stored.

Plans only, no timings: on tens of thousands of deals the server must choose the partial indexes.
"""

import pytest

from domain.deals.views import BoardFilter
from domain.org.model import Person, Role
from storage.engine import make_engine
from tests.crm import Crm
from tests.postgres_fixtures import Server, digest_of
from tests.statement_plans import plans_of

pytestmark = pytest.mark.usefixtures("as_owner")

MANY_PEOPLE = """
INSERT INTO people (name, role, branch_id, boss_id)
SELECT 'Человек ' || n, 'rep', :branch, :boss FROM generate_series(1, 200) AS n
"""
MANY_DEALS = """
INSERT INTO deals (title, owner_id, branch_id, status, stage, stage_since, currency, amount,
                   next_step_at, created_at, closed_at)
SELECT 'Сделка ' || n, people.id, people.branch_id,
       CASE WHEN n % 3 = 0 THEN 'open' ELSE 'won' END, 'offer', :now, 'RUB', n,
       :now + n * interval '1 minute', :now,
       CASE WHEN n % 3 <> 0 THEN :now + n * interval '1 minute' END
  FROM generate_series(1, 40000) AS n
  JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM people) AS people
    ON people.place = n % 200 + 1
"""
MANY_OFFERS = """
INSERT INTO offers (deal_id, amount, currency, status, sent_by, sent_at, follow_up_at, ladder,
                    ladder_to, next_step_at, answered_at)
SELECT id, 5, 'RUB', CASE WHEN is_open THEN 'awaiting' ELSE 'accepted' END, owner_id, :now, at,
       ARRAY[at], ARRAY['owner'], CASE WHEN is_open THEN at END, CASE WHEN NOT is_open THEN :now END
  FROM (SELECT *, status = 'open' AND id % 39 = 0 AS is_open,
               :now + (id - 400) * interval '1 minute' AS at
          FROM deals) AS deals
"""


async def grow(database_url: str) -> None:
    engine = make_engine(database_url, pool_size=1)
    try:
        await _fill(await Crm(engine).open())
    finally:
        await engine.dispose()


async def _fill(crm: Crm) -> None:
    lead = await crm.given_person("Лев", Role.LEAD, telegram_id=None)
    async with crm.connection() as connection:
        for table in ("people", "deals", "offers"):
            await connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER audit")
        for statement in (MANY_PEOPLE, MANY_DEALS, MANY_OFFERS):
            values = {"branch": str(crm.moscow.id), "boss": str(lead.id)}
            values["now"] = f"timestamptz '{crm.now.isoformat()}'"
            for name, value in values.items():
                statement = statement.replace(f":{name}", value)  # noqa: PLW2901 - filled in, name by name
            await connection.exec_driver_sql(statement)
    async with crm.transaction() as uow:
        await uow.people.rebuild_reporting()
    async with crm.connection() as connection:
        await connection.exec_driver_sql("ANALYZE")


@pytest.fixture
def database_template(migrated_server: Server, founded_template: str) -> str:
    name = f"naparnik_grown_{digest_of('domain', 'storage', 'tests/storage/test_deals_plans.py')}"
    migrated_server.ensure_template(name, source=founded_template, fill=grow)
    return name


@pytest.fixture
def grown(crm: Crm) -> Crm:
    """40,000 deals with an offer each, of which 1,025 await an answer and ten are due."""
    return crm


async def one_with(crm: Crm, role: Role) -> Person:
    async with crm.begin() as uow:
        return (await uow.people.with_role([role]))[0]


async def test_the_sweep_reads_only_what_is_due(grown):
    async with plans_of(grown) as plans:
        assert await grown.climb_due_offers() == 10

    for asks_or_climbs in plans:
        assert "ix_offers_awaiting_next_step_at" in asks_or_climbs
        assert "Seq Scan on offers" not in asks_or_climbs
        assert "Seq Scan on deals" not in asks_or_climbs


async def test_the_invariant_s_watch_reads_only_what_awaits_an_answer(grown):
    async with plans_of(grown) as plans:
        assert await grown.unwatched() == []

    assert "ix_offers_awaiting" in plans[0]
    assert "Seq Scan on offers" not in plans[0]


async def test_a_day_reads_only_one_s_own_open_deals(grown):
    rep = await grown.actor(await one_with(grown, Role.REP))

    async with plans_of(grown) as plans:
        await grown.view_day(rep)

    day = plans[0]
    assert "ix_offers_awaiting" in day
    assert "ix_deals_open_next_step_at" in day or "ix_deals_owner_id_status_stage" in day
    assert "Seq Scan on deals" not in day
    assert "Seq Scan on offers" not in day


async def test_the_silent_list_reads_only_what_awaits_an_answer(grown):
    lead = await grown.actor(await one_with(grown, Role.LEAD))

    async with plans_of(grown) as plans:
        silent = await grown.list_silent_offers(lead, offset=0, size=8)

    assert silent.page.total == 1025
    for plan in plans:
        assert "ix_offers_awaiting" in plan
        assert "Seq Scan on offers" not in plan


async def test_a_page_of_won_deals_reads_the_latest_closed_only(grown):
    director = await grown.actor(await grown.given_person("Ева", Role.DIRECTOR))

    async with plans_of(grown) as plans:
        page, _ = await grown.list_deals_on_stage(director, BoardFilter(), "won", offset=0, size=8)

    assert len(page.lines) == 8
    assert any("ix_deals_closed_at" in plan for plan in plans)
