"""Which handler a button is meant for: known by the prefix of its data.

The library asks every handler before the right one whether the tap is its own, with all that
handlers may take copied for each: with some four hundred of them that takes longer than what the
tap is for.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.message_routes import MESSAGE, MessageRoutes

TAP = "callback_query"
SEPARATOR = ":"


class Route(NamedTuple):
    """A handler that takes ``button``, on ``router`` or below it."""

    button: type[CallbackData]
    handler: HandlerObject
    router: Router

    @property
    def asks_for_more(self) -> bool:
        """Whether its filters look at anything but the kind of button."""
        asked = [found.callback for found in self.handler.filters or ()]
        return len(asked) > 1 or any(getattr(one, "rule", None) is not None for one in asked)


class ButtonRouter(Router):
    """Gives a tap to whichever of ``routers`` has its button, and a message that is no command to
    those that take others; everything else goes in their order.

    Their handlers of taps are all of buttons, each kind of button on one router.
    """

    def __init__(self, *routers: Router, name: str) -> None:
        super().__init__(name=name)
        self.include_routers(*routers)
        self._routes: dict[str, list[Route]] = defaultdict(list)
        for router in routers:
            for route in _routes(router):
                self._routes[route.button.__prefix__].append(route)
        self._messages = MessageRoutes(routers)

    def only(self, data: str) -> Route | None:
        """The one handler that a tap with ``data`` can be meant for; None where filters tell."""
        routes = self._routes.get(prefix_of(data), ())
        return routes[0] if len(routes) == 1 and not routes[0].asks_for_more else None

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        if update_type == MESSAGE and isinstance(event, Message):
            return await self._messages.hand_on(event, kwargs)
        if update_type != TAP or not isinstance(event, CallbackQuery):
            return await super().propagate_event(update_type, event, **kwargs)
        routes = self._routes.get(prefix_of(event.data or ""))
        if not routes:
            return UNHANDLED
        return await routes[0].router.propagate_event(update_type, event, **kwargs)


def prefix_of(data: str) -> str:
    """Of the data that a button carries."""
    return data.partition(SEPARATOR)[0]


def _routes(router: Router) -> Iterator[Route]:
    """In the order in which the library would ask them."""
    for below in router.chain_tail:
        for handler in below.callback_query.handlers:
            found = (one.callback for one in handler.filters or ())
            of_button = next(one for one in found if isinstance(one, CallbackQueryFilter))
            yield Route(of_button.callback_data, handler, router)
