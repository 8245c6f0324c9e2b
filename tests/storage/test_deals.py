"""What people do with deals, on a real database: what is kept, and whose tap wins."""

import asyncio
from datetime import date

import pytest

from domain.clients.model import ClientId
from domain.deals.errors import DealChanged, DealClosed, MarginAboveAmount, NoSuchStage
from domain.deals.model import DealId, DealStatus, OfferStatus
from domain.deals.use_cases import MoveDeal
from domain.deals.views import BoardFilter
from domain.errors import NotFound
from domain.org.model import Role
from domain.products.model import ProductId
from tests.builders import an_offer, required_items, roubles, typed, utc
from tests.crm import Crm


@pytest.fixture
async def rep(crm: Crm):
    return await crm.actor(await crm.given_person("Анна"))


async def test_a_new_deal_has_a_stage_with_a_limit_and_a_next_step(crm, rep):
    client = await crm.given_client(rep, "Ромашка")

    deal = await crm.create_deal(rep, client.id, amount=typed("1500.50"))

    kept = await crm.deal(deal.id)
    assert kept == deal
    assert (kept.title, kept.stage, kept.amount) == ("Ромашка", "prospecting", roubles("1500.50"))
    assert (kept.owner_id, kept.branch_id) == (rep.id, rep.branch_id)
    assert kept.next_step_at == kept.stage_due_at == utc("2026-11-20 10:00")
    assert await crm.happened(deal.id) == ["deal_created"]


async def test_a_deal_for_a_product_bears_its_name(crm, rep):
    client = await crm.given_client(rep)
    product_id = await crm.given_product("Сплит-система")

    deal = await crm.create_deal(rep, client.id, product_id=ProductId(product_id))

    view, _ = await crm.view_deal(rep, deal.id)
    assert (view.deal.title, view.product_name) == ("Сплит-система", "Сплит-система")


async def test_a_client_whom_one_does_not_see_gets_no_deal(crm, rep):
    stranger = await crm.given_person("Вера", branch=await crm.given_branch())
    client = await crm.given_client(stranger)

    with pytest.raises(NotFound):
        await crm.create_deal(rep, client.id)


async def test_a_move_is_kept_with_the_stage_s_new_limit(crm, rep):
    deal = await crm.given_deal(rep, stage="engaging", is_ready=True)

    moved = await crm.move_deal(rep, deal.id, "offer", version=deal.version)

    kept = await crm.deal(deal.id)
    assert kept == moved
    assert (kept.stage, kept.stage_since, kept.version) == ("offer", crm.now, 2)
    assert await crm.happened(deal.id) == ["stage"]


async def test_the_limit_is_counted_in_the_branch_s_zone_and_the_owner_s_hours(crm):
    east = await crm.given_branch("Владивосток", zone="Asia/Vladivostok")
    owner = await crm.given_person("Дина", branch=east, working_hours={"thu": ["10:00-14:00"]})
    deal = await crm.given_deal(owner, stage="engaging", is_ready=True)
    director = await crm.actor(await crm.given_person("Дарья", Role.DIRECTOR))

    moved = await crm.move_deal(director, deal.id, "offer", version=deal.version)

    # 24 hours, four each Thursday, begin on 19 November at 10:00 in Vladivostok.
    assert moved.stage_due_at == utc("2026-12-24 04:00")


async def test_a_second_tap_on_the_same_stage_changes_nothing(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)
    moved = await crm.move_deal(rep, deal.id, "negotiation", version=deal.version)

    again = await crm.move_deal(rep, deal.id, "negotiation", version=deal.version)

    assert again == moved
    assert await crm.happened(deal.id) == ["stage"]


async def test_an_old_button_moves_nothing(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)
    await crm.move_deal(rep, deal.id, "negotiation", version=deal.version)

    with pytest.raises(DealChanged):
        await crm.move_deal(rep, deal.id, "engaging", version=deal.version)

    assert (await crm.deal(deal.id)).stage == "negotiation"


async def test_of_two_different_taps_at_once_one_wins_and_the_other_is_outdated(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)

    results = await asyncio.gather(
        crm.move_deal(rep, deal.id, "negotiation", version=deal.version),
        crm.move_deal(rep, deal.id, "engaging", version=deal.version),
        return_exceptions=True,
    )

    assert [type(result) for result in results].count(DealChanged) == 1
    assert (await crm.deal(deal.id)).version == 2
    assert await crm.happened(deal.id) == ["stage"]


async def test_ten_same_taps_at_once_are_one(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)

    taps = [crm.move_deal(rep, deal.id, "negotiation", version=1) for _ in range(10)]
    results = await asyncio.gather(*taps)

    assert {result.stage for result in results} == {"negotiation"}
    assert await crm.happened(deal.id) == ["stage"]


