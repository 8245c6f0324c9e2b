"""Which reports are lists of figures, and where each gets them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from domain.desk import Desk
from domain.reports import figure_rows, plan_rows
from domain.reports.model import ReportKey
from domain.reports.views import Listed, Taken
from domain.unit_of_work import UnitOfWork

LISTED: Final[Mapping[ReportKey, Callable[[Desk, UnitOfWork, Taken], Awaitable[Listed]]]] = {
    ReportKey.FIGURES: figure_rows.figures,
    ReportKey.PLANS: plan_rows.plans,
    ReportKey.LOST_REASONS: figure_rows.lost_reasons,
    ReportKey.FUNNEL: figure_rows.funnel,
    ReportKey.BRANCHES: figure_rows.branches,
}
"""Columns in the order of ``standard.py``."""
