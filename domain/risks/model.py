"""A client that may be lost: by which signs, whose turn it is, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.clients.model import ClientId
from domain.org.model import PersonId

RiskId = NewType("RiskId", int)

RISK = "risk"
"""The kind of the notice that a client may be lost; its matter is the risk."""

WORDS_LIMIT = 1000


class RiskStatus(StrEnum):
    """``TAKEN``: somebody does something about it. ``GONE``: the signs went away by themselves."""

    OPEN = "open"
    TAKEN = "taken"
    DISMISSED = "dismissed"
    GONE = "gone"


class SignKind(StrEnum):
    LATE = "late"
    TASK_DOWN = "task_down"
    REQUEST_DOWN = "request_down"
    FALL = "fall"


@dataclass(frozen=True, slots=True)
class Sign:
    """``key`` tells it from others of the client: what was dismissed is known by it.

    ``facts``: of LATE ``count`` and ``on`` (the last due day); of a thumb down ``id``, ``title``
    and ``at``; of FALL ``was``, ``now`` (money of the company's currency), ``months``, ``against``.
    """

    key: str
    kind: SignKind
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Risk:
    """One client has one risk at a time. ``responsible_id`` is the manager above its owner,
    ``asked_id`` whose turn it is after ``climbed`` steps up; at ``next_step_at`` it climbs on, None
    where it does not.

    ``words`` say what is done about it, or why it is none. ``version`` rises when its signs are
    others or it is decided; a button that carries an older one is outdated.
    """

    id: RiskId
    client_id: ClientId
    status: RiskStatus
    signs: tuple[Sign, ...]
    responsible_id: PersonId
    asked_id: PersonId
    opened_at: datetime
    climbed: int = 0
    next_step_at: datetime | None = None
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    words: str | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def is_live(self) -> bool:
        return self.status in {RiskStatus.OPEN, RiskStatus.TAKEN}

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(sign.key for sign in self.signs)


@dataclass(frozen=True, slots=True)
class RiskView:
    """``is_theirs``: the reader decides, being asked, or who stands in, or above who was asked."""

    risk: Risk
    asked_name: str
    decided_by_name: str | None
    is_theirs: bool


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One risk in a list."""

    id: RiskId
    client_name: str
    kinds: tuple[SignKind, ...]
    asked_id: PersonId
    asked_name: str
    is_taken: bool
