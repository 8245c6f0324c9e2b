"""«Мой день»: what stands on it, once, in which order, and whose day it is."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.day.model import Errand, TeamSilence
from domain.deals.model import Deal
from domain.org.model import Role
from tests.builders import NOW, roubles, utc
from tests.crm import Crm

BEFORE = utc("2026-11-18 09:00")
TONIGHT = utc("2026-11-18 20:59:59")  # 23:59:59 in Moscow
TOMORROW = utc("2026-11-18 21:00")  # midnight in Moscow


@pytest.fixture
async def rep(crm: Crm):
    return await crm.actor(await crm.given_person("Анна"))


async def errands(crm: Crm, who: Any) -> list[tuple[str, int]]:
    """Each line's kind and deal, as they stand on the screen."""
    day = await crm.view_day(await crm.actor(who))
    return [(str(line.errand), line.deal_id) for line in day.lines]


PLANS = {
    "overdue_step": {"next_step_at": NOW},
    "step_today": {"next_step_at": NOW + timedelta(seconds=1)},
    "step_today until midnight": {"next_step_at": TONIGHT},
    "no_step": {"next_step_at": None},
    "over_limit": {"next_step_at": TOMORROW, "stage_due_at": NOW},
    "": {"next_step_at": TOMORROW, "stage_due_at": NOW + timedelta(seconds=1)},
}


@pytest.mark.parametrize(("errand", "columns"), PLANS.items(), ids=PLANS.keys())
async def test_a_deal_stands_on_the_day_for_one_reason(crm, rep, errand, columns):
    deal = await crm.given_deal(rep, **columns)

    assert await errands(crm, rep) == [(kind, deal.id) for kind in errand.split()[:1]]


@pytest.mark.parametrize(
    ("at", "errand"),
    [(NOW, "overdue_offer"), (NOW + timedelta(seconds=1), "offer_today"), (TONIGHT, "offer_today")],
)
async def test_a_deal_whose_offer_is_due_stands_there_as_the_offer_alone(crm, rep, at, errand):
    deal = await crm.given_deal(rep, next_step_at=BEFORE, stage_due_at=BEFORE)
    offer = await crm.given_offer(deal, follow_up_at=at, price=roubles(7))

    day = await crm.view_day(rep)

    (line,) = day.lines
    assert (line.errand, line.deal_id, line.offer_id) == (Errand(errand), deal.id, offer.id)
    assert (line.money, line.at) == (roubles(7), at)


async def test_an_offer_that_is_due_later_leaves_the_step_its_place(crm, rep):
    deal = await crm.given_deal(rep, next_step="звонок", next_step_at=BEFORE)
    await crm.given_offer(deal, follow_up_at=TOMORROW)

    day = await crm.view_day(rep)

    (line,) = day.lines
    assert (line.errand, line.words, line.at) == (Errand.OVERDUE_STEP, "звонок", BEFORE)


async def test_the_most_pressing_stand_first_and_of_a_kind_the_oldest(crm, rep):
    limit = await crm.given_deal(rep, next_step_at=TOMORROW, stage_due_at=BEFORE)
    none = await crm.given_deal(rep, next_step_at=None)
    today = await crm.given_deal(rep, next_step_at=TONIGHT)
    late = await crm.given_deal(rep, next_step_at=BEFORE)
    later = await crm.given_deal(rep, next_step_at=utc("2026-11-17 09:00"))
    soon = await crm.given_deal(rep)
    await crm.given_offer(soon, follow_up_at=TONIGHT)
    silent = await crm.given_deal(rep)
    await crm.given_offer(silent, follow_up_at=BEFORE)

    assert await errands(crm, rep) == [
        ("overdue_offer", silent.id),
        ("offer_today", soon.id),
        ("overdue_step", later.id),
        ("overdue_step", late.id),
        ("step_today", today.id),
        ("no_step", none.id),
        ("over_limit", limit.id),
    ]


async def test_of_each_kind_the_first_five_stand_there_with_the_number_of_all(crm, rep):
    deals = [
        await crm.given_deal(rep, next_step_at=BEFORE - timedelta(hours=hours))
        for hours in range(7)
    ]

    day = await crm.view_day(rep)

    assert day.counts == {Errand.OVERDUE_STEP: 7}
    assert [line.deal_id for line in day.lines] == [deal.id for deal in reversed(deals)][:5]


async def test_closed_deals_and_answered_offers_are_over(crm, rep):
    await crm.given_deal(rep, status="won", next_step_at=BEFORE)
    deal = await crm.given_deal(rep, next_step_at=TOMORROW)
    await crm.given_offer(deal, status="accepted", answered_at=NOW, next_step_at=None)

    assert await errands(crm, rep) == []


