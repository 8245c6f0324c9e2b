import asyncio

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.throttle import Pace, Paused, RequestBudget, RequestThrottle
from tests.sending_world import TOKEN, MovedTime, sending_world


async def turns(budget: RequestBudget, time: MovedTime, chats: list[int]) -> list[float]:
    """When each request went, one asked for after the other."""
    went = []
    for chat_id in chats:
        await budget.turn(chat_id)
        went.append(time.now)
    return went


def most_in(window: float, moments: list[float]) -> int:
    return max(
        (sum(start <= moment < start + window for moment in moments) for start in moments),
        default=0,
    )


@given(st.lists(st.integers(1, 60), max_size=200))
def test_never_more_than_thirty_a_second_overall(chats):
    time = MovedTime()

    went = asyncio.run(turns(RequestBudget(time, time.sleep), time, chats))

    assert most_in(1, went) <= 30


@given(st.integers(1, 90))
def test_never_more_than_twenty_a_minute_in_a_group(count):
    time = MovedTime()

    went = asyncio.run(turns(RequestBudget(time, time.sleep), time, [-100] * count))

    assert most_in(60, went) <= 20


async def test_a_thousand_notices_take_a_tenth_longer_than_telegrams_limit_allows_at_most():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)

    for chat_id in range(1, 1001):
        await budget.ledger_turn(chat_id)
        await budget.turn(chat_id)

    assert 1000 / 30 <= time.now <= 1000 / 30 * 1.1


async def test_an_answer_does_not_queue_behind_the_ledger():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)
    for chat_id in range(1, 1001):
        await budget.ledger_turn(chat_id)
        await budget.turn(chat_id)
    before = time.now

    await budget.turn(5000)

    assert time.now - before < 0.1


async def test_a_chat_gets_a_few_at_once_and_then_one_a_second():
    time = MovedTime()

    went = await turns(RequestBudget(time, time.sleep), time, [7] * 6)

    assert [round(moment) for moment in went] == [0, 0, 0, 1, 2, 3]


async def test_a_busy_chat_does_not_keep_the_others_waiting():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)
    await turns(budget, time, [7] * 3)
    before = time.now

    await budget.turn(8)

    assert time.now - before < 0.1


async def test_a_long_silence_is_not_waited_for():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)

    budget.pause(31)

    with pytest.raises(Paused):
        await budget.turn(7)


async def test_after_a_silence_nothing_is_made_up_for_at_once():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)
    budget.pause(10)

    went = await turns(budget, time, list(range(1, 61)))

    assert went[0] >= 10
    assert most_in(1, went) <= 30


def test_a_pace_saves_up_no_more_than_its_burst():
    pace = Pace(per_second=2, burst=3)
    pace.book(0)

    booked = [pace.book(1000) for _ in range(5)]

    assert booked == [1000, 1000, 1000, 1000.5, 1001]


@pytest.fixture
async def throttled(engine):
    async with sending_world(engine) as (world, persons):
        yield world, persons["p1"]


async def test_an_answer_refused_for_flood_is_given_once_more(throttled):
    world, anna = throttled
    await anna.orders_fault("too_many_requests", retry_after=5)

    await world.a_bot().send_message(1001, "Готово")

    assert await world.chat(anna) == ["Готово"]
    assert world.time.now >= 5


async def test_an_answer_refused_twice_is_given_up(throttled):
    world, anna = throttled
    await anna.orders_fault("too_many_requests", retry_after=5, times=2)

    with pytest.raises(TelegramRetryAfter):
        await world.a_bot().send_message(1001, "Готово")


async def test_a_silence_too_long_for_an_answer_is_refused_without_asking(throttled):
    world, anna = throttled
    bot = world.a_bot()
    await anna.orders_fault("too_many_requests", retry_after=600)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(1001, "Готово")

    world.time.now += 600
    await bot.send_message(1001, "Готово")

    assert await world.chat(anna) == ["Готово"]


async def test_what_telegram_asked_for_is_heard(throttled):
    world, anna = throttled
    heard = []
    session = AiohttpSession(api=TelegramAPIServer.from_base(world.playground.origin))
    session.middleware(RequestThrottle(world.budget, on_flood=heard.append))
    world.bots.append(Bot(TOKEN, session=session))
    await anna.orders_fault("too_many_requests", retry_after=5)

    await world.bots[-1].send_message(1001, "Готово")

    assert heard == [5]
