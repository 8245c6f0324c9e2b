"""Definitions of sales: what is divided by what, and what nothing can be divided by."""

from decimal import Decimal

import pytest

from domain.kpi.counts import Closed, Kept, OnStage, Opened, SalesCounts, Spans, Summed
from domain.kpi.definitions import UNITS
from domain.kpi.definitions_sales import (
    OF_ALL,
    OF_STAGES,
    SALES,
    churn,
    contracts,
    mean_won,
    retention,
    stage_conversion,
    velocity,
    yield_,
)
from domain.kpi.definitions_work import WORK
from domain.kpi.model import LeftOut, Measure

DAY = Decimal(86_400)


def test_every_measure_is_defined_once_and_has_a_unit() -> None:
    assert set(SALES) | set(WORK) == set(Measure) == set(UNITS)
    assert set(SALES) & set(WORK) == set()


def test_every_definition_says_what_it_means() -> None:
    assert all(
        definition.__doc__ for definition in [*OF_ALL.values(), *OF_STAGES.values(), contracts]
    )


@pytest.mark.parametrize("measure", OF_ALL)
def test_of_nothing_a_sum_is_zero_and_a_share_is_none(measure: Measure) -> None:
    reckoned = OF_ALL[measure](SalesCounts())

    is_sum = reckoned.denominator is None and measure not in {Measure.CYCLE, Measure.HAND_OFF}
    assert reckoned.value == (0 if is_sum else None)
    assert not reckoned.numerator
    assert not reckoned.denominator


def test_a_stage_that_nobody_entered_has_no_conversion() -> None:
    assert stage_conversion(OnStage()).value is None


def test_velocity_is_qualified_deals_by_rate_by_value_by_days() -> None:
    counts = SalesCounts(
        closed=Closed(
            won=Summed(number=2, money=Decimal(300), priced=2),
            lost=Summed(number=2),
            cycles=Spans(2, DAY * 20, DAY * 10),
        ),
        opened=Opened(qualified=6),
    )

    assert velocity(counts).value == Decimal(6) * Decimal("0.5") * 150 / 10


def test_money_is_divided_among_those_that_have_an_amount() -> None:
    won = Summed(number=4, money=Decimal(300), priced=2, without_amount=1, in_other_currency=1)
    reckoned = mean_won(SalesCounts(closed=Closed(won=won)))

    assert reckoned.value == 150
    assert reckoned.left_out == {LeftOut.NO_AMOUNT: 1, LeftOut.OTHER_CURRENCY: 1}


def test_yield_leaves_out_deals_whose_margin_nobody_knows() -> None:
    closed = Closed(
        won=Summed(number=3, money=Decimal(500), priced=3),
        margin=Decimal(50),
        margin_of=Decimal(200),
        without_margin=1,
    )

    assert yield_(SalesCounts(closed=closed)).value == Decimal("0.25")
    assert yield_(SalesCounts(closed=closed)).left_out == {LeftOut.NO_MARGIN: 1}


def test_who_stays_and_who_goes_are_all_who_were_there() -> None:
    counts = SalesCounts(kept=Kept(active=8, gone=3))

    assert (churn(counts).value or 0) + (retention(counts).value or 0) == 1
