"""Changes of segments for the ledger and for taps."""

from dataclasses import dataclass

from bot.pages import PAGE_SIZE
from bot.screens import Screen
from bot.segments.cards import change_card, changes_list
from bot.texts import texts_for
from domain.delivery.model import Notice
from domain.org.model import Actor
from domain.segments.model import SegmentChangeId
from domain.segments.use_cases import ListSegmentChanges, ViewSegmentChange


@dataclass(frozen=True, slots=True)
class PaintSegmentChange:
    view_segment_change: ViewSegmentChange

    async def __call__(self, actor: Actor, change_id: int) -> Screen:
        page = await self.view_segment_change(actor, SegmentChangeId(change_id))
        return change_card(page, texts_for(actor.language))


@dataclass(frozen=True, slots=True)
class PaintSegmentChanges:
    list_segment_changes: ListSegmentChanges

    async def __call__(self, actor: Actor, _notice: Notice) -> Screen | None:
        """The list that stands for many cards; None where the recipient sees none of them."""
        listed = await self.list_segment_changes(actor, offset=0, size=PAGE_SIZE)
        if not listed.lines:
            return None
        return changes_list(listed, texts_for(actor.language), zone=actor.zone)