async def test_others_matters_are_not_on_the_day(crm, rep):
    lead = await crm.given_person("Лев", Role.LEAD)
    await crm.given_deal(await crm.given_person("Борис", boss=lead), next_step_at=BEFORE)

    assert await errands(crm, rep) == []
    assert await errands(crm, lead) == []


async def test_an_absent_colleague_s_matters_stand_on_the_deputy_s_day_by_name(crm, rep):
    boris = await crm.given_person("Борис")
    await crm.given_absence(boris, rep, NOW.date())
    deal = await crm.given_deal(boris, next_step_at=BEFORE)

    day = await crm.view_day(await crm.actor(rep))

    (line,) = day.lines
    assert (line.deal_id, line.owner_name, line.is_own) == (deal.id, "Борис", False)


async def test_today_ends_at_the_person_s_own_midnight(crm):
    east = await crm.given_branch("Владивосток", zone="Asia/Vladivostok")
    dina = await crm.given_person("Дина", branch=east)
    crm.now = utc("2026-11-18 13:00")  # 23:00 there
    tonight = await crm.given_deal(dina, next_step_at=utc("2026-11-18 13:59"))
    await crm.given_deal(dina, next_step_at=utc("2026-11-18 14:00"))

    assert await errands(crm, dina) == [("step_today", tonight.id)]


async def test_a_day_on_which_the_clocks_change_ends_at_midnight_too(crm):
    berlin = await crm.given_branch("Берлин", zone="Europe/Berlin", country="DE")
    erika = await crm.given_person("Эрика", branch=berlin)
    crm.now = utc("2026-10-25 08:00")  # a day of 25 hours
    deal = await crm.given_deal(erika, next_step_at=utc("2026-10-25 22:59"))
    await crm.given_deal(erika, next_step_at=utc("2026-10-25 23:00"))

    assert await errands(crm, erika) == [("step_today", deal.id)]


async def test_a_head_sees_the_silence_of_those_they_answer_for(crm, rep):
    lead = await crm.given_person("Лев", Role.LEAD)
    deal = await crm.given_deal(await crm.given_person("Борис", boss=lead))
    await crm.given_offer(deal, price=roubles(5), follow_up_at=BEFORE)
    await crm.given_offer(deal, price=roubles(7), follow_up_at=TOMORROW)

    of_head = await crm.view_day(await crm.actor(lead))
    of_rep = await crm.view_day(rep)

    assert of_head.silence == TeamSilence(overdue=1, count=2, money=(roubles(12),))
    assert (of_head.is_free, of_rep.silence) == (False, None)


TIMES = st.integers(-1500, 1500).map(lambda minutes: NOW + timedelta(minutes=minutes))
MOMENTS = st.none() | TIMES
DEALS = st.lists(
    st.tuples(MOMENTS, MOMENTS, st.lists(TIMES, max_size=2), st.booleans()),
    max_size=8,
)


def expected(deal: Deal, follow_ups: list[datetime]) -> list[str]:
    """The reference: why a deal stands on the day."""
    ends = datetime.combine(
        NOW.astimezone(ZoneInfo("Europe/Moscow")).date() + timedelta(days=1),
        datetime.min.time(),
        ZoneInfo("Europe/Moscow"),
    )
    due = [at for at in follow_ups if at < ends]
    if due:
        return ["overdue_offer" if at <= NOW else "offer_today" for at in due]
    if deal.next_step_at is None:
        return ["no_step"]
    if deal.next_step_at < ends:
        return ["overdue_step" if deal.next_step_at <= NOW else "step_today"]
    return ["over_limit"] if deal.is_over_limit(NOW) else []


@pytest.mark.usefixtures("as_owner")
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(planned=DEALS)
async def test_the_counts_are_those_of_the_reference(crm: Crm, planned: Any):
    async with crm.connection() as connection:
        await connection.exec_driver_sql("TRUNCATE deals CASCADE")
    rep = await crm.actor(await crm.given_person("Анна"))
    counts: Counter[str] = Counter()
    for next_step_at, stage_due_at, follow_ups, is_open in planned:
        deal = await crm.given_deal(rep, next_step_at=next_step_at, stage_due_at=stage_due_at)
        for at in follow_ups:
            await crm.given_offer(deal, follow_up_at=at)
        if is_open:
            counts.update(expected(deal, follow_ups))
        else:
            await crm.lose_deal(rep, deal.id, "price", version=1)

    day = await crm.view_day(rep)

    assert {str(errand): count for errand, count in day.counts.items()} == counts
    shown = Counter(str(line.errand) for line in day.lines)
    assert shown == {errand: min(count, 5) for errand, count in counts.items()}
