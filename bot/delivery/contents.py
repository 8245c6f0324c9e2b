"""What a message tells: the notice's own screen, or a summary or digest of what was held."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.delivery.held_matters import MOST_AT_ONCE, HeldMatter, Told, digest_with, summary
from bot.delivery.makers import Makers
from bot.screens import Screen
from bot.texts import texts_for
from domain.clock import Clock
from domain.delivery.model import DIGEST, Card, Notice, NoticeId
from domain.delivery.ports import Outbox
from domain.delivery.rules import is_collection
from domain.org.model import Actor

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """A screen to send, and what it tells. ``subject`` is whose card it becomes; None: no card."""

    screen: Screen
    subject: Notice | None
    replaces: Card | None
    told: tuple[NoticeId, ...] = ()
    settled: tuple[NoticeId, ...] = ()


class Contents:
    """Makes contents from the state of this moment.

    ``passes_by_itself`` tells an outage from a mistake of ours; an outage rises.
    """

    def __init__(
        self,
        *,
        outbox: Outbox,
        makers: Makers,
        passes_by_itself: Callable[[BaseException], Awaitable[bool]],
        clock: Clock,
    ) -> None:
        self._outbox = outbox
        self._makers = makers
        self._passes_by_itself = passes_by_itself
        self._clock = clock

    async def of(
        self, actor: Actor, notice: Notice, replaces: Card | None
    ) -> Content | tuple[NoticeId, ...]:
        """What to send; where there is nothing, the held notices that turned out to be settled."""
        if not is_collection(notice):
            screen = await self._makers.make(actor, notice)
            return () if screen is None else Content(screen, notice, replaces)
        digest = await self._makers.make(actor, notice) if notice.kind == DIGEST else None
        matters, settled = await self._held(actor, notice)
        texts = texts_for(actor.language)
        if digest is not None:
            told: Told = digest_with(texts, digest, matters)
        elif not matters:
            return settled
        elif len(matters) == 1:
            return await self._alone(matters[0], settled)
        else:
            told = summary(texts, matters)
        return Content(told.screen, None, None, tuple(told.notice_ids), settled)

    async def _held(
        self, actor: Actor, notice: Notice
    ) -> tuple[list[HeldMatter], tuple[NoticeId, ...]]:
        until = None if notice.kind == DIGEST else self._clock()
        matters: list[HeldMatter] = []
        settled: list[NoticeId] = []
        for held in await self._outbox.held(actor.id, until=until, limit=MOST_AT_ONCE):
            try:
                screen = await self._makers.make(actor, held)
            except Exception as error:
                if await self._passes_by_itself(error):
                    raise
                # One that cannot be made must not keep the others: it fails by itself.
                logger.exception("held notice not made", notice_id=held.id, kind=held.kind)
                await self._outbox.let_go([held.id], now=self._clock())
                continue
            if screen is None:
                settled.append(held.id)
            else:
                matters.append(HeldMatter(held, screen))
        return matters, tuple(settled)

    async def _alone(self, matter: HeldMatter, settled: tuple[NoticeId, ...]) -> Content:
        """One held matter needs no summary: its card says it better."""
        standing = await self._outbox.standing(matter.notice, since=self._clock())
        return Content(matter.screen, matter.notice, standing.card, (matter.notice.id,), settled)
