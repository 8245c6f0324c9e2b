from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from aiogram.types import CallbackQuery, Chat, InlineQuery, Message, Update, User
from hypothesis import given
from hypothesis import strategies as st

from bot.updates.intake import NotNow
from bot.updates.pace import (
    CATCHING_UP_SECONDS,
    REST,
    TYPED_AT_ONCE,
    WAITED_AT_ONCE,
    Pace,
    account_of,
    written_at,
)
from bot.updates.progress import Outcome
from bot.updates.webhook import DELIVERIES_AT_ONCE
from tests.bot.updates_stand_in import BotUnderTest, telegram

IVAN = User(id=7, is_bot=False, first_name="Иван")


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def read(pace: Pace, moments: Iterable[float | None], account: int = 7) -> int:
    """How many of the account's updates are; they come one right after the other."""
    return sum(pace.take(account, moment) is None for moment in moments)


def test_an_album_and_quick_taps_are_read():
    clock = Seconds()
    pace = Pace(a_minute=60, at_once=40, seconds_now=clock)

    assert all(pace.take(7, clock.now) is None for _ in range(40))


def test_the_first_of_a_flood_alone_is_to_be_answered():
    clock = Seconds()
    pace = Pace(a_minute=60, at_once=40, seconds_now=clock)
    for _ in range(40):
        pace.take(7, clock.now)

    first, second = pace.take(7, clock.now), pace.take(7, clock.now)

    assert first is not None
    assert second is not None
    assert (first.is_first, second.is_first, first.seconds) == (True, False, REST)


def test_who_waited_as_long_as_told_is_read_again():
    clock = Seconds()
    pace = Pace(a_minute=60, at_once=40, seconds_now=clock)
    for _ in range(41):
        too_many = pace.take(7, clock.now)
    assert too_many

    clock.now += too_many.seconds - 0.5
    still = pace.take(7, clock.now)
    clock.now += 0.5

    assert still is not None
    assert not still.is_first
    assert pace.take(7, clock.now) is None


def test_who_types_slowly_is_asked_for_at_every_letter_and_taps_as_before():
    pace = Pace(a_minute=60, at_once=40, seconds_now=Seconds())

    typed = [pace.take(7, None, while_typing=True) is None for _ in range(TYPED_AT_ONCE + 1)]

    assert typed == [True] * TYPED_AT_ONCE + [False]
    assert read(pace, [0.0] * 41) == 40


def test_a_flood_takes_nothing_from_others():
    clock = Seconds()
    pace = Pace(a_minute=60, at_once=40, seconds_now=clock)
    for _ in range(1_000):
        pace.take(7, clock.now)

    assert pace.take(8, clock.now) is None


@given(st.lists(st.floats(0, 5), max_size=300))
def test_never_more_than_the_bucket_and_what_filled_it(pauses: list[float]):
    clock = Seconds()
    pace = Pace(a_minute=60, at_once=40, seconds_now=clock)

    read = 0
    for pause in pauses:
        clock.now += pause
        read += pace.take(7, clock.now) is None

    assert read <= 40 + clock.now + 1e-6


HOUR_AGO = [float(second) for second in range(-3600, -60, 2)]


def test_messages_of_an_hour_without_the_bot_are_no_flood():
    pace = Pace(seconds_now=Seconds())

    assert read(pace, HOUR_AGO) == len(HOUR_AGO)
    assert read(pace, [0.0] * 40) == 40


def test_a_flood_of_that_hour_is_one_still():
    pace = Pace(at_once=40, seconds_now=Seconds())

    assert read(pace, [-3600.0] * 1_000) == 40


def test_taps_that_waited_for_the_start_are_read_and_no_more_of_them_than_a_bound():
    clock = Seconds()
    pace = Pace(at_once=40, seconds_now=clock)

    assert read(pace, [None] * 1_000) == WAITED_AT_ONCE
    clock.now += CATCHING_UP_SECONDS
    assert read(pace, [None] * 1_000) == 40


def test_a_clock_that_is_set_back_draws_no_catching_up_out():
    clock = Seconds()
    pace = Pace(at_once=40, seconds_now=clock)
    pace.take(8, clock.now)
    clock.now -= 3600

    assert read(pace, [None] * 1_000) == 40


