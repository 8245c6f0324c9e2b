from datetime import UTC, datetime, timedelta

import pytest
from aiogram.fsm.storage.base import StorageKey
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.conversation_storage import ConversationStorage
from jobs.retention import forget_old_updates, forget_stale_conversations
from storage.conversations import UNSTORABLE, SqlConversationStates
from storage.processed_updates import SqlProcessedUpdates
from storage.tables.machinery import conversation_states, processed_updates

NOW = datetime(2025, 3, 31, 9, 0, tzinfo=UTC)
KEY = StorageKey(bot_id=42, chat_id=7, user_id=7)


@pytest.fixture
def states(engine):
    return SqlConversationStates(engine)


@pytest.fixture
def storage(states):
    return ConversationStorage(states, lambda: NOW)


async def rows(engine, table):
    async with engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(table))


async def test_a_form_is_there_for_the_next_process(storage, engine):
    await storage.set_state(KEY, "NewDeal:amount")
    await storage.set_data(KEY, {"client_id": 5, "typed": ["12 тыс", None, 1.5]})

    after_restart = ConversationStorage(SqlConversationStates(engine), lambda: NOW)

    assert await after_restart.get_state(KEY) == "NewDeal:amount"
    assert await after_restart.get_data(KEY) == {"client_id": 5, "typed": ["12 тыс", None, 1.5]}


async def test_nothing_is_there_where_nothing_was_kept(storage):
    assert await storage.get_state(KEY) is None
    assert await storage.get_data(KEY) == {}


async def test_chats_people_and_dialogs_keep_apart(storage):
    others = [
        StorageKey(bot_id=42, chat_id=-100, user_id=7),
        StorageKey(bot_id=42, chat_id=7, user_id=8),
        StorageKey(bot_id=43, chat_id=7, user_id=7),
        StorageKey(bot_id=42, chat_id=7, user_id=7, thread_id=3),
        StorageKey(bot_id=42, chat_id=7, user_id=7, destiny="aiogd:stack:"),
    ]
    await storage.set_data(KEY, {"mine": True})

    assert [await storage.get_data(other) for other in others] == [{}] * len(others)


@pytest.mark.parametrize("data_first", [True, False])
async def test_a_conversation_that_ended_leaves_no_row(storage, engine, data_first):
    await storage.set_state(KEY, "NewDeal:amount")
    await storage.set_data(KEY, {"client_id": 5})

    endings = [storage.set_data(KEY, {}), storage.set_state(KEY, None)]
    for ending in endings if data_first else reversed(endings):
        await ending

    assert await rows(engine, conversation_states) == 0


async def test_ending_the_state_keeps_the_data(storage):
    await storage.set_state(KEY, "NewDeal:amount")
    await storage.set_data(KEY, {"client_id": 5})

    await storage.set_state(KEY, None)

    assert await storage.get_state(KEY) is None
    assert await storage.get_data(KEY) == {"client_id": 5}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(typed="a\x00b\ud800", other={"\x00": ["\udfff"]})
@given(typed=st.text(st.characters(codec=None)), other=JSON)
async def test_whatever_is_typed_can_be_kept(states, typed, other):
    await states.keep_data("key", {"typed": typed, "other": other}, now=NOW)

    kept = await states.data("key")

    assert kept["typed"] == UNSTORABLE.sub("", typed)


@pytest.mark.parametrize("key", ["a\x00b", "\ud800"])
async def test_nothing_is_kept_under_a_key_that_cannot_be_stored(states, key):
    assert await states.state(key) is None
    assert await states.data(key) == {}


async def test_a_conversation_that_nobody_continued_is_forgotten_after_a_month(states):
    await states.keep_state("old", "Form:name", now=NOW - timedelta(days=31))
    await states.keep_state("new", "Form:name", now=NOW - timedelta(days=29))

    forgotten = await forget_stale_conversations(states, lambda: NOW)

    assert forgotten == 1
    assert await states.state("old") is None
    assert await states.state("new") == "Form:name"


async def test_an_update_is_recorded_once_and_forgotten_after_two_days(engine, monkeypatch):
    monkeypatch.setattr("storage.processed_updates.NEWEST_KEPT", 0)
    updates = SqlProcessedUpdates(engine)
    await updates.record(1, NOW - timedelta(hours=49))
    await updates.record(2, NOW)
    await updates.record(2, NOW)

    forgotten = await forget_old_updates(updates, lambda: NOW)

    assert forgotten == 1
    assert await rows(engine, processed_updates) == 1
