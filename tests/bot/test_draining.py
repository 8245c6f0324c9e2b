import asyncio

from bot.composition.draining import DRAIN_SECONDS, WATCHED_SECONDS, Draining
from tests.sending_world import MovedTime


async def test_a_replica_turns_red_at_once_and_goes_when_that_was_seen():
    time, stopping = MovedTime(), asyncio.Event()
    draining = Draining(stopping, monotonic=time, sleep=time.sleep)
    before = await draining.stays()
    stopping.set()

    await draining.told()

    assert before
    assert not await draining.stays()
    assert time.now == DRAIN_SECONDS


async def test_where_nobody_looks_nobody_is_waited_for():
    time, stopping = MovedTime(), asyncio.Event()
    draining = Draining(stopping, monotonic=time, sleep=time.sleep)
    await draining.stays()
    time.now += WATCHED_SECONDS
    stopping.set()

    await draining.told()

    assert time.now == WATCHED_SECONDS
