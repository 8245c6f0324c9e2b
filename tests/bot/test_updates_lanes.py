import asyncio
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.updates.lanes import Lanes
from bot.updates.pauses import Pauses


@given(st.lists(st.integers(0, 3), max_size=30))
def test_each_key_is_served_in_order_and_one_at_a_time(keys):
    lanes, inside, served = Lanes(), set(), []

    async def visit(number, key):
        async with lanes.enter(key):
            assert key not in inside
            inside.add(key)
            for _ in range(key):  # keys take different times
                await asyncio.sleep(0)
            inside.remove(key)
            served.append((number, key))

    async def all_visit():
        await asyncio.gather(*(visit(number, key) for number, key in enumerate(keys)))

    asyncio.run(all_visit())

    for key in set(keys):
        numbers = [number for number, of_key in served if of_key == key]
        assert numbers == sorted(numbers)
    assert len(served) == len(keys)
    assert len(lanes) == 0


async def test_whoever_gives_up_waiting_leaves_the_lane_to_the_next():
    lanes, gate, served = Lanes(), asyncio.Event(), []

    async def visit(name):
        async with lanes.enter("chat"):
            await gate.wait()
            served.append(name)

    tasks = [asyncio.create_task(visit(name)) for name in ("first", "gives up", "last")]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.sleep(0)
    gate.set()
    await asyncio.wait(tasks)

    assert served == ["first", "last"]
    assert len(lanes) == 0


async def test_a_failure_inside_frees_the_lane():
    lanes = Lanes()

    with pytest.raises(RuntimeError):
        async with lanes.enter("chat"):
            raise RuntimeError

    async with lanes.enter("chat"):
        assert len(lanes) == 1


def test_pauses_grow_to_their_limit_and_are_never_none():
    pauses = list(islice(Pauses(first_seconds=1, longest_seconds=10), 8))

    for pause, full in zip(pauses, [1, 2, 4, 8, 10, 10, 10, 10], strict=True):
        assert full / 2 <= pause <= full
