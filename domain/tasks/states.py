"""The whole life of a task in one table: who does what, in which state, and where it leads.

``docs/tasks.md`` is drawn from it. What needs more than a place in the table (whose boss gave the
task, what the rulebook wants approved) is said in ``rules``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.tasks.errors import TaskNotReady, TaskPartMissing
from domain.tasks.model import WORKING, TaskState

S = TaskState


class Part(StrEnum):
    """As what somebody takes part in a task. ``CLOCK`` is nobody: time passes."""

    ASSIGNER = "assigner"
    EXECUTOR = "executor"
    CO_EXECUTOR = "co_executor"
    OBSERVER = "observer"
    BOSS = "boss"
    APPROVER = "approver"
    CLOCK = "clock"


class Act(StrEnum):
    ASK_APPROVAL = "ask_approval"
    GIVE = "give"
    TAKE_ON = "take_on"
    EDIT = "edit"
    APPROVE = "approve"
    DECLINE_APPROVAL = "decline_approval"
    CHANGE_DATE_IN_APPROVAL = "change_date_in_approval"
    QUESTION_IN_APPROVAL = "question_in_approval"
    EXPIRE_APPROVAL = "expire_approval"
    ACCEPT = "accept"
    DECLINE = "decline"
    START = "start"
    FINISH = "finish"
    FINISH_OWN = "finish_own"
    ACCEPT_RESULT = "accept_result"
    RATE = "rate"
    RETURN = "return"
    CANCEL = "cancel"
    REASSIGN = "reassign"
    PROPOSE_DATE = "propose_date"
    DECIDE_DATE = "decide_date"
    ESTIMATE = "estimate"
    RAISE_PRIORITY = "raise_priority"
    OBJECT = "object"
    ANSWER_OBJECTION = "answer_objection"
    LOG_TIME = "log_time"


@dataclass(frozen=True, slots=True)
class Step:
    """``to`` is None where the state stays. ``while_stopped``: an objection does not forbid it."""

    act: Act
    by: frozenset[Part]
    sources: frozenset[TaskState]
    to: TaskState | None = None
    while_stopped: bool = False


def _step(
    act: Act,
    by: Iterable[Part],
    sources: Iterable[TaskState],
    to: TaskState | None = None,
    *,
    while_stopped: bool = False,
) -> Step:
    return Step(act, frozenset(by), frozenset(sources), to, while_stopped)


_HANDS = (Part.EXECUTOR, Part.CO_EXECUTOR)
_OPEN = frozenset(S) - {S.DONE, S.ACCEPTED_RESULT, S.CLOSED, S.CANCELLED}
_NOT_BEGUN = {S.GIVEN, S.ACCEPTED}

STEPS: tuple[Step, ...] = (
    _step(Act.ASK_APPROVAL, [Part.ASSIGNER], {S.DRAFT}, S.WAITING_APPROVAL),
    _step(Act.GIVE, [Part.ASSIGNER], {S.DRAFT}, S.GIVEN),
    _step(Act.TAKE_ON, [Part.ASSIGNER], {S.DRAFT}, S.ACCEPTED),
    _step(Act.EDIT, [Part.ASSIGNER], {S.DRAFT}),
    _step(Act.APPROVE, [Part.APPROVER], {S.WAITING_APPROVAL}, S.GIVEN),
    _step(Act.DECLINE_APPROVAL, [Part.APPROVER], {S.WAITING_APPROVAL}, S.DRAFT),
    _step(Act.CHANGE_DATE_IN_APPROVAL, [Part.APPROVER], {S.WAITING_APPROVAL}),
    _step(Act.QUESTION_IN_APPROVAL, [Part.APPROVER], {S.WAITING_APPROVAL}),
    _step(Act.EXPIRE_APPROVAL, [Part.CLOCK], {S.WAITING_APPROVAL}, S.DRAFT),
    _step(Act.ACCEPT, [Part.EXECUTOR], {S.GIVEN}, S.ACCEPTED),
    _step(Act.DECLINE, [Part.EXECUTOR], _NOT_BEGUN, S.DECLINED),
    _step(Act.START, _HANDS, {S.GIVEN, S.ACCEPTED, S.RETURNED}, S.IN_WORK),
    _step(Act.FINISH, [Part.EXECUTOR], WORKING, S.DONE),
    _step(Act.FINISH_OWN, [Part.EXECUTOR], WORKING, S.CLOSED),
    _step(Act.ACCEPT_RESULT, [Part.ASSIGNER], {S.DONE}, S.ACCEPTED_RESULT),
    _step(Act.RATE, [Part.ASSIGNER], {S.DONE, S.ACCEPTED_RESULT}, S.CLOSED),
    _step(Act.RETURN, [Part.ASSIGNER], {S.DONE}, S.RETURNED),
    _step(Act.CANCEL, [Part.ASSIGNER], _OPEN, S.CANCELLED, while_stopped=True),
    _step(
        Act.REASSIGN,
        [Part.ASSIGNER, Part.BOSS],
        {*WORKING, S.DECLINED},
        S.GIVEN,
        while_stopped=True,
    ),
    _step(Act.PROPOSE_DATE, [Part.EXECUTOR], WORKING),
    _step(Act.DECIDE_DATE, [Part.ASSIGNER], WORKING),
    _step(Act.ESTIMATE, [Part.ASSIGNER, Part.EXECUTOR], {*WORKING, S.DRAFT}),
    _step(Act.RAISE_PRIORITY, [Part.ASSIGNER, Part.BOSS], WORKING, while_stopped=True),
    _step(Act.OBJECT, [Part.BOSS], WORKING),
    _step(Act.ANSWER_OBJECTION, [Part.ASSIGNER], WORKING, while_stopped=True),
    _step(Act.LOG_TIME, _HANDS, {*WORKING, S.DONE}, while_stopped=True),
)

_BY_ACT = {step.act: step for step in STEPS}


def step_of(act: Act) -> Step:
    return _BY_ACT[act]


def require_step(act: Act, state: TaskState, parts: frozenset[Part]) -> Step:
    """The step of the table, if it stands there for these parts in this state.

    Raises: TaskPartMissing, TaskNotReady.
    """
    step = _BY_ACT[act]
    if not parts & step.by:
        whose = tuple(str(part) for part in Part if part in step.by)
        raise TaskPartMissing(act=str(act), parts=whose)
    if state not in step.sources:
        raise TaskNotReady(act=str(act), state=str(state))
    return step


def diagram() -> str:
    """The states and the ways between them as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {S.DRAFT}"]
    for step in STEPS:
        if step.to is None:
            continue
        who = " or ".join(str(part) for part in Part if part in step.by)
        lines += [
            f"    {source} --> {step.to}: {step.act} ({who})"
            for source in S
            if source in step.sources
        ]
    lines += [f"    {end} --> [*]" for end in (S.CLOSED, S.CANCELLED)]
    return "\n".join(lines)


def table() -> str:
    """Every act as a row of a Markdown table."""
    rows = [
        "| Act | Who | In which states | Leads to | Also while stopped |",
        "|---|---|---|---|---|",
    ]
    for step in STEPS:
        who = ", ".join(str(part) for part in Part if part in step.by)
        where = ", ".join(f"`{state}`" for state in S if state in step.sources)
        to = f"`{step.to}`" if step.to else "stays"
        rows.append(
            f"| `{step.act}` | {who} | {where} | {to} | {'yes' if step.while_stopped else 'no'} |"
        )
    return "\n".join(rows)
