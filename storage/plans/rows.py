"""Plans and proposals as rows and as JSON."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.org.model import PersonId
from domain.org.whose import Whose, WhoseKind
from domain.plans.model import (
    Change,
    Plan,
    PlanKey,
    Planned,
    Proposal,
    ProposalId,
    ProposalKind,
)


def to_plan(row: Any) -> Plan:
    whose = Whose(WhoseKind(row.whose), row.person_id or row.branch_id or 0)
    key = PlanKey(row.month, whose, Planned(row.planned))
    return Plan(key, row.amount, row.currency, row.version)


def to_json(changes: Sequence[Change]) -> list[list[object]]:
    """Amounts as texts: a JSON number is no Decimal."""
    return [
        [
            change.key.month.isoformat(),
            str(change.key.whose.kind),
            change.key.whose.id,
            str(change.key.planned),
            None if change.before is None else str(change.before),
            change.version,
            str(change.after),
        ]
        for change in changes
    ]


def to_proposal(row: Any) -> Proposal:
    return Proposal(
        id=ProposalId(row.id),
        kind=ProposalKind(row.kind),
        made_by=PersonId(row.made_by),
        made_at=row.made_at,
        currency=row.currency,
        changes=tuple(_change(known) for known in row.changes),
        settled_at=row.settled_at,
    )


def _change(known: Sequence[Any]) -> Change:
    month, kind, id_, planned, before, version, after = known
    return Change(
        PlanKey(date.fromisoformat(month), Whose(WhoseKind(kind), id_), Planned(planned)),
        None if before is None else Decimal(before),
        version,
        Decimal(after),
    )
