from datetime import UTC, datetime

import pytest
from aiogram.types import CallbackQuery, Chat, InlineQuery, Message, Update, User
from hypothesis import given
from hypothesis import strategies as st

from bot.updates.intake import NotNow
from bot.updates.pace import REST, Pace, account_of
from bot.updates.progress import Outcome
from tests.bot.updates_stand_in import BotUnderTest, telegram

IVAN = User(id=7, is_bot=False, first_name="Иван")


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_album_and_quick_taps_are_read():
    pace = Pace(a_minute=60, at_once=40, seconds_now=Seconds())

    assert all(pace.take(7) is None for _ in range(40))


def test_the_first_of_a_flood_alone_is_to_be_answered():
    pace = Pace(a_minute=60, at_once=40, seconds_now=Seconds())
    for _ in range(40):
        pace.take(7)

    first, second = pace.take(7), pace.take(7)

    assert first is not None
    assert second is not None
    assert (first.is_first, second.is_first, first.seconds) == (True, False, REST)


def test_who_waited_as_long_as_told_is_read_again():
    clock = Seconds()
    pace = Pace(a_minute=60, at_once=40, seconds_now=clock)
    for _ in range(41):
        too_many = pace.take(7)
    assert too_many

    clock.now += too_many.seconds - 0.5
    still = pace.take(7)
    clock.now += 0.5

    assert still is not None
    assert not still.is_first
    assert pace.take(7) is None


def test_a_flood_takes_nothing_from_others():
    pace = Pace(a_minute=60, at_once=40, seconds_now=Seconds())
    for _ in range(1_000):
        pace.take(7)

    assert pace.take(8) is None


@given(st.lists(st.floats(0, 5), max_size=300))
def test_never_more_than_the_bucket_and_what_filled_it(pauses: list[float]):
    clock = Seconds()
    pace = Pace(a_minute=60, at_once=40, seconds_now=clock)

    read = 0
    for pause in pauses:
        clock.now += pause
        read += pace.take(7) is None

    assert read <= 40 + clock.now + 1e-6


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
