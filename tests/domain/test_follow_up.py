"""The watch over a sent offer: its ladder, what moves it and what ends it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.deals.errors import (
    FollowUpInPast,
    FollowUpTooFar,
    OfferAnswered,
    OfferChanged,
    ReasonMissing,
    SnoozesUsedUp,
)
from domain.deals.follow_up import (
    accept,
    build_ladder,
    check_follow_up,
    default_follow_up,
    follow_up_again,
    follow_up_moment,
    is_watched,
    refuse,
    require_awaiting,
    snooze,
    withdraw,
)
from domain.deals.model import Ladder, OfferStatus
from domain.rulebook.offers import EscalationStep, Recipient
from domain.working_time import DateSpan
from tests.builders import NOW, a_calendar, a_rulebook, an_offer, utc

TERMS = a_rulebook().offers
RULES = TERMS.escalation
MOSCOW = a_calendar()
PRICE = a_rulebook().lost_reason("price")
OTHER = a_rulebook().lost_reason("other")
ONE_DAY = timedelta(days=1)


def moments(follow_up_at: str, calendar=MOSCOW) -> list[str]:
    """The ladder's moments on the wall of ``calendar``."""
    ladder = build_ladder(utc(follow_up_at), RULES, calendar)
    return [f"{at.astimezone(calendar.zone):%d.%m %H:%M}" for at in ladder.moments]


def again(offer, at, now=NOW):
    return follow_up_again(offer, at, now=now, rules=TERMS, calendar=MOSCOW)


def snoozed(offer, at, reason=None, now=NOW):
    return snooze(offer, at, reason=reason, now=now, rules=TERMS, calendar=MOSCOW)


def test_silence_reaches_the_owner_twice_then_the_lead_then_the_manager():
    ladder = build_ladder(utc("2026-11-18 06:00"), RULES, MOSCOW)

    assert ladder.recipients == (
        Recipient.OWNER,
        Recipient.OWNER,
        Recipient.LEAD,
        Recipient.MANAGER,
    )
    assert moments("2026-11-18 06:00") == [
        "18.11 09:00",
        "18.11 13:00",
        "19.11 09:00",
        "20.11 09:00",
    ]


def test_four_hours_skip_lunch_and_the_night():
    assert moments("2026-11-18 13:30")[1] == "19.11 11:30"


def test_a_weekend_does_not_count():
    assert moments("2026-11-20 06:00") == [
        "20.11 09:00",
        "20.11 13:00",
        "23.11 09:00",
        "24.11 09:00",
    ]


def test_a_public_holiday_does_not_count():
    # 4 November 2026, a Wednesday, is a holiday in Russia.
    assert moments("2026-11-03 06:00") == [
        "03.11 09:00",
        "03.11 13:00",
        "05.11 09:00",
        "06.11 09:00",
    ]


def test_a_day_away_does_not_count():
    away = MOSCOW.with_absences([DateSpan(date(2026, 11, 19), date(2026, 11, 19))])

    assert moments("2026-11-18 06:00", away)[2:] == ["20.11 09:00", "23.11 09:00"]


def test_the_hour_on_the_wall_stays_when_the_clocks_change():
    berlin = a_calendar("Europe/Berlin", "DE")
    friday = utc("2026-10-23 07:00")

    ladder = build_ladder(friday, RULES, berlin)

    assert ladder.moments[2:] == (utc("2026-10-26 08:00"), utc("2026-10-27 08:00"))


def test_a_follow_up_at_night_is_first_spoken_of_at_its_own_moment():
    # Quiet hours are the ledger's affair: the ladder says when the silence is late.
    assert moments("2026-11-18 20:00") == [
        "18.11 23:00",
        "19.11 13:00",
        "19.11 23:00",
        "20.11 23:00",
    ]


def test_a_follow_up_on_a_day_off_climbs_in_working_days():
    assert moments("2026-11-21 09:00") == [
        "21.11 12:00",
        "23.11 13:00",
        "23.11 13:00",
        "24.11 12:00",
    ]


def test_the_ladder_never_falls_where_hours_reach_past_days():
    steps = (
        EscalationStep(after_working_hours=30, to=Recipient.OWNER),
        EscalationStep(after_working_days=1, to=Recipient.LEAD),
    )

    ladder = build_ladder(utc("2026-11-18 06:00"), steps, MOSCOW)

    assert list(ladder.moments) == sorted(ladder.moments)


def test_the_default_follow_up_is_the_beginning_of_work_three_working_days_on():
    assert default_follow_up(utc("2026-11-18 10:00"), 3, MOSCOW) == utc("2026-11-23 06:00")


def test_late_in_the_evening_today_is_still_the_branch_s_today():
    vladivostok = a_calendar("Asia/Vladivostok")

    # 20:00 on Wednesday in Moscow is already Thursday in Vladivostok.
    at = default_follow_up(utc("2026-11-18 17:00"), 1, vladivostok)

    assert at == utc("2026-11-19 23:00")  # Friday 09:00 there


