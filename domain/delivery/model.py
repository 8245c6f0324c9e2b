from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType

from domain.digests.model import DigestWishes
from domain.org.model import PersonId

NoticeId = NewType("NoticeId", int)


class Matter(StrEnum):
    """What a message is about; with its id, one living card per chat."""

    OFFER = "offer"
    DEAL = "deal"
    TASK = "task"
    PROJECT = "project"
    CLIENT = "client"
    INTERACTION = "interaction"
    VISIT = "visit"
    REQUEST = "request"
    GREETING = "greeting"
    GREETING_LIST = "greeting_list"
    CADENCE = "cadence"
    CADENCE_MOVE = "cadence_move"
    SEGMENT_CHANGE = "segment_change"
    SEGMENT_CHANGES = "segment_changes"
    RISK = "risk"
    CALL = "call"
    PERSON = "person"
    ABSENCE = "absence"
    HANDOVER = "handover"
    IMPORT = "import"
    RULEBOOK = "rulebook"
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


class Outcome(StrEnum):
    """How a notice ended. Only what ``RANG`` counts towards the day's cap."""

    RANG = "rang"
    TOLD = "told"
    EDITED = "edited"
    UNCHANGED = "unchanged"
    IN_SUMMARY = "in_summary"
    SETTLED_BEFORE = "settled_before"
    NOT_SHOWN = "not_shown"
    BLOCKED = "blocked"
    NO_CHAT = "no_chat"
    BAD_REQUEST = "bad_request"
    FAILED = "failed"

    @property
    def status(self) -> NoticeStatus:
        match self:
            case Outcome.SETTLED_BEFORE | Outcome.NOT_SHOWN:
                return NoticeStatus.DROPPED
            case Outcome.BLOCKED | Outcome.NO_CHAT | Outcome.BAD_REQUEST | Outcome.FAILED:
                return NoticeStatus.UNDELIVERABLE
            case _:
                return NoticeStatus.SENT


REFRESH = "refresh"
"""The kind of a notice that edits a card where one is shown, and is dropped where none is."""

SUMMARY = "summary"
"""The kind that tells in one message what was held; its matter's id is the recipient's."""

DIGEST = "digest"
"""The kind of the daily digest; what is held is told at its foot."""

ABOVE_CAP: Final = "above_cap"
"""The fact of a notice that the day's cap does not hold back: it is of today, or decides."""

OWN_MESSAGE: Final = "own_message"
"""The fact of a ``BATCH`` notice that an edit of the shown card does not tell: it comes itself."""

OWN_HOUR: Final = "own_hour"
"""The fact of a digest whose hour the recipient chose: quiet hours do not hold it back."""

PERSON_UNREACHABLE = "person_unreachable"
"""The kind that tells a boss that somebody blocked the bot."""


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A message that is to leave: who, what about, how urgent. No text: that is made at sending.

    Of one recipient, kind and matter only one may be unsettled at a time; a second is not added.
    With ``moves`` the one that waits leaves at the second's moment, not at its own.
    """

    recipient_id: PersonId
    kind: str
    matter: Matter
    matter_id: int
    urgency: Urgency = Urgency.NOW
    not_before: datetime | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    moves: bool = False

    @property
    def dedupe_key(self) -> str:
        return f"{self.recipient_id}:{self.kind}:{self.matter}:{self.matter_id}"


@dataclass(frozen=True, slots=True)
class Notice:
    """A row of the ledger. ``is_repeat``: an attempt before may have sent it.

    ``attempts`` counts failures of our own making; outages and limits add none.
    """

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
    claimed_until: datetime | None = None
    """What the claim is known by: a later one, of whoever leads by then, has another."""

    @property
    def is_above_cap(self) -> bool:
        return self.facts.get(ABOVE_CAP) is True

    @property
    def is_at_own_hour(self) -> bool:
        return self.facts.get(OWN_HOUR) is True

    @property
    def is_own_message(self) -> bool:
        return self.facts.get(OWN_MESSAGE) is True


@dataclass(frozen=True, slots=True)
class Card:
    """The one living message of a matter in a chat. ``sent_at`` is when it came to its place.

    ``fingerprint`` is of what it shows; None where that is not known.
    """

    chat_id: int
    matter: Matter
    matter_id: int
    message_id: int
    sent_at: datetime
    has_media: bool = False
    fingerprint: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What sending must know about the recipient's chat at this moment.

    ``chat_id`` is None for who never joined or has left; ``rung_today`` counts since their
    midnight. ``wishes`` say when their digest comes.
    """

    chat_id: int | None
    has_blocked_bot: bool
    rung_today: int
    card: Card | None
    wishes: DigestWishes = field(default_factory=DigestWishes)


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a notice ended, with what is to be remembered of its message, as one write.

    ``card`` is where the matter is now shown, ``lost_card`` one that turned out to be gone. Where a
    card was edited, ``stood_in`` is the message, and what has been put elsewhere since stays there.
    ``told_with_it``: held notices that this message told too; ``settled_before``: held ones whose
    matter turned out to be settled.
    """

    notice_id: NoticeId
    outcome: Outcome
    at: datetime
    message_id: int | None = None
    card: Card | None = None
    lost_card: Card | None = None
    stood_in: int | None = None
    told_with_it: Sequence[NoticeId] = ()
    settled_before: Sequence[NoticeId] = ()
