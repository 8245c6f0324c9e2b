from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.delivery.model import Card, Matter, Notice, NoticeId, Outcome, Urgency
from domain.delivery.rules import (
    BATCH_WAIT,
    DIGEST_GRACE,
    OUR_FAILURES,
    Circumstances,
    Drop,
    EditInPlace,
    HoldForSummary,
    PutIntoDigest,
    SendNow,
    Wait,
    decide,
    is_before_their_eyes,
    is_quiet,
    midnight_before,
    next_try,
    quiet_end,
)
from domain.org.model import PersonId
from domain.rulebook.values import TimeSpan

MOSCOW = ZoneInfo("Europe/Moscow")
NOON = datetime(2025, 3, 5, 9, 0, tzinfo=UTC)  # 12:00 in Moscow
NIGHT = datetime(2025, 3, 5, 19, 0, tzinfo=UTC)  # 22:00 in Moscow
MORNING_AFTER = datetime(2025, 3, 6, 5, 0, tzinfo=UTC)  # 08:00 in Moscow
QUIET = TimeSpan(start=time(20), end=time(8))


def a_notice(
    *, kind="offer_due", urgency=Urgency.NOW, not_before=NOON, attempts=0, **facts
) -> Notice:
    return Notice(
        id=NoticeId(1),
        recipient_id=PersonId(1),
        kind=kind,
        matter=Matter.OFFER,
        matter_id=1,
        urgency=urgency,
        facts=facts,
        not_before=not_before,
        created_at=not_before,
        attempts=attempts,
        is_repeat=False,
    )


def a_card(sent_at=NOON, fingerprint=None) -> Card:
    return Card(5, Matter.OFFER, 1, 10, sent_at, fingerprint=fingerprint)


def at(*, rung_today=0, card=None, next_digest_at=None, zone=MOSCOW, quiet=QUIET) -> Circumstances:
    return Circumstances(zone, quiet, 12, rung_today, card, next_digest_at)


TOMORROWS_DIGEST = datetime(2025, 3, 6, 5, 30, tzinfo=UTC)
NEXT_WEEKS_DIGEST = TOMORROWS_DIGEST + timedelta(days=4)
FRESH, OLD = a_card(NOON - timedelta(hours=1)), a_card(NOON - timedelta(days=3))


