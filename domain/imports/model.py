"""What rows of files become on their way into the base."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.greetings.yearly import YearlyDay
from domain.imports.columns import Field, Kind
from domain.imports.table import SourceRow
from domain.org.model import Role
from domain.phones import Phone

NAME_LIMIT = 200
TEXT_LIMIT = 1000
KEY_LIMIT = 80


class Fault(StrEnum):
    """Why a row cannot be taken."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_NEGATIVE = "amount_negative"
    AMOUNT_TOO_LARGE = "amount_too_large"
    AMOUNT_TOO_FINE = "amount_too_fine"
    CURRENCY_UNKNOWN = "currency_unknown"
    MARGIN_ABOVE_AMOUNT = "margin_above_amount"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_IN_FUTURE = "date_in_future"
    PHONE_UNREADABLE = "phone_unreadable"
    EMAIL_UNREADABLE = "email_unreadable"
    TAX_NUMBER_UNREADABLE = "tax_number_unreadable"
    ROLE_UNKNOWN = "role_unknown"
    ZONE_UNKNOWN = "zone_unknown"
    COUNTRY_UNKNOWN = "country_unknown"
    SEGMENT_UNKNOWN = "segment_unknown"
    BRANCH_UNKNOWN = "branch_unknown"
    STAGE_UNKNOWN = "stage_unknown"
    PERSON_UNKNOWN = "person_unknown"
    PERSON_AMBIGUOUS = "person_ambiguous"
    BOSS_RING = "boss_ring"
    REPEATED = "repeated"
    ERASED = "erased"


class Notice(StrEnum):
    """What was decided for rows that were taken, and is counted aloud."""

    PRODUCT_UNKNOWN = "product_unknown"
    DEAL_WITHOUT_CLIENT = "deal_without_client"
    DEAL_WITHOUT_DATES = "deal_without_dates"
    CLOSING_DAY_MISSING = "closing_day_missing"
    CLOSED_BEFORE_CREATED = "closed_before_created"
    WON_WITHOUT_AMOUNT = "won_without_amount"
    LOST_REASON_UNKNOWN = "lost_reason_unknown"
    CLIENT_FROM_DEAL = "client_from_deal"
    CLIENT_WITHOUT_OWNER = "client_without_owner"
    CLIENT_ERASED = "client_erased"
    PHONE_OF_ANOTHER_CLIENT = "phone_of_another_client"
    PHONE_LEFT_OUT = "phone_left_out"
    EMAIL_OF_ANOTHER_CLIENT = "email_of_another_client"
    TAX_NUMBER_OF_ANOTHER_CLIENT = "tax_number_of_another_client"
    BOSS_ADDED = "boss_added"
    BOSS_REFUSED = "boss_refused"
    BRANCH_ADDED = "branch_added"
    KEPT_AS_IT_IS = "kept_as_it_is"


@dataclass(frozen=True, slots=True)
class RowFault:
    """``value`` is what stands in the cell, cut to a readable length."""

    field: Field | None
    code: Fault
    value: str = ""


class RowRefused(Exception):
    """The row has ``faults``; an exception so that a reading can end early."""

    def __init__(self, *faults: RowFault) -> None:
        super().__init__(faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class RefusedRow:
    file: str
    kind: Kind
    row: SourceRow
    faults: tuple[RowFault, ...]


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """``key`` is the file's own id, ``name_key`` the folded name."""

    row: SourceRow
    file: str
    name: str
    name_key: str
    key: str | None = None
    role: Role | None = None
    boss: str | None = None
    branch: str | None = None
    parent_branch: str | None = None
    country: str | None = None
    zone: str | None = None
    department: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class ProductDraft:
    row: SourceRow
    file: str
    name: str
    name_key: str
    series: str | None = None
    price: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """``owner`` and ``branch`` are texts of the file; ``row`` is None for one named by a deal."""

    row: SourceRow | None
    file: str
    name: str
    name_key: str
    key: str | None = None
    owner: str | None = None
    branch: str | None = None
    segment: str | None = None
    sector: str | None = None
    region: str | None = None
    contact: str | None = None
    position: str | None = None
    email: str | None = None
    phones: tuple[Phone, ...] = ()
    other_phones: str | None = None
    """Of the cell with the phones, what is none; it is kept in the client's history."""
    tax_number: str | None = None
    birthday: YearlyDay | None = None

    @property
    def has_contact(self) -> bool:
        return bool(self.contact or self.email or self.birthday)


@dataclass(frozen=True, slots=True)
class DealDraft:
    """``stage`` is a stage's key, or ``won``, or ``lost``; people and things are texts yet."""

    row: SourceRow
    file: str
    key: str
    has_own_key: bool
    owner: str
    stage: str
    client: str | None = None
    product: str | None = None
    title: str | None = None
    created_on: date | None = None
    closed_on: date | None = None
    amount: Decimal | None = None
    margin: Decimal | None = None
    currency: str = ""
    lost_reason: str | None = None

    def named_again(self, occurrence: int) -> "DealDraft":
        """The same for the n-th of rows that are equal and have no id of their own."""
        return replace(self, key=f"{self.key}:{occurrence}")
