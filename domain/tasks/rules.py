"""What may happen to a task: values in, the new value or a refusal out.

Every act begins with ``permit``: the table of ``states`` and what it cannot say.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from domain.org.model import Actor, BranchId, PersonId
from domain.tasks.errors import (
    ApprovalDecided,
    ApprovalExpired,
    ApprovalOfOwn,
    DateSame,
    DeadlineInPast,
    DeadlineMissing,
    DeadlineTooFar,
    DeclineFromBoss,
    EstimateTooLong,
    EstimateTooShort,
    ExecutorSame,
    ObjectionAnswered,
    PartsUnfinished,
    PriorityNotHigher,
    TaskChanged,
    TaskNotReady,
    TaskPartMissing,
    TaskRing,
    TaskStopped,
    TimeTooLong,
    TimeTooShort,
)
from domain.tasks.model import (
    NO_REMINDERS,
    WORKING,
    DateProposal,
    Deadline,
    Objection,
    PeopleKind,
    Rating,
    Reminders,
    Standing,
    Task,
    TaskId,
    TaskPriority,
    TaskState,
)
from domain.tasks.states import Act, Part, require_step, step_of

FURTHEST_DEADLINE_DAYS = 3 * 366  # as far as holidays are known
SHORTEST_ESTIMATE = timedelta(minutes=1)
LONGEST_STRETCH = timedelta(hours=24)
HOUR = timedelta(hours=1)

APPROVING = frozenset(
    {
        Act.APPROVE,
        Act.DECLINE_APPROVAL,
        Act.CHANGE_DATE_IN_APPROVAL,
        Act.QUESTION_IN_APPROVAL,
    }
)
"""What is up to the approver, and to nobody whose own matter it is."""


def parts_of(task: Task, standing: Standing, actor: Actor) -> frozenset[Part]:
    """As what the actor takes part, in their own right or for whom they stand in."""
    who = frozenset({actor.id, *actor.stands_in_for})
    holders = {
        Part.ASSIGNER: {task.assigner_id},
        Part.EXECUTOR: {task.executor_id},
        Part.CO_EXECUTOR: standing.of_kind(PeopleKind.CO_EXECUTOR),
        Part.OBSERVER: standing.of_kind(PeopleKind.OBSERVER),
        Part.BOSS: frozenset(standing.bosses),
        Part.APPROVER: {task.approval.approver_id} if task.approval else frozenset(),
    }
    return frozenset(part for part, people in holders.items() if who & people)


def comes_from_elsewhere(task: Task, bosses: Sequence[PersonId]) -> bool:
    """Whether neither the executor nor anybody above them gave it."""
    return not task.is_own and task.assigner_id not in bosses


def require_version(task: Task, version: int) -> None:
    """Raises: TaskChanged: the button shows an older task."""
    if task.version != version:
        raise TaskChanged(task_id=task.id, version=task.version)


def permit(act: Act, task: Task, standing: Standing, actor: Actor) -> None:
    """Raises: TaskPartMissing, TaskNotReady, TaskStopped."""
    if act in APPROVING:
        _refuse_late_decision(task, standing, actor)
    try:
        step = require_step(act, task.state, parts_of(task, standing, actor))
    except TaskNotReady as refusal:
        raise TaskNotReady(task_id=task.id, **refusal.facts) from None
    if task.objection is not None and not step.while_stopped:
        name = standing.names.get(task.objection.by)
        raise TaskStopped(task_id=task.id, name=name, objection=task.objection.words)


def may(act: Act, task: Task, standing: Standing, actor: Actor) -> bool:
    """Whether a card shows the button of ``act``."""
    step = step_of(act)
    if act in APPROVING and _is_own_matter(task, actor):
        return False
    if act is Act.DECLINE and not comes_from_elsewhere(task, standing.bosses):
        return False
    if act is Act.OBJECT and not comes_from_elsewhere(task, standing.bosses):
        return False
    if act is Act.ANSWER_OBJECTION and task.objection is None:
        return False
    if act in {Act.FINISH, Act.FINISH_OWN} and task.is_own is (act is Act.FINISH):
        return False
    if task.objection is not None and not step.while_stopped:
        return False
    return task.state in step.sources and bool(parts_of(task, standing, actor) & step.by)


def _is_own_matter(task: Task, actor: Actor) -> bool:
    """Whether they ask for it or are to do it: then another approves, whoever they stand in for."""
    return actor.id in {task.assigner_id, task.executor_id}


def _refuse_late_decision(task: Task, standing: Standing, actor: Actor) -> None:
    if _is_own_matter(task, actor):
        raise ApprovalOfOwn(task_id=task.id)
    if task.state is not TaskState.WAITING_APPROVAL:
        if task.decision is not None:
            raise ApprovalDecided(
                task_id=task.id,
                name=standing.names.get(task.decision.by),
                verdict=str(task.decision.verdict),
                at=task.decision.at,
            )
        if task.state is TaskState.DRAFT and task.approval_reasons:
            raise ApprovalExpired(task_id=task.id, name=None)
    elif task.approval is not None:
        over = set(task.approval.heads[: task.approval.step])
        who = {actor.id, *actor.stands_in_for}
        if who & over and task.approval.approver_id not in who:
            name = standing.names.get(task.approval.approver_id)
            raise ApprovalExpired(task_id=task.id, name=name)


# Giving


def check_deadline(deadline: Deadline | None, *, now: datetime) -> Deadline:
    """Raises: DeadlineMissing, DeadlineInPast, DeadlineTooFar."""
    if deadline is None:
        raise DeadlineMissing
    if deadline.at <= now:
        raise DeadlineInPast(moment=deadline.at)
    if deadline.at > now + timedelta(days=FURTHEST_DEADLINE_DAYS):
        raise DeadlineTooFar(limit_days=FURTHEST_DEADLINE_DAYS)
    return deadline


def check_estimate(estimate: timedelta | None, *, most_hours: int) -> None:
    """Raises: EstimateTooShort, EstimateTooLong."""
    if estimate is None:
        return
    if estimate < SHORTEST_ESTIMATE:
        raise EstimateTooShort(limit_minutes=int(SHORTEST_ESTIMATE / timedelta(minutes=1)))
    if estimate > most_hours * HOUR:
        raise EstimateTooLong(hours=Decimal(estimate / HOUR), limit_hours=most_hours)


def makes_ring(task_id: TaskId, above: Sequence[TaskId]) -> bool:
    """Whether a task would be a part of itself; ``above`` is its new parent and those above it."""
    return task_id in above


def check_parent(task_id: TaskId, above: Sequence[TaskId]) -> None:
    """Raises: TaskRing."""
    if makes_ring(task_id, above):
        raise TaskRing(task_id=task_id)


def give(task: Task, reminders: Reminders, *, now: datetime) -> Task:
    """The task in the executor's hands; what one gives oneself is accepted by that."""
    act = Act.TAKE_ON if task.is_own else Act.GIVE
    return replace(moved(task, act, now), given_at=now, reminders=reminders, decision=None)


