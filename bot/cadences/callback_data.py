"""Buttons about contacts that are due. ``version`` is that of the cadence as it was shown."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.cadences.views import CadencePart
from domain.interactions.model import InteractionKind

LAST_DAY = 3_652_059
"""The ordinal of 31 December 9999."""


class OpenCadence(CallbackData, prefix="cad"):
    client_id: int


class ContactedNow(CallbackData, prefix="cad-log"):
    client_id: int
    version: int
    kind: InteractionKind


class NobodyAnswered(CallbackData, prefix="cad-none"):
    client_id: int
    version: int


class ChooseContactDay(CallbackData, prefix="cad-day"):
    client_id: int
    version: int


class MoveContactTo(CallbackData, prefix="cad-to"):
    """``ordinal`` is the day's number since 1 January of the year 1."""

    client_id: int
    version: int
    ordinal: Annotated[int, Field(ge=1, le=LAST_DAY)]


class AskForLaterDay(CallbackData, prefix="cad-later"):
    client_id: int
    version: int


class RemindResponsible(CallbackData, prefix="cad-bell"):
    client_id: int


class OpenCadenceMove(CallbackData, prefix="cmv"):
    move_id: int


class AgreeToMove(CallbackData, prefix="cmv-yes"):
    move_id: int


class AskWhyNoMove(CallbackData, prefix="cmv-no"):
    """Declining asks for the reason."""

    move_id: int


class OpenCadences(CallbackData, prefix="cads"):
    part: CadencePart = CadencePart.MINE
    page: int = 0
