from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.delivery.model import Card, Matter, NewNotice, NoticeId, Outcome, Settlement, Urgency
from storage.delivery.cards import SqlCards
from storage.delivery.ledger import SqlLedger
from storage.transaction import Transaction
from tests.ledger_world import LEASE, LedgerWorld


@pytest.fixture
def world(engine: AsyncEngine) -> LedgerWorld:
    return LedgerWorld(engine)


def settled(notice, outcome=Outcome.RANG, *, at, **more):
    return Settlement(notice.id, outcome, at, **more)


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


async def test_every_shown_card_but_the_actors_own_is_refreshed(world):
    anna, boris, actor = [await world.given_person() for _ in range(3)]
    for person in (anna, boris, actor):
        await world.given_card(person, 10 + person)
    await world.given_card(anna, 99, matter_id=2)

    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=actor)

    assert {row.recipient_id for row in await world.rows(kind="refresh")} == {anna, boris}
    assert book.has_added


async def test_cards_of_what_changed_with_it_are_refreshed_for_the_actor_too(world):
    anna, actor = await world.given_person(), await world.given_person()
    for person in (anna, actor):
        await world.given_card(person, 10 + person)
        await world.given_card(person, 20 + person, matter_id=2)
    await world.given_card(anna, 40, matter_id=3)

    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=actor, also=[(Matter.OFFER, 2)])

    refreshed = {(row.matter_id, row.recipient_id) for row in await world.rows(kind="refresh")}
    assert refreshed == {(1, anna), (2, anna), (2, actor)}
    assert book.has_added


async def test_nothing_shown_means_nothing_to_refresh(world):
    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=None)

    assert await world.rows() == []
    assert not book.has_added


async def test_a_change_while_the_message_is_on_its_way_refreshes_the_card_to_come(world):
    anna = await world.given_person()
    await world.given_notice(anna)
    [under_way] = await world.claim()

    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=None)

    await world.outbox.settle(settled(under_way, at=world.clock()))
    [refresh] = await world.claim()
    assert refresh.kind == "refresh"


async def test_what_the_actor_changed_while_a_message_to_them_is_on_its_way_is_refreshed(world):
    anna, boris = await world.given_person(), await world.given_person()
    await world.given_notice(anna)
    await world.claim()
    await world.given_notice(boris)

    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=anna)
    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=boris)

    assert {row.recipient_id for row in await world.rows(kind="refresh")} == {anna, boris}


@pytest.mark.parametrize(("stands_in", "is_drawn"), [(10, True), (16, False)])
async def test_an_edit_is_noted_where_the_card_still_stands(world, stands_in, is_drawn):
    anna = await world.given_person()
    await world.given_card(anna, 10, fingerprint=1)
    await world.given_notice(anna)
    [notice] = await world.claim()
    cards = SqlCards(world.engine)
    card = await cards.find(1000 + anna, Matter.OFFER, 1)
    await cards.remember(replace(card, message_id=stands_in))

    drawn = replace(card, fingerprint=2)
    edited = settled(notice, Outcome.EDITED, at=world.clock(), card=drawn, stood_in=10)
    await world.outbox.settle(edited)

    shown = await cards.find(1000 + anna, Matter.OFFER, 1)
    assert shown.message_id == stands_in
    assert (shown.fingerprint == 2) == is_drawn


async def test_a_change_while_a_refresh_is_on_its_way_is_refreshed_once_more(world):
    anna = await world.given_person()
    await world.given_card(anna, 10)
    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=None)
    [under_way] = await world.claim()

    async with world.ledger() as book:
        await book.refresh(Matter.OFFER, 1, except_for=None)
    await world.outbox.settle(settled(under_way, Outcome.EDITED, at=world.clock()))

    [again] = await world.claim()
    await world.outbox.settle(settled(again, Outcome.EDITED, at=world.clock()))
    assert again.id == under_way.id
    assert await world.claim() == []


async def test_a_card_is_one_per_matter_and_one_per_message(world, engine):
    book = SqlCards(engine)
    await book.remember(Card(5, Matter.OFFER, 1, 10, world.clock()))

    await book.remember(Card(5, Matter.OFFER, 1, 11, world.clock()))
    await book.remember(Card(5, Matter.DEAL, 2, 11, world.clock()))

    assert await book.find(5, Matter.OFFER, 1) is None
    assert (await book.find(5, Matter.DEAL, 2)).message_id == 11


async def test_a_card_that_stays_in_its_message_stays_as_old_as_it_is(world, engine):
    book = SqlCards(engine)
    sent_at = world.clock()
    await book.remember(Card(5, Matter.OFFER, 1, 10, sent_at))
    world.clock.skip(hours=1)

    await book.remember(Card(5, Matter.OFFER, 1, 10, world.clock(), fingerprint=-(2**63)))

    card = await book.find(5, Matter.OFFER, 1)
    assert (card.sent_at, card.fingerprint) == (sent_at, -(2**63))


async def test_a_message_that_shows_something_else_is_no_card_any_more(world, engine):
    book = SqlCards(engine)
    await book.remember(Card(5, Matter.OFFER, 1, 10, world.clock()))

    await book.forget(5, 10)

    assert await book.find(5, Matter.OFFER, 1) is None


async def test_a_card_that_steps_aside_is_none_and_is_still_about_its_matter(world, engine):
    book = SqlCards(engine)
    await book.remember(Card(5, Matter.OFFER, 1, 10, world.clock()))

    await book.step_aside(5, 10)
    await book.step_aside(5, 10)

    assert await book.at(5, 10) is None
    assert await book.subject_of(5, 10) == (Matter.OFFER, 1)


async def test_a_card_steps_back_where_nothing_else_has_come_and_only_there(world, engine):
    book = SqlCards(engine)
    await book.remember(Card(5, Matter.OFFER, 1, 10, world.clock()))
    left = await book.step_aside(5, 10)

    await book.step_back(left)
    stood_again = await book.at(5, 10)
    await book.remember(Card(5, Matter.DEAL, 2, 10, world.clock()))
    await book.step_back(left)

    assert stood_again.matter is Matter.OFFER
    assert await book.find(5, Matter.OFFER, 1) is None
    assert (await book.at(5, 10)).matter is Matter.DEAL


async def test_whoever_shows_a_card_is_told_where_it_stood_until_then(world, engine):
    book = SqlCards(engine)
    first = Card(5, Matter.OFFER, 1, 10, world.clock(), has_media=True, fingerprint=7)

    before = await book.remember(first)
    again = await book.remember(first)
    elsewhere = await book.remember(replace(first, message_id=11))

    assert (before, again, elsewhere) == (None, None, first)


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
