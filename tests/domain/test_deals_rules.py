"""What may happen to a deal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deals.errors import (
    ChecklistUnfinished,
    ClosingDayInPast,
    DealChanged,
    DealClosed,
    DealOpen,
    MarginAboveAmount,
    NextStepInPast,
    NextStepTooFar,
    NoSuchStage,
    ReasonMissing,
)
from domain.deals.model import Deal, DealStatus
from domain.deals.rules import (
    lose,
    move_to_stage,
    plan_next_step,
    priced,
    reopen,
    require_version,
    set_amount,
    set_closing_day,
    set_margin,
    tick,
    unfinished_items,
    win,
)
from domain.money import CurrencyMismatch
from tests.builders import NOW, a_calendar, a_deal, a_rulebook, required_items, roubles, typed, utc

RULES = a_rulebook()
STAGES = RULES.stage_keys
PRICE = RULES.lost_reason("price")
OTHER = RULES.lost_reason("other")


def moved(deal: Deal, to: str) -> Deal:
    return move_to_stage(deal, to, rulebook=RULES, now=NOW, calendar=a_calendar())


def a_won_deal() -> Deal:
    return win(a_deal(is_ready=True), rulebook=RULES, now=NOW)


CHANGES = {
    "move": lambda deal: moved(deal, "contract"),
    "win": lambda deal: win(deal, rulebook=RULES, now=NOW),
    "lose": lambda deal: lose(deal, PRICE, None, now=NOW),
    "tick": lambda deal: tick(deal, "call_agreed", is_done=True, stage=RULES.stage("offer")),
    "next step": lambda deal: plan_next_step(deal, "звонок", NOW + timedelta(days=1), now=NOW),
    "amount": lambda deal: set_amount(deal, roubles(5)),
    "margin": lambda deal: set_margin(deal, roubles(5)),
    "closing day": lambda deal: set_closing_day(deal, date(2026, 12, 1), today=NOW.date()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("status", [DealStatus.WON, DealStatus.LOST])
def test_a_closed_deal_stays_as_it_was_closed(change, status):
    closed = a_deal(status=status, closed_at=NOW, is_ready=True)

    with pytest.raises(DealClosed) as refusal:
        change(closed)

    assert refusal.value.facts == {"deal_id": closed.id, "status": status}


def test_a_deal_moves_on_once_the_required_items_are_ticked():
    deal = a_deal(stage="offer", is_ready=True)

    after = moved(deal, "negotiation")

    assert (after.stage, after.stage_since) == ("negotiation", NOW)


def test_items_that_are_not_required_may_stay_open():
    deal = a_deal(stage="offer", is_ready=True)

    assert "call_agreed" not in deal.ticks["offer"]
    assert unfinished_items(deal, RULES.stage("offer")) == ()


def test_a_new_stage_has_its_limit_in_working_hours():
    deal = a_deal(stage="engaging", is_ready=True)

    after = moved(deal, "offer")

    # 24 hours from Wednesday 13:00: an hour is lunch, so 4 + 8 + 8 + 4 end on Monday at 13:00.
    assert after.stage_due_at == utc("2026-11-23 10:00")


def test_leaving_a_stage_unfinished_names_what_is_missing():
    deal = a_deal(stage="offer", ticks={"offer": ("margin_checked",)})

    with pytest.raises(ChecklistUnfinished) as refusal:
        moved(deal, "negotiation")

    assert refusal.value.facts["items"] == ("offer_for_need", "offer_sent")


def test_ticks_of_another_stage_do_not_count():
    deal = a_deal(stage="offer", ticks={"engaging": required_items("offer")})

    with pytest.raises(ChecklistUnfinished):
        moved(deal, "negotiation")


def test_a_skip_asks_only_for_the_stage_being_left():
    deal = a_deal(stage="prospecting", is_ready=True)

    assert moved(deal, "payment").stage == "payment"


def test_a_skip_with_an_unfinished_checklist_is_refused():
    with pytest.raises(ChecklistUnfinished):
        moved(a_deal(stage="prospecting"), "payment")


def test_going_back_asks_for_nothing_and_keeps_the_ticks():
    deal = a_deal(stage="contract", ticks={"offer": ("offer_sent",)})

    after = moved(deal, "offer")

    assert (after.stage, after.ticks) == ("offer", {"offer": ("offer_sent",)})


def test_a_move_to_where_the_deal_is_changes_nothing():
    deal = a_deal(stage="offer", stage_since=utc("2026-11-01 10:00"))

    assert moved(deal, "offer") is deal


@pytest.mark.parametrize("stage", ["gone", "won", "lost", ""])
def test_there_is_no_move_to_what_is_no_stage(stage):
    with pytest.raises(NoSuchStage) as refusal:
        moved(a_deal(is_ready=True), stage)

    assert refusal.value.facts == {"stage": stage}


def test_a_deal_on_a_stage_that_was_dropped_may_leave_it_freely():
    assert moved(a_deal(stage="old"), "offer").stage == "offer"


@given(st.lists(st.sampled_from(STAGES), max_size=12))
def test_wherever_a_deal_goes_its_limit_lies_ahead_of_its_entry(path):
    deal = a_deal(stage="prospecting")

    for to in path:
        deal = moved(replace(deal, ticks={deal.stage: required_items(deal.stage)}), to)

    assert deal.stage == ([*path] or ["prospecting"])[-1]
    assert deal.stage_due_at is None or deal.stage_due_at > deal.stage_since


def test_a_won_deal_keeps_its_stage_and_has_no_plan_left():
    deal = a_deal(is_ready=True, next_step="звонок", next_step_at=NOW, stage_due_at=NOW)

    won = win(deal, rulebook=RULES, now=NOW)

    assert (won.status, won.stage, won.closed_at) == (DealStatus.WON, "offer", NOW)
    assert (won.next_step, won.next_step_at, won.stage_due_at) == (None, None, None)


def test_winning_asks_for_the_stage_being_left():
    with pytest.raises(ChecklistUnfinished):
        win(a_deal(), rulebook=RULES, now=NOW)


def test_a_deal_on_a_stage_that_was_dropped_can_be_won():
    assert win(a_deal(stage="old"), rulebook=RULES, now=NOW).status is DealStatus.WON


def test_a_lost_deal_says_why_and_asks_for_no_checklist():
    lost = lose(a_deal(next_step="звонок", next_step_at=NOW), PRICE, "дорого", now=NOW)

    assert (lost.status, lost.closed_at) == (DealStatus.LOST, NOW)
    assert (lost.lost_reason, lost.lost_comment) == ("price", "дорого")
    assert (lost.next_step, lost.next_step_at, lost.stage_due_at) == (None, None, None)


@pytest.mark.parametrize("comment", [None, ""])
def test_another_reason_wants_words(comment):
    with pytest.raises(ReasonMissing) as refusal:
        lose(a_deal(), OTHER, comment, now=NOW)

    assert refusal.value.facts == {"reason": "other"}


def test_another_reason_with_words_will_do():
    assert lose(a_deal(), OTHER, "переехали", now=NOW).lost_comment == "переехали"


def test_a_reopened_deal_stands_on_its_stage_with_its_time_anew():
    lost = lose(a_deal(stage="contract"), PRICE, "дорого", now=NOW)
    later = utc("2026-11-25 10:00")

    again = reopen(lost, rulebook=RULES, now=later, calendar=a_calendar())

    assert (again.status, again.stage, again.stage_since) == (DealStatus.OPEN, "contract", later)
    assert (again.closed_at, again.lost_reason, again.lost_comment) == (None, None, None)
    assert again.stage_due_at == utc("2026-12-02 10:00")  # forty hours are a working week


def test_reopening_onto_a_stage_that_was_dropped_starts_at_the_first():
    lost = lose(a_deal(stage="old"), PRICE, None, now=NOW)

    assert reopen(lost, rulebook=RULES, now=NOW, calendar=a_calendar()).stage == "prospecting"


def test_an_open_deal_is_not_reopened():
    with pytest.raises(DealOpen):
        reopen(a_deal(), rulebook=RULES, now=NOW, calendar=a_calendar())


def test_closing_and_reopening_lose_nothing_else():
    deal = a_deal(is_ready=True, amount=roubles(100), margin=roubles(10), closes_on=NOW.date())

    again = reopen(
        win(deal, rulebook=RULES, now=NOW), rulebook=RULES, now=NOW, calendar=a_calendar()
    )

    assert again == replace(deal, stage_due_at=again.stage_due_at)


def test_an_item_is_ticked_and_cleared_in_the_order_of_the_checklist():
    stage = RULES.stage("offer")
    deal = tick(a_deal(), "offer_sent", is_done=True, stage=stage)

    both = tick(deal, "offer_for_need", is_done=True, stage=stage)
    one = tick(both, "offer_sent", is_done=False, stage=stage)

    assert both.ticks["offer"] == ("offer_for_need", "offer_sent")
    assert one.ticks["offer"] == ("offer_for_need",)


def test_a_second_tap_on_an_item_changes_nothing():
    stage = RULES.stage("offer")
    deal = tick(a_deal(), "offer_sent", is_done=True, stage=stage)

    assert tick(deal, "offer_sent", is_done=True, stage=stage) is deal
    assert tick(a_deal(), "offer_sent", is_done=False, stage=stage) == a_deal()


def test_an_item_that_the_stage_does_not_have_is_outdated():
    with pytest.raises(DealChanged):
        tick(a_deal(), "budget", is_done=True, stage=RULES.stage("offer"))


def test_ticking_leaves_other_stages_alone():
    deal = a_deal(ticks={"engaging": ("need",)})

    after = tick(deal, "offer_sent", is_done=True, stage=RULES.stage("offer"))

    assert after.ticks == {"engaging": ("need",), "offer": ("offer_sent",)}


def test_a_next_step_lies_ahead():
    at = NOW + timedelta(minutes=1)

    planned = plan_next_step(a_deal(), "звонок", at, now=NOW)

    assert (planned.next_step, planned.next_step_at) == ("звонок", at)


@pytest.mark.parametrize("at", [NOW, NOW - timedelta(seconds=1)])
def test_a_next_step_in_the_past_is_refused(at):
    with pytest.raises(NextStepInPast) as refusal:
        plan_next_step(a_deal(), "звонок", at, now=NOW)

    assert refusal.value.facts == {"moment": at}


def test_a_next_step_is_planned_a_year_ahead_and_no_further():
    year = timedelta(days=366)

    assert plan_next_step(a_deal(), "звонок", NOW + year, now=NOW).next_step_at == NOW + year
    with pytest.raises(NextStepTooFar):
        plan_next_step(a_deal(), "звонок", NOW + year + timedelta(seconds=1), now=NOW)


def test_a_margin_may_reach_the_amount_and_may_be_a_loss():
    deal = a_deal(amount=roubles(100))

    assert set_margin(deal, roubles(100)).margin == roubles(100)
    assert set_margin(deal, roubles(-20)).margin == roubles(-20)


def test_a_margin_above_the_amount_is_refused():
    with pytest.raises(MarginAboveAmount) as refusal:
        set_margin(a_deal(amount=roubles(100)), roubles("100.01"))

    assert refusal.value.facts == {"amount": roubles(100), "margin": roubles("100.01")}


def test_an_amount_below_the_margin_is_refused():
    with pytest.raises(MarginAboveAmount):
        set_amount(a_deal(amount=roubles(100), margin=roubles(50)), roubles(49))


def test_a_margin_without_an_amount_is_kept_until_there_is_one():
    deal = set_margin(a_deal(), roubles(50))

    assert set_amount(deal, roubles(50)).amount == roubles(50)
    with pytest.raises(MarginAboveAmount):
        set_amount(deal, roubles(49))


def test_money_is_expected_today_or_later():
    today = date(2026, 11, 18)

    assert set_closing_day(a_deal(), today, today=today).closes_on == today
    with pytest.raises(ClosingDayInPast):
        set_closing_day(a_deal(), date(2026, 11, 17), today=today)


def test_an_older_button_is_outdated():
    with pytest.raises(DealChanged) as refusal:
        require_version(a_deal(version=3), 2)

    assert refusal.value.facts == {"deal_id": 1, "version": 3}


def test_what_was_typed_takes_the_currency_of_the_deal():
    assert priced(typed("12.50"), "RUB") == roubles("12.50")
    assert priced(typed("12.50", "RUB"), "RUB") == roubles("12.50")


def test_what_was_typed_in_another_currency_is_refused():
    with pytest.raises(CurrencyMismatch) as refusal:
        priced(typed(10, "USD"), "RUB")

    assert refusal.value.facts == {"left": "RUB", "right": "USD"}


def test_only_an_open_deal_can_be_over_its_limit():
    late = a_deal(stage_due_at=NOW)

    assert late.is_over_limit(NOW)
    assert not late.is_over_limit(NOW - timedelta(seconds=1))
    assert not replace(late, status=DealStatus.WON, closed_at=NOW).is_over_limit(NOW)
    assert not a_won_deal().is_over_limit(NOW)