def test_taps_that_come_beside_old_messages_have_waited_with_them():
    clock = Seconds()
    pace = Pace(at_once=40, seconds_now=clock)
    pace.take(8, clock.now)
    clock.now += CATCHING_UP_SECONDS

    assert read(pace, [None] * 41) == 40
    assert pace.take(8, clock.now - 3600) is None
    assert read(pace, [None] * 100) == 100


def test_what_could_not_be_handled_is_given_back():
    clock = Seconds()
    pace = Pace(at_once=40, seconds_now=clock)

    refusals = []
    for _ in range(1_000):
        refusals.append(pace.take(7, clock.now - 60))
        pace.give_back(7, clock.now - 60)

    assert refusals == [None] * 1_000


def a_message() -> Message:
    return Message(
        message_id=1, date=datetime.now(UTC), chat=Chat(id=7, type="private"), from_user=IVAN
    )


@pytest.mark.parametrize(
    ("update", "account"),
    [
        (Update(update_id=1, message=a_message()), 7),
        (Update(update_id=1, edited_message=a_message()), 7),
        (
            Update(
                update_id=1, callback_query=CallbackQuery(id="1", from_user=IVAN, chat_instance="1")
            ),
            7,
        ),
        (
            Update(
                update_id=1, inline_query=InlineQuery(id="1", from_user=IVAN, query="", offset="")
            ),
            7,
        ),
        (Update(update_id=1), None),
    ],
)
def test_whose_pace_it_is(update: Update, account: int | None):
    assert account_of(update) == account


def test_nobody_alone_fills_the_webhook_with_what_is_typed():
    assert TYPED_AT_ONCE < DELIVERIES_AT_ONCE


async def test_a_flood_is_answered_once_and_others_are_served(engine, as_owner):
    async with telegram() as stand_in:
        under_test = BotUnderTest(stand_in, engine, pace=Pace(at_once=3, seconds_now=Seconds()))
        await under_test.effects.create()

        async def keep(message: Message) -> None:
            await under_test.effects.commit(f"{message.from_user.id}: {message.text}")

        under_test.on_message(keep)
        flood = [stand_in.message(str(number)) for number in range(6)]
        outcomes = [await under_test.takes(update) for update in flood]
        other = await under_test.takes(stand_in.message("hello", user=8))
        await under_test.bot.session.close()

        assert outcomes == [Outcome.HANDLED] * 3 + [Outcome.TOO_FAST] * 3
        assert other is Outcome.HANDLED
        assert await under_test.effects.all() == ["7: 0", "7: 1", "7: 2", "8: hello"]
        assert stand_in.said() == [
            "That is too much at once: I have not read this. Send it again in 10 seconds."
        ]


async def test_what_comes_again_after_an_outage_is_no_flood(engine, as_owner):
    async with telegram() as stand_in:
        under_test = BotUnderTest(stand_in, engine, pace=Pace(at_once=3, seconds_now=Seconds()))
        await under_test.effects.create()
        is_away = True

        async def keep(message: Message) -> None:
            if is_away:
                raise ConnectionError
            await under_test.effects.commit(str(message.text))

        under_test.on_message(keep)
        update = stand_in.message("hello")
        for _ in range(10):
            with pytest.raises(NotNow):
                await under_test.takes(update)
        is_away = False
        outcome = await under_test.takes(update)
        await under_test.bot.session.close()

        assert outcome is Outcome.HANDLED
        assert await under_test.effects.all() == ["hello"]


def test_a_message_counts_when_it_was_written_or_edited_and_a_tap_when_it_comes():
    message = a_message()
    edited = message.model_copy(update={"edit_date": 1_700_000_000})
    tap = CallbackQuery(id="1", from_user=IVAN, chat_instance="1", message=message)

    moments = [
        written_at(Update(update_id=1, message=message)),
        written_at(Update(update_id=1, edited_message=edited)),
        written_at(Update(update_id=1, callback_query=tap)),
    ]

    assert moments == [message.date.timestamp(), 1_700_000_000.0, None]
