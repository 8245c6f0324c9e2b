from typing import Any

from domain.imports.deal_plan import IMPORTED, DealRecord
from domain.timeline import Happened


def deal_row(record: DealRecord, client_id: int | None) -> dict[str, Any]:
    return {
        "title": record.title,
        "client_id": client_id,
        "product_id": record.product_id,
        "owner_id": record.owner_id,
        "branch_id": record.branch_id,
        "status": str(record.status),
        "stage": record.stage,
        "stage_since": record.stage_since,
        "stage_due_at": record.stage_due_at,
        "amount": record.amount,
        "margin": record.margin,
        "currency": record.currency,
        "closes_on": record.closes_on,
        "lost_reason": record.lost_reason,
        "lost_comment": record.lost_comment,
        "created_at": record.created_at,
        "closed_at": record.closed_at,
        "external_key": record.external_key,
    }


def deal_history(record: DealRecord, deal_id: int, client_id: int | None) -> list[dict[str, Any]]:
    """When the deal began, and when and how it ended."""
    about: dict[str, Any] = {
        "deal_id": deal_id,
        "client_id": client_id,
        "actor_id": record.owner_id,
    }
    lines = [
        {
            **about,
            "kind": str(Happened.DEAL_CREATED),
            "at": record.created_at,
            "to_stage": record.stage,
        }
    ]
    if record.closed_at is not None:
        facts: dict[str, object] = {IMPORTED: True}
        if record.lost_reason:
            facts["reason"] = record.lost_reason
        lines.append(
            {
                **about,
                "kind": str(record.status),
                "at": record.closed_at,
                "from_stage": record.stage,
                "facts": facts,
            }
        )
    return lines