# Doing


def accept(task: Task, *, now: datetime) -> Task:
    return moved(task, Act.ACCEPT, now)


def decline(task: Task, reason: str, bosses: Sequence[PersonId], *, now: datetime) -> Task:
    """Raises: DeclineFromBoss: their own boss gave it, at any depth."""
    if not comes_from_elsewhere(task, bosses):
        raise DeclineFromBoss(task_id=task.id)
    return replace(moved(task, Act.DECLINE, now), decline_reason=reason)


def start(task: Task, *, now: datetime) -> Task:
    """Work begins: from now on the estimate is frozen."""
    return replace(
        moved(task, Act.START, now),
        started_at=task.started_at or now,
        estimate_frozen=_frozen(task),
    )


def finish(task: Task, result: str | None, *, unfinished_parts: int, now: datetime) -> Task:
    """Raises: PartsUnfinished. What one gave oneself needs nobody to accept it."""
    if unfinished_parts:
        raise PartsUnfinished(task_id=task.id, count=unfinished_parts)
    done = replace(
        moved(task, Act.FINISH_OWN if task.is_own else Act.FINISH, now),
        result=result,
        done_at=now,
        estimate_frozen=_frozen(task),
    )
    return replace(done, closed_at=now) if task.is_own else done


def accept_result(task: Task, *, now: datetime) -> Task:
    return moved(task, Act.ACCEPT_RESULT, now)


def rate(task: Task, rating: Rating, *, now: datetime) -> Task:
    return replace(moved(task, Act.RATE, now), rating=rating, closed_at=now)


def return_back(task: Task, reminders: Reminders, *, now: datetime) -> Task:
    returned = replace(moved(task, Act.RETURN, now), done_at=None, returns=task.returns + 1)
    return replace(returned, reminders=reminders)


