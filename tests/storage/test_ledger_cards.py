"""Cards that are shown: which of them are edited when, and where each stands."""

from dataclasses import replace

import pytest

from domain.delivery.model import Card, Matter, Outcome
from storage.delivery.cards import SqlCards
from tests.ledger_world import settled, world

__all__ = ["world"]


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
