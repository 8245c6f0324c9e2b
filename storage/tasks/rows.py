"""Rows of tasks to domain values, and back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.org.model import BranchId, PersonId
from domain.projects.model import ProjectId
from domain.rulebook.offers import Recipient
from domain.tasks.model import (
    Approval,
    ApprovalReason,
    DateProposal,
    DateProposalId,
    Deadline,
    Decision,
    Objection,
    Rating,
    Reminders,
    Task,
    TaskId,
    TaskPriority,
    TaskState,
    Verdict,
)
from domain.transliteration import search_key
from storage.money import to_money
from storage.tables import branches, people, tasks

MINUTE = timedelta(minutes=1)


def to_span(minutes: int | None) -> timedelta | None:
    return None if minutes is None else timedelta(minutes=minutes)


def to_minutes(span: timedelta | None) -> int | None:
    """Whole minutes, never none of them where there is some time."""
    return None if span is None else max(round(span / MINUTE), 1)


def executor_zone() -> ColumnElement[str]:
    """Where the executor of the row works: a deadline without a time is a day of theirs."""
    return (
        select(func.coalesce(people.c.zone, branches.c.zone))
        .join_from(people, branches, branches.c.id == people.c.branch_id)
        .where(people.c.id == tasks.c.executor_id)
        .correlate(tasks)
        .scalar_subquery()
        .label("executor_zone")
    )


def to_deadline(row: Any) -> Deadline | None:
    if row.deadline_at is None:
        return None
    zone: str | None = getattr(row, "executor_zone", None)
    return Deadline(row.deadline_at, row.has_time, None if zone is None else ZoneInfo(zone))


def to_task(row: Any) -> Task:
    return Task(
        id=TaskId(row.id),
        title=row.title,
        details=row.details,
        assigner_id=PersonId(row.assigner_id),
        executor_id=PersonId(row.executor_id),
        branch_id=BranchId(row.branch_id),
        state=TaskState(row.state),
        state_since=row.state_since,
        created_at=row.created_at,
        deadline=to_deadline(row),
        agreed_deadline_at=row.agreed_deadline_at,
        estimate=to_span(row.estimate_minutes),
        estimate_frozen=to_span(row.estimate_frozen_minutes),
        cost=to_money(row.cost, row.currency) if row.currency else None,
        priority=TaskPriority(row.priority),
        client_id=None if row.client_id is None else ClientId(row.client_id),
        deal_id=None if row.deal_id is None else DealId(row.deal_id),
        parent_id=None if row.parent_id is None else TaskId(row.parent_id),
        project_id=None if row.project_id is None else ProjectId(row.project_id),
        starts_on=row.starts_on,
        is_milestone=row.is_milestone,
        approval=_to_approval(row),
        approval_reasons=tuple(ApprovalReason(reason) for reason in row.approval_reasons),
        wants_approval=row.wants_approval,
        decision=_to_decision(row),
        decline_reason=row.decline_reason,
        objection=_to_objection(row),
        result=row.result,
        rating=None if row.rating is None else Rating(row.rating),
        returns=row.returns,
        given_at=row.given_at,
        started_at=row.started_at,
        done_at=row.done_at,
        closed_at=row.closed_at,
        reminders=Reminders(
            moments=tuple(row.reminders),
            recipients=tuple(Recipient(to) for to in row.reminders_to),
            done=row.reminders_done,
        ),
        version=row.version,
        said=row.said,
        settled=frozenset(row.settled),
    )


def _to_approval(row: Any) -> Approval | None:
    if row.approver_id is None:
        return None
    return Approval(
        heads=tuple(PersonId(head) for head in row.approval_heads),
        ladder=tuple(row.approval_ladder),
        step=row.approval_step,
    )


def _to_decision(row: Any) -> Decision | None:
    if row.approval_decided_by is None:
        return None
    return Decision(
        by=PersonId(row.approval_decided_by),
        at=row.approval_decided_at,
        verdict=Verdict(row.approval_verdict),
        words=row.approval_words,
    )


def _to_objection(row: Any) -> Objection | None:
    if row.objection is None:
        return None
    return Objection(PersonId(row.objected_by), row.objected_at, row.objection)


def task_columns(task: Task) -> dict[str, Any]:
    approval, decision, objection = task.approval, task.decision, task.objection
    cost: Decimal | None = task.cost.amount if task.cost else None
    return {
        "title": task.title,
        "title_key": search_key(task.title),
        "details": task.details,
        "assigner_id": task.assigner_id,
        "executor_id": task.executor_id,
        "branch_id": task.branch_id,
        "state": str(task.state),
        "state_since": task.state_since,
        "deadline_at": task.deadline and task.deadline.at,
        "has_time": task.deadline is not None and task.deadline.has_time,
        "agreed_deadline_at": task.agreed_deadline_at,
        "estimate_minutes": to_minutes(task.estimate),
        "estimate_frozen_minutes": to_minutes(task.estimate_frozen),
        "cost": cost,
        "currency": task.cost.currency if task.cost else None,
        "priority": str(task.priority),
        "client_id": task.client_id,
        "deal_id": task.deal_id,
        "parent_id": task.parent_id,
        "project_id": task.project_id,
        "starts_on": task.starts_on,
        "is_milestone": task.is_milestone,
        "approver_id": approval and approval.approver_id,
        "approval_reasons": [str(reason) for reason in task.approval_reasons],
        "wants_approval": task.wants_approval,
        "approval_heads": list(approval.heads) if approval else [],
        "approval_ladder": list(approval.ladder) if approval else [],
        "approval_step": approval.step if approval else 0,
        "approval_expires_at": approval and approval.expires_at,
        "approval_decided_by": decision and decision.by,
        "approval_decided_at": decision and decision.at,
        "approval_verdict": str(decision.verdict) if decision else None,
        "approval_words": decision.words if decision else None,
        "decline_reason": task.decline_reason,
        "objection": objection and objection.words,
        "objected_by": objection and objection.by,
        "objected_at": objection and objection.at,
        "result": task.result,
        "rating": str(task.rating) if task.rating else None,
        "returns": task.returns,
        "given_at": task.given_at,
        "started_at": task.started_at,
        "done_at": task.done_at,
        "closed_at": task.closed_at,
        "reminders": list(task.reminders.moments),
        "reminders_to": [str(to) for to in task.reminders.recipients],
        "reminders_done": task.reminders.done,
        "next_reminder_at": task.reminders.next_at,
        "said": task.said,
        "settled": sorted(task.settled),
    }


def to_proposal(row: Any, zone: ZoneInfo | None = None) -> DateProposal:
    """``zone`` is the executor's, where that is known."""
    return DateProposal(
        id=DateProposalId(row.id),
        task_id=TaskId(row.task_id),
        proposed_by=PersonId(row.proposed_by),
        deadline=Deadline(row.deadline_at, row.has_time, zone),
        reason=row.reason,
        proposed_at=row.proposed_at,
    )
