"""Whether a task must be approved, by whom one after another, and what a decision makes of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.org.model import DepartmentId, PersonId
from domain.rulebook.tasks import Approval as ApprovalRules
from domain.tasks import rules as task_rules
from domain.tasks.model import (
    Approval,
    ApprovalReason,
    Deadline,
    Decision,
    Reminders,
    Task,
    Verdict,
)
from domain.tasks.states import Act
from domain.working_time import WorkingCalendar


def approval_reasons(
    task: Task,
    rules: ApprovalRules,
    bosses: Sequence[PersonId],
    *,
    assigner_department: DepartmentId | None,
    executor_department: DepartmentId | None,
) -> tuple[ApprovalReason, ...]:
    """Why the task must be approved; nothing where a boss of the executor gives it.

    Whoever works in no department crosses no border between them.
    """
    if task.assigner_id in bosses:
        return ()
    reasons = []
    if task.estimate is not None and task.estimate > timedelta(hours=rules.over_hours):
        reasons.append(ApprovalReason.HOURS)
    if task.cost is not None and rules.over_cost is not None and task.cost.amount > rules.over_cost:
        reasons.append(ApprovalReason.COST)
    are_known = assigner_department is not None and executor_department is not None
    if rules.across_departments and are_known and assigner_department != executor_department:
        reasons.append(ApprovalReason.DEPARTMENT)
    if task.wants_approval:
        reasons.append(ApprovalReason.TEMPLATE)
    return tuple(reasons)


def approval_ladder(
    heads: Sequence[PersonId], rules: ApprovalRules, calendar: WorkingCalendar, *, now: datetime
) -> Approval:
    """Who is asked one after another, and until when each: the same working time for everybody."""
    asked = tuple(heads[: rules.climbs + 1])
    wait = timedelta(hours=rules.hours_to_decide)
    turns = range(1, len(asked) + 1)
    return Approval(asked, tuple(calendar.add_working_time(now, wait * turn) for turn in turns))


def ask_approval(
    task: Task, reasons: tuple[ApprovalReason, ...], approval: Approval, *, now: datetime
) -> Task:
    return replace(
        task_rules.moved(task, Act.ASK_APPROVAL, now),
        approval=approval,
        approval_reasons=reasons,
        decision=None,
    )


def approve(task: Task, reminders: Reminders, *, by: PersonId, now: datetime) -> Task:
    decision = Decision(by, now, Verdict.APPROVED)
    approved = replace(task_rules.moved(task, Act.APPROVE, now), approval=None, decision=decision)
    return replace(approved, given_at=now, reminders=reminders)


def decline_approval(task: Task, words: str, *, by: PersonId, now: datetime) -> Task:
    """The task back with its assigner, who may change it and ask again."""
    decision = Decision(by, now, Verdict.DECLINED, words)
    return replace(
        task_rules.moved(task, Act.DECLINE_APPROVAL, now), approval=None, decision=decision
    )


def change_date_in_approval(task: Task, deadline: Deadline, *, now: datetime) -> Task:
    """The task by another date, still to be approved: nobody has begun, so it counts as agreed.

    Raises: DeadlineInPast, DeadlineTooFar, DateSame.
    """
    task_rules.check_new_date(task, deadline, now=now)
    return replace(task, deadline=deadline, agreed_deadline_at=deadline.at)


def expire_approval(task: Task, *, now: datetime) -> Task:
    """The task with the next head, or back with its assigner. ``storage`` says it in SQL."""
    if task.approval is None or task.approval.expires_at > now:
        return task
    if task.approval.step + 1 < len(task.approval.heads):
        return replace(task, approval=replace(task.approval, step=task.approval.step + 1))
    return replace(task_rules.moved(task, Act.EXPIRE_APPROVAL, now), approval=None)
