from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import Dispatcher
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.middlewares.base import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import EVENT_FROM_USER_KEY
from aiogram.enums import ChatType
from aiogram.types import TelegramObject, Update, User

from bot.org.deep_links import JUST_OPEN
from bot.updates.progress import Outcome, current_progress
from domain.clock import Clock
from domain.conversations.ports import ProcessedUpdates
from domain.errors import DomainError
from domain.language import Language, language_of
from domain.org.model import Actor
from domain.org.ports import Actors
from domain.origin import Channel, Origin, acting_from
from domain.unit_of_work import UpdateAlreadyHandled

logger = structlog.get_logger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
StrangerHook = Callable[[Update, dict[str, Any]], Awaitable[None]]
"""Called with the update and its data, in which ``texts`` speak the stranger's language."""
ProfileHook = Callable[[Actor, User], Awaitable[None]]
"""Called before handling with the actor and their Telegram account as it is now."""


class ActorMiddleware(BaseMiddleware):
    """Finds who acts, and lets an update have its effect once.

    Puts ``actor`` (None for a stranger with an invitation) and ``texts`` into the data. An update
    that was handled already, of a stranger, or of nobody goes no further.
    """

    def __init__(
        self,
        *,
        actors: Actors,
        processed_updates: ProcessedUpdates,
        clock: Clock,
        texts_for: Callable[[Language], Any],
        stranger: StrangerHook,
        profile_seen: ProfileHook | None = None,
    ) -> None:
        self._actors = actors
        self._processed_updates = processed_updates
        self._clock = clock
        self._texts_for = texts_for
        self._stranger = stranger
        self._profile_seen = profile_seen

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, Update):
            raise TypeError("this middleware belongs on updates")
        user: User | None = data.get(EVENT_FROM_USER_KEY)
        progress = current_progress()
        if user is None or user.is_bot:
            progress.outcome = Outcome.IGNORED
            return None
        actor, is_repeated = await self._actors.find(
            user.id, update_id=event.update_id, now=self._clock()
        )
        if is_repeated:
            progress.outcome = Outcome.REPEATED
            return None
        data["actor"] = actor
        data["texts"] = self._texts_for(
            actor.language if actor else language_of(None, user.language_code)
        )
        if actor is None and not brings_invitation(event):
            progress.outcome = Outcome.STRANGER
            if may_be_answered(event):
                await self._stranger(event, data)
                if not changes_nothing(event):
                    await self._record(event.update_id)
            return None
        if actor is not None:
            progress.person_id = actor.id
            structlog.contextvars.bind_contextvars(person_id=actor.id)
            if self._profile_seen:
                with acting_from(Origin(Channel.TELEGRAM, actor.id)):  # not the update's effect
                    await self._profile_seen(actor, user)
        if changes_nothing(event):
            return await handler(event, data)
        return await self._handle_once(handler, event, data, actor)

    async def _handle_once(
        self, handler: Handler, event: Update, data: dict[str, Any], actor: Actor | None
    ) -> Any:
        with acting_from(
            Origin(Channel.TELEGRAM, actor.id if actor else None, event.update_id)
        ) as origin:
            try:
                result = await handler(event, data)
            except UpdateAlreadyHandled:
                return _repeated()
            except DomainError:
                if not origin.is_recorded and not await self._record(event.update_id):
                    return _repeated()  # refused for what another process made of it
                raise
            except Exception:
                if not origin.is_recorded and await self._processed_updates.knows(event.update_id):
                    return _repeated()  # it met what another process has just written
                raise
            if not origin.is_recorded:
                await self._record(event.update_id)
            current_progress().is_undrawn = bool(origin.to_draw)
            return result

    async def _record(self, update_id: int) -> bool:
        """Remember an update that committed nothing, so that it is not answered twice; False where
        another process has handled it meanwhile.
        """
        try:
            return await self._processed_updates.record(update_id, self._clock())
        except Exception as error:  # the answer is out already: failing now would repeat it
            logger.warning("update not recorded", error=type(error).__name__)
            return True


def _repeated() -> None:
    current_progress().outcome = Outcome.REPEATED


class NameHandler(BaseMiddleware):
    """Notes which handler took the update. Goes inside, where the handler is known."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if taking := data.get("handler"):
            name_handler(taking)
        return await handler(event, data)


def name_handler(handler: HandlerObject) -> None:
    """Note that it takes the update in hand."""
    callback = handler.callback
    current_progress().handler = getattr(callback, "__qualname__", type(callback).__name__)


def install(dispatcher: Dispatcher, actor_middleware: ActorMiddleware) -> None:
    """Put the middlewares of this package where they belong in ``dispatcher``."""
    dispatcher.update.outer_middleware(actor_middleware)
    for name, observer in dispatcher.observers.items():
        if name not in {"update", "error"}:
            observer.middleware(NameHandler())


def brings_invitation(update: Update) -> bool:
    """Whether this is ``/start <token>`` in a private chat: the one way in for a stranger."""
    message = update.message
    if message is None or message.text is None or message.chat.type != ChatType.PRIVATE:
        return False
    command, _, payload = message.text.partition(" ")
    return command.partition("@")[0] == "/start" and payload.strip() not in {"", JUST_OPEN}


def changes_nothing(update: Update) -> bool:
    """Whether it only asks: there is one with every few letters typed, and an answer twice is none
    too many.
    """
    return update.inline_query is not None


def may_be_answered(update: Update) -> bool:
    """Whether a stranger is speaking to the bot itself, not to others in a group."""
    if update.message:
        return update.message.chat.type == ChatType.PRIVATE
    return update.callback_query is not None or update.inline_query is not None
