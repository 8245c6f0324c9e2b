"""Percentage points and relative change, what is compared with what, and places in a ranking."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.kpi.changes import Trend, change_of, compared_with, is_better
from domain.kpi.model import Figure, Measure
from domain.kpi.ranking import place_of, places
from domain.org.whose import Whose, WhoseKind
from domain.periods import PeriodKind, own_period, period_of


def figure(person: int, value: str | None, measure: Measure = Measure.WIN_RATE) -> Figure:
    number = None if value is None else Decimal(value)
    return Figure(measure, Whose(WhoseKind.PERSON, person), number, Decimal(0))


def test_sixty_to_ninety_three_is_33_points_and_55_percent() -> None:
    change = change_of(Decimal("0.93"), Decimal("0.60"))

    assert change is not None
    assert (change.difference, change.relative) == (Decimal("0.33"), Decimal("0.55"))


def test_what_was_zero_has_no_relative_change_and_what_was_nothing_no_change_at_all() -> None:
    from_zero = change_of(Decimal(3), Decimal(0))

    assert from_zero is not None
    assert (from_zero.trend, from_zero.relative) == (Trend.UP, None)
    assert change_of(Decimal(3), None) is None
    assert change_of(None, Decimal(3)) is None


def test_fewer_lost_deals_and_a_shorter_cycle_are_better() -> None:
    less = change_of(Decimal(2), Decimal(5))

    assert less is not None
    assert is_better(Measure.CHURN, less)
    assert is_better(Measure.CYCLE, less)
    assert not is_better(Measure.WON_COUNT, less)


def test_a_month_that_runs_is_held_against_as_many_days_of_the_one_before() -> None:
    november = period_of(PeriodKind.MONTH, date(2026, 11, 18))

    assert compared_with(november, date(2026, 11, 18)) == own_period(
        date(2026, 10, 1), date(2026, 10, 18)
    )
    assert compared_with(november, date(2026, 12, 1)) == november.previous()
    assert compared_with(november.previous(), date(2026, 11, 18)).starts_on == date(2026, 9, 1)


def test_march_is_held_against_the_whole_of_february_from_its_28th_day_on() -> None:
    march = period_of(PeriodKind.MONTH, date(2026, 3, 1))

    assert compared_with(march, date(2026, 3, 30)) == march.previous()


def test_equal_values_share_a_place_and_nothing_to_divide_comes_last() -> None:
    figures = [
        figure(1, "0.5"),
        figure(2, None),
        figure(3, "0.9"),
        figure(4, "0.5"),
        figure(5, "0"),
    ]

    found = places(figures, Measure.WIN_RATE)

    assert [(place.whose.id, place.number, place.is_shared) for place in found] == [
        (3, 1, False),
        (1, 2, True),
        (4, 2, True),
        (5, 4, False),
        (2, None, False),
    ]
    assert place_of(found, Whose(WhoseKind.PERSON, 9)) is None


def test_the_shortest_cycle_is_first() -> None:
    found = places([figure(1, "9"), figure(2, "4")], Measure.CYCLE)

    assert [place.whose.id for place in found] == [2, 1]


@given(st.lists(st.none() | st.integers(0, 5), max_size=20))
def test_a_place_is_one_more_than_how_many_are_better(values: list[int | None]) -> None:
    found = places(
        [figure(n, None if value is None else str(value)) for n, value in enumerate(values)],
        Measure.WON_COUNT,
    )

    known = [value for value in values if value is not None]
    for place in found:
        value = place.figure.value
        better = None if value is None else sum(other > value for other in known) + 1
        assert place.number == better
