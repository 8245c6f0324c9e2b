from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from domain.clients.model import ClientId, ContactId
from domain.deals.model import DealId
from domain.org.model import PersonId
from domain.tasks.model import Deadline, TaskId

InteractionId = NewType("InteractionId", int)

WORDS_LIMIT: Final = 1000
CORRECTED_WITHIN: Final = timedelta(hours=24)
"""How long after it was noted an interaction may still be corrected."""


class InteractionKind(StrEnum):
    CALL = "call"
    MEETING = "meeting"
    VISIT = "visit"
    MESSAGE = "message"
    EMAIL = "email"


class Through(StrEnum):
    """By what means people spoke; not the way in of the record, which the audit keeps."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    VIDEO = "video"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    VIBER = "viber"
    SMS = "sms"
    EMAIL = "email"


USUAL_WAY: Final = {
    InteractionKind.CALL: Through.PHONE,
    InteractionKind.MEETING: Through.IN_PERSON,
    InteractionKind.VISIT: Through.IN_PERSON,
    InteractionKind.EMAIL: Through.EMAIL,
}
"""Through what it was where nobody said; a message may have gone by anything."""


class InteractionResult(StrEnum):
    REACHED = "reached"
    NO_ANSWER = "no_answer"


class FiledKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"
    VIDEO = "video"
    AUDIO = "audio"
    VIDEO_NOTE = "video_note"
    FORWARDED = "forwarded"


@dataclass(frozen=True, slots=True)
class FiledMessage:
    """A file by its Telegram id, or a forwarded message, which has its words alone (``file_id`` is
    None). ``name`` is the file's, or whose the forwarded words are.
    """

    kind: FiledKind
    file_id: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it was, in degrees; the rest in metres. ``distance_m`` is that from the client's
    address, None where the address has no coordinates.
    """

    latitude: float
    longitude: float
    accuracy_m: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """One contact with a client: ``at`` is when it happened, ``noted_at`` when it was logged."""

    id: InteractionId
    kind: InteractionKind
    client_id: ClientId
    person_id: PersonId
    at: datetime
    noted_at: datetime
    result: InteractionResult = InteractionResult.REACHED
    through: Through | None = None
    contact_id: ContactId | None = None
    deal_id: DealId | None = None
    words: str | None = None
    spot: Spot | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done after it, and by when."""

    words: str
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class NewInteraction:
    """A contact before it is saved. ``at`` None is now; ``through`` None is the kind's usual way.

    ``once`` names the form or message it came from: of one name, one interaction is kept.
    """

    kind: InteractionKind
    client_id: ClientId
    once: str | None = None
    at: datetime | None = None
    result: InteractionResult = InteractionResult.REACHED
    through: Through | None = None
    contact_id: ContactId | None = None
    deal_id: DealId | None = None
    words: str | None = None
    spot: Spot | None = None
    files: tuple[FiledMessage, ...] = ()
    next_step: NextStep | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """``step_of`` is the deal whose next step was planned, ``task_id`` the draft that was made."""

    interaction: Interaction
    step_of: DealId | None = None
    task_id: TaskId | None = None