def cancel(task: Task, *, now: datetime) -> Task:
    return replace(moved(task, Act.CANCEL, now), closed_at=now, approval=None, objection=None)


# Arranging


def reassign(
    task: Task, executor_id: PersonId, branch_id: BranchId, reminders: Reminders, *, now: datetime
) -> Task:
    """The task given anew to somebody else. Raises: ExecutorSame."""
    if executor_id == task.executor_id:
        raise ExecutorSame(task_id=task.id)
    return replace(
        moved(task, Act.REASSIGN, now),
        executor_id=executor_id,
        branch_id=branch_id,
        given_at=now,
        started_at=None,
        estimate_frozen=None,
        decline_reason=None,
        objection=None,
        reminders=reminders,
    )


def check_new_date(task: Task, deadline: Deadline, *, now: datetime) -> None:
    """Raises: DeadlineInPast, DeadlineTooFar, DateSame."""
    check_deadline(deadline, now=now)
    if deadline == task.deadline:
        raise DateSame(task_id=task.id, deadline_at=deadline.at)


def counts(task: Task, *, now: datetime) -> bool:
    """Whether a date agreed now moves what counts as on time: only before it has passed."""
    return task.agreed_deadline_at is not None and now < task.agreed_deadline_at


def agree_date(task: Task, proposal: DateProposal, reminders: Reminders, *, now: datetime) -> Task:
    """Raises: DeadlineInPast: the date asked for has passed meanwhile."""
    check_deadline(proposal.deadline, now=now)
    return with_reminders(move_deadline(task, proposal.deadline, now=now), reminders)


def move_deadline(task: Task, deadline: Deadline, *, now: datetime) -> Task:
    agreed = deadline.at if counts(task, now=now) else task.agreed_deadline_at
    return replace(task, deadline=deadline, agreed_deadline_at=agreed)


def with_reminders(task: Task, reminders: Reminders) -> Task:
    return replace(task, reminders=reminders)


def put_under(task: Task, parent_id: TaskId | None) -> Task:
    return replace(task, parent_id=parent_id)


def set_estimate(task: Task, estimate: timedelta, *, most_hours: int) -> Task:
    """Raises: EstimateTooShort, EstimateTooLong."""
    check_estimate(estimate, most_hours=most_hours)
    return replace(task, estimate=estimate)


def raise_priority(task: Task, priority: TaskPriority) -> Task:
    """Raises: PriorityNotHigher."""
    order = list(TaskPriority)
    if order.index(priority) <= order.index(task.priority):
        raise PriorityNotHigher(task_id=task.id, priority=str(task.priority))
    return replace(task, priority=priority)


def raise_objection(
    task: Task, words: str, bosses: Sequence[PersonId], *, by: PersonId, now: datetime
) -> Task:
    """Raises: TaskPartMissing: their own people gave it."""
    if not comes_from_elsewhere(task, bosses):
        raise TaskPartMissing(act=str(Act.OBJECT), parts=())
    return replace(task, objection=Objection(by, now, words), reminders=NO_REMINDERS)


def answer_objection(task: Task, reminders: Reminders) -> Task:
    """Raises: ObjectionAnswered."""
    if task.objection is None:
        raise ObjectionAnswered(task_id=task.id)
    return replace(task, objection=None, reminders=reminders)


def check_time(spent: timedelta, *, own: timedelta = timedelta(0)) -> None:
    """``spent`` below zero takes back of what is one's ``own``.

    Raises: EstimateTooShort, TimeTooLong, TimeTooShort.
    """
    if abs(spent) < SHORTEST_ESTIMATE:
        raise EstimateTooShort(limit_minutes=1)
    if abs(spent) > LONGEST_STRETCH:
        raise TimeTooLong(limit_hours=int(LONGEST_STRETCH / HOUR))
    if own + spent < timedelta(0):
        minute = timedelta(minutes=1)
        raise TimeTooShort(minutes=-spent // minute, own_minutes=own // minute)


def moved(task: Task, act: Act, now: datetime) -> Task:
    """The task where ``act`` leads. It is not reminded of where nobody has it to do."""
    to = step_of(act).to or task.state
    reminders = task.reminders if to in WORKING else NO_REMINDERS
    return replace(task, state=to, state_since=now, reminders=reminders)


def _frozen(task: Task) -> timedelta | None:
    return task.estimate_frozen if task.started_at is not None else task.estimate
