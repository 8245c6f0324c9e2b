"""What can happen to a client, a deal or an offer, as its history keeps it."""

from enum import StrEnum


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
    PHONE_ADDED = "phone_added"
    CONTACT_ADDED = "contact_added"
