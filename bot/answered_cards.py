"""Which card a message answers, even one that moved on."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.types import Message

from domain.delivery.model import Matter
from domain.delivery.ports import Cards

Answers = Callable[[Message, Cards], Awaitable[bool | dict[str, Any]]]


def answers(*matters: Matter) -> Answers:
    """Whether a message answers a card of one of ``matters``; with which, and its id."""

    async def answers_card(message: Message, cards: Cards) -> bool | dict[str, Any]:
        answered = message.reply_to_message
        if answered is None:
            return False
        subject = await cards.subject_of(message.chat.id, answered.message_id)
        if subject is None or subject[0] not in matters:
            return False
        return {"matter": subject[0], "matter_id": subject[1]}

    return answers_card
