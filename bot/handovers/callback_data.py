"""Buttons about handing over: ids and closed sets only."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

Handed = Literal["client", "deal", "clients"]
"""One client, one deal, or all clients of a person."""


class OpenHandover(CallbackData, prefix="ho"):
    handover_id: int
    page: int = 0


class AskToUndo(CallbackData, prefix="ho-undo"):
    handover_id: int


class UndoNow(CallbackData, prefix="ho-undo1"):
    handover_id: int


class AnswerHandover(CallbackData, prefix="ho-ans"):
    """A head's answer to what an owner proposed."""

    handover_id: int
    is_agreed: bool


class HandOver(CallbackData, prefix="ho-to"):
    """Asks to whom the client, the deal, or the person's clients are to go."""

    what: Handed
    record_id: int


class BeginLeaving(CallbackData, prefix="ho-leave"):
    person_id: int


class OpenOwnerless(CallbackData, prefix="ho-free"):
    page: int = 0
