"""Taps on one's own selection. Unpack, one use case, a screen."""

from collections.abc import Awaitable

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.errors import words_of
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.reports import selection_cards
from bot.reports.callback_data import (
    AskToDeleteSelection,
    ChooseForSelection,
    ChooseSubscription,
    DropSelection,
    ListSelected,
    OpenSelectedDeal,
    OpenSelection,
    OpenSelections,
    ResetSelection,
    SelectionPart,
    SetForSelection,
    Subscribe,
    TakeSelection,
    Unsubscribe,
    WhoseLetter,
)
from bot.reports.cards import first_listed
from bot.reports.handlers import have_made
from bot.reports.runner import ReportRunner
from bot.texts import Texts
from domain.clock import Clock
from domain.deals.model import DealStatus
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.errors import NotFound
from domain.org.model import Actor
from domain.org.whose import Whose
from domain.pages import Page
from domain.products.catalogue import ListProducts
from domain.reports.errors import SelectionChanged
from domain.reports.making import AskForReport
from domain.reports.model import Days, SelectionId, Span
from domain.reports.selections import (
    ChangeSelection,
    DeleteSelection,
    ListSelectedDeals,
    ListSelections,
    OpenDraft,
    SubscribeToSelection,
    ViewSelection,
)
from domain.reports.viewing import ListWhose
from domain.reports.views import SelectionView


async def show_selection(
    target: Message | CallbackQuery,
    shown: SelectionView,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    clock: Clock,
) -> None:
    screen = selection_cards.selection_screen(shown, actor, texts, clock)
    await show_instead(target, screen, cards)


async def _settle(
    query: CallbackQuery,
    change: Awaitable[SelectionView],
    selection_id: SelectionId,
    actor: Actor,
    texts: Texts,
    view_selection: ViewSelection,
    cards: Cards,
    clock: Clock,
) -> None:
    """Show the selection as changed; an outdated button says so, and it is shown as it is."""
    try:
        shown = await change
    except SelectionChanged as outdated:
        await query.answer(words_of(outdated, texts), show_alert=True)
        shown = await view_selection(actor, selection_id)
    await show_selection(query, shown, actor, texts, cards, clock)


async def selection_opened(
    query: CallbackQuery,
    callback_data: OpenSelection,
    actor: Actor,
    texts: Texts,
    open_draft: OpenDraft,
    view_selection: ViewSelection,
    cards: Cards,
    clock: Clock,
) -> None:
    id_ = SelectionId(callback_data.selection_id)
    shown = await view_selection(actor, id_) if id_ else await open_draft(actor)
    await show_selection(query, shown, actor, texts, cards, clock)


async def selections_opened(
    query: CallbackQuery, actor: Actor, texts: Texts, list_selections: ListSelections, cards: Cards
) -> None:
    screen = selection_cards.selections_screen(await list_selections(actor), texts)
    await show_instead(query, screen, cards)


async def part_opened(
    query: CallbackQuery,
    callback_data: ChooseForSelection,
    actor: Actor,
    texts: Texts,
    view_selection: ViewSelection,
    list_whose: ListWhose,
    list_products: ListProducts,
    cards: Cards,
) -> None:
    shown = await view_selection(actor, SelectionId(callback_data.selection_id))
    part, offset = callback_data.part, callback_data.page * PAGE_SIZE
    if part is SelectionPart.WHOSE:
        kind = callback_data.kind
        if kind is WhoseLetter.BRANCH:
            kind = first_listed(actor)
        found, total = await list_whose(actor, kind.kind, offset=offset, size=PAGE_SIZE)
        page = Page(offset, PAGE_SIZE, total)
        screen = selection_cards.whose_screen(shown, found, kind, page, actor, texts)
    elif part is SelectionPart.PRODUCT:
        catalogue = await list_products(actor, offset=offset, size=PAGE_SIZE)
        screen = selection_cards.products_screen(shown, catalogue.products, catalogue.page, texts)
    else:
        screen = selection_cards.choices_screen(shown, part, texts)
    await show_instead(query, screen, cards)


async def part_chosen(
    query: CallbackQuery,
    callback_data: SetForSelection,
    actor: Actor,
    texts: Texts,
    change_selection: ChangeSelection,
    view_selection: ViewSelection,
    cards: Cards,
    clock: Clock,
) -> None:
    id_ = SelectionId(callback_data.selection_id)
    change = _changed(change_selection, actor, callback_data)
    await _settle(query, change, id_, actor, texts, view_selection, cards, clock)


async def _changed(change: ChangeSelection, actor: Actor, button: SetForSelection) -> SelectionView:
    """Raises: NotFound: no button of ours says so; SelectionChanged."""
    id_, version, value = SelectionId(button.selection_id), button.version, button.value
    match button.part:
        case SelectionPart.DAYS if value in set(Span) - {Span.OWN}:
            return await change.choose_days(actor, id_, Days(Span(value)), version=version)
        case SelectionPart.WHOSE if value:
            return await change.choose_whose(actor, id_, _whose(value), version=version)
        case SelectionPart.STATUS if value is None or value in set(DealStatus):
            status = None if value is None else DealStatus(value)
            return await change.choose_status(actor, id_, status, version=version)
        case SelectionPart.STAGE:
            return await change.choose_stage(actor, id_, value, version=version)
        case SelectionPart.SEGMENT:
            return await change.choose_segment(actor, id_, value, version=version)
        case SelectionPart.REASON:
            return await change.choose_reason(actor, id_, value, version=version)
        case SelectionPart.PRODUCT if value is None or _is_id(value):
            product_id = None if value is None else int(value)
            return await change.choose_product(actor, id_, product_id, version=version)
    raise NotFound(value=value)