async def test_two_people_closing_at_once_close_it_once(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)

    results = await asyncio.gather(
        crm.win_deal(rep, deal.id, version=1),
        crm.lose_deal(rep, deal.id, "price", version=1),
        return_exceptions=True,
    )

    assert [type(result) for result in results].count(DealClosed) == 1
    assert len(await crm.happened(deal.id)) == 1


async def test_ticks_of_two_people_at_once_are_both_kept_or_one_is_told(crm, rep):
    deal = await crm.given_deal(rep)

    results = await asyncio.gather(
        crm.tick_item(rep, deal.id, "offer_sent", is_done=True, version=1),
        crm.tick_item(rep, deal.id, "margin_checked", is_done=True, version=1),
        return_exceptions=True,
    )

    assert [type(result) for result in results].count(DealChanged) == 1
    assert len((await crm.deal(deal.id)).ticks["offer"]) == 1


async def test_a_tick_on_a_stage_that_the_rulebook_dropped_is_outdated(crm, rep):
    deal = await crm.given_deal(rep, stage="old")

    with pytest.raises(NoSuchStage):
        await crm.tick_item(rep, deal.id, "budget", is_done=True, version=1)


async def test_winning_accepts_the_last_offer_and_withdraws_earlier_ones(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)
    offers = [await crm.given_offer(deal) for _ in range(3)]

    won = await crm.win_deal(rep, deal.id, version=deal.version)

    assert (won.status, won.closed_at) == (DealStatus.WON, crm.now)
    assert [(await crm.offer(offer.id)).status for offer in offers] == [
        OfferStatus.WITHDRAWN,
        OfferStatus.WITHDRAWN,
        OfferStatus.ACCEPTED,
    ]
    assert await crm.happened(deal.id) == [
        "offer_withdrawn",
        "offer_withdrawn",
        "offer_accepted",
        "won",
    ]


async def test_losing_refuses_the_offers_for_the_same_reason(crm, rep):
    deal = await crm.given_deal(rep)
    offer = await crm.given_offer(deal)

    await crm.lose_deal(rep, deal.id, "other", "переехали", version=deal.version)

    refused = await crm.offer(offer.id)
    assert (refused.status, refused.refusal_reason) == (OfferStatus.REFUSED, "other")
    assert refused.comment == "переехали"


async def test_an_unknown_reason_closes_nothing(crm, rep):
    deal = await crm.given_deal(rep)

    with pytest.raises(NotFound):
        await crm.lose_deal(rep, deal.id, "whatever", version=deal.version)

    assert (await crm.deal(deal.id)).is_open


async def test_a_reopened_deal_comes_back_and_its_offers_stay_answered(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)
    offer = await crm.given_offer(deal)
    won = await crm.win_deal(rep, deal.id, version=deal.version)

    again = await crm.reopen_deal(rep, deal.id, version=won.version)
    second_tap = await crm.reopen_deal(rep, deal.id, version=won.version)

    assert again == second_tap == await crm.deal(deal.id)
    assert (again.stage, again.is_open, again.closed_at) == ("offer", True, None)
    assert (await crm.offer(offer.id)).status is OfferStatus.ACCEPTED
    assert (await crm.happened(deal.id))[-2:] == ["won", "reopened"]


async def test_amount_margin_and_closing_day_are_kept(crm, rep):
    deal = await crm.given_deal(rep)

    await crm.change_deal(
        rep, deal.id, amount=typed(100), margin=typed("-5.5"), closes_on=date(2026, 12, 1)
    )

    kept = await crm.deal(deal.id)
    assert (kept.amount, kept.margin) == (roubles(100), roubles("-5.5"))
    assert kept.closes_on == date(2026, 12, 1)


async def test_a_deal_is_renamed_once_and_as_it_was_shown(crm, rep):
    deal = await crm.given_deal(rep)

    renamed = await crm.rename_deal(rep, deal.id, " Сплит-системы ", version=deal.version)
    again = await crm.rename_deal(rep, deal.id, "Сплит-системы", version=deal.version)
    with pytest.raises(DealChanged):
        await crm.rename_deal(rep, deal.id, "Чиллер", version=deal.version)

    assert (await crm.deal(deal.id)).title == renamed.title == again.title == "Сплит-системы"
    assert await crm.happened(deal.id) == ["changed"]


async def test_the_same_figures_again_are_no_change(crm, rep):
    deal = await crm.given_deal(rep, amount=roubles(100))

    same = await crm.change_deal(rep, deal.id, amount=typed(100))

    assert same.version == deal.version
    assert await crm.happened(deal.id) == []


