"""No sent offer is ever silent and unwatched, whatever is done with it and whenever."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.deals import follow_up, rules
from domain.deals.errors import OfferAnswered, SnoozesUsedUp
from domain.deals.follow_up import build_ladder, is_watched
from domain.deals.model import Offer, OfferId
from tests.builders import a_calendar, a_deal, a_rulebook, an_offer, required_items

RULES = a_rulebook()
TERMS = RULES.offers
PRICE = RULES.lost_reason("price")
START = datetime(2026, 10, 20, 10, tzinfo=UTC)  # the clocks of Europe and America change soon
CALENDARS = (
    a_calendar("Europe/Moscow", "RU", around=START),
    a_calendar("Asia/Vladivostok", "RU", around=START),
    a_calendar("Europe/Berlin", "DE", around=START),
    a_calendar("America/New_York", "US", around=START),
    a_calendar("Asia/Kathmandu", "NP", hours={"sun": ["22:00-00:00"], "mon": ["00:00-06:00"]}),
)
WHICH = st.integers(0, 9)
DAYS = st.integers(1, 40)


class SentOffers(RuleBasedStateMachine):
    """One deal with its offers; ``told`` is what the sweep said: offer, step, moment of it."""

    @initialize(calendar=st.sampled_from(CALENDARS))
    def begin(self, calendar: Any) -> None:
        self.calendar = calendar
        self.now = START
        self.deal = a_deal(ticks={"offer": required_items("offer")})
        self.offers: list[Offer] = []
        self.told: list[Offer] = []

    @rule(minutes=st.integers(1, 4 * 24 * 60))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_sweep_runs(self) -> None:
        for index, offer in enumerate(self.offers):
            here = offer
            while here.next_step_at is not None and here.next_step_at <= self.now:
                self.told.append(here)
                here = replace(here, steps_done=here.steps_done + 1)
            self.offers[index] = here

    @precondition(lambda self: self.deal.is_open)
    @rule(days=st.integers(1, 10))
    def an_offer_is_sent(self, days: int) -> None:
        at = follow_up.default_follow_up(self.now, days, self.calendar)
        follow_up.check_follow_up(at, now=self.now)
        self.offers.append(
            an_offer(
                id=OfferId(len(self.offers)),
                sent_at=self.now,
                follow_up_at=at,
                ladder=build_ladder(at, TERMS.escalation, self.calendar),
            )
        )

    @precondition(lambda self: self.offers)
    @rule(which=WHICH)
    def the_client_accepts(self, which: int) -> None:
        self._change(which, lambda offer: follow_up.accept(offer, now=self.now))

    @precondition(lambda self: self.offers)
    @rule(which=WHICH)
    def the_client_refuses(self, which: int) -> None:
        self._change(which, lambda offer: follow_up.refuse(offer, PRICE, None, now=self.now))

    @precondition(lambda self: self.offers)
    @rule(which=WHICH, days=DAYS)
    def the_client_thinks(self, which: int, days: int) -> None:
        at = follow_up.default_follow_up(self.now, days, self.calendar)
        self._change(which, lambda offer: self._again(offer, at))

    @precondition(lambda self: self.offers)
    @rule(which=WHICH)
    def nobody_answers(self, which: int) -> None:
        wait = timedelta(hours=TERMS.no_answer_retry_working_hours)
        at = self.calendar.add_working_time(self.now, wait)
        self._change(which, lambda offer: self._again(offer, at))

    @precondition(lambda self: self.offers)
    @rule(which=WHICH, hours=st.integers(1, 100), reason=st.none() | st.just("отпуск"))
    def the_reminder_is_put_off(self, which: int, hours: int, reason: str | None) -> None:
        at = self.now + timedelta(hours=hours)
        self._change(
            which,
            lambda offer: follow_up.snooze(
                offer, at, reason=reason, now=self.now, rules=TERMS, calendar=self.calendar
            ),
        )

    @precondition(lambda self: self.deal.is_open)
    @rule()
    def the_deal_is_won(self) -> None:
        self.deal = rules.win(self.deal, rulebook=RULES, now=self.now)
        self._answer_all(lambda offer: follow_up.withdraw(offer, now=self.now))

    @precondition(lambda self: self.deal.is_open)
    @rule()
    def the_deal_is_lost(self) -> None:
        self.deal = rules.lose(self.deal, PRICE, None, now=self.now)
        self._answer_all(lambda offer: follow_up.refuse(offer, PRICE, None, now=self.now))

    @precondition(lambda self: not self.deal.is_open)
    @rule()
    def the_deal_is_reopened(self) -> None:
        self.deal = rules.reopen(self.deal, rulebook=RULES, now=self.now, calendar=self.calendar)

    @invariant()
    def every_offer_is_watched(self) -> None:
        assert all(is_watched(offer, self.now) for offer in self.offers)

    @invariant()
    def no_ladder_falls_or_begins_before_its_follow_up(self) -> None:
        for offer in self.offers:
            moments = offer.ladder.moments
            assert moments[0] >= offer.follow_up_at
            assert all(earlier <= later for earlier, later in pairwise(moments))

    @invariant()
    def a_closed_deal_waits_for_no_answer(self) -> None:
        assert self.deal.is_open or not any(offer.is_awaiting for offer in self.offers)

    @invariant()
    def nobody_was_told_early_or_of_an_answered_offer(self) -> None:
        for offer in self.told:
            assert offer.is_awaiting
            assert offer.ladder.moments[offer.steps_done] <= self.now
        self.told.clear()

    def _again(self, offer: Offer, at: datetime) -> Offer:
        return follow_up.follow_up_again(
            offer, at, now=self.now, rules=TERMS, calendar=self.calendar
        )

    def _change(self, which: int, act: Any) -> None:
        """A refusal is an answer too: it leaves the offer as it was."""
        index = which % len(self.offers)
        offer = self.offers[index]
        try:
            self.offers[index] = act(offer)
        except OfferAnswered:
            assert not offer.is_awaiting
        except SnoozesUsedUp:
            assert offer.snoozes >= TERMS.max_snoozes

    def _answer_all(self, act: Any) -> None:
        self.offers = [act(offer) if offer.is_awaiting else offer for offer in self.offers]


SentOffers.TestCase.settings = settings(max_examples=1000, stateful_step_count=16, deadline=None)
test_no_offer_is_ever_silent_and_unwatched = SentOffers.TestCase
