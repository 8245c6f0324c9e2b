"""Who makes the screen of a notice: each noun registers a maker for its kinds or its matter."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import REFRESH, Matter, Notice
from domain.errors import NotFound
from domain.org.model import Actor, PersonId
from domain.org.ports import Actors

Maker = Callable[[Actor, Notice], Awaitable[Screen | None]]
"""The notice's screen for its recipient, from the state of this moment; None: it is settled.
NotFound says so too: the recipient may no longer see what it is about.

The first line of the text is the matter's title: summaries show it alone.
"""


class NoMaker(LookupError):
    """Nothing makes the screen of this kind: our own mistake."""


@dataclass(frozen=True, slots=True)
class Makers:
    """A kind's own maker, else the one of the matter, which shows its card.

    A ``refresh`` is always made by the matter.
    """

    by_matter: Mapping[Matter, Maker] = field(default_factory=dict)
    by_kind: Mapping[str, Maker] = field(default_factory=dict)

    async def make(self, actor: Actor, notice: Notice) -> Screen | None:
        """Raises: NoMaker."""
        maker = self.by_kind.get(notice.kind) or self.by_matter.get(notice.matter)
        if maker is None and notice.kind == REFRESH:
            return None  # a message about something that has no card
        if maker is None:
            raise NoMaker(f"{notice.kind} about {notice.matter}")
        return await _if_seen(maker, actor, notice)

    async def make_opened(self, actor: Actor, notice: Notice) -> Screen | None:
        """What a person sees who asks for the matter later: settled, it shows its card."""
        screen = await self.make(actor, notice)
        card = self.by_matter.get(notice.matter)
        return await _if_seen(card, actor, notice) if screen is None and card else screen


async def _if_seen(maker: Maker, actor: Actor, notice: Notice) -> Screen | None:
    try:
        return await maker(actor, notice)
    except NotFound:
        return None


def card_by(paint: Callable[[Actor, int], Awaitable[Screen]]) -> Maker:
    """The matter's card, as taps and links show it."""

    async def card(actor: Actor, notice: Notice) -> Screen:
        return await paint(actor, notice.matter_id)

    return card


@dataclass(frozen=True, slots=True)
class PersonUnreachable:
    """The maker that tells a boss that somebody blocked the bot."""

    actors: Actors
    clock: Clock

    async def __call__(self, actor: Actor, notice: Notice) -> Screen:
        person = await self.actors.get(PersonId(notice.matter_id), now=self.clock())
        return Screen(texts_for(actor.language)("delivery-person-unreachable", name=person.name))
