"""What is shown of deals and offers: read models, filled by one query each."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.deals.model import Deal, DealId, DealStatus, Offer, OfferId
from domain.money import Money
from domain.org.model import BranchId, PersonId
from domain.pages import Page


@dataclass(frozen=True, slots=True)
class DealView:
    """A deal with the names around it; ``offers`` are its offers, newest first; ``open_tasks`` how
    many tasks the reader sees in it that are not over; ``request_id`` is the request of
    the client that it came of.
    """

    deal: Deal
    client_name: str | None
    client_phone: str | None
    owner_name: str
    branch_name: str
    product_name: str | None
    offers: tuple[Offer, ...]
    open_tasks: int = 0
    request_id: int | None = None

    @property
    def awaiting(self) -> tuple[Offer, ...]:
        """Offers without an answer, in the order of ``offers``."""
        return tuple(offer for offer in self.offers if offer.is_awaiting)


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer with its deal and the names around it."""

    offer: Offer
    deal: Deal
    client_name: str | None
    client_phone: str | None
    owner_name: str
    owner_telegram_id: int | None
    branch_name: str


@dataclass(frozen=True, slots=True)
class DealLine:
    """One row of a list of deals."""

    id: DealId
    title: str
    client_name: str | None
    owner_name: str
    status: DealStatus
    stage: str
    amount: Money | None
    stage_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One row of a list of unanswered offers."""

    id: OfferId
    deal_id: DealId
    number: str | None
    client_name: str | None
    title: str
    owner_name: str
    price: Money
    sent_at: datetime
    follow_up_at: datetime


@dataclass(frozen=True, slots=True)
class StageSum:
    """Deals of one stage or end: how many, their money by currency, how many have no amount."""

    stage: str
    count: int
    money: tuple[Money, ...]
    without_amount: int
    over_limit: int


@dataclass(frozen=True, slots=True)
class Board:
    """``stages`` in the rulebook's order, empty ones included; ends are won and lost."""

    stages: tuple[StageSum, ...]
    won: StageSum
    lost: StageSum


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Narrows a board inside what the actor sees; no more than one of them is set."""

    owner_id: PersonId | None = None
    team_of: PersonId | None = None
    branch_id: BranchId | None = None


@dataclass(frozen=True, slots=True)
class CashMonth:
    """Open deals whose money is expected in one month; ``weighted`` uses stage probabilities.

    ``month`` is its first day, None for deals with no date.
    """

    month: date | None
    count: int
    money: tuple[Money, ...]
    weighted: tuple[Money, ...]
    without_amount: int


@dataclass(frozen=True, slots=True)
class SilentOffers:
    """Unanswered offers, longest silent first, one page, with the money in all of them."""

    lines: tuple[OfferLine, ...]
    page: Page
    money: tuple[Money, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class DealsPage:
    lines: tuple[DealLine, ...]
    page: Page
