"""What is written of deals and people as they change, and made of what was there before."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from domain.org.model import Role
from storage.migrations.run import downgrade, migrate
from storage.postgres.address import engine_url
from tests.builders import utc
from tests.crm import Crm

MOVES = """
SELECT kind, stage, from_stage, from_since, owner_id FROM deal_moves
 WHERE deal_id = :id ORDER BY at, id
"""
PLACES = """
SELECT from_at = '-infinity' AS is_first, until_at, branch_id, boss_id FROM person_places
 WHERE person_id = :id ORDER BY from_at
"""


async def rows(crm: Crm, sql: str, id_: int) -> list[Any]:
    async with crm.connection() as connection:
        return [tuple(row) for row in await connection.execute(text(sql), {"id": id_})]


async def test_a_deal_s_way_is_kept_with_its_stays_and_hands(crm: Crm) -> None:
    rep, other = await crm.given_person("Анна"), await crm.given_person("Иван")
    actor = await crm.actor(rep)
    began = crm.now
    deal = await crm.given_deal(rep, is_ready=True)
    crm.now = moved = utc("2026-11-19 10:00")
    deal = await crm.move_deal(actor, deal.id, "negotiation", version=deal.version)
    async with crm.connection() as connection:
        await connection.execute(text(f"UPDATE deals SET owner_id = {other.id}"))
    crm.now = utc("2026-11-20 10:00")
    actor = await crm.actor(other)
    deal = await crm.lose_deal(actor, deal.id, "price", version=deal.version)
    crm.now = utc("2026-11-21 10:00")
    await crm.reopen_deal(actor, deal.id, version=deal.version)

    found = await rows(crm, MOVES, deal.id)

    assert found == [
        ("created", "offer", None, None, rep.id),
        ("entered", "offer", None, None, rep.id),
        ("entered", "negotiation", "offer", began, rep.id),
        ("given", "negotiation", None, None, other.id),
        ("lost", "negotiation", "negotiation", moved, other.id),
        ("reopened", "negotiation", None, None, other.id),
    ]


async def test_what_changes_nothing_about_a_deal_s_way_leaves_no_move(crm: Crm) -> None:
    rep = await crm.given_person("Анна")
    deal = await crm.given_deal(rep)
    before = await rows(crm, MOVES, deal.id)

    async with crm.connection() as connection:
        await connection.execute(
            text("UPDATE deals SET amount = 5, stage = stage, closes_on = now()")
        )

    assert await rows(crm, MOVES, deal.id) == before


async def test_a_person_s_places_follow_one_another_and_a_boss_told_later_was_always_there(
    crm: Crm,
) -> None:
    tver = await crm.given_branch("Тверь", under=crm.moscow)
    lead = await crm.given_person("Мария", Role.LEAD)
    rep = await crm.given_person("Иван")
    async with crm.connection() as connection:
        await connection.execute(text(f"UPDATE people SET boss_id = {lead.id} WHERE id = {rep.id}"))
        await connection.execute(
            text(
                f"UPDATE people SET branch_id = {tver.id}, changed_at = '{crm.now}'"
                f" WHERE id = {rep.id}"
            )
        )

    assert await rows(crm, PLACES, rep.id) == [
        (True, crm.now, crm.moscow.id, lead.id),
        (False, None, tver.id, lead.id),
    ]


async def test_an_older_base_gets_its_moves_from_histories(bare_database_url: str) -> None:
    await migrate(bare_database_url)
    await downgrade(bare_database_url, "0022")
    engine = create_async_engine(engine_url(bare_database_url))
    async with engine.begin() as connection:
        for statement in OLD_BASE:
            await connection.execute(text(statement))

    await migrate(bare_database_url)

    async with engine.connect() as connection:
        found = await connection.execute(
            text(
                "SELECT at::date::text, kind, stage, from_stage, owner_id, from_since::date::text"
                " FROM deal_moves ORDER BY at, id"
            )
        )
        places = await connection.scalar(text("SELECT count(*) FROM person_places"))
    await engine.dispose()
    assert [tuple(row) for row in found] == [
        ("2026-01-01", "created", "contract", None, 1, None),
        ("2026-01-01", "entered", "offer", None, 1, None),
        ("2026-01-05", "entered", "contract", "offer", 1, "2026-01-01"),
        ("2026-01-07", "given", "contract", None, 2, None),
        ("2026-01-09", "won", "contract", "contract", 2, "2026-01-05"),
    ]
    assert places == 2


OLD_BASE = (
    "INSERT INTO branches (id, name, country, zone) VALUES (1, 'Москва', 'RU', 'Europe/Moscow')",
    "INSERT INTO people (id, name, role, branch_id) VALUES (1, 'Анна', 'rep', 1),"
    " (2, 'Иван', 'rep', 1)",
    "INSERT INTO deals (id, title, owner_id, branch_id, status, stage, stage_since, currency,"
    " created_at, closed_at) VALUES (1, 'Поставка', 1, 1, 'won', 'contract',"
    " '2026-01-05T00:00Z', 'RUB', '2026-01-01T00:00Z', '2026-01-09T00:00Z')",
    "UPDATE deals SET owner_id = 2, changed_at = '2026-01-07T00:00Z'",
    "INSERT INTO timeline (at, kind, deal_id, channel, from_stage, to_stage) VALUES"
    " ('2026-01-01T00:00Z', 'deal_created', 1, 'telegram', NULL, 'offer'),"
    " ('2026-01-05T00:00Z', 'stage', 1, 'telegram', 'offer', 'contract'),"
    " ('2026-01-09T00:00Z', 'won', 1, 'telegram', 'contract', NULL)",
)
