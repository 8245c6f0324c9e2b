"""Rows of deals and offers to domain values."""

from typing import Any

from domain.clients.model import ClientId
from domain.deals.model import (
    Deal,
    DealId,
    DealStatus,
    Ladder,
    Offer,
    OfferFile,
    OfferId,
    OfferStatus,
)
from domain.money import Money
from domain.org.model import BranchId, PersonId
from domain.products.model import ProductId
from domain.rulebook.offers import Recipient
from storage.money import to_money


def to_deal(row: Any) -> Deal:
    return Deal(
        id=DealId(row.id),
        title=row.title,
        client_id=None if row.client_id is None else ClientId(row.client_id),
        product_id=None if row.product_id is None else ProductId(row.product_id),
        owner_id=PersonId(row.owner_id),
        branch_id=BranchId(row.branch_id),
        status=DealStatus(row.status),
        stage=row.stage,
        stage_since=row.stage_since,
        stage_due_at=row.stage_due_at,
        amount=to_money(row.amount, row.currency),
        margin=to_money(row.margin, row.currency),
        currency=row.currency,
        closes_on=row.closes_on,
        next_step=row.next_step,
        next_step_at=row.next_step_at,
        ticks={stage: tuple(items) for stage, items in row.ticks.items()},
        lost_reason=row.lost_reason,
        lost_comment=row.lost_comment,
        created_at=row.created_at,
        closed_at=row.closed_at,
        version=row.version,
    )


def to_offer(row: Any) -> Offer:
    return Offer(
        id=OfferId(row.id),
        deal_id=DealId(row.deal_id),
        price=Money(row.amount, row.currency),
        sent_by=PersonId(row.sent_by),
        sent_at=row.sent_at,
        follow_up_at=row.follow_up_at,
        ladder=Ladder(tuple(row.ladder), tuple(Recipient(to) for to in row.ladder_to)),
        status=OfferStatus(row.status),
        number=row.number,
        file=None if row.file_id is None else OfferFile(row.file_id, row.file_kind),
        steps_done=row.steps_done,
        snoozes=row.snoozes,
        refusal_reason=row.refusal_reason,
        comment=row.comment,
        answered_at=row.answered_at,
        version=row.version,
    )


def deal_columns(deal: Deal) -> dict[str, Any]:
    return {
        "title": deal.title,
        "client_id": deal.client_id,
        "owner_id": deal.owner_id,
        "branch_id": deal.branch_id,
        "status": str(deal.status),
        "stage": deal.stage,
        "stage_since": deal.stage_since,
        "stage_due_at": deal.stage_due_at,
        "amount": deal.amount and deal.amount.amount,
        "margin": deal.margin and deal.margin.amount,
        "closes_on": deal.closes_on,
        "next_step": deal.next_step,
        "next_step_at": deal.next_step_at,
        "ticks": {stage: list(items) for stage, items in deal.ticks.items()},
        "lost_reason": deal.lost_reason,
        "lost_comment": deal.lost_comment,
        "closed_at": deal.closed_at,
    }


def offer_columns(offer: Offer) -> dict[str, Any]:
    return {
        "status": str(offer.status),
        "follow_up_at": offer.follow_up_at,
        "ladder": list(offer.ladder.moments),
        "ladder_to": [str(to) for to in offer.ladder.recipients],
        "steps_done": offer.steps_done,
        "next_step_at": offer.next_step_at,
        "snoozes": offer.snoozes,
        "refusal_reason": offer.refusal_reason,
        "comment": offer.comment,
        "answered_at": offer.answered_at,
    }