async def test_amount_and_margin_that_fit_each_other_may_change_together(crm, rep):
    deal = await crm.given_deal(rep, amount=roubles(100), margin=50)

    changed = await crm.change_deal(rep, deal.id, amount=typed(40), margin=typed(10))

    assert (changed.amount, changed.margin) == (roubles(40), roubles(10))


async def test_a_margin_above_the_amount_is_not_kept(crm, rep):
    deal = await crm.given_deal(rep, amount=roubles(100))

    with pytest.raises(MarginAboveAmount):
        await crm.change_deal(rep, deal.id, margin=typed(101))

    assert (await crm.deal(deal.id)).margin is None


async def test_a_next_step_is_read_in_the_person_s_own_time(crm):
    east = await crm.given_branch("Владивосток", zone="Asia/Vladivostok")
    rep = await crm.actor(await crm.given_person("Дина", branch=east))
    deal = await crm.given_deal(rep)

    planned = await crm.plan_next_step(rep, deal.id, "позвонить", "завтра 15:00")

    assert planned.next_step == "позвонить"
    assert planned.next_step_at == utc("2026-11-19 05:00")


async def test_a_note_stands_on_the_timeline_and_changes_no_version(crm, rep):
    deal = await crm.given_deal(rep)

    await crm.add_note(rep, deal.id, "ждут бюджет")

    _, entries, page, _ = await crm.view_deal_history(rep, deal.id, offset=0, size=8)
    assert (page.total, entries[0].kind) == (1, "note")
    assert (entries[0].facts, entries[0].actor_name) == ({"text": "ждут бюджет"}, "Анна")
    assert (await crm.deal(deal.id)).version == 1


async def test_a_client_s_deals_stand_open_ones_first_then_the_latest_closed(crm, rep):
    client = await crm.given_client(rep)
    old = await crm.given_deal(rep, client_id=client.id, status="won", title="старая")
    crm.now = utc("2026-11-19 10:00")
    new = await crm.given_deal(rep, client_id=client.id, status="lost", title="новая")
    first = await crm.given_deal(rep, client_id=client.id)
    second = await crm.given_deal(rep, client_id=client.id)
    await crm.given_deal(rep)

    page, _ = await crm.list_deals_of_client(rep, client.id, offset=0, size=3)
    rest, _ = await crm.list_deals_of_client(rep, client.id, offset=3, size=3)

    assert [line.id for line in page.lines] == [second.id, first.id, new.id]
    assert [line.id for line in rest.lines] == [old.id]
    assert page.page.total == rest.page.total == 4


async def test_a_card_names_those_around_the_deal(crm, rep):
    client = await crm.given_client(rep, "Ромашка", phone="+79161234567")
    deal = await crm.given_deal(rep, client_id=client.id)
    offers = [await crm.given_offer(deal) for _ in range(2)]

    view, _ = await crm.view_deal(rep, deal.id)

    assert (view.client_name, view.client_phone) == ("Ромашка", "+79161234567")
    assert (view.owner_name, view.branch_name) == ("Анна", "Москва")
    assert [offer.id for offer in view.offers] == [offers[1].id, offers[0].id]


async def test_a_card_shows_what_was_written_while_its_move_waited(crm, rep):
    deal = await crm.given_deal(rep, is_ready=True)
    offer = an_offer(follow_up_at=crm.now)
    async with crm.begin() as uow:
        await uow.deals.get(deal.id, rep.scope)
        moving = asyncio.create_task(
            crm.container.get(MoveDeal)(rep, deal.id, "negotiation", version=deal.version)
        )
        await crm.somebody_waits()
        await uow.offers.add(
            deal_id=deal.id,
            price=roubles(500),
            number=None,
            file=None,
            sent_by=rep.id,
            sent_at=crm.now,
            follow_up_at=offer.follow_up_at,
            ladder=offer.ladder,
        )
        await uow.commit()

    view, _ = await moving

    assert view.deal.stage == "negotiation"
    assert len(view.offers) == 1


