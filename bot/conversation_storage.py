from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from typing import Any

from aiogram.exceptions import DataNotDictLikeError
from aiogram.fsm.middleware import FSMContextMiddleware
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import (
    BaseEventIsolation,
    BaseStorage,
    DefaultKeyBuilder,
    StateType,
    StorageKey,
)
from aiogram.types import TelegramObject

from bot.updates.lanes import Lanes
from domain.clock import Clock
from domain.conversations.ports import ConversationStates


class ConversationStorage(BaseStorage):
    """aiogram's states and dialogs, kept by the domain's ``ConversationStates``.

    A restart, or another replica, finds every half-filled form as it was left.
    """

    def __init__(self, states: ConversationStates, clock: Clock) -> None:
        self._states = states
        self._clock = clock
        self._keys = DefaultKeyBuilder(
            prefix="chat", with_bot_id=True, with_business_connection_id=True, with_destiny=True
        )

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        await self._states.keep_state(self._keys.build(key), name, now=self._clock())

    async def get_state(self, key: StorageKey) -> str | None:
        return await self._states.state(self._keys.build(key))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        if not isinstance(data, Mapping):
            raise DataNotDictLikeError(f"conversation data must be a mapping: {type(data)}")
        name, empty = self._keys.build(key), _found_empty.get(set())
        if data:
            empty.discard(name)
        elif name in empty:
            return
        await self._states.keep_data(name, data, now=self._clock())

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        name = self._keys.build(key)
        data = await self._states.data(name)
        if not data:
            _found_empty.get(set()).add(name)
        return data

    async def close(self) -> None:
        """Nothing is held open between two calls."""


_found_empty: ContextVar[set[str]] = ContextVar("conversations found empty")
"""Where the update in hand has found nothing: what it leaves as it was need not be written."""

_taken: ContextVar[AsyncExitStack | None] = ContextVar("conversations taken", default=None)


class ConversationIsolation(BaseEventIsolation):
    """One update at a time in each conversation of this process, in order of arrival.

    Nothing is held longer than its update is ``handled``: the library takes a conversation before
    it reads it, and where the database is away just then, it never lets go of it.
    """

    def __init__(self) -> None:
        self._lanes = Lanes()

    @asynccontextmanager
    async def handled(self) -> AsyncGenerator[None, None]:
        """While an update is; what it holds still at the end is let go."""
        async with AsyncExitStack() as taken:
            empty: set[str] = set()
            token, is_empty = _taken.set(taken), _found_empty.set(empty)
            try:
                yield
            finally:
                empty.clear()  # whoever it has started may go on, and so may others meanwhile
                _found_empty.reset(is_empty)
                _taken.reset(token)

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        taken = _taken.get()
        async with AsyncExitStack() as lane:
            await lane.enter_async_context(self._lanes.enter(key))
            if taken is not None:
                taken.push_async_callback(lane.aclose)
            yield

    async def close(self) -> None:
        """Nothing is held that outlives its holder."""


class Conversations(FSMContextMiddleware):
    """The library's own, but for one statement a tap: it does not ask in which state the
    conversation is. No handler goes by that: forms keep their own, and are asked where they are.
    """

    def __init__(self, storage: BaseStorage, isolation: ConversationIsolation) -> None:
        super().__init__(storage, isolation)
        self._isolation = isolation

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        data["fsm_storage"] = self.storage
        context = self.resolve_event_context(data["bot"], data)
        if context is None:
            return await handler(event, data)
        async with self._isolation.handled(), self._isolation.lock(key=context.key):
            data["state"] = context
            return await handler(event, data)
