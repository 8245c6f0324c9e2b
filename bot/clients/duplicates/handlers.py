"""Clients that may be one: listed, compared, merged, told apart, taken apart again."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.clients.duplicates import cards as screens
from bot.clients.duplicates.callback_data import (
    ChooseMerge,
    MergeNow,
    OpenDuplicates,
    OpenDuplicatesOf,
    OpenPair,
    TakeApart,
    TellPairApart,
)
from bot.matters import show_instead
from bot.pages import PAGE_SIZE
from bot.texts import Texts
from domain.clients.duplicates import PairId
from domain.clients.duplicates_use_cases import (
    ListDuplicates,
    ListDuplicatesOf,
    SearchDuplicates,
    TellApart,
    ViewDuplicatePair,
)
from domain.clients.merging import MergeId, fields_of, require_merger
from domain.clients.merging_use_cases import ListMerges, MergeClients, PreviewMerge, UndoMerge
from domain.clients.model import ClientId
from domain.delivery.ports import Cards
from domain.org.model import Actor


async def duplicates_commanded(
    message: Message,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    search_duplicates: SearchDuplicates,
    list_duplicates: ListDuplicates,
) -> None:
    require_merger(actor)
    await search_duplicates()
    found = await list_duplicates(actor, offset=0, size=PAGE_SIZE)
    await show_instead(message, screens.duplicates_list(found, texts), cards)


async def list_opened(
    query: CallbackQuery,
    callback_data: OpenDuplicates,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    list_duplicates: ListDuplicates,
) -> None:
    offset = callback_data.page * PAGE_SIZE
    found = await list_duplicates(actor, offset=offset, size=PAGE_SIZE)
    await show_instead(query, screens.duplicates_list(found, texts), cards)


async def client_opened(
    query: CallbackQuery,
    callback_data: OpenDuplicatesOf,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    list_duplicates_of: ListDuplicatesOf,
    list_merges: ListMerges,
) -> None:
    client_id = ClientId(callback_data.client_id)
    side, merges = await list_merges(actor, client_id)
    pairs = await list_duplicates_of(actor, client_id)
    screen = screens.duplicates_of_client(side, pairs, merges, texts, zone=actor.zone)
    await show_instead(query, screen, cards)


async def pair_opened(
    query: CallbackQuery,
    callback_data: OpenPair,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    view_duplicate_pair: ViewDuplicatePair,
) -> None:
    pair = await view_duplicate_pair(actor, PairId(callback_data.pair_id))
    screen = screens.pair_settled(texts) if pair is None else screens.pair_card(pair, texts)
    await show_instead(query, screen, cards)


async def apart_pressed(
    query: CallbackQuery,
    callback_data: TellPairApart,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    tell_apart: TellApart,
) -> None:
    await tell_apart(actor, PairId(callback_data.pair_id))
    await show_instead(query, screens.pair_settled(texts), cards)


async def merge_opened(
    query: CallbackQuery,
    callback_data: ChooseMerge,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    preview_merge: PreviewMerge,
) -> None:
    preview, rulebook = await preview_merge(
        actor,
        ClientId(callback_data.survivor_id),
        ClientId(callback_data.loser_id),
        fields_of(callback_data.taken),
    )
    await show_instead(query, screens.merge_preview(preview, rulebook, texts), cards)


async def merge_pressed(
    query: CallbackQuery,
    callback_data: MergeNow,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    merge_clients: MergeClients,
    list_merges: ListMerges,
) -> None:
    survivor_id = await merge_clients(
        actor,
        ClientId(callback_data.survivor_id),
        ClientId(callback_data.loser_id),
        fields_of(callback_data.taken),
        seen=callback_data.seen,
    )
    side, merges = await list_merges(actor, survivor_id)
    screen = screens.merged_screen(side, merges, texts, zone=actor.zone)
    await show_instead(query, screen, cards)


async def undo_pressed(
    query: CallbackQuery,
    callback_data: TakeApart,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    undo_merge: UndoMerge,
) -> None:
    merge = await undo_merge(actor, MergeId(callback_data.merge_id))
    await show_instead(query, screens.taken_apart_screen(merge, texts), cards)


def router() -> Router:
    duplicates = Router(name="duplicates")
    tapped = duplicates.callback_query.register
    tapped(list_opened, OpenDuplicates.filter())
    tapped(client_opened, OpenDuplicatesOf.filter())
    tapped(pair_opened, OpenPair.filter())
    tapped(apart_pressed, TellPairApart.filter())
    tapped(merge_opened, ChooseMerge.filter())
    tapped(merge_pressed, MergeNow.filter())
    tapped(undo_pressed, TakeApart.filter())
    duplicates.message.register(duplicates_commanded, Command("duplicates"))
    return duplicates