WRITES = {
    "move": lambda crm, actor, deal, _: crm.move_deal(actor, deal.id, "contract", version=1),
    "win": lambda crm, actor, deal, _: crm.win_deal(actor, deal.id, version=1),
    "lose": lambda crm, actor, deal, _: crm.lose_deal(actor, deal.id, "price", version=1),
    "reopen": lambda crm, actor, deal, _: crm.reopen_deal(actor, deal.id, version=1),
    "tick": lambda crm, actor, deal, _: crm.tick_item(
        actor, deal.id, "offer_sent", is_done=False, version=1
    ),
    "plan": lambda crm, actor, deal, _: crm.plan_next_step(actor, deal.id, "звонок", "завтра"),
    "change": lambda crm, actor, deal, _: crm.change_deal(actor, deal.id, amount=typed(5)),
    "rename": lambda crm, actor, deal, _: crm.rename_deal(actor, deal.id, "Чужое", version=1),
    "note": lambda crm, actor, deal, _: crm.add_note(actor, deal.id, "заметка"),
    "send offer": lambda crm, actor, deal, _: crm.send_offer(actor, deal.id, typed(5)),
    "accept": lambda crm, actor, _, offer: crm.accept_offer(actor, offer.id, version=1),
    "refuse": lambda crm, actor, _, offer: crm.refuse_offer(actor, offer.id, "price", version=1),
    "thinking": lambda crm, actor, _, offer: crm.note_thinking(actor, offer.id, version=1),
    "again in days": lambda crm, actor, _, offer: crm.ask_again_in_working_days(
        actor, offer.id, 3, version=1
    ),
    "no answer": lambda crm, actor, _, offer: crm.note_no_answer(actor, offer.id, version=1),
    "snooze an hour": lambda crm, actor, _, offer: crm.snooze_offer_for_an_hour(
        actor, offer.id, version=1
    ),
    "snooze a day": lambda crm, actor, _, offer: crm.snooze_offer_until_day(
        actor, offer.id, version=1
    ),
}
READS = {
    "view deal": lambda crm, actor, deal, _: crm.view_deal(actor, deal.id),
    "view history": lambda crm, actor, deal, _: crm.view_deal_history(
        actor, deal.id, offset=0, size=8
    ),
    "propose follow-ups": lambda crm, actor, deal, _: crm.propose_follow_ups(actor, deal.id),
    "view offer": lambda crm, actor, _, offer: crm.view_offer(actor, offer.id),
    "name a person's board": lambda crm, actor, deal, _: crm.name_board(
        actor, BoardFilter(owner_id=deal.owner_id)
    ),
    "name a branch's board": lambda crm, actor, deal, _: crm.name_board(
        actor, BoardFilter(branch_id=deal.branch_id)
    ),
}


@pytest.mark.parametrize("ask", (WRITES | READS).values(), ids=(WRITES | READS).keys())
async def test_what_belongs_to_another_branch_is_not_found(crm, rep, ask):
    stranger = await crm.given_person("Вера", branch=await crm.given_branch())
    deal = await crm.given_deal(stranger, is_ready=True)
    offer = await crm.given_offer(deal, follow_up_at=utc("2026-11-20 06:00"))
    before = (await crm.deal(deal.id), await crm.offer(offer.id))

    with pytest.raises(NotFound):
        await ask(crm, rep, deal, offer)

    assert (await crm.deal(deal.id), await crm.offer(offer.id)) == before
    assert await crm.happened(deal.id) == []


async def test_lists_show_nothing_of_another_branch(crm, rep):
    stranger = await crm.given_person("Вера", branch=await crm.given_branch())
    client = await crm.given_client(stranger)
    deal = await crm.given_deal(stranger, client_id=client.id, next_step_at=crm.now)
    await crm.given_offer(deal)

    on_stage, _ = await crm.list_deals_on_stage(rep, BoardFilter(), "offer", offset=0, size=8)
    silent = await crm.list_silent_offers(rep, offset=0, size=8)
    board, _ = await crm.view_board(rep)
    day = await crm.view_day(rep)

    with pytest.raises(NotFound):
        await crm.list_deals_of_client(rep, client.id, offset=0, size=8)
    assert (on_stage.page.total, silent.page.total) == (0, 0)
    assert (silent.money, silent.overdue) == ((), 0)
    assert sum(stage.count for stage in board.stages) == 0
    assert await crm.view_expected_cash(rep) == []
    assert (day.lines, day.counts) == ([], {})


@pytest.mark.parametrize("deal_id", [0, -1, 10**15])
async def test_a_deal_that_was_never_there_is_not_found(crm, rep, deal_id):
    with pytest.raises(NotFound):
        await crm.view_deal(rep, DealId(deal_id))
    with pytest.raises(NotFound):
        await crm.create_deal(rep, ClientId(deal_id))


async def test_what_was_required_can_be_ticked_and_then_the_deal_moves(crm, rep):
    deal = await crm.given_deal(rep)
    for item in required_items("offer"):
        deal = await crm.tick_item(rep, deal.id, item, is_done=True, version=deal.version)

    moved = await crm.move_deal(rep, deal.id, "negotiation", version=deal.version)

    assert moved.stage == "negotiation"
    assert await crm.happened(deal.id) == ["ticked", "ticked", "ticked", "stage"]
