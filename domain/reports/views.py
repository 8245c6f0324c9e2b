from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.deals.views import DealLine
from domain.money import Money
from domain.org.model import Actor
from domain.org.visibility import Scope
from domain.org.whose import Whose
from domain.pages import Page
from domain.periods import Period
from domain.reports.model import Asked, Filter, Gone, Selection
from domain.reports.standard import DaysOf, Report
from domain.rulebook.model import Rulebook
from domain.rulebook.ports import VersionedRulebook
from domain.sheets import Row


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows that are figures, and so no cursor's: how many there are, and how they come about."""

    count: int
    read: Callable[[], Awaitable[Sequence[Row]]]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Listed":
        async def read() -> Sequence[Row]:
            return rows

        return cls(len(rows), read)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a report's rows are chosen by: ``bounds`` are aware UTC moments, the second excluded,
    and ``days`` the local days, the second excluded; both None for ever, as ``period`` is.

    ``listed`` are the rows where they are figures; None where storage selects them.
    """

    report: Report
    filter: Filter
    actor: Actor
    scope: Scope
    days_of: DaysOf
    bounds: tuple[datetime, datetime] | None
    days: tuple[date, date] | None
    now: datetime
    today: date
    currency: str
    period: Period | None
    rules: VersionedRulebook
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """``money`` by currency, the largest first, of rows that have money; ``count`` of all rows."""

    count: int
    money: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report as it would be made now. ``zone`` is the person's, the company's for a group."""

    asked: Asked
    report: Report
    whose: Whose
    whose_name: str
    period: Period | None
    days_of: DaysOf
    zone: ZoneInfo
    now: datetime
    sums: Sums
    rulebook: Rulebook
    gone: tuple[tuple[Gone, str], ...] = ()
    product_name: str | None = None


@dataclass(frozen=True, slots=True)
class SelectionView:
    """``next_at`` in the person's own zone is told beside."""

    selection: Selection
    view: ReportView


@dataclass(frozen=True, slots=True)
class SelectedDeals:
    lines: tuple[DealLine, ...]
    page: Page
    view: ReportView
