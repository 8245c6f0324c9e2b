"""The ledger's side of one living card per matter: a newer one sends the older one away."""

from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from bot.screens import Screen, Shown, edit, remove, send
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.model import Card, Notice
from domain.delivery.ports import Cards

logger = structlog.get_logger(__name__)


def card_of(shown: Shown, notice: Notice, sent_at: datetime) -> Card:
    """The card that the notice's screen has become."""
    return Card(
        chat_id=shown.chat_id,
        matter=notice.matter,
        matter_id=notice.matter_id,
        message_id=shown.message_id,
        sent_at=sent_at,
        has_media=shown.has_media,
        fingerprint=shown.fingerprint,
    )


async def send_card(
    bot: Bot,
    chat_id: int,
    screen: Screen,
    notice: Notice,
    *,
    cards: Cards,
    clock: Clock,
    texts: Texts,
) -> None:
    """The card of the notice's matter as a new message; an older one of it goes away."""
    shown = await send(bot, chat_id, screen)
    older = await cards.remember(card_of(shown, notice, clock()))
    if older:
        await take_away(bot, older, texts)


async def take_away(bot: Bot, card: Card, texts: Texts) -> None:
    """Remove a card that is shown anew elsewhere; a failure leaves it in its place.

    One that is too old to be deleted becomes one line without buttons.
    """
    try:
        if await remove(bot, card.chat_id, card.message_id):
            return
        if card.has_media:
            await bot.edit_message_caption(
                chat_id=card.chat_id,
                message_id=card.message_id,
                caption=texts("delivery-moved"),
                parse_mode="HTML",
            )
        else:
            line = Screen(texts("delivery-moved"))
            await edit(bot, card.chat_id, card.message_id, line, had_media=False)
    except (TelegramAPIError, ClientDecodeError) as error:
        logger.info("old card left in its place", error=type(error).__name__)