def test_a_follow_up_on_a_day_of_rest_moves_to_the_next_working_day():
    assert follow_up_moment(date(2026, 11, 21), MOSCOW) == utc("2026-11-23 06:00")
    assert follow_up_moment(date(2026, 11, 19), MOSCOW) == utc("2026-11-19 06:00")


@pytest.mark.parametrize("at", [NOW, NOW - timedelta(seconds=1)])
def test_a_follow_up_in_the_past_is_refused(at):
    with pytest.raises(FollowUpInPast) as refusal:
        check_follow_up(at, now=NOW)

    assert refusal.value.facts == {"moment": at}


def test_a_follow_up_is_a_year_away_at_most():
    check_follow_up(NOW + 366 * ONE_DAY, now=NOW)

    with pytest.raises(FollowUpTooFar):
        check_follow_up(NOW + 366 * ONE_DAY + timedelta(seconds=1), now=NOW)


def test_an_older_button_is_outdated():
    require_awaiting(an_offer(version=2), 2)

    with pytest.raises(OfferChanged):
        require_awaiting(an_offer(version=2), 1)


ACTS = {
    "accept": lambda offer: accept(offer, now=NOW),
    "refuse": lambda offer: refuse(offer, PRICE, None, now=NOW),
    "withdraw": lambda offer: withdraw(offer, now=NOW),
    "follow up again": lambda offer: again(offer, NOW + ONE_DAY),
    "snooze": lambda offer: snoozed(offer, NOW + ONE_DAY),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
@pytest.mark.parametrize(
    "status", [status for status in OfferStatus if status is not OfferStatus.AWAITING]
)
def test_an_answer_is_given_once(act, status):
    answered = an_offer(status=status, answered_at=NOW)

    with pytest.raises(OfferAnswered) as refusal:
        act(answered)

    assert refusal.value.facts == {"offer_id": 1, "status": status, "answered_at": NOW}


@pytest.mark.parametrize(
    ("act", "status"),
    [
        ("accept", OfferStatus.ACCEPTED),
        ("refuse", OfferStatus.REFUSED),
        ("withdraw", OfferStatus.WITHDRAWN),
    ],
)
def test_an_answer_ends_the_watch(act, status):
    answered = ACTS[act](an_offer(steps_done=1))

    assert (answered.status, answered.answered_at) == (status, NOW)
    assert answered.next_step_at is None
    assert is_watched(answered, NOW)


def test_a_refusal_says_why():
    refused = refuse(an_offer(), PRICE, "дорого", now=NOW)

    assert (refused.refusal_reason, refused.comment) == ("price", "дорого")


@pytest.mark.parametrize("comment", [None, ""])
def test_another_reason_wants_words(comment):
    with pytest.raises(ReasonMissing):
        refuse(an_offer(), OTHER, comment, now=NOW)


def test_asking_again_starts_at_the_owner():
    climbed = an_offer(steps_done=3)

    watched = again(climbed, utc("2026-11-25 06:00"))

    assert (watched.steps_done, watched.follow_up_at) == (0, utc("2026-11-25 06:00"))
    assert watched.next_step_at == utc("2026-11-25 06:00")
    assert watched.ladder.recipients[0] is Recipient.OWNER


def test_asking_again_at_the_same_moment_is_one_act():
    offer = an_offer()

    assert again(offer, offer.follow_up_at) is offer
    assert snoozed(offer, offer.follow_up_at) is offer


def test_asking_again_in_the_past_changes_nothing():
    with pytest.raises(FollowUpInPast):
        again(an_offer(), NOW)


def test_three_snoozes_need_no_reason_and_the_fourth_does():
    offer = an_offer()
    for days in (1, 2, 3):
        offer = snoozed(offer, NOW + days * ONE_DAY)

    with pytest.raises(SnoozesUsedUp) as refusal:
        snoozed(offer, NOW + 4 * ONE_DAY)

    assert refusal.value.facts == {"offer_id": 1, "limit": 3}
    assert snoozed(offer, NOW + 4 * ONE_DAY, "отпуск у клиента").snoozes == 4


def test_the_next_step_is_the_first_that_was_not_told():
    offer = an_offer()

    assert [replace(offer, steps_done=told).next_step_at for told in range(5)] == [
        *offer.ladder.moments,
        None,
    ]


def test_an_offer_that_everybody_was_told_of_is_watched_once_it_is_overdue():
    told = an_offer(steps_done=4)

    assert is_watched(told, told.follow_up_at)
    assert not is_watched(told, told.follow_up_at - timedelta(seconds=1))


def test_an_offer_with_no_ladder_is_watched_by_nobody():
    assert not is_watched(an_offer(ladder=Ladder((), ())), NOW)
