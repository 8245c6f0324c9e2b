from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.org.model import DepartmentId
from domain.rulebook.tasks import Approval as ApprovalRules
from domain.tasks import approval_rules, rules
from domain.tasks.errors import (
    DateSame,
    DeadlineInPast,
    DeadlineMissing,
    DeadlineTooFar,
    EstimateTooLong,
    EstimateTooShort,
    ExecutorSame,
    PriorityNotHigher,
    TaskChanged,
    TimeTooLong,
)
from domain.tasks.model import (
    NO_REMINDERS,
    Approval,
    ApprovalReason,
    Deadline,
    Rating,
    TaskPriority,
    TaskState,
)
from domain.tasks.reminders import ReminderChoice, build_reminders
from tests.builders import NOW, a_calendar, a_rulebook, utc
from tests.tasks_world import ASSIGNER, BIG_BOSS, BOSS, EXECUTOR, FRIDAY, HEAD, OTHER, a_task

HOUR = timedelta(hours=1)
ESCALATION = a_rulebook().tasks.escalation
SALES, MARKETING = DepartmentId(1), DepartmentId(2)


@pytest.mark.parametrize(
    ("deadline", "refusal"),
    [
        (None, DeadlineMissing),
        (Deadline(NOW), DeadlineInPast),
        (Deadline(NOW + timedelta(days=2000)), DeadlineTooFar),
    ],
)
def test_a_deadline_lies_ahead_and_not_too_far(deadline, refusal):
    with pytest.raises(refusal):
        rules.check_deadline(deadline, now=NOW)


@pytest.mark.parametrize(
    ("estimate", "refusal"),
    [(400 * HOUR + timedelta(minutes=1), EstimateTooLong), (timedelta(0), EstimateTooShort)],
)
def test_an_estimate_is_some_time_and_not_too_much(estimate, refusal):
    rules.check_estimate(400 * HOUR, most_hours=400)
    rules.check_estimate(None, most_hours=400)

    with pytest.raises(refusal):
        rules.check_estimate(estimate, most_hours=400)


def test_an_older_button_is_outdated():
    with pytest.raises(TaskChanged):
        rules.require_version(a_task(version=3), 2)


REASONS = [
    ({"estimate": 16 * HOUR}, ()),
    ({"estimate": 17 * HOUR}, (ApprovalReason.HOURS,)),
    ({"cost": Money(Decimal(50_000), "RUB")}, ()),
    ({"cost": Money(Decimal(50_001), "RUB")}, (ApprovalReason.COST,)),
    ({"estimate": 17 * HOUR, "assigner_id": BIG_BOSS}, ()),
]


@pytest.mark.parametrize(("fields", "reasons"), REASONS)
def test_what_the_rulebook_wants_approved(fields, reasons):
    terms = ApprovalRules(over_hours=16, over_cost=Decimal(50_000))

    found = approval_rules.approval_reasons(
        a_task(**fields),
        terms,
        (BOSS, BIG_BOSS),
        assigner_department=SALES,
        executor_department=MARKETING,
    )

    assert found == reasons


@pytest.mark.parametrize(
    ("from_", "to", "is_asked"),
    [(SALES, MARKETING, True), (SALES, SALES, False), (None, SALES, False)],
)
def test_tasks_for_another_department_are_approved_where_the_rulebook_says_so(from_, to, is_asked):
    found = approval_rules.approval_reasons(
        a_task(),
        ApprovalRules(across_departments=True),
        (BOSS,),
        assigner_department=from_,
        executor_department=to,
    )

    assert bool(found) is is_asked


def test_heads_are_asked_one_after_another_in_working_time():
    approval = approval_rules.approval_ladder(
        [BOSS, BIG_BOSS, HEAD, OTHER], ApprovalRules(), a_calendar(), now=NOW
    )

    assert approval.heads == (BOSS, BIG_BOSS, HEAD)
    assert approval.ladder == (
        utc("2026-11-19 10:00"),
        utc("2026-11-20 10:00"),
        utc("2026-11-23 10:00"),
    )


