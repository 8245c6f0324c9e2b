"""Sends teams' digests to their groups when their hour has come."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)

from bot.digests.group_cards import report_screen
from bot.screens import Screen, send
from bot.texts import texts_for
from domain.digests.errors import GroupDigestOfHead
from domain.digests.group_model import GroupDigestDue
from domain.digests.groups import KeepGroupDigests
from domain.errors import NotFound

logger = structlog.get_logger(__name__)

KEEP_GROUPS_SECONDS: Final = 60
AT_ONCE: Final = 100
TRY_AGAIN_AFTER: Final = timedelta(minutes=5)
GROUP_GONE: Final = ("chat not found", "group chat was deactivated", "not enough rights")


@dataclass(frozen=True, slots=True)
class GroupDigestKeeper:
    """One tick after another; each group gets one message a day, far below Telegram's limit.

    Twice or on two replicas: a group's day is one replica's, for a while. A digest that was sent
    just before a kill is sent once more.
    """

    bot: Bot
    keep: KeepGroupDigests

    async def __call__(self) -> int:
        """How many groups were told."""
        for over in await self.keep.claim_over(AT_ONCE):
            texts = texts_for(over.language)
            text = texts("digest-group-over", name=over.digest.bound_by_name)
            await self._farewell(over.digest.chat_id, Screen(text))
        told = 0
        for due in await self.keep.claim(AT_ONCE):
            told += await self._tell(due)
        return told

    async def _tell(self, due: GroupDigestDue) -> bool:
        try:
            report = await self.keep.report(due)
        except (NotFound, GroupDigestOfHead):  # who switched it on left at this very moment
            await self.keep.put_off(due, TRY_AGAIN_AFTER)
            return False
        if report is None:
            await self.keep.settle(due)
            return False
        screen = report_screen(report, texts_for(report.language))
        return await self._send(due, screen)

    async def _send(self, due: GroupDigestDue, screen: Screen) -> bool:
        chat_id = due.digest.chat_id
        try:
            await send(self.bot, chat_id, screen)
        except TelegramRetryAfter as refusal:
            await self.keep.put_off(due, timedelta(seconds=refusal.retry_after))
        except TelegramMigrateToChat as moved:
            await self.keep.move(chat_id, moved.migrate_to_chat_id)
            await self.keep.put_off(due, timedelta(0))
        except TelegramForbiddenError:
            await self.keep.lose(chat_id)
        except TelegramBadRequest as refusal:
            await self._refused(due, refusal)
        except TelegramAPIError as failure:
            logger.warning("a group's digest was not sent", why=str(failure))
            await self.keep.put_off(due, TRY_AGAIN_AFTER)
        else:
            await self.keep.settle(due)
            return True
        return False

    async def _refused(self, due: GroupDigestDue, refusal: TelegramBadRequest) -> None:
        if any(sign in refusal.message.lower() for sign in GROUP_GONE):
            await self.keep.lose(due.digest.chat_id)
            return
        logger.error("a group's digest was refused", why=refusal.message)
        await self.keep.settle(due)

    async def _farewell(self, chat_id: int, screen: Screen) -> None:
        try:
            await send(self.bot, chat_id, screen)
        except TelegramAPIError as refusal:  # the group is gone too, which is as good
            logger.info("a group was not told of the end", why=str(refusal))
