"""Buttons about clients' requests. ``version`` tells an outdated button from a fresh one."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.requests.model import Rating
from domain.requests.views import Stands, Whose

AnswerKind = Literal["call", "message", "email", "meeting", "visit"]
"""How a client was answered."""


class OpenRequest(CallbackData, prefix="rq"):
    request_id: int


class OpenClientRequests(CallbackData, prefix="rq-of"):
    client_id: int
    page: int = 0


class OpenRequests(CallbackData, prefix="rq-list"):
    whose: Whose = Whose.MINE
    stands: Stands = Stands.OPEN
    page: int = 0


class NewRequestOf(CallbackData, prefix="rq-new"):
    """``client_id`` 0 where it is still to be chosen."""

    client_id: int = 0


class ReactedTo(CallbackData, prefix="rq-react"):
    request_id: int
    version: int


class ChooseAnswer(CallbackData, prefix="rq-ans"):
    request_id: int


class AskForAnswer(CallbackData, prefix="rq-how"):
    request_id: int
    kind: AnswerKind


class AskForResult(CallbackData, prefix="rq-close"):
    request_id: int
    version: int


class RateRequestAs(CallbackData, prefix="rq-rate"):
    request_id: int
    version: int
    rating: Rating


class OpenAgain(CallbackData, prefix="rq-again"):
    request_id: int
    version: int


class ChooseReceiver(CallbackData, prefix="rq-give"):
    request_id: int


class MakeTask(CallbackData, prefix="rq-task"):
    request_id: int
    version: int


class NewDealOfRequest(CallbackData, prefix="rq-deal"):
    request_id: int


class ShowRequestFiles(CallbackData, prefix="rq-files"):
    request_id: int


class OpenRequestHistory(CallbackData, prefix="rq-hist"):
    request_id: int
    page: int = 0