@pytest.mark.parametrize(
    ("notice", "circumstances", "now", "decision"),
    [
        (a_notice(), at(), NOON, SendNow()),
        (a_notice(), at(card=OLD), NOON, SendNow(replaces=OLD)),
        (a_notice(), at(card=FRESH), NOON, SendNow(replaces=FRESH)),
        (a_notice(kind="digest", own_hour=True), at(), NIGHT, SendNow()),
        (a_notice(not_before=NIGHT), at(), NIGHT, HoldForSummary(MORNING_AFTER)),
        (a_notice(), at(), NOON + timedelta(hours=6, minutes=1), HoldForSummary),
        (a_notice(), at(rung_today=11), NOON, SendNow()),
        (a_notice(), at(rung_today=12), NOON, PutIntoDigest(MORNING_AFTER)),
        (a_notice(above_cap=True), at(rung_today=99), NOON, SendNow()),
        (
            a_notice(above_cap=True, not_before=NIGHT),
            at(rung_today=99),
            NIGHT,
            HoldForSummary(MORNING_AFTER),
        ),
        (
            a_notice(),
            at(rung_today=12, next_digest_at=TOMORROWS_DIGEST),
            NOON,
            PutIntoDigest(TOMORROWS_DIGEST + DIGEST_GRACE),
        ),
        (
            a_notice(),
            at(rung_today=12, next_digest_at=NEXT_WEEKS_DIGEST),
            NOON,
            PutIntoDigest(MORNING_AFTER),
        ),
        (a_notice(urgency=Urgency.BATCH), at(), NOON, HoldForSummary(NOON + BATCH_WAIT)),
        (a_notice(urgency=Urgency.BATCH), at(card=FRESH), NOON, EditInPlace(FRESH)),
        (
            a_notice(urgency=Urgency.BATCH, own_message=True),
            at(card=FRESH),
            NOON,
            HoldForSummary(NOON + BATCH_WAIT),
        ),
        (a_notice(urgency=Urgency.BATCH), at(card=OLD), NOON, HoldForSummary(NOON + BATCH_WAIT)),
        (
            a_notice(urgency=Urgency.BATCH),
            at(),
            NOON + timedelta(hours=2, minutes=1),
            HoldForSummary(NOON + timedelta(hours=2, minutes=1)),
        ),
        (
            a_notice(urgency=Urgency.DIGEST),
            at(next_digest_at=NEXT_WEEKS_DIGEST),
            NOON,
            PutIntoDigest(NEXT_WEEKS_DIGEST + DIGEST_GRACE),
        ),
        (a_notice(urgency=Urgency.DIGEST), at(), NOON, PutIntoDigest(MORNING_AFTER)),
        (
            a_notice(urgency=Urgency.DIGEST, not_before=NIGHT),
            at(next_digest_at=TOMORROWS_DIGEST),
            NIGHT,
            PutIntoDigest(TOMORROWS_DIGEST + DIGEST_GRACE),
        ),
        (a_notice(kind="refresh"), at(card=OLD), NIGHT, EditInPlace(OLD)),
        (a_notice(kind="refresh"), at(card=OLD, rung_today=99), NOON, EditInPlace(OLD)),
        (a_notice(kind="refresh"), at(), NOON, Drop(Outcome.NOT_SHOWN)),
        (a_notice(kind="summary"), at(), NOON + timedelta(days=2), SendNow()),
        (a_notice(kind="summary"), at(), NIGHT, Wait(MORNING_AFTER)),
        (a_notice(kind="summary"), at(rung_today=12), NOON, Wait(MORNING_AFTER)),
        (a_notice(kind="digest"), at(rung_today=12), NOON, SendNow()),
        (a_notice(kind="digest"), at(), NIGHT, Wait(MORNING_AFTER)),
    ],
)
def test_what_becomes_of_a_notice(notice, circumstances, now, decision):
    decided = decide(notice, circumstances, now)

    assert isinstance(decided, decision) if isinstance(decision, type) else decided == decision


ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Europe/Moscow",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Kamchatka",
            "Pacific/Apia",
        )
    ]
)
MOMENTS = st.integers(1_293_840_000, 1_924_992_000).map(  # 2011 to 2031
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
WALL = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
SPANS = st.tuples(WALL, WALL).filter(lambda ends: ends[0] != ends[1])
BERLIN = ZoneInfo("Europe/Berlin")


@given(MOMENTS, ZONES, SPANS)
@example(datetime(2025, 10, 26, 0, 40, tzinfo=UTC), BERLIN, (time(20), time(2, 30)))
@example(datetime(2025, 10, 26, 1, 10, tzinfo=UTC), BERLIN, (time(20), time(2, 30)))
@example(datetime(2025, 3, 30, 0, 30, tzinfo=UTC), BERLIN, (time(20), time(2, 30)))
def test_quiet_hours_end_within_two_days_and_then_it_is_not_quiet(now, zone, span):
    quiet = TimeSpan(start=span[0], end=span[1])

    end = quiet_end(now, zone, quiet)

    assert now < end <= now + timedelta(days=2, hours=1)
    assert not is_quiet(end, zone, quiet)


@given(MOMENTS, ZONES, SPANS)
def test_it_is_quiet_until_the_end_of_quiet_hours_and_not_a_minute_less(now, zone, span):
    quiet = TimeSpan(start=span[0], end=span[1])
    if not is_quiet(now, zone, quiet):
        return

    end = quiet_end(now, zone, quiet)
    minutes = int((end - now) / timedelta(minutes=1))

    assert all(
        is_quiet(now + timedelta(minutes=passed), zone, quiet)
        or (now + timedelta(minutes=passed)).astimezone(zone).utcoffset()
        != now.astimezone(zone).utcoffset()  # the clocks changed on the way
        for passed in range(0, minutes, 7)
    )


@given(MOMENTS, ZONES)
def test_a_persons_day_began_at_their_last_midnight(now, zone):
    began = midnight_before(now, zone)

    assert began <= now < began + timedelta(days=1, hours=2)
    assert began.astimezone(zone).date() == now.astimezone(zone).date()


def test_what_failed_by_our_mistake_is_tried_ever_more_rarely_and_then_given_up():
    moments = [next_try(a_notice(attempts=n), NOON) for n in range(len(OUR_FAILURES) + 1)]

    assert moments[:-1] == [NOON + wait for wait in OUR_FAILURES]
    assert moments[-1] is None


def test_only_the_same_card_that_came_just_now_is_before_their_eyes():
    assert is_before_their_eyes(a_card(fingerprint=7), 7, NOON + timedelta(minutes=5))
    assert not is_before_their_eyes(a_card(fingerprint=7), 8, NOON)
    assert not is_before_their_eyes(a_card(fingerprint=7), 7, NOON + timedelta(minutes=6))


@dataclass
class Book:
    """A ledger in memory: what the sender does with decisions, without sending."""

    due: list[Notice]
    held: dict[NoticeId, datetime]
    ended: dict[NoticeId, Outcome]
    rang_at: list[datetime]


def run_for_days(notices: list[Notice], zone: ZoneInfo, *, with_digests: bool, days: int) -> Book:
    book = Book(list(notices), {}, {}, [])
    kept = {notice.id: notice for notice in notices}
    now = NOON
    while now < NOON + timedelta(days=days):
        digest_at = datetime.combine(
            now.astimezone(zone).date() + timedelta(days=1), time(8, 30), tzinfo=zone
        ).astimezone(UTC)
        if any(until <= now for until in book.held.values()):
            summary = a_notice(kind="summary", not_before=now)
            decided = decide(summary, circumstances(book, zone, now, None), now)
            if isinstance(decided, SendNow):
                tell_held(book, now, everything=False, kept=kept)
                book.rang_at.append(now)
        if with_digests and (now.astimezone(zone).hour, now.astimezone(zone).minute) == (8, 30):
            tell_held(book, now, everything=True, kept=kept)
        for notice in [n for n in book.due if n.not_before <= now]:
            upcoming = digest_at if with_digests else None
            decided = decide(notice, circumstances(book, zone, now, upcoming), now)
            book.due.remove(notice)
            match decided:
                case SendNow():
                    book.ended[notice.id] = Outcome.RANG
                    book.rang_at.append(now)
                case EditInPlace():
                    book.ended[notice.id] = Outcome.EDITED
                case Drop(outcome):
                    book.ended[notice.id] = outcome
                case HoldForSummary(until) | PutIntoDigest(until):
                    book.held[notice.id] = until
                case Wait(_):
                    pytest.fail("only summaries and digests wait")
        now += timedelta(minutes=10)
    return book


def circumstances(book: Book, zone, now, next_digest_at) -> Circumstances:
    today = midnight_before(now, zone)
    rung = sum(moment >= today for moment in book.rang_at)
    return at(rung_today=rung, next_digest_at=next_digest_at, zone=zone)


def tell_held(book: Book, now: datetime, *, everything: bool, kept: dict) -> None:
    for notice_id, until in list(book.held.items()):
        if everything or until <= now or kept[notice_id].urgency is Urgency.BATCH:
            del book.held[notice_id]
            book.ended[notice_id] = Outcome.IN_SUMMARY


@given(
    st.lists(
        st.tuples(
            st.integers(0, 48 * 6), st.sampled_from(Urgency), st.sampled_from(["due", "refresh"])
        ),
        max_size=40,
    ),
    ZONES,
    st.booleans(),
)
def test_every_notice_ends_none_rings_in_quiet_hours_and_no_day_rings_over_the_cap(
    wishes, zone, with_digests
):
    notices = [
        Notice(
            NoticeId(number),
            PersonId(1),
            kind,
            Matter.OFFER,
            number,
            urgency,
            {},
            NOON + timedelta(minutes=10 * tens),
            NOON,
            0,
            is_repeat=False,
        )
        for number, (tens, urgency, kind) in enumerate(wishes)
    ]

    book = run_for_days(notices, zone, with_digests=with_digests, days=6)

    assert set(book.ended) == {notice.id for notice in notices}
    assert not book.due
    assert not book.held
    assert not any(is_quiet(moment, zone, QUIET) for moment in book.rang_at)
    by_day = [midnight_before(moment, zone) for moment in book.rang_at]
    assert all(by_day.count(day) <= 12 for day in by_day)
