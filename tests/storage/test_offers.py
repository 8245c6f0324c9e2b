"""What people do with offers, on a real database."""

import asyncio
from datetime import date

import pytest

from domain.deals.errors import (
    DealClosed,
    FollowUpInPast,
    FollowUpTooFar,
    OfferAnswered,
    OfferChanged,
    OfferNumberMissing,
    OfferNumberTooLong,
    ReasonMissing,
    SnoozesUsedUp,
)
from domain.deals.model import OfferFile, OfferStatus
from domain.money import CurrencyMismatch
from tests.builders import roubles, typed, utc
from tests.crm import Crm

MONDAY_9 = utc("2026-11-23 06:00")
"""Three working days after Wednesday 18 November, when work begins in Moscow."""


@pytest.fixture
async def rep(crm: Crm):
    return await crm.actor(await crm.given_person("Анна"))


@pytest.fixture
async def deal(crm: Crm, rep):
    return await crm.given_deal(rep)


@pytest.fixture
async def offer(crm: Crm, deal):
    return await crm.given_offer(deal, follow_up_at=utc("2026-11-19 06:00"))


async def test_a_sent_offer_is_asked_about_three_working_days_on(crm, rep, deal):
    file = OfferFile("AgACAgI", "document")

    offer = await crm.send_offer(rep, deal.id, typed(100), number="КП-7", file=file)

    assert offer == await crm.offer(offer.id)
    assert (offer.price, offer.number, offer.file) == (roubles(100), "КП-7", file)
    assert offer.follow_up_at == offer.next_step_at == MONDAY_9
    assert await crm.happened(deal.id) == ["offer_sent"]


@pytest.mark.parametrize(
    ("number", "refusal"), [(" \u200b—", OfferNumberMissing), ("7" * 51, OfferNumberTooLong)]
)
async def test_a_number_that_cannot_be_shown_is_not_taken(crm, rep, deal, number, refusal):
    with pytest.raises(refusal):
        await crm.send_offer(rep, deal.id, typed(100), number=number)

    assert await crm.happened(deal.id) == []


async def test_a_number_is_kept_on_one_line(crm, rep, deal):
    offer = await crm.send_offer(rep, deal.id, typed(100), number=" КП\n7 ")

    assert offer.number == "КП 7"


async def test_the_follow_up_can_be_chosen_at_sending(crm, rep, deal):
    offer = await crm.send_offer(rep, deal.id, typed(100), follow_up_on=date(2026, 11, 28))

    assert offer.follow_up_at == utc("2026-11-30 06:00")  # the 28th is a Saturday


async def test_a_follow_up_is_counted_in_the_branch_s_days_whoever_sends(crm):
    east = await crm.given_branch("Владивосток", zone="Asia/Vladivostok")
    rep = await crm.actor(await crm.given_person("Дина", branch=east))
    crm.now = utc("2026-11-18 17:00")  # Thursday 03:00 there

    offer = await crm.send_offer(rep, (await crm.given_deal(rep)).id, typed(100))

    assert offer.follow_up_at == utc("2026-11-23 23:00")  # Tuesday 09:00 there


async def test_the_first_offer_gives_a_deal_its_amount_and_no_other_does(crm, rep, deal):
    await crm.send_offer(rep, deal.id, typed(100))
    await crm.send_offer(rep, deal.id, typed(200))

    assert (await crm.deal(deal.id)).amount == roubles(100)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [(date(2026, 11, 17), FollowUpInPast), (date(2028, 11, 18), FollowUpTooFar)],
)
async def test_a_follow_up_out_of_reach_sends_nothing(crm, rep, deal, day, refusal):
    with pytest.raises(refusal):
        await crm.send_offer(rep, deal.id, typed(100), follow_up_on=day)

    assert await crm.offers() == []


async def test_an_offer_in_another_currency_is_not_sent(crm, rep, deal):
    with pytest.raises(CurrencyMismatch):
        await crm.send_offer(rep, deal.id, typed(100, "USD"))

    assert await crm.offers() == []


