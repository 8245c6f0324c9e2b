"""Which months can be planned, and what a typed amount means."""

from datetime import date
from decimal import Decimal
from typing import Final

from domain.amounts import AmountUnreadable, parse_amount_with_currency
from domain.periods import Period, PeriodKind, month_after, period_of
from domain.plans.errors import (
    PlanChanged,
    PlanInOtherCurrency,
    PlanMonthClosed,
    PlanMonthTooFar,
    PlanNotWhole,
)
from domain.plans.model import Change, Plan, PlanKey, Planned

MONTHS_AHEAD: Final = 12
"""How far ahead a plan can be set."""
MONTHS_BACK: Final = 24
"""How far back plans are shown."""


def month_of(day: date) -> Period:
    return period_of(PeriodKind.MONTH, day)


def require_open(month: date, today: date) -> None:
    """Raises: PlanMonthClosed: before the month before this one; PlanMonthTooFar."""
    if month < month_after(today, -1):
        raise PlanMonthClosed(month=month)
    if month > month_after(today, MONTHS_AHEAD):
        raise PlanMonthTooFar(months=MONTHS_AHEAD)


def is_open(month: date, today: date) -> bool:
    return month_after(today, -1) <= month <= month_after(today, MONTHS_AHEAD)


def is_shown(month: date, today: date) -> bool:
    return month_after(today, -MONTHS_BACK) <= month <= month_after(today, MONTHS_AHEAD)


def read_plan(text: str, planned: Planned, currency: str) -> Decimal:
    """What somebody typed; 0 takes the plan away.

    Raises: BadInput of ``domain.amounts``, PlanInOtherCurrency, PlanNotWhole.
    """
    typed = parse_amount_with_currency(text, allow_zero=True)
    if not planned.is_money and typed.currency is not None:
        raise AmountUnreadable(text=text)
    if typed.currency not in {None, currency}:
        raise PlanInOtherCurrency(currency=typed.currency, expected=currency)
    require_whole(typed.amount, planned)
    return typed.amount


def require_whole(amount: Decimal, planned: Planned) -> None:
    """Raises: PlanNotWhole."""
    if not planned.is_money and amount != amount.to_integral_value():
        raise PlanNotWhole(amount=amount)


def change_of(plan: Plan | None, key: PlanKey, after: Decimal) -> Change:
    """From the plan as it is now."""
    if plan is None:
        return Change(key, None, 0, after)
    return Change(key, plan.amount or None, plan.version, after)


def require_unchanged(change: Change, plan: Plan | None) -> None:
    """Raises: PlanChanged: since the change was decided, somebody set the plan."""
    if change.version != (plan.version if plan is not None else 0):
        raise PlanChanged
