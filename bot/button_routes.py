"""A tap goes straight to the router that knows its button.

The library asks every handler before the right one whether the tap is its own, with all that
handlers may take copied for each: with some four hundred of them that takes longer than what the
tap is for.
"""

from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject

TAP = "callback_query"
SEPARATOR = ":"


class ButtonRouter(Router):
    """Gives a tap to whichever of ``routers`` has its button; everything else goes in their order.

    Their handlers of taps are all of buttons, each kind of button on one router.
    """

    def __init__(self, *routers: Router, name: str) -> None:
        super().__init__(name=name)
        self.include_routers(*routers)
        self._router_of = {prefix: router for router in routers for prefix in _prefixes(router)}

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        if update_type != TAP or not isinstance(event, CallbackQuery):
            return await super().propagate_event(update_type, event, **kwargs)
        prefix, _, _ = (event.data or "").partition(SEPARATOR)
        router = self._router_of.get(prefix)
        if router is None:
            return UNHANDLED
        return await router.propagate_event(update_type, event, **kwargs)


def _prefixes(router: Router) -> set[str]:
    """Of the buttons that are handled on ``router`` and below it."""
    known = set()
    for below in router.chain_tail:
        for handler in below.callback_query.handlers:
            found = (one.callback for one in handler.filters or ())
            of_button = next(one for one in found if isinstance(one, CallbackQueryFilter))
            known.add(of_button.callback_data.__prefix__)
    return known