async def test_a_closed_deal_gets_no_offer(crm, rep):
    closed = await crm.given_deal(rep, status="won")

    with pytest.raises(DealClosed):
        await crm.send_offer(rep, closed.id, typed(100))


async def test_an_offer_and_the_end_of_its_deal_at_once_leave_no_silent_offer(crm, rep, deal):
    await asyncio.gather(
        crm.send_offer(rep, deal.id, typed(100)),
        crm.lose_deal(rep, deal.id, "price", version=1),
        return_exceptions=True,
    )

    closed = not (await crm.deal(deal.id)).is_open
    assert not (closed and any(offer.is_awaiting for offer in await crm.offers()))


async def test_choices_are_the_rulebook_s_days_in_order(crm, rep, deal):
    default, choices = await crm.propose_follow_ups(rep, deal.id)

    assert default == MONDAY_9
    assert choices == (
        utc("2026-11-19 06:00"),
        MONDAY_9,
        utc("2026-11-25 06:00"),
        utc("2026-12-02 06:00"),
    )


async def test_an_acceptance_is_kept(crm, rep, deal, offer):
    accepted = await crm.accept_offer(rep, offer.id, version=offer.version)

    assert accepted == await crm.offer(offer.id)
    assert (accepted.status, accepted.answered_at) == (OfferStatus.ACCEPTED, crm.now)
    assert await crm.happened(deal.id) == ["offer_accepted"]


async def test_a_refusal_is_kept_with_its_reason(crm, rep, deal, offer):
    await crm.refuse_offer(rep, offer.id, "competitor", "дешевле", version=offer.version)

    kept = await crm.offer(offer.id)
    assert (kept.refusal_reason, kept.comment) == ("competitor", "дешевле")
    assert (await crm.deal(deal.id)).is_open


async def test_a_refusal_that_wants_words_is_not_kept_without(crm, rep, offer):
    with pytest.raises(ReasonMissing):
        await crm.refuse_offer(rep, offer.id, "other", version=offer.version)

    assert (await crm.offer(offer.id)).is_awaiting


async def test_an_answered_offer_says_what_was_answered(crm, rep, offer):
    accepted = await crm.accept_offer(rep, offer.id, version=offer.version)

    with pytest.raises(OfferAnswered) as refusal:
        await crm.refuse_offer(rep, offer.id, "price", version=accepted.version)

    assert refusal.value.facts["status"] is OfferStatus.ACCEPTED


async def test_of_two_answers_at_once_one_counts(crm, rep, deal, offer):
    results = await asyncio.gather(
        crm.accept_offer(rep, offer.id, version=1),
        crm.refuse_offer(rep, offer.id, "price", version=1),
        crm.note_thinking(rep, offer.id, version=1),
        return_exceptions=True,
    )

    outdated = [result for result in results if isinstance(result, (OfferAnswered, OfferChanged))]
    assert len(outdated) == 2
    assert len(await crm.happened(deal.id)) == 1


async def test_a_thinking_client_is_asked_again_in_the_rulebook_s_days(crm, rep, deal, offer):
    again = await crm.note_thinking(rep, offer.id, version=offer.version)

    assert again == await crm.offer(offer.id)
    assert (again.follow_up_at, again.steps_done) == (MONDAY_9, 0)
    assert await crm.happened(deal.id) == ["offer_thinking"]


async def test_that_the_client_thinks_is_kept_even_where_the_day_stays(crm, rep, deal):
    offer = await crm.given_offer(deal, follow_up_at=MONDAY_9)

    again = await crm.note_thinking(rep, offer.id, version=offer.version)

    assert again.follow_up_at == MONDAY_9
    assert await crm.happened(deal.id) == ["offer_thinking"]


async def test_a_thinking_client_may_name_a_day(crm, rep, offer):
    named = await crm.note_thinking(
        rep, offer.id, version=offer.version, again_on=date(2026, 12, 12)
    )

    assert named.follow_up_at == utc("2026-12-14 06:00")  # the 12th is a Saturday


async def test_working_days_are_counted_from_today(crm, rep, offer):
    again = await crm.ask_again_in_working_days(rep, offer.id, 5, version=offer.version)

    assert again.follow_up_at == utc("2026-11-25 06:00")


