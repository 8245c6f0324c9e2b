"""What can happen to a client, a deal, an offer or a task, as its history keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.deals.model import DealId, OfferId
from domain.tasks.model import TaskId


class Happened(StrEnum):
    """A kind of line in a history. Stored by value: a name may change, a value may not."""

    DEAL_CREATED = "deal_created"
    STAGE = "stage"
    WON = "won"
    LOST = "lost"
    REOPENED = "reopened"
    TICKED = "ticked"
    NEXT_STEP = "next_step"
    CHANGED = "changed"
    NOTE = "note"
    OFFER_SENT = "offer_sent"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_REFUSED = "offer_refused"
    OFFER_THINKING = "offer_thinking"
    OFFER_NO_ANSWER = "offer_no_answer"
    OFFER_SNOOZED = "offer_snoozed"
    OFFER_WITHDRAWN = "offer_withdrawn"
    IMPORTED = "imported"
    CLIENT_CREATED = "client_created"
    CLIENT_RENAMED = "client_renamed"
    SEGMENT_CHANGED = "segment_changed"
    RISK_FOUND = "risk_found"
    RISK_TAKEN = "risk_taken"
    RISK_DISMISSED = "risk_dismissed"
    RISK_GONE = "risk_gone"
    PHONE_ADDED = "phone_added"
    TAX_NUMBER_CHANGED = "tax_number_changed"
    EMAIL_CHANGED = "email_changed"
    CONTACT_ADDED = "contact_added"
    DATE_NOTED = "date_noted"
    DATE_REMOVED = "date_removed"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONGRATULATED = "congratulated"
    CLIENTS_MERGED = "clients_merged"
    MERGE_UNDONE = "merge_undone"
    PERSON_ERASED = "person_erased"
    INTERACTION = "interaction"
    INTERACTION_CORRECTED = "interaction_corrected"
    VISIT_BOOKED = "visit_booked"
    VISIT_MOVED = "visit_moved"
    VISIT_CANCELLED = "visit_cancelled"
    ADDRESS_NOTED = "address_noted"
    PRODUCT_STATED = "product_stated"
    POLL_ANSWERED = "poll_answered"
    CADENCE_MOVED = "cadence_moved"
    CLIENT_HANDED_OVER = "client_handed_over"
    DEAL_HANDED_OVER = "deal_handed_over"
    REQUEST_LOGGED = "request_logged"
    REQUEST_REACTED = "request_reacted"
    REQUEST_WAITS_AGAIN = "request_waits_again"
    REQUEST_CLOSED = "request_closed"
    REQUEST_RATED = "request_rated"
    REQUEST_REOPENED = "request_reopened"
    REQUEST_REASSIGNED = "request_reassigned"
    REQUEST_BECAME_TASK = "request_became_task"
    REQUEST_BECAME_DEAL = "request_became_deal"
    TASK_CREATED = "task_created"
    TASK_CHANGED = "task_changed"
    TASK_APPROVAL_ASKED = "task_approval_asked"
    TASK_APPROVAL_DATE = "task_approval_date"
    TASK_APPROVED = "task_approved"
    TASK_APPROVAL_DECLINED = "task_approval_declined"
    TASK_APPROVAL_EXPIRED = "task_approval_expired"
    TASK_GIVEN = "task_given"
    TASK_ACCEPTED = "task_accepted"
    TASK_DECLINED = "task_declined"
    TASK_STARTED = "task_started"
    TASK_DONE = "task_done"
    TASK_RESULT_ACCEPTED = "task_result_accepted"
    TASK_CLOSED = "task_closed"
    TASK_RETURNED = "task_returned"
    TASK_CANCELLED = "task_cancelled"
    TASK_DATE_ASKED = "task_date_asked"
    TASK_DATE_AGREED = "task_date_agreed"
    TASK_DATE_REFUSED = "task_date_refused"
    TASK_DATE_CHANGED = "task_date_changed"
    TASK_ESTIMATED = "task_estimated"
    TASK_TIME = "task_time"
    TASK_REASSIGNED = "task_reassigned"
    TASK_HANDED_OVER = "task_handed_over"
    TASK_ASSIGNER_CHANGED = "task_assigner_changed"
    TASK_PRIORITY = "task_priority"
    TASK_OBJECTION = "task_objection"
    TASK_OBJECTION_ANSWERED = "task_objection_answered"
    TASK_MOVED = "task_moved"
    TASK_JOINED_PROJECT = "task_joined_project"
    TASK_SERIES_STOPPED = "task_series_stopped"


class HistoryPart(StrEnum):
    """What a history can be narrowed to."""

    ALL = "all"
    CONTACTS = "contacts"
    DEALS = "deals"
    OFFERS = "offers"
    TASKS = "tasks"
    REQUESTS = "requests"
    NOTES = "notes"


_OF_DEALS = frozenset(
    {
        Happened.DEAL_CREATED,
        Happened.STAGE,
        Happened.WON,
        Happened.LOST,
        Happened.REOPENED,
        Happened.TICKED,
        Happened.NEXT_STEP,
        Happened.CHANGED,
    }
)


def kinds_of(part: HistoryPart) -> frozenset[Happened] | None:
    """The kinds of lines that ``part`` has; None for all there are."""
    match part:
        case HistoryPart.CONTACTS:
            of_visits = frozenset(kind for kind in Happened if kind.startswith("visit_"))
            return of_visits | {Happened.INTERACTION, Happened.INTERACTION_CORRECTED}
        case HistoryPart.DEALS:
            of_deals = {kind for kind in Happened if kind.startswith("deal_")}
            return _OF_DEALS | of_deals
        case HistoryPart.OFFERS:
            return frozenset(kind for kind in Happened if kind.startswith("offer_"))
        case HistoryPart.TASKS:
            return frozenset(kind for kind in Happened if kind.startswith("task_"))
        case HistoryPart.REQUESTS:
            return frozenset(kind for kind in Happened if kind.startswith("request_"))
        case HistoryPart.NOTES:
            return frozenset({Happened.NOTE})
        case HistoryPart.ALL:
            return None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened: ``kind`` says what, ``facts`` the rest of it."""

    at: datetime
    kind: str
    actor_name: str | None
    channel: str
    deal_id: DealId | None
    deal_title: str | None
    offer_id: OfferId | None
    from_stage: str | None
    to_stage: str | None
    facts: Mapping[str, object]
    task_id: TaskId | None = None
