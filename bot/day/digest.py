from dataclasses import dataclass

from bot.day.cards import day_screen
from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.day.queries import ViewDay
from domain.delivery.model import Notice
from domain.org.model import Actor


@dataclass(frozen=True, slots=True)
class PaintDigest:
    """The daily digest: the person's day, and for who leads people the silence in their team."""

    view_day: ViewDay
    clock: Clock

    async def __call__(self, actor: Actor, _notice: Notice) -> Screen | None:
        """None where there is nothing to say: an empty digest is not sent."""
        day = await self.view_day(actor)
        if day.is_free:
            return None
        texts = texts_for(actor.language)
        return day_screen(day, texts, actor=actor, now=self.clock(), is_digest=True)
