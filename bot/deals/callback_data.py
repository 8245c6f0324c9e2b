"""Buttons about deals, offers and boards. ``version`` tells an outdated button from a fresh one.

What has few possible values is a closed set: any other value fits no button, and is outdated.
"""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.rulebook.model import SnoozeChoice

DealQuestion = Literal["amount", "margin", "closing_day", "step", "note"]
"""What a deal's button asks about."""

OfferAnswer = Literal["accepted", "thinking", "no_answer"]
"""What the client said; a refusal has buttons of its own."""

BoardOf = Literal["all", "person", "team", "branch"]
"""Whose board it is."""


class NewDeal(CallbackData, prefix="d-new"):
    client_id: int


class NewDealOf(CallbackData, prefix="d-sell"):
    """A new deal about this product."""

    client_id: int
    product_id: int


class MoveDealTo(CallbackData, prefix="d-move"):
    deal_id: int
    version: int
    stage: str


class ChooseStage(CallbackData, prefix="d-stages"):
    deal_id: int


class WinDealNow(CallbackData, prefix="d-won"):
    deal_id: int
    version: int


class ChooseLostReason(CallbackData, prefix="d-why"):
    deal_id: int


class LoseDealBecause(CallbackData, prefix="d-lost"):
    deal_id: int
    version: int
    reason: str


class ReopenDealNow(CallbackData, prefix="d-open"):
    deal_id: int
    version: int


class OpenChecklist(CallbackData, prefix="d-list"):
    deal_id: int


class TickChecklist(CallbackData, prefix="d-tick"):
    deal_id: int
    version: int
    item: str
    is_done: bool


class EditDeal(CallbackData, prefix="d-edit"):
    deal_id: int


class AskAboutDeal(CallbackData, prefix="d-ask"):
    deal_id: int
    what: DealQuestion


class AskDealTitle(CallbackData, prefix="d-name"):
    deal_id: int
    version: int


class OpenDealHistory(CallbackData, prefix="d-past"):
    deal_id: int
    page: int = 0


class OpenClientDeals(CallbackData, prefix="d-of"):
    client_id: int
    page: int = 0


class OpenClientDeal(CallbackData, prefix="d-one"):
    """A deal of a client's list; its card leads back to that page."""

    deal_id: int
    client_id: int
    page: int = 0


class NewOffer(CallbackData, prefix="o-new"):
    deal_id: int


class ChooseOffer(CallbackData, prefix="o-of"):
    """Which of a deal's offers without an answer."""

    deal_id: int
    page: int = 0


class AnswerOffer(CallbackData, prefix="o-ans"):
    offer_id: int
    version: int
    answer: OfferAnswer


class ChooseRefusal(CallbackData, prefix="o-why"):
    offer_id: int


class RefuseBecause(CallbackData, prefix="o-no"):
    offer_id: int
    version: int
    reason: str


class AskAgainOn(CallbackData, prefix="o-day"):
    """``in_days`` working days from today; 0 asks for a date."""

    offer_id: int
    version: int
    in_days: int


class ChooseSnooze(CallbackData, prefix="o-zzz"):
    offer_id: int


class SnoozeFor(CallbackData, prefix="o-later"):
    offer_id: int
    version: int
    choice: SnoozeChoice


class ShowOfferFile(CallbackData, prefix="o-file"):
    offer_id: int


class OpenSilent(CallbackData, prefix="silent"):
    page: int = 0


class OpenBoard(CallbackData, prefix="b"):
    """``id`` is of that person or branch; 0 for all."""

    of: BoardOf = "all"
    id: int = 0


class OpenBoardPicture(CallbackData, prefix="b-pic"):
    of: BoardOf
    id: int


class OpenStage(CallbackData, prefix="b-stage"):
    of: BoardOf
    id: int
    stage: str
    page: int = 0


class OpenStageDeal(CallbackData, prefix="b-d"):
    """A deal of a stage; its card leads back to that page."""

    deal_id: int
    of: BoardOf
    id: int
    stage: str
    page: int = 0


class OpenCash(CallbackData, prefix="b-cash"):
    of: BoardOf = "all"
    id: int = 0


class NarrowBoard(CallbackData, prefix="b-whose"):
    to: Literal["person", "branch"]
    page: int = 0
