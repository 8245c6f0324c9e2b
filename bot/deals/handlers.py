"""Taps on deals: unpack, one use case, the card as it is now."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callback_data import OpenDeal
from bot.deals import cards
from bot.deals.callback_data import (
    ChooseLostReason,
    ChooseOffer,
    ChooseStage,
    EditDeal,
    MoveDealTo,
    OpenChecklist,
    OpenClientDeal,
    OpenClientDeals,
    OpenDealHistory,
    ReopenDealNow,
    TickChecklist,
    WinDealNow,
)
from bot.matters import ShowMatter
from bot.pages import PAGE_SIZE
from bot.screens import Screen, show
from bot.texts import Texts
from domain.clients.model import ClientId
from domain.clock import Clock
from domain.deals.model import DealId
from domain.deals.queries import ListDealsOfClient, ViewDeal, ViewDealHistory
from domain.deals.use_cases import MoveDeal, ReopenDeal, TickItem, WinDeal
from domain.deals.views import DealView
from domain.delivery.model import Matter
from domain.org.model import Actor
from domain.rulebook.model import Rulebook


async def deal_opened(
    query: CallbackQuery, callback_data: OpenDeal, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.DEAL, callback_data.deal_id)


async def stage_pressed(
    query: CallbackQuery,
    callback_data: MoveDealTo,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    move_deal: MoveDeal,
    show_matter: ShowMatter,
) -> None:
    view, rulebook = await move_deal(
        actor,
        DealId(callback_data.deal_id),
        callback_data.stage,
        version=callback_data.version,
    )
    screen = cards.deal_card(view, rulebook, texts, reader=actor.id, now=clock(), zone=actor.zone)
    await show_matter.as_screen(query, actor, Matter.DEAL, view.deal.id, screen)


async def won_pressed(
    query: CallbackQuery,
    callback_data: WinDealNow,
    actor: Actor,
    win_deal: WinDeal,
    show_matter: ShowMatter,
) -> None:
    won = await win_deal(actor, DealId(callback_data.deal_id), version=callback_data.version)
    await show_matter(query, actor, Matter.DEAL, won.id)


async def reopen_pressed(
    query: CallbackQuery,
    callback_data: ReopenDealNow,
    actor: Actor,
    reopen_deal: ReopenDeal,
    show_matter: ShowMatter,
) -> None:
    deal = await reopen_deal(actor, DealId(callback_data.deal_id), version=callback_data.version)
    await show_matter(query, actor, Matter.DEAL, deal.id)


async def item_pressed(
    query: CallbackQuery,
    callback_data: TickChecklist,
    actor: Actor,
    texts: Texts,
    tick_item: TickItem,
    view_deal: ViewDeal,
) -> None:
    deal_id = DealId(callback_data.deal_id)
    await tick_item(
        actor,
        deal_id,
        callback_data.item,
        is_done=callback_data.is_done,
        version=callback_data.version,
    )
    view, rulebook = await view_deal(actor, deal_id)
    await show(query, cards.checklist(view, rulebook, texts))


async def history_opened(
    query: CallbackQuery,
    callback_data: OpenDealHistory,
    actor: Actor,
    texts: Texts,
    view_deal_history: ViewDealHistory,
) -> None:
    view, entries, page, rulebook = await view_deal_history(
        actor,
        DealId(callback_data.deal_id),
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    screen = cards.deal_history(view, entries, page, rulebook, texts, zone=actor.zone)
    await show(query, screen)


async def client_deals_opened(
    query: CallbackQuery,
    callback_data: OpenClientDeals,
    actor: Actor,
    texts: Texts,
    list_deals_of_client: ListDealsOfClient,
) -> None:
    found, rulebook = await list_deals_of_client(
        actor,
        ClientId(callback_data.client_id),
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    await show(query, cards.client_deals(callback_data.client_id, found, rulebook, texts))


async def client_deal_opened(
    query: CallbackQuery,
    callback_data: OpenClientDeal,
    actor: Actor,
    show_matter: ShowMatter,
) -> None:
    back = OpenClientDeals(client_id=callback_data.client_id, page=callback_data.page)
    await show_matter.out_of_list(query, actor, Matter.DEAL, callback_data.deal_id, back)


async def offers_opened(
    query: CallbackQuery,
    callback_data: ChooseOffer,
    actor: Actor,
    texts: Texts,
    view_deal: ViewDeal,
) -> None:
    view, _ = await view_deal(actor, DealId(callback_data.deal_id))
    offset = callback_data.page * PAGE_SIZE
    await show(query, cards.offer_choices(view, texts, offset=offset, size=PAGE_SIZE))


async def edit_pressed(
    query: CallbackQuery,
    callback_data: EditDeal,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_deal: ViewDeal,
) -> None:
    view, _ = await view_deal(actor, DealId(callback_data.deal_id))
    await show(query, cards.deal_changes(view, texts, now=clock(), zone=actor.zone))


def _opener(
    screen_of: Callable[[DealView, Rulebook, Texts], Screen],
) -> Callable[..., Awaitable[None]]:
    """A handler that only shows another side of a deal."""

    async def opened(
        query: CallbackQuery,
        callback_data: ChooseStage | ChooseLostReason | OpenChecklist,
        actor: Actor,
        texts: Texts,
        view_deal: ViewDeal,
    ) -> None:
        view, rulebook = await view_deal(actor, DealId(callback_data.deal_id))
        await show(query, screen_of(view, rulebook, texts))

    opened.__qualname__ = f"{screen_of.__name__}_opened"
    return opened


def router() -> Router:
    deals = Router(name="deals")
    tapped = deals.callback_query.register
    tapped(stage_pressed, MoveDealTo.filter())
    tapped(deal_opened, OpenDeal.filter())
    tapped(item_pressed, TickChecklist.filter())
    tapped(won_pressed, WinDealNow.filter())
    tapped(reopen_pressed, ReopenDealNow.filter())
    tapped(history_opened, OpenDealHistory.filter())
    tapped(client_deals_opened, OpenClientDeals.filter())
    tapped(client_deal_opened, OpenClientDeal.filter())
    tapped(offers_opened, ChooseOffer.filter())
    tapped(edit_pressed, EditDeal.filter())
    tapped(_opener(cards.stage_choices), ChooseStage.filter())
    tapped(_opener(cards.lost_reasons), ChooseLostReason.filter())
    tapped(_opener(cards.checklist), OpenChecklist.filter())
    return deals
