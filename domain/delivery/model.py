from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.org.model import PersonId

NoticeId = NewType("NoticeId", int)


class Matter(StrEnum):
    """What a message is about; with its id, one living card per chat."""

    OFFER = "offer"
    DEAL = "deal"
    CLIENT = "client"
    PERSON = "person"
    IMPORT = "import"
    DIGEST = "digest"
    SUMMARY = "summary"
    ALARM = "alarm"


class Urgency(StrEnum):
    """``NOW`` rings (a decision is wanted), ``BATCH`` waits for company, ``DIGEST`` for the digest.

    An edit of a card already shown never rings, whatever its urgency.
    """

    NOW = "now"
    BATCH = "batch"
    DIGEST = "digest"


class NoticeStatus(StrEnum):
    DUE = "due"
    HELD = "held"
    SENT = "sent"
    DROPPED = "dropped"
    UNDELIVERABLE = "undeliverable"


REFRESH = "refresh"
"""The kind of a notice that edits a card where one is shown, and is dropped where none is."""


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A message that is to leave: who, what about, how urgent. No text: that is made at sending.

    Of one recipient, kind and matter only one may be unsettled at a time; a second is not added.
    """

    recipient_id: PersonId
    kind: str
    matter: Matter
    matter_id: int
    urgency: Urgency = Urgency.NOW
    not_before: datetime | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def dedupe_key(self) -> str:
        return f"{self.recipient_id}:{self.kind}:{self.matter}:{self.matter_id}"


@dataclass(frozen=True, slots=True)
class Notice:
    """A row of the ledger, claimed for sending. ``is_repeat``: a crash may have sent it before."""

    id: NoticeId
    recipient_id: PersonId
    kind: str
    matter: Matter
    matter_id: int
    urgency: Urgency
    facts: Mapping[str, object]
    not_before: datetime
    created_at: datetime
    attempts: int
    is_repeat: bool
