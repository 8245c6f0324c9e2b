"""The closed set of reports: who has each, of which days it is, and what its columns are.

Adding one: a key in ``ReportKey``, its line here, its rows in ``storage/reports``, or in
``listed.py`` where they are figures, and its words in the locales; a test finds what is missing.
Columns stand in the order in which rows give them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import NotFound
from domain.kpi.definitions import UNITS
from domain.kpi.definitions_sales import OF_STAGES
from domain.kpi.model import Measure, Unit
from domain.org.model import Actor, Role
from domain.reports.model import Days, ReportKey, Span
from domain.sheets import CellKind

EVERYBODY: Final = frozenset(Role) - {Role.CLIENT}
LEADS: Final = frozenset({Role.LEAD, Role.MANAGER, Role.DIRECTOR})
MANAGERS: Final = frozenset({Role.MANAGER, Role.DIRECTOR})
ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})


class DaysOf(StrEnum):
    """Which day of a row has to lie in the period; ``NOW``: the report is of this moment.

    ``PERIOD``: rows are figures of the period; ``MONTH``: of the month in which it ends.
    """

    NOW = "now"
    CREATED = "created"
    CLOSED = "closed"
    PERIOD = "period"
    MONTH = "month"
    DEADLINE = "deadline"


class Words(StrEnum):
    """Keys that a column holds, said in the reader's language."""

    STAGE = "stage"
    STATUS = "status"
    SEGMENT = "segment"
    REASON = "reason"
    TASK_STATE = "task_state"
    ROLE = "role"
    YES_NO = "yes_no"
    WHOSE_KIND = "whose_kind"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """A column of a report; its title is worded by its key, or by its ``measure``, which is told
    with its unit. ``is_paged``: a PDF has it too.
    """

    key: str
    kind: CellKind = CellKind.TEXT
    width: int = 16
    is_summed: bool = False
    words: Words | None = None
    is_paged: bool = True
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """``is_personal``: of somebody's records, so whose can be chosen; else of the whole company."""

    key: ReportKey
    roles: frozenset[Role]
    days_of: DaysOf
    columns: tuple[ColumnOf, ...]
    is_personal: bool = True

    @property
    def currency_column(self) -> int | None:
        keys = [column.key for column in self.columns]
        return keys.index("currency") if "currency" in keys else None

    @property
    def usual_days(self) -> Days:
        return Days(Span.EVER if self.days_of is DaysOf.NOW else Span.THIS_MONTH)


CLIENT: Final = ColumnOf("client", width=34)
DEAL: Final = ColumnOf("deal", width=34)
OWNER: Final = ColumnOf("owner", width=22)
BRANCH: Final = ColumnOf("branch", width=18)
SEGMENT: Final = ColumnOf("segment", width=14, words=Words.SEGMENT)
STAGE: Final = ColumnOf("stage", width=18, words=Words.STAGE)
REASON: Final = ColumnOf("reason", width=22, words=Words.REASON)
PRODUCT: Final = ColumnOf("product", width=20, is_paged=False)
AMOUNT: Final = ColumnOf("amount", CellKind.MONEY, 16, is_summed=True)
CURRENCY: Final = ColumnOf("currency", width=10)
CREATED: Final = ColumnOf("created", CellKind.MOMENT, 17, is_paged=False)
CLOSED: Final = ColumnOf("closed", CellKind.MOMENT, 17)
NUMBER: Final = CellKind.NUMBER


def _counted(key: str, width: int = 12) -> ColumnOf:
    return ColumnOf(key, NUMBER, width, is_summed=True)


def _hours(key: str) -> ColumnOf:
    return ColumnOf(key, CellKind.HOURS, 12, is_summed=True)


def _money(key: str) -> ColumnOf:
    return ColumnOf(key, CellKind.MONEY, 18, is_summed=True)


WHOSE: Final = ColumnOf("whose", width=28)
WHOSE_KIND: Final = ColumnOf("whose_kind", width=14, words=Words.WHOSE_KIND)
ELSEWHERE: Final = ColumnOf("elsewhere", NUMBER, 16)
"""These and figures are not summed: a branch, its teams and their people stand under each other."""
CELLS_OF_UNITS: Final = {
    Unit.COUNT: CellKind.NUMBER,
    Unit.SHARE: CellKind.PERCENT,
    Unit.MONEY: CellKind.MONEY,
    Unit.MONEY_A_DAY: CellKind.MONEY,
    Unit.DAYS: CellKind.DAYS,
    Unit.HOURS: CellKind.HOURS,
}
FIGURE_MEASURES: Final = tuple(measure for measure in Measure if measure not in OF_STAGES)
"""Stages have a report of their own."""
ON_PAGES: Final = frozenset(
    {
        *(Measure.WON_COUNT, Measure.WON_VALUE, Measure.WIN_RATE, Measure.OPEN_PIPELINE),
        *(Measure.TIMELINESS, Measure.PRODUCTIVITY, Measure.ORIENTATION),
    }
)


