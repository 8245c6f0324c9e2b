"""One notice on its way: decided, made into a screen, sent or edited, settled."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto
from typing import Final

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError

from bot.delivery.cards import card_of, take_away
from bot.delivery.contents import Content, Contents
from bot.delivery.makers import Makers
from bot.delivery.metrics import DeliveryMetrics, NoMetrics
from bot.delivery.throttle import Paused, RequestBudget
from bot.delivery.turns import MessageTurns
from bot.screens import Screen, Shown, edit, fingerprint, remove, send
from bot.texts import Markup, texts_for
from domain.clock import Clock
from domain.delivery.model import (
    DIGEST,
    REFRESH,
    Card,
    Notice,
    NoticeId,
    Outcome,
    Settlement,
    Standing,
)
from domain.delivery.ports import Outbox
from domain.delivery.rules import (
    BATCH_WAIT,
    Circumstances,
    Drop,
    EditInPlace,
    HoldForSummary,
    PutIntoDigest,
    SendNow,
    Wait,
    decide,
    is_before_their_eyes,
    midnight_before,
    next_try,
)
from domain.digests.making import TellsNextDigest
from domain.errors import NotFound
from domain.org.model import Actor, PersonId
from domain.org.ports import Actors
from domain.rulebook.ports import VersionedRulebook

logger = structlog.get_logger(__name__)

CHAT_NOT_FOUND: Final = "chat not found"


class Ending(Enum):
    """What a delivery found out about the way to Telegram."""

    REACHED = auto()
    NOT_TRIED = auto()
    FLOODED = auto()
    OUTAGE = auto()
    CUT_OFF = auto()
    """From the database."""


class Courier:
    """Delivers claimed notices; each call of ``deliver`` settles, holds, postpones or gives back.

    ``read_rules`` reads the rulebook in force; ``note_blocked`` is ``NotePersonBlocked``.
    ``still_leads`` is asked right before anything leaves: a process that was frozen meanwhile finds
    that another has taken its claims, and leaves them alone. ``passes_by_itself`` tells an outage
    of the database from a mistake of ours.
    """

    def __init__(
        self,
        *,
        bot: Bot,
        outbox: Outbox,
        actors: Actors,
        makers: Makers,
        read_rules: Callable[[], Awaitable[VersionedRulebook]],
        next_digest: TellsNextDigest,
        note_blocked: Callable[[PersonId], Awaitable[None]],
        passes_by_itself: Callable[[BaseException], Awaitable[bool]],
        budget: RequestBudget,
        turns: MessageTurns,
        clock: Clock,
        still_leads: Callable[[], bool] = lambda: True,
        metrics: DeliveryMetrics | None = None,
    ) -> None:
        self._bot = bot
        self._outbox = outbox
        self._actors = actors
        self._makers = makers
        self._read_rules = read_rules
        self._next_digest = next_digest
        self._note_blocked = note_blocked
        self._passes_by_itself = passes_by_itself
        self._budget = budget
        self._turns = turns
        self._clock = clock
        self._still_leads = still_leads
        self._contents = Contents(
            outbox=outbox, makers=makers, passes_by_itself=passes_by_itself, clock=clock
        )
        self._under_way: set[NoticeId] = set()
        self._metrics = metrics or NoMetrics()

    def is_under_way(self, notice_id: NoticeId) -> bool:
        """Whether something of it may have left already: then it must be seen through."""
        return notice_id in self._under_way

    async def deliver(self, notice: Notice) -> Ending:
        """Bring the notice to its end, or back into the ledger.

        Errors of the database rise; the claim then lapses by itself.
        """
        try:
            return await self._deliver_or_give_back(notice)
        finally:
            self._under_way.discard(notice.id)

    async def _deliver_or_give_back(self, notice: Notice) -> Ending:
        try:
            return await self._deliver(notice)
        except (TelegramRetryAfter, Paused):
            # Made anew when the silence is over, which the budget keeps. The row keeps its moment:
            # a later one would put it behind what its recipient is to hear after it.
            await self._outbox.give_back(notice, was_not_sent=True)
            return Ending.FLOODED
        except TelegramForbiddenError:
            await self._note_blocked(notice.recipient_id)
            await self._settle(notice, Outcome.BLOCKED)
            return Ending.REACHED
        except (TelegramBadRequest, TelegramEntityTooLarge) as refusal:
            await self._refused(notice, refusal)
            return Ending.REACHED
        except (TelegramUnauthorizedError, TelegramNotFound) as refusal:
            # The token is wrong or withdrawn: nothing leaves until somebody sees to it.
            logger.error("the bot's token is refused", notice_id=notice.id, refusal=str(refusal))  # noqa: TRY400 - a traceback says no more
            await self._outbox.give_back(notice, was_not_sent=True)
            return Ending.OUTAGE
        except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as error:
            was_not_sent = isinstance(error.__cause__, ClientConnectorError)
            await self._outbox.give_back(notice, was_not_sent=was_not_sent)
            self._metrics.outage_met()
            logger.warning("telegram out of reach", error=type(error).__name__)
            return Ending.OUTAGE
        except Exception as error:
            if await self._passes_by_itself(error):
                logger.warning("database out of reach", error=type(error).__name__)
                await self._outbox.give_back(notice, was_not_sent=False)
                return Ending.CUT_OFF
            return await self._failed(notice, error)

    async def _deliver(self, notice: Notice) -> Ending:
        now = self._clock()
        try:
            actor = await self._actors.get(notice.recipient_id, now=now)
        except NotFound:
            return await self._settle(notice, Outcome.NO_CHAT)
        standing = await self._outbox.standing(notice, since=midnight_before(now, actor.zone))
        if standing.chat_id is None:
            return await self._settle(notice, Outcome.NO_CHAT)
        if standing.has_blocked_bot:
            return await self._settle(notice, Outcome.BLOCKED)
        match decide(notice, await self._circumstances(actor, standing, now), now):
            case Wait(until):
                await self._outbox.postpone([notice.id], until=until)
            case HoldForSummary(until) | PutIntoDigest(until):
                await self._outbox.hold(notice.id, until=until)
            case Drop(outcome):
                await self._settle(notice, outcome)
            case EditInPlace(card):
                return await self._edit(actor, notice, card)
            case SendNow(replaces):
                return await self._send(actor, notice, standing.chat_id, replaces)
        return Ending.NOT_TRIED

    async def _circumstances(
        self, actor: Actor, standing: Standing, now: datetime
    ) -> Circumstances:
        rules = await self._read_rules()
        return Circumstances(
            zone=actor.zone,
            quiet_hours=rules.rulebook.delivery.quiet_hours,
            daily_cap=rules.rulebook.delivery.daily_cap,
            rung_today=standing.rung_today,
            card=standing.card,
            next_digest_at=self._next_digest(actor, rules, standing.wishes, now),
        )

    async def _edit(self, actor: Actor, notice: Notice, card: Card) -> Ending:
        screen = await self._makers.make(actor, notice)
        if screen is None:
            return await self._settle(notice, Outcome.SETTLED_BEFORE)
        if fingerprint(screen) == card.fingerprint:
            return await self._settle(notice, Outcome.UNCHANGED)
        await self._budget.ledger_turn(card.chat_id)
        self._under_way.add(notice.id)
        async with self._turn_at(card):
            if await self._shown_now(notice) != card or not self._still_leads():
                # They went on while the screen was made: decided anew on what they look at now.
                await self._outbox.give_back(notice, was_not_sent=True)
                return Ending.NOT_TRIED
            shown = await self._put_in_place(card, screen)
            if shown is None:
                await self._lose(notice, card)
            else:
                await self._settle_shown(
                    notice, Outcome.EDITED, shown, notice, stood_in=card.message_id
                )
        return Ending.REACHED

    def _turn_at(self, card: Card | None) -> AbstractAsyncContextManager[None]:
        return self._turns.of(card.chat_id, card.message_id) if card else nullcontext()

    async def _shown_now(self, notice: Notice) -> Card | None:
        """The card of the notice's matter, read again."""
        return (await self._outbox.standing(notice, since=self._clock())).card

    async def _put_in_place(self, card: Card, screen: Screen) -> Shown | None:
        shown = await edit(
            self._bot, card.chat_id, card.message_id, screen, had_media=card.has_media
        )
        becomes_text = card.has_media and not screen.has_media
        if becomes_text and await remove(self._bot, card.chat_id, card.message_id):
            # A picture cannot become a text: the text comes without a sound in its stead.
            return await send(self._bot, card.chat_id, screen, silently=True)
        return shown

    async def _lose(self, notice: Notice, card: Card) -> None:
        """The person deleted the card: there is nothing to edit."""
        if notice.kind == REFRESH:
            await self._settle(notice, Outcome.NOT_SHOWN, lost_card=card)
        else:
            await self._outbox.hold(notice.id, until=notice.not_before + BATCH_WAIT)

    async def _send(
        self, actor: Actor, notice: Notice, chat_id: int, replaces: Card | None
    ) -> Ending:
        content = await self._contents.of(actor, notice, replaces)
        if isinstance(content, tuple):
            return await self._settle(notice, Outcome.SETTLED_BEFORE, settled=content)
        now = self._clock()
        if content.replaces and is_before_their_eyes(
            content.replaces, fingerprint(content.screen), now
        ):
            return await self._settle(notice, Outcome.UNCHANGED, content=content)
        await self._budget.ledger_turn(chat_id)
        self._under_way.add(notice.id)
        if not await self._outbox.begin(notice, self._clock()):
            return Ending.NOT_TRIED
        if not self._still_leads():
            await self._outbox.give_back(notice, was_not_sent=True)
            return Ending.NOT_TRIED
        screen = _marked(actor, content.screen) if notice.is_repeat else content.screen
        shown = await send(self._bot, chat_id, screen)
        async with self._turn_at(content.replaces):
            outcome = Outcome.TOLD if notice.kind == DIGEST else Outcome.RANG
            former = await self._settle_shown(notice, outcome, shown, content.subject, content)
            if former:
                await take_away(self._bot, former, texts_for(actor.language))
        self._metrics.delayed((self._clock() - notice.not_before).total_seconds())
        return Ending.REACHED

    async def _refused(self, notice: Notice, refusal: TelegramAPIError) -> None:
        if CHAT_NOT_FOUND in refusal.message.lower():
            await self._settle(notice, Outcome.NO_CHAT)
            return
        logger.error(
            "telegram refused a message of ours",
            notice_id=notice.id,
            kind=notice.kind,
            refusal=refusal.message,
        )
        await self._settle(notice, Outcome.BAD_REQUEST)

    async def _failed(self, notice: Notice, error: Exception) -> Ending:
        """Our own mistake: tried again later, in the end given up."""
        again_at = next_try(notice, self._clock())
        logger.error("notice not made", notice_id=notice.id, kind=notice.kind, exc_info=error)
        if again_at is None:
            return await self._settle(notice, Outcome.FAILED)
        await self._outbox.postpone([notice.id], until=again_at, is_our_failure=True)
        return Ending.NOT_TRIED

    async def _settle_shown(
        self,
        notice: Notice,
        outcome: Outcome,
        shown: Shown,
        subject: Notice | None,
        content: Content | None = None,
        *,
        stood_in: int | None = None,
    ) -> Card | None:
        """The card of the same matter that stood in another message until now."""
        now = self._clock()
        former = await self._outbox.settle(
            Settlement(
                notice.id,
                outcome,
                now,
                message_id=shown.message_id,
                card=card_of(shown, subject, now) if subject else None,
                stood_in=stood_in,
                told_with_it=content.told if content else (),
                settled_before=content.settled if content else (),
            )
        )
        self._metrics.settled(notice.kind, outcome)
        return former

    async def _settle(
        self,
        notice: Notice,
        outcome: Outcome,
        *,
        content: Content | None = None,
        lost_card: Card | None = None,
        settled: tuple[NoticeId, ...] = (),
    ) -> Ending:
        await self._outbox.settle(
            Settlement(
                notice.id,
                outcome,
                self._clock(),
                lost_card=lost_card,
                told_with_it=content.told if content else (),
                settled_before=content.settled if content else settled,
            )
        )
        self._metrics.settled(notice.kind, outcome)
        return Ending.NOT_TRIED


def _marked(actor: Actor, screen: Screen) -> Screen:
    """The screen of a message that may have come before."""
    line = texts_for(actor.language)("delivery-repeat")
    return replace(screen, text=Markup(f"{line}\n{screen.text}"))
