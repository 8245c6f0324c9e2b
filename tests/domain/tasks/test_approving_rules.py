"""Who decides about a task that waits, and what another date does to it."""

from datetime import timedelta

import pytest

from domain.tasks.approval_rules import change_date_in_approval
from domain.tasks.errors import ApprovalOfOwn, DateSame, DeadlineInPast
from domain.tasks.model import Approval, Deadline, TaskState
from domain.tasks.rules import APPROVING, may, permit
from tests.builders import NOW
from tests.tasks_world import ASSIGNER, EXECUTOR, FRIDAY, HEAD, OTHER, STANDING, a_task, an_actor

LATER = Deadline(FRIDAY + timedelta(days=3))


def a_waiting_task(**fields):
    approval = Approval((HEAD,), (NOW + timedelta(hours=8),))
    return a_task(state=TaskState.WAITING_APPROVAL, approval=approval, **fields)


def test_another_date_counts_as_agreed_and_the_task_waits_on():
    task = a_waiting_task()

    changed = change_date_in_approval(task, LATER, now=NOW)

    assert (changed.state, changed.approval) == (task.state, task.approval)
    assert (changed.deadline, changed.agreed_deadline_at) == (LATER, LATER.at)


@pytest.mark.parametrize(
    ("deadline", "refusal"), [(Deadline(FRIDAY), DateSame), (Deadline(NOW), DeadlineInPast)]
)
def test_the_same_date_or_a_past_one_is_refused(deadline, refusal):
    with pytest.raises(refusal):
        change_date_in_approval(a_waiting_task(), deadline, now=NOW)


@pytest.mark.parametrize("act", sorted(APPROVING))
@pytest.mark.parametrize("person_id", [ASSIGNER, EXECUTOR])
def test_whose_own_matter_it_is_decides_nothing_while_standing_in(act, person_id):
    deputy = an_actor(person_id, stands_in_for=frozenset({HEAD}))

    assert not may(act, a_waiting_task(), STANDING, deputy)
    with pytest.raises(ApprovalOfOwn):
        permit(act, a_waiting_task(), STANDING, deputy)


@pytest.mark.parametrize("act", sorted(APPROVING))
def test_anybody_else_who_stands_in_decides(act):
    deputy = an_actor(OTHER, stands_in_for=frozenset({HEAD}))

    assert may(act, a_waiting_task(), STANDING, deputy)
    permit(act, a_waiting_task(), STANDING, deputy)
