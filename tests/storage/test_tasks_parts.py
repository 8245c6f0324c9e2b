"""Tasks that are parts of another one: their estimates, their order, their drafts."""

from datetime import timedelta

import pytest

from domain.tasks.errors import EstimateOfParts, PartsUnfinished, TaskRing
from domain.tasks.model import Deadline, NewTask, TaskState
from tests.tasks_world import FRIDAY, given_task, office

__all__ = ["office"]

HOUR = timedelta(hours=1)


async def test_a_parent_s_estimate_is_the_sum_of_its_parts(office):
    whole = await given_task(office, estimate=timedelta(hours=1))
    part = await given_task(office, estimate=timedelta(hours=3), parent_id=whole.id)
    await given_task(office, estimate=timedelta(hours=4), parent_id=whole.id)
    assert (await office.view_task(office.executor, whole.id)).task.estimate == timedelta(hours=7)

    await office.cancel_task(office.assigner, part.id, version=part.version)

    view = await office.view_task(office.executor, whole.id)
    assert view.task.estimate == timedelta(hours=4)
    assert len(view.parts) == 2
    with pytest.raises(EstimateOfParts):
        await office.change_estimate(
            office.executor, whole.id, timedelta(hours=9), version=view.task.version
        )
    with pytest.raises(PartsUnfinished):
        await office.finish_task(office.executor, whole.id, version=view.task.version)


async def test_a_task_is_never_a_part_of_itself(office):
    top = await given_task(office)
    middle = await given_task(office, parent_id=top.id)
    bottom = await given_task(office, parent_id=middle.id)
    view = await office.view_task(office.assigner, top.id)

    for below in (top, middle, bottom):
        with pytest.raises(TaskRing):
            await office.put_under_task(
                office.assigner, top.id, below.id, version=view.task.version
            )


async def test_a_draft_is_a_part_of_the_task_above_once_it_is_sent(office):
    whole = await given_task(office)
    part = await office.create_task(
        office.executor,
        NewTask("Часть", deadline=Deadline(FRIDAY), estimate=HOUR, parent_id=whole.id),
        as_draft=True,
    )
    assert (await office.view_task(office.assigner, whole.id)).task.estimate is None
    await office.send_task(office.executor, part.id, version=part.version)

    view = await office.view_task(office.executor, whole.id)

    assert view.task.estimate == HOUR
    with pytest.raises(PartsUnfinished):
        await office.finish_task(office.executor, whole.id, version=view.task.version)


async def test_a_draft_that_was_never_sent_does_not_hold_the_whole_back(office):
    whole = await given_task(office)
    await office.create_task(office.executor, NewTask("Часть", parent_id=whole.id), as_draft=True)

    done = await office.finish_task(office.executor, whole.id, version=whole.version)

    assert done.state is TaskState.DONE
