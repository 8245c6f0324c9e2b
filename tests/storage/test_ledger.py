from datetime import timedelta

from domain.delivery.model import Matter, NewNotice, NoticeId, Outcome, Settlement, Urgency
from storage.delivery.ledger import SqlLedger
from storage.transaction import Transaction
from tests.ledger_world import LEASE, settled, world

__all__ = ["world"]


async def test_a_matter_that_waits_already_is_not_added_again(world):
    anna = await world.given_person()
    await world.given_notice(anna)

    await world.given_notice(anna)

    assert len(await world.rows()) == 1


async def test_a_matter_that_was_told_may_be_told_again(world):
    anna = await world.given_person()
    await world.given_notice(anna)
    [first] = await world.claim()
    await world.outbox.settle(settled(first, at=world.clock()))

    await world.given_notice(anna)

    assert [row.status for row in await world.rows()] == ["sent", "due"]


async def test_a_notice_rolled_back_with_its_cause_never_leaves(world):
    anna = await world.given_person()

    async with Transaction(world.engine) as connection:
        await SqlLedger(connection, world.clock).add([NewNotice(anna, "due", Matter.OFFER, 1)])
        await connection.rollback()

    assert await world.claim() == []


async def test_one_recipient_has_one_notice_under_way_and_keeps_their_order(world):
    anna, boris = await world.given_person(), await world.given_person()
    for matter_id in (1, 2):
        await world.given_notice(anna, matter_id=matter_id)
    await world.given_notice(boris, matter_id=3)

    first = await world.claim()
    second = await world.claim()
    await world.outbox.settle(settled(first[0], at=world.clock()))
    third = await world.claim()

    assert [notice.matter_id for notice in first] == [1, 3]
    assert second == []
    assert [notice.matter_id for notice in third] == [2]


async def test_two_senders_claiming_at_once_never_get_the_same_notice(world):
    for matter_id in range(40):
        await world.given_notice(await world.given_person(), matter_id=matter_id)

    async with world.engine.begin() as slow:
        from storage.delivery.outbox import CLAIM

        taken = await slow.execute(
            CLAIM.statement, {"now": world.clock(), "lapses_at": world.clock() + LEASE, "most": 15}
        )
        by_one = {row.id for row in taken}
        by_other = {notice.id for notice in await world.claim()}

    assert len(by_one) == 15
    assert len(by_other) == 25
    assert not by_one & by_other


async def test_a_notice_is_not_claimed_before_its_time(world):
    anna = await world.given_person()
    await world.given_notice(anna, not_before=world.clock() + timedelta(minutes=1))

    early = await world.claim()
    world.clock.skip(minutes=1)

    assert early == []
    assert len(await world.claim()) == 1


async def test_a_claim_that_lapsed_before_sending_began_comes_back_unmarked(world):
    await world.given_notice(await world.given_person())
    await world.claim()
    world.clock.skip(minutes=2)

    [again] = await world.claim()

    assert not again.is_repeat


async def test_a_claim_that_lapsed_while_sending_comes_back_as_a_repeat(world):
    await world.given_notice(await world.given_person())
    [notice] = await world.claim()
    await world.outbox.begin(notice, world.clock())
    world.clock.skip(minutes=2)

    [again] = await world.claim()

    assert again.is_repeat


async def test_what_surely_was_not_sent_comes_back_at_once_and_unmarked(world):
    await world.given_notice(await world.given_person())
    [notice] = await world.claim()
    await world.outbox.begin(notice, world.clock())

    await world.outbox.give_back(notice, was_not_sent=True)

    [again] = await world.claim()
    assert not again.is_repeat
    assert again.attempts == 0


async def test_a_repeat_stays_one_when_the_next_attempt_sends_nothing(world):
    await world.given_notice(await world.given_person())
    for was_not_sent in (False, True):
        [notice] = await world.claim()
        await world.outbox.begin(notice, world.clock())
        await world.outbox.give_back(notice, was_not_sent=was_not_sent)

    [again] = await world.claim()

    assert again.is_repeat


async def test_a_postponed_notice_lets_the_others_of_its_chat_pass(world):
    anna = await world.given_person()
    for matter_id in (1, 2):
        await world.given_notice(anna, matter_id=matter_id)
    [first] = await world.claim()

    await world.outbox.postpone(
        [first.id], until=world.clock() + timedelta(hours=1), is_our_failure=True
    )

    [second] = await world.claim()
    assert second.matter_id == 2
    assert (await world.rows(matter_id=1))[0].attempts == 1


