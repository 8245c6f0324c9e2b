"""Keeps the cards in projects' topics as the tasks are: sends what is new, edits what changed."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from aiogram.utils.deep_linking import create_start_link

from bot.projects.topics.cards import topic_card
from bot.screens import CANNOT_BE_EDITED, NOT_MODIFIED, Screen, markup
from bot.texts import texts_for
from domain.clock import Clock
from domain.projects.topic_use_cases import KeepTopics
from domain.projects.topics import TopicCard

logger = structlog.get_logger(__name__)

KEEP_SECONDS: Final = 20
AT_ONCE: Final = 20
"""Cards a tick: as many as one group takes in a minute. What is too much for it waits."""
TRY_AGAIN_AFTER: Final = timedelta(minutes=1)
TOPIC_GONE: Final = (
    "message thread not found",
    "topic_deleted",
    "topic_closed",
    "chat not found",
    "the chat is not a forum",
)


@dataclass(slots=True)
class TopicKeeper:
    """One tick after another. A card that was sent just before a kill is sent once more."""

    bot: Bot
    keep_topics: KeepTopics
    clock: Clock
    _waits: dict[int, timedelta] = field(default_factory=dict)

    async def __call__(self) -> int:
        """How many cards are as they should be now."""
        self._waits.clear()
        shown = 0
        for card in await self.keep_topics.claim(AT_ONCE):
            shown += await self._keep(card)
        for ended in await self.keep_topics.claim_ended(AT_ONCE):
            await self._close(ended.chat_id, ended.thread_id)
        return shown

    async def _keep(self, card: TopicCard) -> bool:
        wait = self._waits.get(card.chat_id)
        if wait is not None:
            await self.keep_topics.put_off(card, wait)
            return False
        texts = texts_for(card.language)
        link = await create_start_link(self.bot, f"task_{card.task_id}")
        screen = topic_card(card, texts, link=link, now=self.clock())
        try:
            message_id = await self._show(card, screen)
        except TelegramRetryAfter as refusal:
            self._waits[card.chat_id] = timedelta(seconds=refusal.retry_after)
            await self.keep_topics.put_off(card, self._waits[card.chat_id])
        except TelegramForbiddenError:
            await self.keep_topics.lose(card.chat_id, card.thread_id)
        except TelegramBadRequest as refusal:
            await self._refused(card, refusal)
        except TelegramAPIError as failure:
            logger.warning("a card in a topic was not sent", task=card.task_id, why=str(failure))
            await self.keep_topics.put_off(card, TRY_AGAIN_AFTER)
        else:
            await self.keep_topics.settle(card, message_id)
            return True
        return False

    async def _show(self, card: TopicCard, screen: Screen) -> int:
        if card.message_id is None:
            sent = await self.bot.send_message(
                card.chat_id,
                screen.fitting_text,
                message_thread_id=card.thread_id,
                reply_markup=markup(screen),
                parse_mode="HTML",
            )
            return sent.message_id
        try:
            await self.bot.edit_message_text(
                screen.fitting_text,
                chat_id=card.chat_id,
                message_id=card.message_id,
                reply_markup=markup(screen),
                parse_mode="HTML",
            )
        except TelegramBadRequest as refusal:
            if NOT_MODIFIED not in refusal.message.lower():
                raise
        return card.message_id

    async def _refused(self, card: TopicCard, refusal: TelegramBadRequest) -> None:
        words = refusal.message.lower()
        if any(sign in words for sign in TOPIC_GONE):
            await self.keep_topics.lose(card.chat_id, card.thread_id)
        elif card.message_id is not None and any(sign in words for sign in CANNOT_BE_EDITED):
            await self.keep_topics.send_anew(card)
        else:
            logger.error("a card in a topic was refused", task=card.task_id, why=refusal.message)
            await self.keep_topics.put_off(card, TRY_AGAIN_AFTER)

    async def _close(self, chat_id: int, thread_id: int) -> None:
        try:
            await self.bot.close_forum_topic(chat_id, thread_id)
        except TelegramAPIError as refusal:  # it is closed, gone, or not ours to close
            logger.info("a topic was not closed", chat=chat_id, why=str(refusal))
