"""The clock's side of silent offers: who is told, when, and once."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.composition.wiring import Bell
from domain.org.model import Role
from storage.deals.offer_watch import SqlOfferWatch
from tests.builders import utc
from tests.crm import Crm

WEDNESDAY_9 = utc("2026-11-18 06:00")
WEDNESDAY = date(2026, 11, 18)


@pytest.fixture
async def silence(crm: Crm) -> Crm:
    """Анна under Лев under Марина; the offer of Анна is due on Wednesday at 09:00 in Moscow."""
    crm.now = WEDNESDAY_9
    crm.manager = await crm.given_person("Марина", Role.MANAGER)
    crm.lead = await crm.given_person("Лев", Role.LEAD, boss=crm.manager)
    crm.rep = await crm.given_person("Анна", boss=crm.lead)
    crm.sale = await crm.given_deal(crm.rep)
    crm.sent = await crm.given_offer(crm.sale, sent_at=utc("2026-11-13 10:00"))
    return crm


async def test_what_is_due_is_told_to_the_owner(silence):
    climbed = await silence.climb_due_offers()

    assert climbed == 1
    assert await silence.notices() == [("Анна", silence.sent.id)]


async def test_what_is_not_due_yet_is_told_to_nobody(silence):
    silence.now = utc("2026-11-18 05:59:59")

    assert await silence.climb_due_offers() == 0
    assert await silence.told() == []


async def test_silence_climbs_to_the_owner_again_then_the_lead_then_the_manager(silence):
    for moment in (
        *("2026-11-18 06:00", "2026-11-18 09:59", "2026-11-18 10:00"),
        *("2026-11-19 05:59", "2026-11-19 06:00", "2026-11-20 06:00", "2026-12-01 06:00"),
    ):
        silence.now = utc(moment)
        await silence.climb_due_offers()
        await silence.settle_notices()

    assert await silence.told() == ["Анна", "Анна", "Лев", "Марина"]
    assert (await silence.offer(silence.sent.id)).next_step_at is None
    assert await silence.unwatched() == []


async def test_a_very_late_sweep_climbs_all_and_tells_each_once(silence):
    silence.now = utc("2026-12-10 06:00")

    assert await silence.climb_due_offers() == 4
    assert await silence.told() == ["Анна", "Лев", "Марина"]


async def test_a_second_sweep_finds_nothing_left(silence):
    await silence.climb_due_offers()
    before = await silence.audit("offers", silence.sent.id)

    assert await silence.climb_due_offers() == 0
    assert await silence.audit("offers", silence.sent.id) == before
    assert len(await silence.told()) == 1


ACTS = {
    "accept": lambda crm, actor, offer: crm.accept_offer(actor, offer.id, version=offer.version),
    "refuse": lambda crm, actor, offer: crm.refuse_offer(
        actor, offer.id, "price", version=offer.version
    ),
    "thinking": lambda crm, actor, offer: crm.note_thinking(actor, offer.id, version=offer.version),
    "no answer": lambda crm, actor, offer: crm.note_no_answer(
        actor, offer.id, version=offer.version
    ),
    "snooze": lambda crm, actor, offer: crm.snooze_offer_until_day(
        actor, offer.id, version=offer.version
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
async def test_any_act_stops_the_climb(silence, act):
    await silence.climb_due_offers()
    silence.now = utc("2026-11-18 09:00")
    await act(silence, await silence.actor(silence.rep), silence.sent)
    silence.now = utc("2026-11-18 10:00")

    assert await silence.climb_due_offers() == 0
    assert await silence.told() == ["Анна"]


async def test_a_reminder_is_no_act_so_the_buttons_it_carries_are_good(silence):
    await silence.climb_due_offers()

    actor = await silence.actor(silence.rep)
    accepted = await silence.accept_offer(actor, silence.sent.id, version=silence.sent.version)

    assert not accepted.is_awaiting


async def test_asking_again_starts_anew_at_the_owner(silence):
    silence.now = utc("2026-11-20 06:00")
    await silence.climb_due_offers()
    await silence.settle_notices()
    actor = await silence.actor(silence.rep)
    again = await silence.note_no_answer(actor, silence.sent.id, version=silence.sent.version)

    silence.now = again.follow_up_at
    await silence.climb_due_offers()

    assert await silence.told() == ["Анна", "Лев", "Марина", "Анна"]


async def test_a_closed_deal_is_not_asked_about(silence):
    actor = await silence.actor(silence.rep)
    await silence.lose_deal(actor, silence.sale.id, "price", version=silence.sale.version)

    assert await silence.climb_due_offers() == 0


async def test_an_absent_owner_s_deputy_is_told_and_sees_the_offer(silence):
    boris = await silence.given_person("Борис")
    await silence.given_absence(silence.rep, boris, WEDNESDAY)

    await silence.climb_due_offers()

    assert await silence.told() == ["Борис"]
    view, _ = await silence.view_offer(await silence.actor(boris), silence.sent.id)
    assert view.owner_name == "Анна"


async def test_an_absent_deputy_s_deputy_is_told_and_sees_the_offer(silence):
    boris = await silence.given_person("Борис")
    vera = await silence.given_person("Вера")
    await silence.given_absence(silence.rep, boris, WEDNESDAY)
    await silence.given_absence(boris, vera, WEDNESDAY)

    await silence.climb_due_offers()

    assert await silence.told() == ["Вера"]
    view, _ = await silence.view_offer(await silence.actor(vera), silence.sent.id)
    assert view.owner_name == "Анна"


async def test_deputies_of_each_other_leave_it_with_one_of_them(silence):
    boris = await silence.given_person("Борис")
    await silence.given_absence(silence.rep, boris, WEDNESDAY)
    await silence.given_absence(boris, silence.rep, WEDNESDAY)

    await silence.climb_due_offers()

    assert await silence.told() == ["Борис"]


async def test_an_absence_counts_in_the_absent_person_s_own_day(silence):
    far = await silence.given_person("Дина", zone="Asia/Vladivostok")
    boris = await silence.given_person("Борис")
    await silence.given_absence(far, boris, date(2026, 11, 19))
    await silence.given_offer(await silence.given_deal(far))

    silence.now = utc("2026-11-18 14:01")  # 00:01 on Thursday in Vladivostok
    await silence.climb_due_offers()

    assert await silence.told() == ["Анна", "Борис"]


async def test_an_absent_lead_s_deputy_is_told(silence):
    boris = await silence.given_person("Борис", Role.LEAD)
    await silence.given_absence(silence.lead, boris, date(2026, 11, 19))

    silence.now = utc("2026-11-19 06:00")
    await silence.climb_due_offers()

    assert await silence.told() == ["Анна", "Борис"]


async def test_an_owner_without_a_lead_is_answered_for_by_the_branch_s_manager(crm):
    rep = await crm.given_person("Анна")
    await crm.given_person("Марина", Role.MANAGER)
    await crm.given_offer(await crm.given_deal(rep))

    crm.now = utc("2026-11-19 10:00")
    await crm.climb_due_offers()

    assert await crm.told() == ["Анна", "Марина"]


async def test_the_nearest_branch_above_has_its_manager_told(crm):
    city = await crm.given_branch("Тверь", under=crm.moscow)
    await crm.given_person("Марина", Role.MANAGER)
    rep = await crm.given_person("Анна", branch=city)
    await crm.given_offer(await crm.given_deal(rep))

    crm.now = utc("2026-11-20 10:00")
    await crm.climb_due_offers()

    assert await crm.told() == ["Анна", "Марина"]


async def test_the_branch_of_the_deal_counts_where_its_owner_has_moved(crm):
    kazan = await crm.given_branch("Казань")
    await crm.given_person("Марина", Role.MANAGER)
    await crm.given_person("Камиль", Role.MANAGER, branch=kazan)
    rep = await crm.given_person("Анна", branch=kazan)
    await crm.given_offer(await crm.given_deal(rep, branch_id=crm.moscow.id))

    crm.now = utc("2026-11-20 10:00")
    await crm.climb_due_offers()

    assert await crm.told() == ["Анна", "Марина"]


async def test_with_nobody_above_the_director_is_told(crm):
    await crm.given_person("Дарья", Role.DIRECTOR, branch=await crm.given_branch("Группа"))
    rep = await crm.given_person("Анна")
    await crm.given_offer(await crm.given_deal(rep))

    crm.now = utc("2026-11-20 10:00")
    await crm.climb_due_offers()

    assert await crm.told() == ["Анна", "Дарья"]


async def test_an_owner_alone_in_the_company_is_told_again(crm):
    rep = await crm.given_person("Анна")
    await crm.given_offer(await crm.given_deal(rep))

    crm.now = utc("2026-11-20 10:00")

    assert await crm.climb_due_offers() == 4
    assert await crm.told() == ["Анна"]


async def test_a_boss_who_sees_no_colleague_s_deals_is_passed_over(crm):
    manager = await crm.given_person("Марина", Role.MANAGER)
    senior = await crm.given_person("Старшая", boss=manager)
    rep = await crm.given_person("Анна", boss=senior)
    await crm.given_offer(await crm.given_deal(rep))

    crm.now = utc("2026-11-19 10:00")
    await crm.climb_due_offers()

    assert await crm.told() == ["Анна", "Марина"]


async def test_a_boss_who_has_left_is_passed_over(silence):
    async with silence.transaction() as uow:
        await uow.people.save(replace(silence.lead, is_active=False))

    silence.now = utc("2026-11-19 06:00")
    await silence.climb_due_offers()

    assert await silence.told() == ["Анна", "Марина"]


async def test_two_sweeps_at_once_climb_each_step_once(silence):
    for _ in range(40):
        await silence.given_offer(await silence.given_deal(silence.rep))

    climbed = await asyncio.gather(
        silence.climb_due_offers(batch=7), silence.climb_due_offers(batch=5)
    )

    assert sum(climbed) == 41
    assert len(await silence.told()) == len(set(await silence.notices())) == 41
    assert {offer.steps_done for offer in await silence.offers()} == {1}


async def test_an_offer_in_somebody_s_hands_is_left_for_the_next_sweep(silence):
    actor = await silence.actor(silence.rep)
    async with silence.begin() as uow:
        await uow.offers.get(silence.sent.id, actor.scope)

        assert await silence.climb_due_offers() == 0

    assert await silence.climb_due_offers() == 1


async def test_a_sweep_that_dies_before_its_commit_changes_nothing(silence):
    async with silence.begin() as uow:
        assert await uow.offer_watch.climb(silence.now, 100) == 1

    assert await silence.told() == []
    assert (await silence.offer(silence.sent.id)).steps_done == 0
    assert await silence.climb_due_offers() == 1


async def test_nothing_due_writes_nothing(crm):
    assert await crm.climb_due_offers() == 0
    assert await crm.told() == []


async def test_the_oldest_are_told_first(silence):
    older = await silence.given_offer(
        await silence.given_deal(silence.rep), follow_up_at=utc("2026-11-17 06:00")
    )

    async with silence.transaction() as uow:
        await uow.offer_watch.climb(silence.now, 1)

    assert await silence.notices() == [("Анна", older.id)]


async def test_a_climb_that_tells_somebody_wakes_the_sender(silence):
    rung = []

    silence.container.get(Bell).wakes = lambda: rung.append(True)

    await silence.climb_due_offers()

    assert rung


@pytest.mark.usefixtures("as_owner")
async def test_a_row_that_broke_the_rule_by_hand_is_reported(silence):
    async with silence.connection() as connection:
        await connection.exec_driver_sql(
            "ALTER TABLE offers DROP CONSTRAINT ck_offers_never_silent_and_unwatched"
        )
        await connection.exec_driver_sql("UPDATE offers SET next_step_at = NULL")

    assert await silence.unwatched() == [silence.sent.id]


@pytest.mark.usefixtures("as_owner")
async def test_administrators_are_told_of_a_broken_watch_once(silence):
    administrator = await silence.given_person(role="administrator")
    async with silence.connection() as connection:
        await connection.exec_driver_sql(
            "ALTER TABLE offers DROP CONSTRAINT ck_offers_never_silent_and_unwatched"
        )
        await connection.exec_driver_sql("UPDATE offers SET next_step_at = NULL")

    reported = await silence.report_unwatched_offers()
    await silence.report_unwatched_offers()

    told = await silence.notices("unwatched_offers")
    assert reported == (silence.sent.id,)
    assert told == [(administrator.name, administrator.id)]


async def test_nobody_is_alarmed_while_every_offer_is_watched(silence):
    await silence.given_person(role="administrator")

    assert await silence.report_unwatched_offers() == ()
    assert await silence.notices("unwatched_offers") == []


async def test_an_offer_with_no_ladder_at_all_is_reported(silence):
    async with silence.connection() as connection:
        await connection.exec_driver_sql(
            "UPDATE offers SET ladder = '{}', ladder_to = '{}', next_step_at = NULL"
        )
        found = await SqlOfferWatch(connection).unwatched(silence.now, 10)

    assert found == [silence.sent.id]
