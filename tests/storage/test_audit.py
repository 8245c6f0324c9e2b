"""Every write leaves a row that says who, through what, what was and what became of it."""

import ast
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.deals.model import DealId
from storage.tables import AUDITED, metadata
from tests.builders import typed, utc
from tests.crm import Crm, by

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def rep(crm: Crm):
    return await crm.actor(await crm.given_person("Анна"))


async def test_every_audited_table_has_the_trigger_and_no_other_has(crm):
    async with crm.connection() as connection:
        rows = await connection.execute(
            text(
                "SELECT tgrelid::regclass::text AS subject FROM pg_trigger"
                " WHERE tgfoid = 'audit_row'::regproc AND tgenabled = 'O'"
            )
        )
        triggered = {row.subject for row in rows}

    assert triggered == {table.name for table in AUDITED}


def test_a_table_that_marks_its_changes_is_audited():
    marked = {table.name for table in metadata.sorted_tables if "changed_by" in table.c}

    assert marked == {table.name for table in AUDITED}


async def test_a_new_deal_s_row_says_who_and_what(crm, rep):
    client = await crm.given_client(rep)
    with by(rep):
        deal = await crm.create_deal(rep, client.id, amount=typed(100))

    (row,) = await crm.audit("deals", deal.id)
    assert (row.act, row.actor_id, row.channel, row.at) == ("insert", rep.id, "telegram", crm.now)
    assert row.before is None
    assert (row.after["amount"], row.after["stage"]) == (100, "prospecting")
    assert "changed_by" not in row.after


async def test_a_change_s_row_holds_the_changed_columns_before_and_after(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)
    crm.now = utc("2026-11-19 10:00")
    with by(rep):
        await crm.move_deal(rep, deal.id, "negotiation", version=deal.version)

    row = (await crm.audit("deals", deal.id))[-1]
    assert (row.act, row.actor_id, row.channel, row.at) == ("update", rep.id, "telegram", crm.now)
    assert set(row.before) == set(row.after) == {"stage", "stage_since", "stage_due_at"}
    assert (row.before["stage"], row.after["stage"]) == ("offer", "negotiation")


async def test_the_clock_s_row_names_nobody(crm, rep):
    offer = await crm.given_offer(await crm.given_deal(rep))
    with by(rep):
        await crm.note_no_answer(rep, offer.id, version=1)
    crm.now = utc("2026-11-18 15:00")

    await crm.climb_due_offers()

    row = (await crm.audit("offers", offer.id))[-1]
    assert (row.act, row.actor_id, row.channel) == ("update", None, "clock")
    assert row.after["steps_done"] == 1


async def test_a_write_that_changes_nothing_leaves_no_row(crm, rep):
    deal = await crm.given_deal(rep)
    async with crm.connection() as connection:
        await connection.exec_driver_sql("UPDATE deals SET title = title, changed_at = now()")

    assert len(await crm.audit("deals", deal.id)) == 1


async def test_a_refused_act_leaves_no_row(crm, rep):
    deal = await crm.given_deal(rep)
    async with crm.begin() as uow:
        await uow.deals.save(await uow.deals.get(DealId(deal.id), rep.scope))

    assert len(await crm.audit("deals", deal.id)) == 1


async def test_a_rulebook_s_row_is_known_by_its_version(crm):
    (row,) = await crm.audit("rulebooks", 1)

    assert (row.act, row.subject_id) == ("insert", 1)


async def test_a_deletion_s_row_names_who_marked_the_row_and_keeps_it(crm, rep):
    deputy = await crm.given_person("Борис")
    await crm.given_absence(rep, deputy, utc("2026-12-01 00:00").date())
    (listed,), _ = await crm.list_absences(rep, offset=0, size=8)
    with by(rep):
        await crm.cancel_absence(rep, listed.id)

    row = (await crm.audit("absences", listed.id))[-1]
    assert (row.act, row.actor_id, row.channel) == ("delete", rep.id, "telegram")
    assert row.before["deputy_id"] == deputy.id


MAY_BE_DELETED = {
    "absences": "one that never began; the audit keeps it",
    "branch_tree": "made anew from branches",
    "reporting": "made anew from people",
    "cards": "where a message stands, not what is known",
    "conversation_states": "unfinished input",
    "processed_updates": "after two days no update comes again",
    "import_runs": "the wait for a file",
    "matter_messages": "where a message stands, not what is known",
    "topic_cards": "where a message stands, not what is known",
    "project_topics": "a topic that was left or lost; the audit keeps it",
    "task_people": "who was let go of a draft; the audit keeps it",
    "task_dependencies": "one that was let go; the audit keeps it",
    "duplicate_pairs": "made anew from clients",
    "report_selections": "what a person chose for themself; the audit keeps it",
    "group_digests": "a group that was left or lost; the audit keeps it",
    "cadences": "made anew from contacts and the rulebook",
    "ledger": "what was told; what it told of is kept",
    "digests_made": "of which old day a digest was made",
    "group_digests_made": "of which old day a digest was made",
    "greeting_mornings": "which old morning was looked at",
    "plan_proposals": "what somebody was shown and did not confirm",
    "cadence_lapses": "a due day that turns out to have been kept",
}


DELETE_FROM = re.compile(r"\bDELETE\s+FROM\s+(\w+)")


def deleted_tables() -> set[str]:
    """What every ``delete(…)`` and every DELETE in an SQL text of the program names."""
    named = set()
    for folder in ("domain", "storage", "bot", "jobs"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id="delete"), args=[table, *_]):
                        named.add(ast.unparse(table))
                    case ast.Constant(value=str(words)):
                        named.update(DELETE_FROM.findall(words))
    return named


def test_nothing_that_is_known_is_ever_deleted():
    tables = {table.name for table in metadata.sorted_tables}
    named = {"conversation_states" if name == "kept" else name for name in deleted_tables()}

    assert named & tables <= set(MAY_BE_DELETED)
    assert named <= tables