def _measured(measure: Measure) -> ColumnOf:
    kind = CELLS_OF_UNITS[UNITS[measure]]
    return ColumnOf(measure, kind, 16, is_paged=measure in ON_PAGES, measure=measure)


LATE: Final = (
    *(CLIENT, SEGMENT, ColumnOf("contact_at", CellKind.MOMENT, 17)),
    ColumnOf("due", CellKind.DAY, 12),
    ColumnOf("late_days", NUMBER, 12),
    _counted("late_in_a_row", 16),
    *(OWNER, BRANCH),
)

ALL_REPORTS: Final = (
    Report(
        ReportKey.DEALS,
        EVERYBODY,
        DaysOf.CREATED,
        (
            *(CLIENT, DEAL, ColumnOf("status", width=13, words=Words.STATUS), STAGE),
            *(AMOUNT, CURRENCY, SEGMENT, PRODUCT, REASON),
            ColumnOf("closes", CellKind.DAY, 12, is_paged=False),
            *(CREATED, ColumnOf("closed", CellKind.MOMENT, 17, is_paged=False), OWNER, BRANCH),
        ),
    ),
    Report(
        ReportKey.OPEN_DEALS,
        EVERYBODY,
        DaysOf.NOW,
        (
            *(CLIENT, DEAL, STAGE, AMOUNT, CURRENCY),
            ColumnOf("closes", CellKind.DAY, 12),
            ColumnOf("step", width=30, is_paged=False),
            ColumnOf("step_at", CellKind.MOMENT, 17),
            ColumnOf("over_limit", width=11, words=Words.YES_NO),
            *(PRODUCT, CREATED, OWNER, BRANCH),
        ),
    ),
    Report(
        ReportKey.WON_DEALS,
        EVERYBODY,
        DaysOf.CLOSED,
        (
            *(CLIENT, DEAL, AMOUNT, CURRENCY, SEGMENT, PRODUCT, CREATED, CLOSED),
            ColumnOf("days", NUMBER, 10),
            *(OWNER, BRANCH),
        ),
    ),
    Report(
        ReportKey.LOST_DEALS,
        EVERYBODY,
        DaysOf.CLOSED,
        (
            *(CLIENT, DEAL, STAGE, REASON, ColumnOf("comment", width=34)),
            *(AMOUNT, CURRENCY, SEGMENT, CREATED, CLOSED, OWNER, BRANCH),
        ),
    ),
    Report(
        ReportKey.TASKS,
        EVERYBODY,
        DaysOf.DEADLINE,
        (
            ColumnOf("task", width=40),
            ColumnOf("executor", width=22),
            ColumnOf("assigner", width=22, is_paged=False),
            ColumnOf("state", width=18, words=Words.TASK_STATE),
            ColumnOf("deadline", CellKind.MOMENT, 17),
            ColumnOf("done", CellKind.MOMENT, 17),
            ColumnOf("in_time", width=10, words=Words.YES_NO),
            _hours("estimate"),
            _hours("spent"),
            *(CLIENT, BRANCH),
        ),
    ),
    Report(
        ReportKey.CONTACTS_DUE,
        EVERYBODY,
        DaysOf.NOW,
        (
            *(CLIENT, SEGMENT, ColumnOf("phone", width=18)),
            ColumnOf("contact_at", CellKind.MOMENT, 17),
            ColumnOf("due", CellKind.DAY, 12),
            ColumnOf("late_days", NUMBER, 12),
            *(OWNER, BRANCH),
        ),
    ),
    Report(
        ReportKey.FIGURES,
        EVERYBODY,
        DaysOf.PERIOD,
        (WHOSE, WHOSE_KIND, *map(_measured, FIGURE_MEASURES), ELSEWHERE),
    ),
    Report(
        ReportKey.PLANS,
        LEADS,
        DaysOf.MONTH,
        (
            *(WHOSE, WHOSE_KIND, ColumnOf("planned", width=24, words=Words.PLANNED)),
            ColumnOf("plan", NUMBER, 18),
            ColumnOf("fact", NUMBER, 18),
            ColumnOf("done_share", CellKind.PERCENT, 12),
            ColumnOf("forecast", NUMBER, 18),
        ),
    ),
    Report(ReportKey.VIP_SILENT, LEADS, DaysOf.NOW, LATE),
    Report(
        ReportKey.SILENT_OFFERS,
        LEADS,
        DaysOf.NOW,
        (
            *(CLIENT, DEAL, ColumnOf("offer", width=14), AMOUNT, CURRENCY),
            ColumnOf("sent", CellKind.MOMENT, 17),
            ColumnOf("silent_days", NUMBER, 12),
            *(STAGE, OWNER, BRANCH),
        ),
    ),
    Report(
        ReportKey.LOAD,
        LEADS,
        DaysOf.NOW,
        (
            ColumnOf("person", width=24),
            BRANCH,
            _counted("tasks"),
            _counted("late_tasks"),
            _hours("estimate"),
            _counted("deals"),
            _money("open_amount"),
            _counted("elsewhere", 16),
        ),
    ),
    Report(
        ReportKey.LOST_REASONS,
        MANAGERS,
        DaysOf.CLOSED,
        (
            REASON,
            _counted("deals"),
            ColumnOf("share", CellKind.PERCENT, 10),
            _money("lost_amount"),
            _counted("elsewhere", 16),
        ),
    ),
    Report(
        ReportKey.FUNNEL,
        MANAGERS,
        DaysOf.PERIOD,
        (
            STAGE,
            ColumnOf("entered", NUMBER, 12),
            ColumnOf("went_on", NUMBER, 12),
            ColumnOf("cohort", CellKind.PERCENT, 14),
            ColumnOf("moves_in", NUMBER, 12, is_paged=False),
            ColumnOf("moves_on", NUMBER, 12, is_paged=False),
            ColumnOf("passage", CellKind.PERCENT, 14),
            ColumnOf("stage_days", CellKind.DAYS, 12),
            ColumnOf("won_share", CellKind.PERCENT, 12),
            ColumnOf("stage_amount", CellKind.MONEY, 18),
            ELSEWHERE,
        ),
    ),
    Report(ReportKey.LATE_CONTACTS, MANAGERS, DaysOf.NOW, LATE),
    Report(
        ReportKey.BRANCHES,
        MANAGERS,
        DaysOf.CLOSED,
        (
            WHOSE,
            ColumnOf("won", NUMBER, 12),
            ColumnOf("won_amount", CellKind.MONEY, 18),
            ColumnOf("won_share", CellKind.PERCENT, 12),
            ColumnOf("lost", NUMBER, 12),
            ColumnOf("lost_amount", CellKind.MONEY, 18),
            ELSEWHERE,
        ),
    ),
    Report(
        ReportKey.PEOPLE,
        ADMINISTRATORS,
        DaysOf.NOW,
        (
            ColumnOf("person", width=26),
            ColumnOf("role", width=18, words=Words.ROLE),
            BRANCH,
            ColumnOf("department", width=20),
            ColumnOf("boss", width=24),
            ColumnOf("joined", CellKind.MOMENT, 17),
            ColumnOf("is_active", width=11, words=Words.YES_NO),
            ColumnOf("blocked", CellKind.MOMENT, 17, is_paged=False),
        ),
        is_personal=False,
    ),
    Report(
        ReportKey.RULEBOOKS,
        ADMINISTRATORS,
        DaysOf.NOW,
        (
            ColumnOf("version", NUMBER, 10),
            ColumnOf("written", CellKind.MOMENT, 17),
            ColumnOf("author", width=24),
            ColumnOf("comment", width=60),
        ),
        is_personal=False,
    ),
)
REPORTS: Final[Mapping[ReportKey, Report]] = {report.key: report for report in ALL_REPORTS}


def reports_of(role: Role) -> tuple[Report, ...]:
    """The standard ones, in their order."""
    return tuple(
        report
        for report in ALL_REPORTS
        if role in report.roles and report.key is not ReportKey.DEALS
    )


def report_for(actor: Actor, key: ReportKey) -> Report:
    """Raises: NotFound: it is not one of the actor's role."""
    report = REPORTS[key]
    if actor.role not in report.roles:
        raise NotFound(report=key)
    return report
