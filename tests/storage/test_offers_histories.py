"""No sent offer is ever silent and unwatched: random histories through the program itself."""

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.deals.follow_up import is_watched
from domain.deals.model import Deal, Offer
from domain.errors import DomainError
from domain.org.model import Actor, Role
from tests.builders import NOW, typed
from tests.crm import Crm

pytestmark = pytest.mark.usefixtures("as_owner")

MINUTES = st.integers(0, 3 * 24 * 60)
ACTS = st.sampled_from(
    [
        *("sweep", "sweep", "sweep", "send", "send", "accept", "refuse", "thinking"),
        *("no answer", "snooze", "snooze with a reason", "win", "lose", "reopen", "old button"),
    ]
)
HISTORIES = st.lists(st.tuples(MINUTES, ACTS, st.integers(0, 5)), min_size=4, max_size=16)


async def do(crm: Crm, actor: Actor, deal: Deal, act: str, which: int) -> None:
    """One act as a person does it; raises what the person would be told."""
    offers = await crm.offers()
    offer = offers[which % len(offers)] if offers else None
    if act == "send":
        await crm.send_offer(actor, deal.id, typed(1000 + which))
    elif act == "win":
        await crm.win_deal(actor, deal.id, version=deal.version)
    elif act == "lose":
        await crm.lose_deal(actor, deal.id, "price", version=deal.version)
    elif act == "reopen":
        await crm.reopen_deal(actor, deal.id, version=deal.version)
    elif offer is not None:
        await answer(crm, actor, offer, act)


async def answer(crm: Crm, actor: Actor, offer: Offer, act: str) -> None:
    version = offer.version
    match act:
        case "accept":
            await crm.accept_offer(actor, offer.id, version=version)
        case "refuse":
            await crm.refuse_offer(actor, offer.id, "price", version=version)
        case "thinking":
            await crm.note_thinking(actor, offer.id, version=version)
        case "no answer":
            await crm.note_no_answer(actor, offer.id, version=version)
        case "snooze":
            await crm.snooze_offer_for_an_hour(actor, offer.id, version=version)
        case "snooze with a reason":
            await crm.snooze_offer_until_day(actor, offer.id, version=version, reason="отпуск")
        case "old button":
            await crm.accept_offer(actor, offer.id, version=version - 1)


async def check(crm: Crm) -> None:
    rows = await crm.offers()
    for offer in rows:
        assert is_watched(offer, crm.now)
        assert all(earlier <= later for earlier, later in pairwise(offer.ladder.moments))
    async with crm.connection() as connection:
        kept = await connection.exec_driver_sql("SELECT next_step_at FROM offers ORDER BY id")
        assert [row.next_step_at for row in kept] == [offer.next_step_at for offer in rows]
    assert await crm.unwatched() == []


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=HISTORIES)
async def test_no_offer_is_ever_silent_and_unwatched(crm: Crm, history: Any):
    async with crm.connection() as connection:
        await connection.exec_driver_sql("TRUNCATE deals, ledger CASCADE")
    crm.now = NOW
    lead = await crm.given_person("Лев", Role.LEAD)
    actor = await crm.actor(await crm.given_person("Анна", boss=lead))
    deal = await crm.given_deal(actor, is_ready=True)

    for minutes, act, which in history:
        crm.now += timedelta(minutes=minutes)
        waiting = {offer.id for offer in await crm.offers() if offer.is_awaiting}
        if act == "sweep":
            await crm.climb_due_offers()
        else:
            # A refusal is an answer too: it must leave the watch as good as it was.
            with suppress(DomainError):
                await do(crm, actor, await crm.deal(deal.id), act, which)

        await check(crm)
        assert {matter for _, matter in await crm.notices()} <= waiting
        async with crm.connection() as connection:
            await connection.exec_driver_sql("TRUNCATE ledger")
