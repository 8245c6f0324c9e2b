"""Buttons about plans. ``month`` is 202611 for November 2026; ``kind`` and ``id`` say whose."""

from datetime import date
from typing import Final

from aiogram.filters.callback_data import CallbackData

from domain.errors import NotFound
from domain.org.whose import Whose, WhoseKind
from domain.plans.copying import Factor
from domain.plans.model import Planned
from domain.plans.setting import Way

MONTHS: Final = 100
"""By which a year is multiplied to make room for its months."""


class OpenPlan(CallbackData, prefix="pl"):
    kind: WhoseKind
    id: int
    month: int
    planned: Planned
    page: int = 0


class AskPlan(CallbackData, prefix="pl-set"):
    kind: WhoseKind
    id: int
    month: int
    planned: Planned
    version: int


class SharePlan(CallbackData, prefix="pl-share"):
    kind: WhoseKind
    id: int
    month: int
    planned: Planned
    way: Way


class ChooseFactor(CallbackData, prefix="pl-copy"):
    kind: WhoseKind
    id: int
    month: int
    planned: Planned


class CopyPlans(CallbackData, prefix="pl-times"):
    kind: WhoseKind
    id: int
    month: int
    planned: Planned
    factor: Factor


class AskFactor(CallbackData, prefix="pl-other"):
    kind: WhoseKind
    id: int
    month: int
    planned: Planned


class SendPlanSheet(CallbackData, prefix="pl-xlsx"):
    kind: WhoseKind
    id: int
    month: int


class ConfirmPlans(CallbackData, prefix="pl-yes"):
    """The rest says which plan is shown then."""

    proposal_id: int
    only_new: bool
    kind: WhoseKind
    id: int
    month: int
    planned: Planned


def month_number(month: date) -> int:
    return month.year * MONTHS + month.month


def month_from(number: int) -> date:
    """Raises: NotFound: no month of a calendar."""
    try:
        return date(number // MONTHS, number % MONTHS, 1)
    except (ValueError, OverflowError):
        raise NotFound(month=number) from None


def whose_of(
    data: OpenPlan
    | AskPlan
    | SharePlan
    | ChooseFactor
    | CopyPlans
    | AskFactor
    | SendPlanSheet
    | ConfirmPlans,
) -> Whose:
    return Whose(data.kind, data.id)