def _whose(value: str) -> Whose:
    letter, id_ = value[:1], value[1:]
    if letter not in set(WhoseLetter) or not _is_id(id_):
        raise NotFound(whose=value)
    return Whose(WhoseLetter(letter).kind, int(id_))


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= len("9007199254740992")


async def reset_pressed(
    query: CallbackQuery,
    callback_data: ResetSelection,
    actor: Actor,
    texts: Texts,
    change_selection: ChangeSelection,
    view_selection: ViewSelection,
    cards: Cards,
    clock: Clock,
) -> None:
    id_ = SelectionId(callback_data.selection_id)
    change = change_selection.reset(actor, id_, version=callback_data.version)
    await _settle(query, change, id_, actor, texts, view_selection, cards, clock)


async def file_pressed(
    query: CallbackQuery,
    callback_data: TakeSelection,
    actor: Actor,
    texts: Texts,
    view_selection: ViewSelection,
    ask_for_report: AskForReport,
    report_runner: ReportRunner,
) -> None:
    shown = await view_selection(actor, SelectionId(callback_data.selection_id))
    asked, file = shown.selection.asked, callback_data.file
    await have_made(query, actor, asked, file, texts, ask_for_report, report_runner)


async def deals_listed(
    query: CallbackQuery,
    callback_data: ListSelected,
    actor: Actor,
    texts: Texts,
    list_selected_deals: ListSelectedDeals,
    cards: Cards,
) -> None:
    found = await list_selected_deals(
        actor,
        SelectionId(callback_data.selection_id),
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    screen = selection_cards.deals_screen(found, callback_data, actor, texts)
    await show_instead(query, screen, cards)


async def deal_opened(
    query: CallbackQuery,
    callback_data: OpenSelectedDeal,
    actor: Actor,
    show_matter: ShowMatter,
) -> None:
    back = ListSelected(selection_id=callback_data.selection_id, page=callback_data.page)
    await show_matter.out_of_list(query, actor, Matter.DEAL, callback_data.deal_id, back)


async def deleting_asked(
    query: CallbackQuery,
    callback_data: AskToDeleteSelection,
    actor: Actor,
    texts: Texts,
    view_selection: ViewSelection,
    cards: Cards,
) -> None:
    shown = await view_selection(actor, SelectionId(callback_data.selection_id))
    await show_instead(query, selection_cards.deleting_screen(shown.selection, texts), cards)


async def deleting_confirmed(
    query: CallbackQuery,
    callback_data: DropSelection,
    actor: Actor,
    texts: Texts,
    delete_selection: DeleteSelection,
    view_selection: ViewSelection,
    list_selections: ListSelections,
    cards: Cards,
) -> None:
    id_ = SelectionId(callback_data.selection_id)
    try:
        deleted = await delete_selection(actor, id_, version=callback_data.version)
    except SelectionChanged as outdated:
        await query.answer(words_of(outdated, texts), show_alert=True)
        shown = await view_selection(actor, id_)
        await show_instead(query, selection_cards.deleting_screen(shown.selection, texts), cards)
        return
    await query.answer(texts.plain("selection-dropped", name=deleted.name))
    screen = selection_cards.selections_screen(await list_selections(actor), texts)
    await show_instead(query, screen, cards)


async def subscribing_asked(
    query: CallbackQuery,
    callback_data: ChooseSubscription,
    actor: Actor,
    texts: Texts,
    view_selection: ViewSelection,
    cards: Cards,
) -> None:
    shown = await view_selection(actor, SelectionId(callback_data.selection_id))
    await show_instead(query, selection_cards.subscribing_screen(shown.selection, texts), cards)


async def subscribed(
    query: CallbackQuery,
    callback_data: Subscribe,
    actor: Actor,
    texts: Texts,
    subscribe_to_selection: SubscribeToSelection,
    view_selection: ViewSelection,
    cards: Cards,
    clock: Clock,
) -> None:
    id_ = SelectionId(callback_data.selection_id)
    every, file = callback_data.every, callback_data.file
    change = subscribe_to_selection(actor, id_, every, file, version=callback_data.version)
    await _settle(query, change, id_, actor, texts, view_selection, cards, clock)


async def unsubscribed(
    query: CallbackQuery,
    callback_data: Unsubscribe,
    actor: Actor,
    texts: Texts,
    subscribe_to_selection: SubscribeToSelection,
    view_selection: ViewSelection,
    cards: Cards,
    clock: Clock,
) -> None:
    id_ = SelectionId(callback_data.selection_id)
    change = subscribe_to_selection.no_more(actor, id_, version=callback_data.version)
    await _settle(query, change, id_, actor, texts, view_selection, cards, clock)


def router() -> Router:
    selections = Router(name="report-selections")
    tapped = selections.callback_query.register
    tapped(selection_opened, OpenSelection.filter())
    tapped(selections_opened, OpenSelections.filter())
    tapped(part_opened, ChooseForSelection.filter())
    tapped(part_chosen, SetForSelection.filter())
    tapped(reset_pressed, ResetSelection.filter())
    tapped(file_pressed, TakeSelection.filter())
    tapped(deals_listed, ListSelected.filter())
    tapped(deal_opened, OpenSelectedDeal.filter())
    tapped(deleting_asked, AskToDeleteSelection.filter())
    tapped(deleting_confirmed, DropSelection.filter())
    tapped(subscribing_asked, ChooseSubscription.filter())
    tapped(subscribed, Subscribe.filter())
    tapped(unsubscribed, Unsubscribe.filter())
    return selections
