"""A moment of each target; ``make fuzz`` takes its time."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.seeds import kept
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_what_once_broke_it_does_not_any_more(name: str):
    for one in kept(name):
        TARGETS[name].take(one)


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes_is_taken_or_refused_in_words(name: str):
    target = TARGETS[name]

    @settings(
        max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(target.inputs)
    def stands(given_input: Any) -> None:
        target.take(given_input)

    stands()
