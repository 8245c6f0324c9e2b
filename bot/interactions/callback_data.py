"""Buttons about contacts with clients. ``version`` tells an outdated button from a fresh one."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.interactions.model import InteractionKind, InteractionResult

InteractionQuestion = Literal["words", "at"]
"""What an interaction's button asks in words."""

ListedKind = Literal["all", "call", "meeting", "visit", "message", "email"]


class ChooseContactKind(CallbackData, prefix="ix-new"):
    """A contact with a client; ``deal_id`` 0 where it was about none."""

    client_id: int
    deal_id: int = 0


class LogContact(CallbackData, prefix="ix-log"):
    """``shown_at`` is when the button was made, in milliseconds: a double tap is of one moment."""

    client_id: int
    deal_id: int
    kind: InteractionKind
    result: InteractionResult
    shown_at: int


class OpenInteraction(CallbackData, prefix="ix"):
    interaction_id: int


class AskAboutInteraction(CallbackData, prefix="ix-ask"):
    interaction_id: int
    what: InteractionQuestion


class SetInteractionResult(CallbackData, prefix="ix-res"):
    interaction_id: int
    version: int
    result: InteractionResult


class ShowFiled(CallbackData, prefix="ix-files"):
    interaction_id: int


class OpenInteractions(CallbackData, prefix="ix-list"):
    """Contacts with a client, of one kind or of all."""

    client_id: int
    kind: ListedKind = "all"
    page: int = 0