@pytest.mark.parametrize("days", [0, -1, 251, 10**9])
async def test_working_days_that_no_button_offers_are_refused(crm, rep, offer, days):
    with pytest.raises(FollowUpTooFar):
        await crm.ask_again_in_working_days(rep, offer.id, days, version=offer.version)


async def test_nobody_answered_means_again_in_four_working_hours(crm, rep, offer):
    crm.now = utc("2026-11-18 13:00")  # 16:00 in Moscow

    again = await crm.note_no_answer(rep, offer.id, version=offer.version)

    assert again.follow_up_at == utc("2026-11-19 08:00")


async def test_a_second_call_in_the_same_evening_is_kept_too(crm, rep, deal, offer):
    crm.now = utc("2026-11-18 16:00")  # 19:00 in Moscow
    first = await crm.note_no_answer(rep, offer.id, version=offer.version)
    crm.now = utc("2026-11-18 17:00")
    second = await crm.note_no_answer(rep, offer.id, version=first.version)

    assert first.follow_up_at == second.follow_up_at == utc("2026-11-19 10:00")
    assert await crm.happened(deal.id) == ["offer_no_answer", "offer_no_answer"]


async def test_a_second_tap_on_no_answer_is_outdated(crm, rep, deal, offer):
    await crm.note_no_answer(rep, offer.id, version=offer.version)

    with pytest.raises(OfferChanged):
        await crm.note_no_answer(rep, offer.id, version=offer.version)

    assert await crm.happened(deal.id) == ["offer_no_answer"]


async def test_a_snooze_is_for_an_hour_or_until_the_next_working_morning(crm, rep, offer):
    crm.now = utc("2026-11-20 13:00")  # Friday

    hour = await crm.snooze_offer_for_an_hour(rep, offer.id, version=offer.version)
    morning = await crm.snooze_offer_until_day(rep, offer.id, version=hour.version)

    assert hour.follow_up_at == utc("2026-11-20 14:00")
    assert morning.follow_up_at == MONDAY_9
    assert morning.snoozes == 2


async def test_the_fourth_snooze_wants_a_reason_and_keeps_it(crm, rep, deal):
    offer = await crm.given_offer(deal, snoozes=3)
    with pytest.raises(SnoozesUsedUp):
        await crm.snooze_offer_until_day(rep, offer.id, version=offer.version)

    await crm.snooze_offer_until_day(rep, offer.id, version=offer.version, reason="отпуск")

    _, entries, _, _ = await crm.view_deal_history(rep, deal.id, offset=0, size=8)
    assert [entry.facts["reason"] for entry in entries] == ["отпуск"]


async def test_the_silent_list_is_longest_silent_first_with_the_money_in_all(crm, rep, deal):
    sent = {
        day: await crm.given_offer(
            deal, sent_at=utc(f"2026-11-{day} 10:00"), price=roubles(int(day)), number=day
        )
        for day in ("12", "10", "11")
    }
    await crm.given_offer(deal, follow_up_at=MONDAY_9, sent_at=utc("2026-11-13 10:00"))
    await crm.given_offer(deal, status="accepted", answered_at=crm.now, next_step_at=None)

    first = await crm.list_silent_offers(rep, offset=0, size=2)
    rest = await crm.list_silent_offers(rep, offset=2, size=2)

    assert [line.id for line in first.lines] == [sent["10"].id, sent["11"].id]
    assert [line.price for line in rest.lines] == [roubles(12), roubles(100_000)]
    assert first.money == (roubles(100_033),)
    assert (first.page.total, first.overdue) == (4, 3)


async def test_the_silent_list_keeps_currencies_apart_largest_first(crm, rep, deal):
    in_dollars = await crm.given_deal(rep, currency="USD")
    await crm.given_offer(deal, price=roubles(10))
    await crm.given_offer(in_dollars, currency="USD", amount=500)

    silent = await crm.list_silent_offers(rep, offset=0, size=8)

    assert [str(money) for money in silent.money] == ["500 USD", "10 RUB"]
    assert silent.page.total == 2