def test_an_approval_climbs_turn_by_turn_and_then_comes_back():
    approval = Approval((BOSS, HEAD), (NOW + 8 * HOUR, NOW + 16 * HOUR))
    task = approval_rules.ask_approval(
        a_task(state=TaskState.DRAFT), (ApprovalReason.HOURS,), approval, now=NOW
    )

    early = approval_rules.expire_approval(task, now=NOW + 7 * HOUR)
    second = approval_rules.expire_approval(task, now=NOW + 8 * HOUR)
    back = approval_rules.expire_approval(second, now=NOW + 16 * HOUR)

    assert early == task
    assert second.approval is not None
    assert second.approval.approver_id == HEAD
    assert (back.state, back.approval, back.is_private) == (TaskState.DRAFT, None, False)


def test_the_estimate_is_frozen_once_when_work_begins():
    begun = rules.start(a_task(estimate=2 * HOUR), now=NOW)
    changed = rules.set_estimate(begun, 5 * HOUR, most_hours=400)
    done = rules.finish(changed, None, unfinished_parts=0, now=NOW)
    again = rules.start(rules.return_back(done, NO_REMINDERS, now=NOW), now=NOW + HOUR)

    assert again.estimate_frozen == 2 * HOUR
    assert again.started_at == NOW


def test_what_was_never_begun_is_frozen_when_it_is_done():
    done = rules.finish(a_task(estimate=2 * HOUR), None, unfinished_parts=0, now=NOW)

    assert done.estimate_frozen == 2 * HOUR


def test_on_time_is_by_the_date_that_was_agreed_in_time():
    late = rules.move_deadline(a_task(), Deadline(FRIDAY + 48 * HOUR), now=FRIDAY)

    done = rules.finish(late, None, unfinished_parts=0, now=FRIDAY + HOUR)

    assert done.agreed_deadline_at == FRIDAY


def test_overdue_is_a_fact_of_what_is_to_do():
    task = a_task()

    assert not task.is_overdue(FRIDAY - HOUR)
    assert task.is_overdue(FRIDAY)
    assert not rules.finish(task, None, unfinished_parts=0, now=NOW).is_overdue(FRIDAY)


def test_small_refusals():
    with pytest.raises(ExecutorSame):
        rules.reassign(a_task(), EXECUTOR, a_task().branch_id, NO_REMINDERS, now=NOW)
    with pytest.raises(DateSame):
        rules.check_new_date(a_task(), Deadline(FRIDAY), now=NOW)
    with pytest.raises(PriorityNotHigher):
        rules.raise_priority(a_task(priority=TaskPriority.HIGH), TaskPriority.NORMAL)
    with pytest.raises(TimeTooLong):
        rules.check_time(25 * HOUR)


def test_a_thumb_closes():
    done = rules.finish(a_task(assigner_id=ASSIGNER), "Готово", unfinished_parts=0, now=NOW)

    closed = rules.rate(done, Rating.DOWN, now=NOW)

    assert (closed.state, closed.rating, closed.closed_at) == (TaskState.CLOSED, Rating.DOWN, NOW)


MINUTES = st.integers(1, 60 * 24 * 60)


@given(MINUTES, st.booleans(), st.booleans(), st.lists(st.integers(1, 10_000), max_size=4))
def test_reminders_never_fall_lie_ahead_and_end_with_the_manager(
    minutes, has_time, in_the_morning, before
):
    deadline = Deadline(NOW + timedelta(minutes=minutes), has_time)
    choice = ReminderChoice(in_the_morning, tuple(before))

    told = build_reminders(deadline, choice, ESCALATION, a_calendar(), now=NOW)

    assert list(told.moments) == sorted(told.moments)
    assert all(moment > NOW for moment in told.moments)
    assert deadline.at in told.moments
    assert told.recipients[-4:] == tuple(step.to for step in ESCALATION)
    assert len(told.moments) <= len(ESCALATION) + in_the_morning + len(before) * has_time


def test_the_morning_of_a_day_off_is_that_of_the_last_working_day():
    sunday = Deadline(utc("2026-11-22 15:00"))

    told = build_reminders(sunday, ReminderChoice(True, ()), ESCALATION, a_calendar(), now=NOW)

    assert told.moments[0] == utc("2026-11-20 06:00")
    assert replace(told, done=len(told.moments)).next_at is None
