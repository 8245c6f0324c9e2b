"""Numbers in callback data that no record, page or version can have: nobody was given such buttons.

They are answered as a record that does not exist, and never get as far as the database.
"""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import NotFound

SEPARATOR = ":"
LARGEST = 2**53
"""Far above every id there will be; times the rows of a page it still is a number to Postgres."""


async def is_impossible(query: CallbackQuery) -> bool:
    """Whether some part of the data is a whole number below zero or above ``LARGEST``.

    Asynchronous, since the library runs what is not in a thread of its own.
    """
    _, *parts = (query.data or "").split(SEPARATOR)
    return any(not 0 <= number <= LARGEST for number in map(_number_in, parts))


def _number_in(part: str) -> int:
    """What ``part`` would be read as; 0 for what is no whole number."""
    try:
        return int(part)
    except ValueError:
        return 0


async def impossible_pressed(_query: CallbackQuery) -> None:
    raise NotFound


def forged_router() -> Router:
    """Comes before every button's own."""
    router = Router(name="forged")
    router.callback_query.register(impossible_pressed, is_impossible)
    return router
