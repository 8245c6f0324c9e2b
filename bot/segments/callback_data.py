"""Buttons about segments."""

from aiogram.filters.callback_data import CallbackData


class OpenSegmentChange(CallbackData, prefix="sg-one"):
    change_id: int


class OpenSegmentChanges(CallbackData, prefix="sg-list"):
    page: int = 0
