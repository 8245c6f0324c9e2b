"""Plans: how far, where it leads, whole and parts, whose they are, and what a sheet says."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import AmountNegative, AmountUnreadable
from domain.errors import NotFound
from domain.kpi.model import Measure
from domain.org.model import Role
from domain.org.visibility import EVERYTHING, Scope
from domain.org.whose import COMPANY, Whose
from domain.periods import Period
from domain.plans.copying import parse_factor
from domain.plans.errors import (
    FactorOutOfRange,
    FactorUnreadable,
    PlanInOtherCurrency,
    PlanMonthClosed,
    PlanMonthTooFar,
    PlanNotWhole,
    PlanNotYours,
)
from domain.plans.model import Planned
from domain.plans.progress import (
    Days,
    OpenDeals,
    Progress,
    StageSum,
    days_of,
    expected_of,
    rest_of,
)
from domain.plans.queries import probability_in
from domain.plans.roster import Roster
from domain.plans.rules import month_of, read_plan, require_open
from domain.plans.sums import Reconciled, reconcile, scaled, share_out
from domain.working_time import DateSpan, WorkingCalendar
from tests.builders import a_calendar, a_rulebook, utc
from tests.domain.plan_rosters import (
    ALONE,
    DIRECTOR,
    LEAD,
    MANAGER,
    OF_LEAD,
    OF_MANAGER,
    REP,
    a_roster,
    branch,
    person,
    team,
)

NOVEMBER = month_of(date(2026, 11, 18))
TODAY = date(2026, 11, 18)
MORNING, EVENING = utc("2026-11-18 07:00"), utc("2026-11-18 15:30")
AMOUNTS = st.integers(0, 10**9).map(Decimal)


def test_every_kind_of_plan_is_a_measure_of_figures() -> None:
    assert {kind.measure for kind in Planned} <= set(Measure)


@pytest.mark.parametrize(
    ("calendar", "month", "now", "expected"),
    [
        (a_calendar(), NOVEMBER, MORNING, Days(11, 20)),
        (a_calendar(), NOVEMBER, EVENING, Days(12, 20)),
        (a_calendar(), NOVEMBER.previous(), MORNING, Days(22, 22)),
        (a_calendar(), NOVEMBER.next(), MORNING, Days(0, 22)),
        (
            a_calendar().with_absences([DateSpan(date(2026, 11, 9), date(2026, 11, 20))]),
            NOVEMBER,
            EVENING,
            Days(4, 10),
        ),
        (
            a_calendar().with_absences([DateSpan(date(2026, 10, 1), date(2026, 12, 31))]),
            NOVEMBER,
            EVENING,
            Days(0, 0),
        ),
    ],
    ids=["morning", "evening", "past", "future", "away for two weeks", "away for all of it"],
)
def test_a_working_day_is_over_when_its_work_is(
    calendar: WorkingCalendar, month: Period, now: datetime, expected: Days
) -> None:
    assert days_of(month, calendar, now) == expected


def test_pace_and_shares_are_not_rounded() -> None:
    progress = Progress(Decimal(900_000), Decimal(620_000), Days(13, 18), Decimal(10_000))

    assert progress.share == Decimal(620_000) / Decimal(900_000)
    assert progress.due == Decimal(900_000) * (Decimal(13) / Decimal(18))
    assert progress.at_this_pace == Decimal(620_000) * 18 / 13
    assert progress.forecast == Decimal(630_000)


def test_what_cannot_be_divided_is_nothing() -> None:
    progress = Progress(None, Decimal(5), Days(0, 0))

    assert (progress.share, progress.due, progress.at_this_pace, progress.forecast) == (None,) * 4


def test_a_forecast_weighs_each_open_deal_with_its_stage() -> None:
    weights = {"offer": Decimal("0.5"), "contract": Decimal("0.9")}
    deals = OpenDeals(
        (StageSum("offer", 3, Decimal(100)), StageSum("contract", 1, Decimal(50))), no_amount=1
    )

    assert expected_of(Planned.WON_VALUE, deals, weights.__getitem__) == Decimal("95.0")
    assert expected_of(Planned.WON_COUNT, deals, weights.__getitem__) == Decimal("2.4")
    assert expected_of(Planned.CALLS, deals, weights.__getitem__) is None
    assert probability_in(a_rulebook())("of an older rulebook") == 0


def test_the_rest_of_a_month_begins_today() -> None:
    rest = rest_of(NOVEMBER, TODAY)

    assert rest is not None
    assert (rest.starts_on, rest.last_on) == (TODAY, date(2026, 11, 30))
    assert rest_of(NOVEMBER, date(2026, 12, 1)) is None
    assert rest_of(NOVEMBER, date(2026, 10, 5)) == NOVEMBER


def test_a_whole_is_held_against_its_parts() -> None:
    parts = [Decimal(2_000_000), Decimal(750_000), None]

    assert reconcile(Decimal(3_000_000), parts).rest == Decimal(250_000)
    assert reconcile(None, parts) == Reconciled(None, Decimal(2_750_000), 1)
    assert reconcile(None, parts).rest is None


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=8).filter(any))
def test_shares_add_up_and_are_whole(amount: Decimal, weights: list[Decimal]) -> None:
    shares = share_out(amount, weights)

    assert sum(shares) == amount
    assert all(share == int(share) for share in shares)
    fair = [amount * weight / sum(weights) for weight in weights]
    assert all(abs(share - due) < 1 for share, due in zip(shares, fair, strict=True))
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


def test_a_fraction_of_a_unit_is_not_lost() -> None:
    assert sum(share_out(Decimal("10.50"), [1, 1, 1])) == Decimal("10.50")


TREE: Mapping[Whose, tuple[Whose, ...]] = {
    COMPANY: (branch(1), branch(2)),
    branch(1): (team(3), person(4)),
    team(3): (person(3), person(5), person(6)),
}


@given(
    st.dictionaries(
        st.sampled_from([person(3), person(5), person(6), person(4), branch(2)]),
        st.integers(1, 10**7).map(Decimal),
        min_size=1,
    ),
    st.decimals("0.1", "10", places=2),
    st.booleans(),
)
def test_what_added_up_adds_up_in_the_copy(
    leaves: dict[Whose, Decimal], factor: Decimal, adds_up: bool
) -> None:
    amounts = dict(leaves)
    for whole in (team(3), branch(1), COMPANY):
        amount = sum((amounts.get(part, Decimal(0)) for part in TREE[whole]), Decimal(0))
        if amount:
            amounts[whole] = amount if adds_up else amount + 7

    after = scaled(amounts, factor, lambda whose: TREE.get(whose, ()), COMPANY)

    assert after.keys() == amounts.keys()
    for whole, parts in TREE.items():
        if adds_up and whole in after:
            assert sum(after.get(part, Decimal(0)) for part in parts) == after[whole]
    assert abs(after[COMPANY] - amounts[COMPANY] * factor) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("typed", "factor"),
    [
        ("1,1", "1.1"),
        ("×1.05", "1.05"),
        ("×3", "3"),
        ("5 %", "1.05"),
        ("+5%", "1.05"),
        ("-10%", "0.9"),
    ],
)
def test_a_factor_is_read(typed: str, factor: str) -> None:
    assert parse_factor(typed) == Decimal(factor)


@pytest.mark.parametrize("typed", ["", "много", "-1,1", "5 %%", "1e9", "×5%", "٣", "10"])
def test_what_is_no_factor_is_refused(typed: str) -> None:
    with pytest.raises((FactorUnreadable, FactorOutOfRange)):
        parse_factor(typed)


def test_a_plan_does_not_vanish_or_explode_by_a_copy() -> None:
    for typed in ("-100 %", "0", "×11", "1000%"):
        with pytest.raises(FactorOutOfRange):
            parse_factor(typed)


def test_a_plan_is_read_as_amounts_are() -> None:
    assert read_plan("1,2 млн", Planned.WON_VALUE, "RUB") == 1_200_000
    assert read_plan("300к ₽", Planned.WON_VALUE, "RUB") == 300_000
    assert read_plan("0", Planned.CALLS, "RUB") == 0
    for text, planned, refusal in (
        ("-5", Planned.WON_VALUE, AmountNegative),
        ("100 $", Planned.WON_VALUE, PlanInOtherCurrency),
        ("100 ₽", Planned.CALLS, AmountUnreadable),
        ("2,5", Planned.WON_COUNT, PlanNotWhole),
    ):
        with pytest.raises(refusal):
            read_plan(text, planned, "RUB")


def test_months_before_the_last_are_closed() -> None:
    require_open(date(2026, 10, 1), TODAY)
    require_open(date(2027, 11, 1), TODAY)
    with pytest.raises(PlanMonthClosed):
        require_open(date(2026, 9, 1), TODAY)
    with pytest.raises(PlanMonthTooFar):
        require_open(date(2027, 12, 1), TODAY)


def test_a_company_is_made_of_branches_teams_and_people() -> None:
    roster = a_roster(DIRECTOR, Role.DIRECTOR, EVERYTHING, branch_id=1)

    assert roster.parts(COMPANY) == (branch(2), branch(3))
    assert roster.parts(branch(2)) == (branch(4), team(LEAD), person(ALONE))
    assert roster.parts(team(LEAD)) == (person(LEAD), person(REP))
    assert roster.above(person(REP)) == team(LEAD)
    assert roster.above(team(LEAD)) == branch(2)
    assert roster.above(branch(2)) == COMPANY
    assert len(set(roster.below(COMPANY))) == len(roster.below(COMPANY)) == 9


@pytest.mark.parametrize(
    ("roster", "settable"),
    [
        (a_roster(REP, Role.REP, Scope(owners=frozenset({REP}))), set()),
        (a_roster(LEAD, Role.LEAD, OF_LEAD), {person(REP)}),
        (
            a_roster(MANAGER, Role.MANAGER, OF_MANAGER),
            {branch(4), team(LEAD), person(LEAD), person(REP), person(ALONE)},
        ),
        (a_roster(ALONE, Role.REP, OF_LEAD, deputy_of=LEAD), {person(REP)}),
        (a_roster(REP, Role.REP, OF_LEAD, deputy_of=LEAD), set()),
    ],
    ids=["rep", "lead", "manager", "deputy of the lead", "deputy who is of the team"],
)
def test_heads_set_the_plans_of_those_beneath(roster: Roster, settable: set[Whose]) -> None:
    everybody = roster.everybody()

    assert {whose for whose in everybody if roster.may_set(whose)} == settable


def test_a_director_sets_every_plan_their_own_too() -> None:
    roster = a_roster(DIRECTOR, Role.DIRECTOR, EVERYTHING, branch_id=1)

    assert all(roster.may_set(whose) for whose in roster.everybody())
    with pytest.raises(NotFound):
        roster.require_may_set(person(99))
    with pytest.raises(PlanNotYours):
        a_roster(LEAD, Role.LEAD, OF_LEAD).require_may_set(person(LEAD))
