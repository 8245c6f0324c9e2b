from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kpi.bonus import Bonus, PartState, bonus_of, cliff_of, reaches
from domain.kpi.definitions import ratio
from domain.kpi.model import Figure, LeftOut, Measure
from domain.org.whose import Whose, WhoseKind
from domain.periods import PeriodKind, period_of
from domain.rulebook.kpi import SERVICE_BONUS

ANNA = Whose(WhoseKind.PERSON, 7)
NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 1))
EDGE = Decimal("0.95")


def a_figure(measure: Measure, good: str | int, of: str | int, ahead: int = 0) -> Figure:
    numerator, denominator = Decimal(good), Decimal(of)
    left_out = {LeftOut.NOT_DUE: ahead} if ahead else {}
    value = ratio(numerator, denominator)
    return Figure(measure, ANNA, value, numerator, denominator, left_out)


def a_bonus(*figures: Figure) -> Bonus:
    known = {figure.measure: figure for figure in figures}
    return bonus_of(ANNA, "Анна", NOVEMBER, SERVICE_BONUS, known)


def service(timeliness: int, productivity: int, orientation: int) -> Bonus:
    """In percent, each of a hundred."""
    return a_bonus(
        a_figure(Measure.TIMELINESS, timeliness, 100),
        a_figure(Measure.PRODUCTIVITY, productivity, 100),
        a_figure(Measure.ORIENTATION, orientation, 100),
    )


@pytest.mark.parametrize(
    ("values", "paid"),
    [
        ((93, 175, 91), 30),
        ((95, 95, 95), 100),
        ((94, 94, 94), 0),
        ((100, 300, 100), 100),
        ((95, 94, 95), 70),
    ],
)
def test_each_part_pays_all_of_its_weight_or_nothing(values: tuple[int, int, int], paid: int):
    assert service(*values).paid == paid


def test_ninety_three_one_hundred_seventy_five_and_ninety_one_pay_nothing_thirty_and_nothing():
    assert [part.paid for part in service(93, 175, 91).parts] == [0, 30, 0]


def test_a_value_is_not_rounded_up_to_its_threshold():
    nearly = a_figure(Measure.TIMELINESS, 949_999_999_999, 1_000_000_000_000)
    exactly = a_figure(Measure.TIMELINESS, 19, 20)
    third = a_figure(Measure.PRODUCTIVITY, Decimal(1) / 3, Decimal(1) / 3)

    assert not reaches(nearly, EDGE)
    assert reaches(exactly, EDGE)
    assert reaches(third, Decimal(1))


def test_what_cannot_be_measured_pays_nothing_and_says_so():
    bonus = a_bonus(a_figure(Measure.TIMELINESS, 0, 0), a_figure(Measure.PRODUCTIVITY, 10, 10))

    assert [part.state for part in bonus.parts] == [
        PartState.NOTHING,
        PartState.PAYS,
        PartState.NOTHING,
    ]
    assert bonus.paid == 30
    assert not bonus.has_nothing
    assert a_bonus().has_nothing


def test_few_thumbs_pay_too_but_say_that_they_are_few():
    (*_, few) = a_bonus(a_figure(Measure.ORIENTATION, 4, 4)).parts
    (*_, enough) = a_bonus(a_figure(Measure.ORIENTATION, 5, 5)).parts

    assert (few.paid, few.is_few, enough.is_few) == (20, True, False)


def test_one_more_late_task_of_forty_loses_the_half_for_timeliness():
    cliff = cliff_of(a_figure(Measure.TIMELINESS, 38, 40), EDGE)

    assert cliff is not None
    assert (cliff.misses_to_lose, cliff.total, cliff.hits_to_reach) == (1, 40, None)


def test_what_is_still_ahead_counts_as_done_until_it_is_missed():
    cliff = cliff_of(a_figure(Measure.TIMELINESS, 29, 30, ahead=10), EDGE)

    assert cliff is not None
    assert (cliff.misses_to_lose, cliff.total, cliff.ahead) == (2, 40, 10)


