from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.clients.model import ClientId
from domain.money import Money
from domain.org.model import BranchId, PersonId
from domain.products.model import ProductId
from domain.rulebook.offers import Recipient

DealId = NewType("DealId", int)
OfferId = NewType("OfferId", int)


class DealStatus(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class OfferStatus(StrEnum):
    AWAITING = "awaiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Deal:
    """``stage_due_at`` is when the stage's limit in working hours runs out.

    ``ticks`` holds the ticked checklist items of each stage. ``version`` rises with every write;
    a button that carries an older one is outdated.
    """

    id: DealId
    title: str
    client_id: ClientId | None
    owner_id: PersonId
    branch_id: BranchId
    stage: str
    stage_since: datetime
    currency: str
    created_at: datetime
    status: DealStatus = DealStatus.OPEN
    stage_due_at: datetime | None = None
    amount: Money | None = None
    margin: Money | None = None
    closes_on: date | None = None
    next_step: str | None = None
    next_step_at: datetime | None = None
    ticks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lost_reason: str | None = None
    lost_comment: str | None = None
    closed_at: datetime | None = None
    product_id: ProductId | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        return self.status is DealStatus.OPEN

    def is_over_limit(self, now: datetime) -> bool:
        return self.is_open and self.stage_due_at is not None and self.stage_due_at <= now


@dataclass(frozen=True, slots=True)
class OfferFile:
    """A file that Telegram keeps: ``kind`` is ``document`` or ``photo``."""

    file_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The moments at which a silent offer is spoken of, and to whom, earliest first."""

    moments: tuple[datetime, ...]
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A sent offer («КП») and the watch over its answer.

    ``steps_done`` counts the moments of ``ladder`` that have passed and been told.
    """

    id: OfferId
    deal_id: DealId
    price: Money
    sent_by: PersonId
    sent_at: datetime
    follow_up_at: datetime
    ladder: Ladder
    status: OfferStatus = OfferStatus.AWAITING
    number: str | None = None
    file: OfferFile | None = None
    steps_done: int = 0
    snoozes: int = 0
    refusal_reason: str | None = None
    comment: str | None = None
    answered_at: datetime | None = None
    version: int = 1

    @property
    def is_awaiting(self) -> bool:
        return self.status is OfferStatus.AWAITING

    @property
    def next_step_at(self) -> datetime | None:
        """When it will be spoken of next; None once answered or once everybody was told."""
        if not self.is_awaiting or self.steps_done >= len(self.ladder.moments):
            return None
        return self.ladder.moments[self.steps_done]
