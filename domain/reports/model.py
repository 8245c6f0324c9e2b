"""What a report is of: whose, which days, which deals; and who chose it, saved it, is sent it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

from domain.deals.model import DealStatus
from domain.org.model import PersonId
from domain.org.whose import COMPANY, Whose
from domain.periods import Period, PeriodKind, own_period, period_of

SelectionId = NewType("SelectionId", int)
ReportRunId = NewType("ReportRunId", int)

MOST_ROWS: Final = 200_000
"""Of a workbook: what Telegram takes as a file (50 MB), and a phone still opens."""
MOST_PAGED_ROWS: Final = 500
"""Of a PDF: some thirty pages."""
MOST_BYTES: Final = 50 * 1024 * 1024
"""What Telegram takes from a bot."""
LONGEST_NAME: Final = 40
MOST_SELECTIONS: Final = 30


class ReportKey(StrEnum):
    """``DEALS`` is of the deals that a person chooses; the others are standard."""

    DEALS = "deals"
    OPEN_DEALS = "open_deals"
    WON_DEALS = "won_deals"
    LOST_DEALS = "lost_deals"
    TASKS = "tasks"
    CONTACTS_DUE = "contacts_due"
    FIGURES = "figures"
    SILENT_OFFERS = "silent_offers"
    VIP_SILENT = "vip_silent"
    LOAD = "load"
    PLANS = "plans"
    LOST_REASONS = "lost_reasons"
    FUNNEL = "funnel"
    LATE_CONTACTS = "late_contacts"
    BRANCHES = "branches"
    PEOPLE = "people"
    RULEBOOKS = "rulebooks"


class FileKind(StrEnum):
    XLSX = "xlsx"
    PDF = "pdf"


class Span(StrEnum):
    """Which days, as they are said: «last month» is another one each month."""

    EVER = "ever"
    THIS_WEEK = "week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "quarter"
    LAST_QUARTER = "last_quarter"
    OWN = "own"


PERIOD_KINDS: Final = {
    Span.THIS_WEEK: PeriodKind.WEEK,
    Span.LAST_WEEK: PeriodKind.WEEK,
    Span.THIS_MONTH: PeriodKind.MONTH,
    Span.LAST_MONTH: PeriodKind.MONTH,
    Span.THIS_QUARTER: PeriodKind.QUARTER,
    Span.LAST_QUARTER: PeriodKind.QUARTER,
}
PAST: Final = frozenset({Span.LAST_WEEK, Span.LAST_MONTH, Span.LAST_QUARTER})


@dataclass(frozen=True, slots=True)
class Days:
    """``first`` and ``last`` are of a span of one's own, both included; None of the others."""

    span: Span
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        is_own = self.span is Span.OWN
        if (self.first is not None) != is_own or (self.last is not None) != is_own:
            raise ValueError(f"only days of one's own have dates: {self}")

    def period(self, today: date) -> Period | None:
        """The days that are meant on ``today``; None for ever.

        Raises: PeriodBackwards, PeriodTooLong.
        """
        if self.first is not None and self.last is not None:
            return own_period(self.first, self.last)
        kind = PERIOD_KINDS.get(self.span)
        if kind is None:
            return None
        period = period_of(kind, today)
        return period.previous() if self.span in PAST else period


EVER: Final = Days(Span.EVER)


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows a report takes. ``status`` and what follows are of deals that a person chooses;
    ``reason`` only of lost ones.
    """

    whose: Whose = COMPANY
    days: Days = EVER
    status: DealStatus | None = None
    stage: str | None = None
    segment: str | None = None
    reason: str | None = None
    product_id: int | None = None

    def with_status(self, status: DealStatus | None) -> "Filter":
        """Only lost deals have a reason."""
        reason = self.reason if status is DealStatus.LOST else None
        return replace(self, status=status, reason=reason)


@dataclass(frozen=True, slots=True)
class Asked:
    """A report with what it is to take; ``name`` is what its owner calls a saved selection."""

    report: ReportKey
    filter: Filter
    name: str | None = None


class Every(StrEnum):
    """How often a subscription comes."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Selection:
    """A person's own choice of deals; without a name, the one that they are making.

    ``every`` None: nobody is sent it. ``next_at`` is when it is sent next; None where it never is.
    ``version`` rises with every write; a button that carries an older one is outdated.
    """

    id: SelectionId
    person_id: PersonId
    name: str | None
    filter: Filter
    every: Every | None = None
    file: FileKind = FileKind.XLSX
    next_at: datetime | None = None
    version: int = 1

    @property
    def asked(self) -> Asked:
        return Asked(ReportKey.DEALS, self.filter, self.name)


class RunStatus(StrEnum):
    """``EMPTY``: there were no rows, so there is no file."""

    WAITING = "waiting"
    DONE = "done"
    EMPTY = "empty"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReportRun:
    """A file that is to be made; ``every`` None: asked for by hand. ``attempts``: this one too."""

    id: ReportRunId
    person_id: PersonId
    chat_id: int
    asked: Asked
    file: FileKind
    every: Every | None = None
    status: RunStatus = RunStatus.WAITING
    message_id: int | None = None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class NewRun:
    person_id: PersonId
    chat_id: int
    asked: Asked
    file: FileKind
    every: Every | None = None


class Gone(StrEnum):
    """What a kept filter names and nobody can choose any more."""

    WHOSE = "whose"
    STAGE = "stage"
    SEGMENT = "segment"
    REASON = "reason"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A filter without what is ``gone``: pairs of what it was and its key."""

    filter: Filter
    gone: tuple[tuple[Gone, str], ...] = field(default=())
