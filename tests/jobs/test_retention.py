"""What is forgotten with time, and what never is."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from domain.conversations.ports import ConversationStates, ProcessedUpdates
from domain.delivery.model import Matter, NewNotice, NoticeId, Outcome, Settlement
from domain.delivery.ports import Outbox
from domain.retention import Leftovers
from jobs.retention import (
    CONVERSATIONS_KEPT,
    MESSAGES_KEPT,
    UPDATES_KEPT,
    forget_leftovers,
    forget_old_updates,
    forget_stale_conversations,
)
from tests.crm import Crm

TELEGRAM_KEEPS = timedelta(hours=24)
AGO = MESSAGES_KEPT + timedelta(days=1)
PLAIN = {
    "cards": "(chat_id, matter, matter_id, message_id, sent_at) VALUES (7, 'deal', {n}, {n}, {at})",
    "matter_messages": "(chat_id, message_id, matter, matter_id, at)"
    " VALUES (7, {n}, 'deal', 1, {at})",
    "digests_made": "(person_id, day) SELECT id, {at}::date FROM people",
    "greeting_mornings": "(person_id, day) SELECT id, {at}::date FROM people",
    "group_digests_made": "(group_digest_id, day, claimed_until, settled_at)"
    " SELECT id, {at}::date, {at}, {at} FROM group_digests",
    "plan_proposals": "(kind, made_by, made_at, currency, changes)"
    " SELECT 'copy', id, {at}, 'RUB', '[]' FROM people",
    "import_runs": "(person_id, chat_id, status, created_at, updated_at)"
    " SELECT id, 7, 'cancelled', {at}, {at} FROM people",
}
"""How a row of some moment comes into each of the tables that hold one a matter, a day, a try."""


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.retention.BATCH", 2)


async def count(crm: Crm, table: str) -> int:
    async with crm.connection() as connection:
        return int(await connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


async def tick(crm: Crm) -> int:
    return await forget_leftovers(crm.container.get(Leftovers), lambda: crm.now, MESSAGES_KEPT)


async def given_notice(crm: Crm, person_id: int, deal: int, *, settled: bool) -> None:
    async with crm.transaction() as uow:
        await uow.ledger.add([NewNotice(person_id, "deal", Matter.DEAL, deal)])
    if settled:
        async with crm.connection() as connection:
            newest = await connection.scalar(text("SELECT max(id) FROM ledger"))
        done = Settlement(NoticeId(newest), Outcome.RANG, crm.now, message_id=deal)
        await crm.container.get(Outbox).settle(done)


async def test_settled_notices_go_after_their_time_and_due_ones_stay(crm: Crm):
    rep = await crm.given_person()
    today = crm.now
    crm.now = today - AGO
    for deal in range(1, 6):
        await given_notice(crm, rep.id, deal, settled=deal != 3)
    crm.now = today
    await given_notice(crm, rep.id, 6, settled=True)

    gone = [await tick(crm), await tick(crm)]

    async with crm.connection() as connection:
        left = list(await connection.scalars(text("SELECT matter_id FROM ledger ORDER BY id")))
    assert (gone, left) == ([4, 0], [3, 6])


@pytest.mark.parametrize("table", PLAIN)
async def test_what_served_a_while_goes_after_its_time(crm: Crm, table: str):
    for _ in range(3):
        await crm.given_person()
    await given_groups(crm)
    await given_rows(crm, table, crm.now - AGO, 10)
    await given_rows(crm, table, crm.now, 20)
    both = await count(crm, table)

    gone = await tick(crm)

    assert gone == both / 2 > 0
    assert await count(crm, table) == both / 2


async def given_groups(crm: Crm) -> None:
    async with crm.connection() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO group_digests (chat_id, group_title, bound_by, bound_at)"
            " SELECT -id, 'a team', id, now() FROM people"
        )


async def given_rows(crm: Crm, table: str, at: datetime, first: int) -> None:
    async with crm.connection() as connection:
        for number in range(first, first + 3 if "{n}" in PLAIN[table] else first + 1):
            values = PLAIN[table].format(n=number, at=f"'{at.isoformat()}'::timestamptz")
            await connection.exec_driver_sql(f"INSERT INTO {table} {values}")


async def test_files_in_hand_and_the_newest_answers_about_columns_stay(crm: Crm):
    rep = await crm.given_person()
    async with crm.connection() as connection:
        for status in ("done", "confirmed", "failed", "gathering"):
            await connection.execute(
                text(
                    "INSERT INTO import_runs (person_id, chat_id, status, created_at, updated_at)"
                    " VALUES (:rep, 7, :status, :at, :at)"
                ),
                {"rep": rep.id, "status": status, "at": crm.now - AGO},
            )

    gone = await tick(crm)

    async with crm.connection() as connection:
        left = set(await connection.scalars(text("SELECT status FROM import_runs")))
    assert (gone, left) == (2, {"done", "confirmed"})


async def test_an_update_that_telegram_may_still_bring_is_not_forgotten(crm: Crm, monkeypatch):
    monkeypatch.setattr("storage.processed_updates.NEWEST_KEPT", 0)
    updates = crm.container.get(ProcessedUpdates)
    forget = partial(forget_old_updates, updates, lambda: crm.now)
    begun = crm.now
    for number in range(5):
        await updates.record(number, crm.now)
        crm.now += timedelta(minutes=1)

    crm.now = begun + 2 * TELEGRAM_KEEPS - timedelta(minutes=1)
    while_it_may_come = await forget()
    crm.now = begun + UPDATES_KEPT + timedelta(minutes=3)
    later = await forget()

    assert (while_it_may_come, later) == (0, 3)
    assert UPDATES_KEPT >= 2 * TELEGRAM_KEEPS


async def test_a_clock_that_leaps_ahead_makes_nothing_of_today_come_twice(crm: Crm, monkeypatch):
    monkeypatch.setattr("storage.processed_updates.NEWEST_KEPT", 3)
    updates = crm.container.get(ProcessedUpdates)
    for number in range(6):
        await updates.record(number, crm.now + timedelta(minutes=number))

    gone = await forget_old_updates(updates, lambda: crm.now + timedelta(days=30))

    async with crm.connection() as connection:
        left = list(await connection.scalars(text("SELECT update_id FROM processed_updates")))
    assert (gone, sorted(left)) == (2, [2, 3, 4, 5])


async def test_a_form_that_somebody_goes_on_with_stays(crm: Crm):
    states = crm.container.get(ConversationStates)
    begun = crm.now
    for key in ("left", "left too", "went on"):
        await states.keep_data(key, {"step": 1}, now=begun)
    crm.now = begun + timedelta(days=20)
    await states.keep_data("went on", {"step": 2}, now=crm.now)
    crm.now = begun + CONVERSATIONS_KEPT + timedelta(minutes=1)

    gone = await forget_stale_conversations(states, lambda: crm.now)

    assert gone == 2
    assert await states.data("went on") == {"step": 2}
