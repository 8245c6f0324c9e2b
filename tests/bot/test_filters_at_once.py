"""Comparisons of fields are asked where they stand, not in a thread."""

import threading
from typing import Any

from aiogram import F, Router
from aiogram.types import TelegramObject

from bot.updates.filters_at_once import ask_at_once


class Sent(TelegramObject):
    text: str


async def test_a_comparison_below_a_router_is_asked_in_the_thread_of_the_update() -> None:
    asked_in = []
    above, below = Router(), Router()
    above.include_router(below)

    async def heard(_event: Any) -> None: ...

    def noted(text: str) -> bool:
        asked_in.append(threading.current_thread())
        return text == "да"

    below.message.register(heard, F.text.func(noted))

    ask_at_once(above)
    (handler,) = below.message.handlers
    answers = [(await handler.check(Sent(text=text)))[0] for text in ("да", "нет")]

    assert answers == [True, False]
    assert set(asked_in) == {threading.main_thread()}
