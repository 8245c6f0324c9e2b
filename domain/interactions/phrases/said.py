from dataclasses import dataclass
from datetime import datetime

from domain.interactions.model import InteractionKind, InteractionResult, Through
from domain.tasks.phrases import Deadline, Link


@dataclass(frozen=True, slots=True)
class StepSaid:
    """``words`` is None where only a date was said."""

    deadline: Deadline
    words: str | None


@dataclass(frozen=True, slots=True)
class ContactSaid:
    """A contact as a message tells it; nothing is looked up and nothing is saved.

    ``client`` is whom the name leads to, a company or a person; ``contact`` the person where both
    were named. ``at`` is aware UTC and never to come, None where no time was told: then it is now.
    """

    text: str
    kind: InteractionKind
    result: InteractionResult
    through: Through | None = None
    client: Link | None = None
    contact: Link | None = None
    at: datetime | None = None
    note: str | None = None
    step: StepSaid | None = None