def test_what_is_lost_says_how_many_in_a_row_would_bring_it_back():
    cliff = cliff_of(a_figure(Measure.TIMELINESS, 17, 20, ahead=5), EDGE)

    assert cliff is not None
    assert (cliff.misses_to_lose, cliff.hits_to_reach) == (None, 40)


def test_after_one_miss_a_threshold_of_one_hundred_is_out_of_reach():
    cliff = cliff_of(a_figure(Measure.ORIENTATION, 9, 10), Decimal(1))

    assert cliff is not None
    assert (cliff.misses_to_lose, cliff.hits_to_reach) == (None, None)


def test_hours_and_money_have_no_cases_but_lack_an_amount():
    (_, productivity, _) = a_bonus(a_figure(Measure.PRODUCTIVITY, 90, 100)).parts

    assert productivity.cliff is None
    assert productivity.short_of == 5


def test_the_nearest_edge_is_the_one_that_the_fewest_misses_lose():
    bonus = a_bonus(a_figure(Measure.TIMELINESS, 100, 100), a_figure(Measure.ORIENTATION, 20, 20))

    nearest = bonus.nearest_edge

    assert nearest is not None
    assert nearest.measure is Measure.ORIENTATION


FIGURES = st.tuples(st.integers(0, 400), st.integers(0, 60), st.integers(0, 40)).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)
EDGES = st.decimals(0, 1, places=4)


def ends(good: int, decided: int, ahead: int, misses: int) -> tuple[int, int]:
    """Good and all cases at the end, where so many are missed: those ahead, then others."""
    return good + max(ahead - misses, 0), decided + max(ahead, misses)


@given(FIGURES, EDGES)
def test_the_cliff_is_exact_one_miss_fewer_keeps_it_and_that_many_lose_it(
    drawn: tuple[int, int, int], edge: Decimal
):
    good, decided, ahead = drawn
    cliff = cliff_of(a_figure(Measure.TIMELINESS, good, decided, ahead), edge)

    def pays(misses: int) -> bool:
        numerator, denominator = ends(good, decided, ahead, misses)
        return numerator >= Fraction(edge) * denominator

    if cliff is None:
        assert decided + ahead == 0
    elif cliff.misses_to_lose is not None:
        assert cliff.misses_to_lose >= 1
        assert pays(cliff.misses_to_lose - 1)
        assert not pays(cliff.misses_to_lose)
    else:
        assert edge == 0 or not pays(0)


@given(FIGURES, EDGES)
def test_so_many_hits_in_a_row_reach_it_and_one_fewer_does_not(
    drawn: tuple[int, int, int], edge: Decimal
):
    good, decided, _ = drawn
    figure = a_figure(Measure.ORIENTATION, good, decided)
    cliff = cliff_of(figure, edge)

    if cliff is not None and cliff.hits_to_reach is not None:
        hits = cliff.hits_to_reach
        assert not reaches(_with_hits(figure, hits - 1), edge)
        assert reaches(_with_hits(figure, hits), edge)
    elif cliff is not None:
        assert reaches(figure, edge) or edge == 1


@given(st.integers(0, 50), st.integers(0, 50), EDGES)
def test_of_cases_that_are_all_there_a_miss_takes_a_good_one_away(
    good: int, bad: int, edge: Decimal
):
    cliff = cliff_of(a_figure(Measure.TRANSPARENCY, good, good + bad), edge)

    if cliff is not None and cliff.misses_to_lose is not None:
        kept, lost = good - cliff.misses_to_lose + 1, good - cliff.misses_to_lose
        assert kept >= Fraction(edge) * (good + bad)
        assert lost < Fraction(edge) * (good + bad)
    if cliff is not None and cliff.hits_to_reach is not None:
        assert good + cliff.hits_to_reach >= Fraction(edge) * (good + bad)
        assert good + cliff.hits_to_reach - 1 < Fraction(edge) * (good + bad)


def _with_hits(figure: Figure, hits: int) -> Figure:
    assert figure.denominator is not None
    good, of = figure.numerator + hits, figure.denominator + hits
    return figure._replace(numerator=good, denominator=of, value=ratio(good, of))
