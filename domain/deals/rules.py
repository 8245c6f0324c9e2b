"""What may happen to a deal: values in, the new value or a refusal out."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.amounts import TypedAmount
from domain.deals.errors import (
    ChecklistUnfinished,
    ClosingDayInPast,
    DealChanged,
    DealClosed,
    DealOpen,
    MarginAboveAmount,
    NextStepInPast,
    NextStepTooFar,
    NoSuchStage,
    ReasonMissing,
)
from domain.deals.model import Deal, DealStatus
from domain.money import CurrencyMismatch, Money
from domain.names import clean_name
from domain.rulebook.model import Rulebook
from domain.rulebook.pipeline import LostReason, Stage
from domain.working_time import WorkingCalendar

TITLE_LIMIT = 200
"""Signs of a deal's name, as of a client's."""
FURTHEST_STEP_DAYS = 366  # a step further off than a year is a wish, not a plan


def priced(typed: TypedAmount, currency: str) -> Money:
    """What was typed as money of a deal in ``currency``. Raises: CurrencyMismatch."""
    if typed.currency is not None and typed.currency != currency:
        raise CurrencyMismatch(left=currency, right=typed.currency)
    return Money(typed.amount, currency)


def require_version(deal: Deal, version: int) -> None:
    """Raises: DealChanged: the button shows an older deal."""
    if deal.version != version:
        raise DealChanged(deal_id=deal.id, version=deal.version)


def require_open(deal: Deal) -> None:
    """Raises: DealClosed."""
    if not deal.is_open:
        raise DealClosed(deal_id=deal.id, status=deal.status)


def require_explained(reason: LostReason, comment: str | None) -> None:
    """Raises: ReasonMissing: this reason wants words."""
    if reason.needs_text and not comment:
        raise ReasonMissing(reason=reason.key)


def stage_limit(stage: Stage, now: datetime, calendar: WorkingCalendar) -> datetime:
    """When a deal that enters ``stage`` now will have been there too long."""
    return calendar.add_working_time(now, timedelta(hours=stage.limit_working_hours))


def unfinished_items(deal: Deal, stage: Stage) -> tuple[str, ...]:
    """Keys of the stage's required checklist items that are not ticked."""
    ticked = deal.ticks.get(stage.key, ())
    return tuple(item.key for item in stage.checklist if item.required and item.key not in ticked)


def move_to_stage(
    deal: Deal, to: str, *, rulebook: Rulebook, now: datetime, calendar: WorkingCalendar
) -> Deal:
    """The deal on stage ``to``: the next one, an earlier one, or one further on.

    Going forward asks for the required items of the stage being left; going back asks for nothing.
    Moving to where the deal is already returns it unchanged, so a double tap is one move.

    Raises: DealClosed, NoSuchStage, ChecklistUnfinished.
    """
    require_open(deal)
    target = rulebook.find_stage(to)
    if target is None:
        raise NoSuchStage(stage=to)
    if deal.stage == to:
        return deal
    here = rulebook.find_stage(deal.stage)
    if here is not None and rulebook.is_later(to, than=here.key):
        _require_checklist(deal, here)
    return replace(deal, stage=to, stage_since=now, stage_due_at=stage_limit(target, now, calendar))


def win(deal: Deal, *, rulebook: Rulebook, now: datetime) -> Deal:
    """Raises: DealClosed, ChecklistUnfinished: the stage being left wants its items."""
    require_open(deal)
    here = rulebook.find_stage(deal.stage)
    if here is not None:
        _require_checklist(deal, here)
    return replace(
        deal,
        status=DealStatus.WON,
        closed_at=now,
        stage_due_at=None,
        next_step=None,
        next_step_at=None,
    )


def lose(deal: Deal, reason: LostReason, comment: str | None, *, now: datetime) -> Deal:
    """Raises: DealClosed, ReasonMissing."""
    require_open(deal)
    require_explained(reason, comment)
    return replace(
        deal,
        status=DealStatus.LOST,
        lost_reason=reason.key,
        lost_comment=comment,
        closed_at=now,
        stage_due_at=None,
        next_step=None,
        next_step_at=None,
    )


def reopen(deal: Deal, *, rulebook: Rulebook, now: datetime, calendar: WorkingCalendar) -> Deal:
    """The closed deal open again on the stage it was closed on, its time there starting anew.

    A stage that the rulebook has dropped gives way to the first one. Raises: DealOpen.
    """
    if deal.is_open:
        raise DealOpen(deal_id=deal.id)
    stage = rulebook.find_stage(deal.stage) or rulebook.first_stage
    return replace(
        deal,
        status=DealStatus.OPEN,
        stage=stage.key,
        stage_since=now,
        stage_due_at=stage_limit(stage, now, calendar),
        lost_reason=None,
        lost_comment=None,
        closed_at=None,
    )


def rename(deal: Deal, title: str) -> Deal:
    """Raises: DealClosed, NameMissing, NameTooLong."""
    require_open(deal)
    return replace(deal, title=clean_title(title))


def clean_title(title: str) -> str:
    """Raises: NameMissing, NameTooLong."""
    return clean_name(title, limit=TITLE_LIMIT)


def tick(deal: Deal, item: str, *, is_done: bool, stage: Stage) -> Deal:
    """The deal with one checklist item of its stage ticked or cleared.

    Raises: DealClosed; DealChanged: the stage has no such item.
    """
    require_open(deal)
    known = [known.key for known in stage.checklist]
    if item not in known:
        raise DealChanged(deal_id=deal.id, item=item)
    ticked = {*deal.ticks.get(stage.key, ())} - {item} | ({item} if is_done else set())
    if ticked == set(deal.ticks.get(stage.key, ())):
        return deal
    kept = tuple(key for key in known if key in ticked)
    return replace(deal, ticks={**deal.ticks, stage.key: kept})


def plan_next_step(deal: Deal, words: str, at: datetime, *, now: datetime) -> Deal:
    """Raises: DealClosed, NextStepInPast, NextStepTooFar."""
    require_open(deal)
    if at <= now:
        raise NextStepInPast(moment=at)
    if at > now + timedelta(days=FURTHEST_STEP_DAYS):
        raise NextStepTooFar(limit_days=FURTHEST_STEP_DAYS)
    return replace(deal, next_step=words, next_step_at=at)


def set_amount(deal: Deal, amount: Money | None) -> Deal:
    """Raises: DealClosed; MarginAboveAmount: the margin kept with it would exceed it."""
    require_open(deal)
    _require_margin_within(amount, deal.margin)
    return replace(deal, amount=amount)


def set_margin(deal: Deal, margin: Money | None) -> Deal:
    """Raises: DealClosed, MarginAboveAmount."""
    require_open(deal)
    _require_margin_within(deal.amount, margin)
    return replace(deal, margin=margin)


def set_closing_day(deal: Deal, closes_on: date, *, today: date) -> Deal:
    """Raises: DealClosed, ClosingDayInPast."""
    require_open(deal)
    if closes_on < today:
        raise ClosingDayInPast(day=closes_on)
    return replace(deal, closes_on=closes_on)


def _require_checklist(deal: Deal, stage: Stage) -> None:
    if missing := unfinished_items(deal, stage):
        raise ChecklistUnfinished(deal_id=deal.id, stage=stage.key, items=missing)


def _require_margin_within(amount: Money | None, margin: Money | None) -> None:
    if amount is not None and margin is not None and margin > amount:
        raise MarginAboveAmount(amount=amount, margin=margin)
