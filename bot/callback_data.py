"""Callback data is ids only, at most 64 bytes, each button's kind by its prefix.

Whoever forges or keeps it gains nothing: every tap reads the record again through what the actor
sees. A prefix whose meaning changes gets a new name, so that an old button is outdated, not wrong.
"""

from aiogram.filters.callback_data import CallbackData


class OpenDay(CallbackData, prefix="day"):
    """«Мой день»."""


class OpenDeal(CallbackData, prefix="deal"):
    deal_id: int


class OpenOffer(CallbackData, prefix="offer"):
    offer_id: int


class OpenClient(CallbackData, prefix="client"):
    client_id: int


class OpenTask(CallbackData, prefix="task"):
    task_id: int


class OpenProject(CallbackData, prefix="project"):
    project_id: int
