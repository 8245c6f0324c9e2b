import asyncio
from collections import defaultdict

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.throttle import ANSWERS_IN_A_ROW, Pace, Paused, RequestBudget, RequestThrottle
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


async def test_an_answer_goes_before_every_notice_that_waits():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)
    went, some_went = [], asyncio.Event()

    async def notice(chat_id):
        await budget.ledger_turn(chat_id)
        went.append(chat_id)
        some_went.set()

    async def answer():
        await some_went.wait()
        await budget.turn(5000)
        went.append(5000)

    await asyncio.gather(*(notice(chat_id) for chat_id in range(1, 61)), answer())

    assert went.index(5000) <= 3


async def test_a_crowd_that_taps_does_not_silence_the_ledger():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)
    went = []

    async def goes(name, turn):
        await turn
        went.append(name)

    await asyncio.gather(
        *(goes("answer", budget.turn(chat_id)) for chat_id in range(1, 61)),
        *(goes("notice", budget.ledger_turn(chat_id)) for chat_id in range(101, 161)),
    )

    assert went[:60].count("notice") == 60 // (ANSWERS_IN_A_ROW + 1)


async def test_the_ledger_alone_uses_the_whole_limit():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)

    for chat_id in range(1, 3001):
        await budget.ledger_turn(chat_id)
        await budget.turn(chat_id)

    assert time.now <= (3000 - 30) / 30 * 1.03


async def test_what_a_late_timer_lost_is_made_up_for():
    time = MovedTime()

    async def oversleep(seconds):
        await time.sleep(seconds + 0.002)

    budget = RequestBudget(time, oversleep)

    async def goes(chat_id):
        await budget.ledger_turn(chat_id)

    await asyncio.gather(*(goes(chat_id) for chat_id in range(1, 301)))

    assert time.now <= 299 / 29.7 + 0.01


async def test_after_a_long_stall_not_all_goes_at_once():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)
    went = []

    async def goes(chat_id):
        await budget.ledger_turn(chat_id)
        went.append(time.now)
        if chat_id == 1:
            time.now += 5  # something held the loop

    await asyncio.gather(*(goes(chat_id) for chat_id in range(1, 61)))

    assert sum(moment < 5.01 for moment in went) <= 6
    assert most_in(1, went) <= 35


async def test_who_gives_up_waiting_leaves_the_line_to_the_others():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)
    await budget.turn(1)
    first = asyncio.create_task(budget.turn(2))
    second = asyncio.create_task(budget.turn(3))
    await asyncio.sleep(0)

    first.cancel()
    await second

    assert first.cancelled()


async def test_a_turn_that_was_taken_is_the_tasks_next_message_and_no_other():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)
    await budget.ledger_turn(7)
    before = time.now
    await budget.turn(7)
    paid = time.now

    await budget.turn(7)

    assert paid == before
    assert time.now > paid


@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from([None, 0, 0.4])), max_size=60))
def test_a_chat_is_never_written_to_faster_than_telegram_allows(messages):
    """However long each of them stands in line before, and a notice takes between turn and way."""
    time = MovedTime()
    went = defaultdict(list)

    in_hand = defaultdict(asyncio.Lock)  # the ledger has one notice a person in hand

    async def is_told(budget, chat_id, made_ready_in):
        async with in_hand[chat_id]:
            await budget.ledger_turn(chat_id)
            await time.sleep(made_ready_in)
            await is_answered(budget, chat_id)

    async def is_answered(budget, chat_id):
        await budget.turn(chat_id)
        went[chat_id].append(time.now)

    async def all_of_them():
        budget = RequestBudget(time, time.sleep)
        await asyncio.gather(
            *(
                is_answered(budget, chat) if seconds is None else is_told(budget, chat, seconds)
                for chat, seconds in messages
            )
        )

    asyncio.run(all_of_them())

    for moments in went.values():
        assert all(
            moments[place + 3] - moments[place] >= 1 / 0.95 - 1e-6
            for place in range(len(moments) - 3)
        )


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


async def test_when_a_silence_begins_notices_leave_the_line_and_answers_stay():
    time = MovedTime()
    budget = RequestBudget(time, time.sleep)

    async def notice(chat_id):
        await budget.ledger_turn(chat_id)
        budget.pause(10)
        return time.now

    async def answer():
        await budget.turn(5000)
        return time.now

    answered, *told = await asyncio.gather(
        answer(), *(notice(chat_id) for chat_id in range(1, 7)), return_exceptions=True
    )

    assert [type(ending) for ending in told].count(Paused) == 5
    assert answered < 1 or answered >= 10


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


async def test_a_notice_refused_for_flood_is_not_sent_again_as_it_was(throttled):
    world, anna = throttled
    await anna.orders_fault("too_many_requests", retry_after=5)
    await world.budget.ledger_turn(1001)

    with pytest.raises(TelegramRetryAfter):
        await world.a_bot().send_message(1001, "Пора")

    assert world.time.now == 0
    with pytest.raises(Paused):
        await world.budget.ledger_turn(1002)


async def test_what_a_notice_has_begun_waits_a_silence_out(throttled):
    world, anna = throttled
    bot = world.a_bot()
    await world.budget.ledger_turn(1001)
    await bot.send_message(1001, "Новая карточка")
    await anna.orders_fault("too_many_requests", retry_after=5)

    await bot.send_message(1001, "Старая карточка убрана")

    assert await world.chat(anna) == ["Новая карточка", "Старая карточка убрана"]
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
