"""Buttons about pairs, cycles and calls. ``version`` tells an outdated button from a fresh one."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.cycles.model import Part
from domain.cycles.rep_check import Period
from domain.cycles.views import Show


class OpenCalls(CallbackData, prefix="y-calls"):
    """Today's calls."""

    page: int = 0


class OpenCall(CallbackData, prefix="y-call"):
    call_id: int


class OpenNextCall(CallbackData, prefix="y-next"):
    """The call whose turn it is."""


class MissCall(CallbackData, prefix="y-miss"):
    """Nobody answered."""

    call_id: int
    version: int


class ChooseCallAgain(CallbackData, prefix="y-when"):
    call_id: int


class SetCallAgain(CallbackData, prefix="y-again"):
    call_id: int
    version: int
    when: Literal["hour", "tomorrow", "week"]


class ChooseNoInterest(CallbackData, prefix="y-why"):
    call_id: int


class SetNoInterest(CallbackData, prefix="y-no"):
    """``reason`` is a key of the rulebook."""

    call_id: int
    version: int
    reason: str


class AskAboutCall(CallbackData, prefix="y-ask"):
    """What was said, or when to call again."""

    call_id: int
    version: int
    what: Literal["words", "moment"]


class OpenPairBoards(CallbackData, prefix="y-boards"):
    page: int = 0


class OpenPairBoard(CallbackData, prefix="y-board"):
    pair_id: int


class OpenCycleCalls(CallbackData, prefix="y-list"):
    pair_id: int
    show: Show
    page: int = 0


class OpenRepCheck(CallbackData, prefix="y-check"):
    period: Period = "last"
    page: int = 0


class SendRepCheck(CallbackData, prefix="y-xlsx"):
    period: Period


class OpenPairing(CallbackData, prefix="y-pair"):
    person_id: int


class ChoosePartner(CallbackData, prefix="y-with"):
    """``part`` is what the person does; the one to be chosen does the other."""

    person_id: int
    part: Part


class TurnPairRound(CallbackData, prefix="y-turn"):
    person_id: int
    version: int


class AskToEndPair(CallbackData, prefix="y-askend"):
    person_id: int


class EndPairNow(CallbackData, prefix="y-end"):
    person_id: int
    version: int
