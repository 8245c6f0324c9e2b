import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clients.likeness import may_be_one, typos_between

WORDS = st.text(alphabet="abcde", max_size=10)


@pytest.mark.parametrize(
    ("one", "other"),
    [("romashka", "ramashka"), ("romashka", "romashak"), ("ivanov petr", "ivanov petir")],
)
def test_a_slip_of_the_finger_makes_no_other_client(one: str, other: str) -> None:
    assert may_be_one(one, other, likeness=0.4)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ivanov ivan", "ivanov igor"), ("vega", "viga"), ("romashka", "romashka plius")],
)
def test_clients_with_much_in_common_are_not_taken_for_one(one: str, other: str) -> None:
    assert not may_be_one(one, other, likeness=0.6)


def test_words_in_another_order_are_the_same_name() -> None:
    assert may_be_one("ivanov petr", "petr ivanov", likeness=1.0)


@given(WORDS, WORDS)
def test_typos_are_counted_alike_from_either_side(one: str, other: str) -> None:
    assert typos_between(one, other, most=20) == typos_between(other, one, most=20)


@given(WORDS, WORDS)
def test_no_typos_means_the_same_word(one: str, other: str) -> None:
    assert (typos_between(one, other, most=20) == 0) == (one == other)


@given(WORDS, WORDS, st.integers(min_value=0, max_value=4))
def test_counting_stops_at_the_most_that_matters(one: str, other: str, most: int) -> None:
    exact = typos_between(one, other, most=20)

    assert typos_between(one, other, most=most) == min(exact, most + 1)
