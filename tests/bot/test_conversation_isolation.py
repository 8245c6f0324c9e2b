"""A conversation that nobody works on is free, whatever befell who did."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.fsm.state import State
from aiogram_dialog.context.storage import StorageProxy

from bot.conversation_storage import ConversationIsolation, ConversationStorage
from domain.clock import utc_now
from storage.conversations import SqlConversationStates
from storage.engine import make_engine


class Forms(StorageProxy):
    def _state(self, state: str) -> State:
        return State(state)


def forms_of(isolation: ConversationIsolation, database_url: str, *, of: int = 5) -> Forms:
    states = SqlConversationStates(make_engine(database_url, pool_size=1))
    return Forms(
        storage=ConversationStorage(states, utc_now),
        events_isolation=isolation,
        user_id=of,
        chat_id=of,
        thread_id=None,
        business_connection_id=None,
        bot=Bot("42:token"),
        state_groups={},
    )


async def test_a_form_that_could_not_be_read_is_free_for_the_next_update(database_url):
    isolation = ConversationIsolation()
    cut_off = forms_of(isolation, "postgresql://me@127.0.0.1:1/crm")

    with pytest.raises(ConnectionRefusedError):
        async with isolation.handled():
            await cut_off.load_stack()

    async with asyncio.timeout(10), isolation.handled():
        stack = await forms_of(isolation, database_url).load_stack()
    assert stack.empty()


async def test_two_updates_of_one_conversation_go_one_after_the_other(database_url):
    isolation = ConversationIsolation()
    first, second = (forms_of(isolation, database_url) for _ in range(2))
    elsewhere, order = forms_of(isolation, database_url, of=6), []

    async def begin_second() -> None:
        await second.load_stack()
        order.append("second begins")

    async with isolation.handled():
        await first.load_stack()
        waiting = asyncio.create_task(begin_second())
        for _ in range(2):  # by then it would have begun, if it did not wait
            await elsewhere.load_stack()
            await elsewhere.unlock()
        order.append("first ends")
        await first.unlock()
        await waiting

    assert order == ["first ends", "second begins"]
