"""Buttons about visits. ``version`` tells an outdated button from a fresh one."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

Listed = Literal["ahead", "past"]
Whose = Literal["mine", "team"]


class OpenSlots(CallbackData, prefix="v-slots"):
    """Free times of a visitor for a client, by days.

    ``visitor_id`` 0 is the actor's pair, or the actor where they have none. ``call_id`` is the call
    of the cycle that it was agreed in, 0 for none: the way back leads to it, and booking settles
    it. ``visit_id`` is the visit that is being moved, 0 for a new one.
    """

    client_id: int
    visitor_id: int = 0
    call_id: int = 0
    visit_id: int = 0
    page: int = 0


class OpenSlotsOfDay(CallbackData, prefix="v-day"):
    """Times of one day; ``day`` is its proleptic ordinal."""

    client_id: int
    visitor_id: int
    call_id: int
    visit_id: int
    day: int
    page: int = 0


class TakeSlot(CallbackData, prefix="v-take"):
    """``at`` is when the visit begins: minutes since 1970, UTC."""

    client_id: int
    visitor_id: int
    call_id: int
    at: int


class MoveToSlot(CallbackData, prefix="v-move"):
    """The same of a visit that there is."""

    visit_id: int
    visitor_id: int
    at: int


class ChooseVisitor(CallbackData, prefix="v-who"):
    client_id: int
    call_id: int = 0
    visit_id: int = 0
    page: int = 0


class OpenVisit(CallbackData, prefix="visit"):
    visit_id: int


class OpenVisits(CallbackData, prefix="v-list"):
    listed: Listed = "ahead"
    whose: Whose = "mine"
    page: int = 0


class ConfirmVisitSeen(CallbackData, prefix="v-seen"):
    visit_id: int
    version: int


class SendVisitFile(CallbackData, prefix="v-ics"):
    visit_id: int


class AskAboutVisit(CallbackData, prefix="v-ask"):
    visit_id: int
    what: Literal["agreed", "cancel"]


class StartVisitReport(CallbackData, prefix="v-rep"):
    visit_id: int
    is_held: bool


class OpenClashes(CallbackData, prefix="v-clash"):
    """Visits that an absence crosses."""

    absence_id: int


class GiveClashes(CallbackData, prefix="v-give"):
    absence_id: int


class AskForAddress(CallbackData, prefix="v-addr"):
    client_id: int


class PlaceClientHere(CallbackData, prefix="v-here"):
    """The client is where this contact was."""

    interaction_id: int
