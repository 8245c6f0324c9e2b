from datetime import timedelta

import pytest

from domain.org.model import PersonId
from domain.rate_limits import LIMITS, MOST_REMEMBERED, Limited, RateLimits, TokenBuckets, TooOften
from tests.builders import NOW


def test_keys_long_silent_are_forgotten():
    buckets = TokenBuckets(a_minute=60, at_once=1, rest=1)

    for key in range(MOST_REMEMBERED + 10):
        buckets.take(key, 0.0)

    assert len(buckets) == MOST_REMEMBERED


def test_a_clock_that_steps_back_fills_nothing_and_takes_nothing_away():
    buckets = TokenBuckets(a_minute=60, at_once=2, rest=1)
    buckets.take("k", 100.0)

    assert buckets.take("k", 10.0) is None
    assert buckets.take("k", 10.0) is not None
    assert buckets.take("k", 11.0) is None


@pytest.mark.parametrize("what", Limited)
def test_whoever_wants_too_much_is_told_how_long_to_wait_and_then_gets_it(what: Limited):
    moment = [NOW]
    rate_limits = RateLimits(lambda: moment[0])
    ivan, vera = PersonId(7), PersonId(8)
    for _ in range(LIMITS[what][1]):
        rate_limits.require(ivan, what)

    with pytest.raises(TooOften) as refused:
        rate_limits.require(ivan, what)
    rate_limits.require(vera, what)
    moment[0] += timedelta(minutes=refused.value.facts["minutes"])

    rate_limits.require(ivan, what)


def test_files_do_not_count_as_searches():
    rate_limits = RateLimits(lambda: NOW)
    for _ in range(LIMITS[Limited.FILE][1]):
        rate_limits.require(PersonId(7), Limited.FILE)

    rate_limits.require(PersonId(7), Limited.SEARCH)
