from datetime import timedelta

import pytest

from domain.haste import LIMITS, MOST_REMEMBERED, Buckets, Haste, TooOften, What
from domain.org.model import PersonId
from tests.builders import NOW


def test_keys_long_silent_are_forgotten():
    buckets = Buckets(a_minute=60, at_once=1, rest=1)

    for key in range(MOST_REMEMBERED + 10):
        buckets.take(key, 0.0)

    assert len(buckets) == MOST_REMEMBERED


def test_a_clock_that_steps_back_fills_nothing_and_takes_nothing_away():
    buckets = Buckets(a_minute=60, at_once=2, rest=1)
    buckets.take("k", 100.0)

    assert buckets.take("k", 10.0) is None
    assert buckets.take("k", 10.0) is not None
    assert buckets.take("k", 11.0) is None


@pytest.mark.parametrize("what", What)
def test_whoever_wants_too_much_is_told_how_long_to_wait_and_then_gets_it(what: What):
    moment = [NOW]
    haste = Haste(lambda: moment[0])
    ivan, vera = PersonId(7), PersonId(8)
    for _ in range(LIMITS[what][1]):
        haste.require(ivan, what)

    with pytest.raises(TooOften) as refused:
        haste.require(ivan, what)
    haste.require(vera, what)
    moment[0] += timedelta(minutes=refused.value.facts["minutes"])

    haste.require(ivan, what)


def test_files_do_not_count_as_searches():
    haste = Haste(lambda: NOW)
    for _ in range(LIMITS[What.FILE][1]):
        haste.require(PersonId(7), What.FILE)

    haste.require(PersonId(7), What.SEARCH)
