"""Changes of segments looked at. Unpack, one use case, the card."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.segments.callback_data import OpenSegmentChange, OpenSegmentChanges
from bot.segments.cards import changes_list
from bot.texts import Texts
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.segments.use_cases import ListSegmentChanges


async def change_opened(
    query: CallbackQuery, callback_data: OpenSegmentChange, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.SEGMENT_CHANGE, callback_data.change_id)


async def changes_opened(
    query: CallbackQuery,
    callback_data: OpenSegmentChanges,
    actor: Actor,
    texts: Texts,
    list_segment_changes: ListSegmentChanges,
    cards: Cards,
) -> None:
    offset = max(0, callback_data.page) * PAGE_SIZE
    listed = await list_segment_changes(actor, offset=offset, size=PAGE_SIZE)
    await show_instead(query, changes_list(listed, texts, zone=actor.zone), cards)


def router() -> Router:
    segments = Router(name="segments")
    tapped = segments.callback_query.register
    tapped(change_opened, OpenSegmentChange.filter())
    tapped(changes_opened, OpenSegmentChanges.filter())
    return segments
