import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.rate_limits import RateLimits
from bot.playground.refusals import TooManyRequests
from tests.playground.stopwatch import Stopwatch


def sent(limits: RateLimits, chat_id: int, *, is_group: bool = False) -> int | None:
    """``retry_after``, or ``None`` when the message went through."""
    try:
        limits.spend(chat_id, is_group=is_group)
    except TooManyRequests as refused:
        return refused.parameters["retry_after"]
    return None


def test_a_chat_takes_a_small_burst_and_then_one_message_a_second() -> None:
    watch = Stopwatch()
    limits = RateLimits(watch)

    burst = [sent(limits, 1) for _ in range(4)]

    assert burst == [None, None, None, 1]
    watch.seconds = 1
    assert [sent(limits, 1), sent(limits, 1)] == [None, 1]


def test_all_chats_together_take_thirty_a_second() -> None:
    watch = Stopwatch()
    limits = RateLimits(watch)

    answers = [sent(limits, chat_id) for chat_id in range(31)]

    assert answers == [None] * 30 + [1]


def test_a_group_takes_twenty_a_minute() -> None:
    watch = Stopwatch()
    limits = RateLimits(watch)

    answers = [sent(limits, -100, is_group=True) for _ in range(21)]

    assert answers == [None] * 20 + [3]
    watch.seconds = 3
    assert sent(limits, -100, is_group=True) is None


@given(st.lists(st.tuples(st.integers(1, 3), st.floats(0, 2)), max_size=60))
def test_who_waits_retry_after_is_let_through(steps: list[tuple[int, float]]) -> None:
    watch = Stopwatch()
    limits = RateLimits(watch)
    for chat_id, pause in steps:
        watch.seconds += pause

        wait = sent(limits, chat_id)

        if wait is not None:
            watch.seconds += wait
            assert sent(limits, chat_id) is None


def test_a_refused_message_is_not_counted() -> None:
    watch = Stopwatch()
    limits = RateLimits(watch)
    for _ in range(3):
        limits.spend(1, is_group=False)

    with pytest.raises(TooManyRequests):
        limits.spend(1, is_group=False)

    watch.seconds = 1
    assert sent(limits, 1) is None
