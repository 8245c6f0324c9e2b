"""What is shown of cadences: read models, filled by one query each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.cadences.model import Cadence, CadenceMove
from domain.clients.model import ClientId, ClientPhone
from domain.deals.model import DealId, OfferId
from domain.greetings.model import PersonalDate
from domain.interactions.model import Interaction, InteractionKind, InteractionResult
from domain.money import Money
from domain.org.model import PersonId
from domain.pages import Page
from domain.rulebook.cadences import SegmentCadence
from domain.rulebook.model import Rulebook


class ReasonKind(StrEnum):
    """Why there is something to talk about."""

    OFFER = "offer"
    REQUEST = "request"
    DATE = "date"
    CONTRACT = "contract"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class BusinessReason:
    """One reason to contact a client now. What is set, depends on ``kind``:

    - OFFER: ``offer_id``, ``deal_id``, ``name`` (the deal's title), ``money``, ``at`` (follow-up).
    - REQUEST: ``request_id``, ``name`` (its words), ``at`` (when it is to be answered).
    - DATE: ``on`` and ``personal`` (the personal date that is kept then).
    - CONTRACT: ``deal_id``, ``name`` (the deal's title), ``money``, ``on`` (when it ends, or is to
      be concluded).
    - PRODUCT: ``name`` (the product's), ``product_id``.
    """

    kind: ReasonKind
    name: str = ""
    on: date | None = None
    at: datetime | None = None
    money: Money | None = None
    deal_id: DealId | None = None
    offer_id: OfferId | None = None
    request_id: int | None = None
    product_id: int | None = None
    personal: PersonalDate | None = None


@dataclass(frozen=True, slots=True)
class PastContact:
    """A contact of any kind, whether it reached somebody or not."""

    kind: InteractionKind
    result: InteractionResult
    at: datetime
    person_name: str
    words: str | None


@dataclass(frozen=True, slots=True)
class CadenceView:
    """A client under a cadence with the names around it. ``contacts`` are the last three,
    ``money`` that of its open deals, ``retries`` how often nobody answered since the last contact.
    """

    cadence: Cadence
    client_name: str
    branch_name: str
    owner_name: str | None
    responsible_name: str
    phones: tuple[ClientPhone, ...]
    contacts: tuple[PastContact, ...]
    money: tuple[Money, ...]
    retries: int = 0


@dataclass(frozen=True, slots=True)
class MoveView:
    """A request for a later day with the names around it, and the cadence as it is now (None where
    the client is under none any more)."""

    move: CadenceMove
    client_name: str
    asked_by_name: str
    approver_name: str
    decided_by_name: str | None
    responsible_name: str | None
    segment: str
    cadence: Cadence | None


@dataclass(frozen=True, slots=True)
class CadencePage:
    """The card. ``today`` is the reader's. ``is_theirs``: the reader answers for the client, or
    stands in for who does. ``stands_in``: the latter. ``is_head``: somebody above who answers.
    ``reasons`` are empty where there is nothing but courtesy: then the terms' script is offered.
    ``move``: a later day is asked for, and nobody decided yet.
    """

    view: CadenceView
    terms: SegmentCadence
    rulebook: Rulebook
    today: date
    reasons: tuple[BusinessReason, ...]
    is_theirs: bool
    stands_in: bool
    is_head: bool
    move: MoveView | None


@dataclass(frozen=True, slots=True)
class MovePage:
    """``may_decide``: this reader, now."""

    view: MoveView
    rulebook: Rulebook
    today: date
    may_decide: bool


@dataclass(frozen=True, slots=True)
class ContactNoted:
    """A contact that was logged from the card, and by when the next one is due. ``cadence`` is None
    where the client is under none."""

    interaction: Interaction
    cadence: Cadence | None


class CadenceErrand(StrEnum):
    """Why clients under a cadence stand on a day."""

    OVERDUE = "cadence_overdue"
    DUE = "cadence_due"


@dataclass(frozen=True, slots=True)
class CadenceLine:
    """One row of a list. ``planned_at`` is when somebody wants to be reminded, ``money`` that of
    the client's open deals, by currency."""

    client_id: ClientId
    client_name: str
    segment: str
    due_on: date
    late_at: datetime
    planned_at: datetime | None
    responsible_id: PersonId
    responsible_name: str
    money: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class CadencesOfDay:
    """The first of each errand; ``counts`` says how many there are of it in all. ``moves`` are
    requests that wait for this person to decide, whose turn ends first comes first.
    """

    lines: tuple[tuple[CadenceErrand, CadenceLine], ...] = ()
    counts: Mapping[CadenceErrand, int] = field(default_factory=dict)
    moves: tuple[MoveView, ...] = ()
    moves_count: int = 0


class CadencePart(StrEnum):
    """What a list of clients under a cadence is narrowed to."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class CadenceList:
    """One page, the soonest due first, with the money in all of them."""

    lines: tuple[CadenceLine, ...]
    page: Page
    money: tuple[Money, ...] = ()
