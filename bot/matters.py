"""One way to show a matter, whoever asks: a tap, a link, the ledger.

Each noun gives a painter for its matter: the card as the actor may see it now. What is shown is
remembered, so that the ledger edits this very message when the matter changes.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiogram.enums import ChatType
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.delivery.cards import take_away
from bot.delivery.turns import making_room
from bot.pages import with_way_back
from bot.screens import Button, Screen, Shown, place_of, put
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import Card, Matter
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.origin import current_origin

SUBJECTS = (
    ("visit_id", Matter.VISIT),
    ("move_id", Matter.CADENCE_MOVE),
    ("cadence_id", Matter.CADENCE),
    ("greeting_id", Matter.GREETING),
    ("request_id", Matter.REQUEST),
    ("task_id", Matter.TASK),
    ("project_id", Matter.PROJECT),
    ("handover_id", Matter.HANDOVER),
    ("interaction_id", Matter.INTERACTION),
    ("offer_id", Matter.OFFER),
    ("deal_id", Matter.DEAL),
    ("call_id", Matter.CALL),
    ("risk_id", Matter.RISK),
    ("client_id", Matter.CLIENT),
)
"""What a form or a refusal is about, by the names of the ids that it carries; the closest first."""

Painter = Callable[[Actor, int], Awaitable[Screen]]
"""The card of a matter for an actor. Raises NotFound where they may not see it."""


@dataclass(frozen=True, slots=True)
class ShowMatter:
    """Show a matter's card where the person is looking, and remember that it stands there."""

    painters: Mapping[Matter, Painter]
    cards: Cards
    clock: Clock

    async def __call__(
        self, target: Message | CallbackQuery, actor: Actor, matter: Matter, matter_id: int
    ) -> None:
        """Raises: NotFound."""
        screen = await self.painters[matter](actor, matter_id)
        await self.as_screen(target, actor, matter, matter_id, screen)

    async def out_of_list(
        self,
        target: Message | CallbackQuery,
        actor: Actor,
        matter: Matter,
        matter_id: int,
        back: CallbackData,
    ) -> None:
        """The same with a button to the list that it was opened from. Raises: NotFound."""
        card = await self.painters[matter](actor, matter_id)
        to_list = Button(texts_for(actor.language).plain("list-button"), back)
        await self.as_screen(target, actor, matter, matter_id, with_way_back(card, to_list))

    async def as_screen(
        self,
        target: Message | CallbackQuery,
        actor: Actor,
        matter: Matter,
        matter_id: int,
        screen: Screen,
    ) -> None:
        """The same with a screen that was made already."""
        shown = await put(target, screen)
        message = target.message if isinstance(target, CallbackQuery) else target
        if message is not None and message.chat.type != ChatType.PRIVATE:
            return
        if _was_to_be_drawn(shown, matter, matter_id) and not shown.is_new:
            return  # the commit has seen to it that the ledger knows of a change
        former = await self.cards.remember(
            Card(
                chat_id=shown.chat_id,
                matter=matter,
                matter_id=matter_id,
                message_id=shown.message_id,
                sent_at=self.clock(),
                has_media=shown.has_media,
                fingerprint=shown.fingerprint,
            )
        )
        if former is not None and target.bot is not None:
            # Of one matter one card lives in a chat: where the person is looking.
            await take_away(target.bot, former, texts_for(actor.language))


def _was_to_be_drawn(shown: Shown, matter: Matter, matter_id: int) -> bool:
    """Whether this update's own change made the card outdated that stands in this very message; it
    is drawn now.
    """
    outdated_in = current_origin().to_draw.pop((str(matter), matter_id), None)
    return not shown.has_media and outdated_in == shown.message_id


async def show_instead(target: Message | CallbackQuery, screen: Screen, cards: Cards) -> Shown:
    """Show what is about something else than the card that may stand there: the message is about
    that matter no more.
    """
    place = place_of(target)
    if place is None:
        return await put(target, screen)
    async with making_room(cards, cards.forget, *place):
        return await put(target, screen)
