"""The table of a task's life: what docs say of it, and that no history leaves it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import DomainError
from domain.tasks import approval_rules, rules
from domain.tasks.errors import TaskNotReady, TaskPartMissing
from domain.tasks.model import (
    ENDED,
    WORKING,
    Approval,
    Deadline,
    PeopleKind,
    Rating,
    Standing,
    Task,
    TaskPerson,
    TaskPriority,
    TaskState,
)
from domain.tasks.model import NO_REMINDERS as NONE
from domain.tasks.states import STEPS, Act, Part, diagram, require_step, step_of, table
from tests.builders import NOW
from tests.tasks_world import (
    ASSIGNER,
    BIG_BOSS,
    BOSS,
    EXECUTOR,
    HEAD,
    HELPER,
    OBSERVER,
    OTHER,
    a_task,
    an_actor,
)

DOCUMENT = Path(__file__).parents[3] / "docs" / "tasks.md"
S = TaskState


def test_the_document_draws_the_table():
    told = DOCUMENT.read_text(encoding="utf-8")

    assert diagram() in told
    assert table() in told


def test_every_act_stands_in_the_table_once():
    assert [step.act for step in STEPS] == list(Act)


def test_every_state_can_be_reached_and_every_open_one_left():
    reached, before = {S.DRAFT}, set()
    while reached != before:
        before = set(reached)
        reached |= {step.to for step in STEPS if step.to and step.sources & reached}
    left = {source for step in STEPS if step.to for source in step.sources}

    assert reached == set(S)
    assert left == set(S) - ENDED


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", S)
def test_an_act_is_refused_where_the_table_has_none(act, state):
    step = step_of(act)
    if state in step.sources:
        assert require_step(act, state, step.by) is step
    else:
        with pytest.raises(TaskNotReady):
            require_step(act, state, step.by)


@pytest.mark.parametrize("act", Act)
def test_an_act_is_refused_to_those_whose_it_is_not(act):
    step = step_of(act)

    with pytest.raises(TaskPartMissing) as refused:
        require_step(act, next(iter(step.sources)), frozenset(Part) - step.by)

    assert set(refused.value.facts["parts"]) == {str(part) for part in step.by}


STANDING = Standing(
    bosses=(BOSS, BIG_BOSS),
    people=(
        TaskPerson(HELPER, PeopleKind.CO_EXECUTOR),
        TaskPerson(OBSERVER, PeopleKind.OBSERVER),
    ),
)
PEOPLE = [ASSIGNER, EXECUTOR, BOSS, BIG_BOSS, HELPER, OBSERVER, HEAD, OTHER]


def done(act: Act, task: Task, who: Any, now: Any) -> Task:  # noqa: PLR0912 - a branch each act
    """The act as a use case does it: permission first, then the rule."""
    if act is Act.EXPIRE_APPROVAL:
        return approval_rules.expire_approval(task, now=now)
    rules.permit(act, task, STANDING, an_actor(who))
    bosses = STANDING.bosses
    match act:
        case Act.ASK_APPROVAL:
            ladder = (now + timedelta(hours=8), now + timedelta(hours=16))
            return approval_rules.ask_approval(
                task, ("hours",), Approval((HEAD, BIG_BOSS), ladder), now=now
            )
        case Act.GIVE | Act.TAKE_ON:
            return rules.give(task, NONE, now=now)
        case Act.APPROVE:
            return approval_rules.approve(task, NONE, by=who, now=now)
        case Act.DECLINE_APPROVAL:
            return approval_rules.decline_approval(task, "дорого", by=who, now=now)
        case Act.ACCEPT:
            return rules.accept(task, now=now)
        case Act.DECLINE:
            return rules.decline(task, "нет времени", bosses, now=now)
        case Act.START:
            return rules.start(task, now=now)
        case Act.FINISH | Act.FINISH_OWN:
            return rules.finish(task, "готово", unfinished_parts=0, now=now)
        case Act.ACCEPT_RESULT:
            return rules.accept_result(task, now=now)
        case Act.RATE:
            return rules.rate(task, Rating.UP, now=now)
        case Act.RETURN:
            return rules.return_back(task, NONE, now=now)
        case Act.CANCEL:
            return rules.cancel(task, now=now)
        case Act.REASSIGN:
            other = HELPER if task.executor_id == EXECUTOR else EXECUTOR
            return rules.reassign(task, other, task.branch_id, NONE, now=now)
        case Act.ESTIMATE:
            return rules.set_estimate(task, timedelta(hours=5), most_hours=400)
        case Act.RAISE_PRIORITY:
            return rules.raise_priority(task, TaskPriority.URGENT)
        case Act.OBJECT:
            return rules.raise_objection(task, "не к нам", bosses, by=who, now=now)
        case Act.ANSWER_OBJECTION:
            return rules.answer_objection(task, NONE)
        case _:
            return task


def is_whole(task: Task) -> bool:
    """What the constraints of the table say, of a value."""
    return all(
        (
            (task.state is S.WAITING_APPROVAL) == (task.approval is not None),
            task.approval is None or task.approval.approver_id != task.assigner_id,
            (task.state in ENDED) == (task.closed_at is not None),
            task.objection is None or task.state in WORKING,
            task.state not in {S.DONE, S.ACCEPTED_RESULT, S.CLOSED} or task.done_at is not None,
            (task.rating is not None) == (task.state is S.CLOSED and not task.is_own),
            task.state is not S.IN_WORK or task.started_at is not None,
            task.state is not S.DECLINED or task.decline_reason is not None,
        )
    )


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([ASSIGNER, EXECUTOR, BOSS]),
    st.lists(
        st.tuples(st.sampled_from(Act), st.sampled_from(PEOPLE), st.integers(0, 20)),
        min_size=5,
        max_size=40,
    ),
)
def test_random_acts_by_random_people_never_leave_the_table(assigner, acts):
    task = a_task(state=S.DRAFT, given_at=None, assigner_id=assigner)
    allowed = {(source, step.act, step.to) for step in STEPS for source in step.sources if step.to}
    now = NOW

    for act, who, hours in acts:
        now += timedelta(hours=hours)
        try:
            after = done(act, task, who, now)
        except DomainError:
            continue
        if after.state is not task.state:
            assert any(source is task.state and to is after.state for source, _, to in allowed), (
                f"{task.state} -> {after.state}"
            )
        assert is_whole(after)
        task = after


@given(st.sampled_from(S), st.sampled_from(PEOPLE), st.booleans())
def test_a_button_is_shown_exactly_where_pressing_it_would_be_allowed(state, who, is_objected):
    task = a_task(state=S.GIVEN)
    if is_objected:
        task = rules.raise_objection(task, "не к нам", STANDING.bosses, by=BOSS, now=NOW)
    approval = Approval((HEAD,), (NOW + timedelta(hours=8),))
    task = replace(
        task,
        state=state,
        approval=approval if state is S.WAITING_APPROVAL else None,
        deadline=Deadline(NOW + timedelta(days=3)),
    )

    for act in set(Act) - {Act.EXPIRE_APPROVAL, Act.FINISH_OWN, Act.TAKE_ON}:
        try:
            done(act, task, who, NOW)
        except DomainError:
            is_allowed = False
        else:
            is_allowed = True

        assert rules.may(act, task, STANDING, an_actor(who)) == is_allowed, act