async def test_what_is_held_gets_one_summary_when_its_time_comes(world):
    anna = await world.given_person()
    for matter_id in (1, 2):
        await world.given_notice(anna, matter_id=matter_id)
        [notice] = await world.claim()
        await world.outbox.hold(notice.id, until=world.clock() + timedelta(hours=1))

    early = await world.outbox.release_held(world.clock())
    world.clock.skip(hours=1)
    in_time = await world.outbox.release_held(world.clock())
    twice = await world.outbox.release_held(world.clock())

    assert (early, in_time, twice) == (0, 1, 0)
    [summary] = await world.claim()
    assert (summary.kind, summary.matter, summary.matter_id) == ("summary", Matter.SUMMARY, anna)


async def test_a_summary_tells_what_is_ripe_and_what_only_waits_for_company(world):
    anna = await world.given_person()
    waits = (timedelta(0), timedelta(hours=5), timedelta(minutes=10))
    urgencies = (Urgency.NOW, Urgency.NOW, Urgency.BATCH)
    for matter_id, (wait, urgency) in enumerate(zip(waits, urgencies, strict=True)):
        await world.given_notice(anna, matter_id=matter_id, urgency=urgency)
        [notice] = await world.claim()
        await world.outbox.hold(notice.id, until=world.clock() + wait)

    ripe = await world.outbox.held(anna, until=world.clock(), limit=10)
    every = await world.outbox.held(anna, until=None, limit=10)

    assert [notice.matter_id for notice in ripe] == [0, 2]
    assert [notice.matter_id for notice in every] == [0, 1, 2]


async def test_settling_a_summary_settles_what_it_told_and_keeps_its_card(world):
    anna = await world.given_person()
    for matter_id in (1, 2):
        await world.given_notice(anna, matter_id=matter_id)
        [notice] = await world.claim()
        await world.outbox.hold(notice.id, until=world.clock())
    await world.outbox.release_held(world.clock())
    [summary] = await world.claim()
    told, gone = await world.outbox.held(anna, until=None, limit=10)

    await world.outbox.settle(
        Settlement(
            summary.id,
            Outcome.TOLD,
            world.clock(),
            message_id=7,
            told_with_it=[told.id],
            settled_before=[gone.id],
        )
    )

    assert [(row.kind, row.status, row.outcome) for row in await world.rows()] == [
        ("offer_due", "sent", "in_summary"),
        ("offer_due", "dropped", "settled_before"),
        ("summary", "sent", "told"),
    ]


async def test_only_what_rang_since_midnight_counts_towards_the_cap(world):
    anna = await world.given_person()
    for matter_id, outcome in enumerate((Outcome.RANG, Outcome.EDITED, Outcome.RANG)):
        await world.given_notice(anna, matter_id=matter_id)
        [notice] = await world.claim()
        await world.outbox.settle(settled(notice, outcome, at=world.clock()))
        world.clock.skip(hours=1)
    await world.given_notice(anna, matter_id=9)
    [notice] = await world.claim()

    all_day = await world.outbox.standing(notice, since=world.clock() - timedelta(hours=5))
    last_hour = await world.outbox.standing(notice, since=world.clock() - timedelta(minutes=90))

    assert (all_day.rung_today, last_hour.rung_today) == (2, 1)


async def test_standing_tells_the_card_the_block_and_that_somebody_left(world):
    anna = await world.given_person(blocked_bot_at=world.clock())
    left = await world.given_person(is_active=False)
    await world.given_card(anna, 55)
    await world.given_notice(anna)
    await world.given_notice(left)
    annas, lefts = await world.claim()

    annas_standing = await world.outbox.standing(annas, since=world.clock())
    lefts_standing = await world.outbox.standing(lefts, since=world.clock())

    assert annas_standing.has_blocked_bot
    assert annas_standing.card
    assert annas_standing.card.message_id == 55
    assert lefts_standing.chat_id is None


async def test_a_notice_is_found_by_its_recipient_alone(world):
    anna, boris = await world.given_person(), await world.given_person()
    await world.given_notice(anna)
    [notice] = await world.claim()

    assert await world.outbox.find(notice.id, anna) == notice
    assert await world.outbox.find(notice.id, boris) is None
    assert await world.outbox.find(NoticeId(999), anna) is None


async def test_what_is_not_settled_is_counted_and_the_oldest_that_is_due_told(world):
    anna = await world.given_person()
    for matter_id, hours in ((1, 2), (2, 1), (3, 3), (4, 0)):
        await world.given_notice(
            anna, matter_id=matter_id, not_before=world.clock() + timedelta(hours=hours)
        )
    before = await world.outbox.oldest_due_at()
    [soonest] = await world.claim()
    await world.outbox.settle(settled(soonest, at=world.clock()))
    world.clock.skip(hours=1)
    [next_one] = await world.claim()
    await world.outbox.hold(next_one.id, until=world.clock() + timedelta(hours=5))

    depth, oldest_at = await world.outbox.depth(), await world.outbox.oldest_due_at()

    assert before == soonest.not_before
    assert depth == 3
    assert oldest_at == world.clock() + timedelta(hours=1)
