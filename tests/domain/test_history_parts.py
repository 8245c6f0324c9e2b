"""What the parts of a history have in them."""

import pytest

from domain.timeline import Happened, HistoryPart, kinds_of

NARROWED = [part for part in HistoryPart if part is not HistoryPart.ALL]


def test_all_is_not_narrowed():
    assert kinds_of(HistoryPart.ALL) is None


@pytest.mark.parametrize("part", NARROWED)
def test_each_other_part_has_kinds_of_its_own_and_no_other_part_s(part):
    mine = kinds_of(part)
    others = [kinds_of(other) for other in NARROWED if other is not part]

    assert mine
    assert all(mine.isdisjoint(other) for other in others)


def test_whatever_happens_with_a_task_is_among_tasks():
    of_tasks = {kind for kind in Happened if kind.name.startswith("TASK_")}

    assert of_tasks <= kinds_of(HistoryPart.TASKS)
