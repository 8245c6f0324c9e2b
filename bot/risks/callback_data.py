"""Buttons about clients that may be lost."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Decision(StrEnum):
    TAKE = "take"
    DISMISS = "dismiss"


class OpenRisk(CallbackData, prefix="rk"):
    risk_id: int


class OpenRisks(CallbackData, prefix="rk-list"):
    page: int = 0


class DecideRisk(CallbackData, prefix="rk-do"):
    """Asks in words what is done, or why it is none."""

    risk_id: int
    version: int
    decision: Decision


class TaskOfRisk(CallbackData, prefix="rk-task"):
    """A task about the client, for its owner."""

    risk_id: int
