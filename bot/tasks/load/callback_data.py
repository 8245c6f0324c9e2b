"""Buttons about who has how much to do."""

from aiogram.filters.callback_data import CallbackData


class OpenLoad(CallbackData, prefix="load"):
    page: int = 0


class OpenLoadPicture(CallbackData, prefix="load-pic"):
    page: int = 0


class OpenPersonLoad(CallbackData, prefix="load-of"):
    """``team_page`` is the page of the team to go back to."""

    person_id: int
    page: int = 0
    team_page: int = 0
