"""Who sees a task; ``storage/tasks/visibility.py`` says the same in SQL, and a test compares them.

- whoever takes part sees it: assigner, executor, co-executor, observer, approver, and who decided;
- whoever sees the executor's records by the one visibility rule sees it;
- whoever stands in for one of them sees it too;
- a draft that was never sent is seen by its assigner alone, and by who stands in for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.org.model import Actor, PersonId, Role
from domain.org.visibility import NOTHING, Chart, Scope, can_see
from domain.tasks.model import Task


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the person and whom they stand in for, with what they see in general."""

    ids: frozenset[PersonId]
    scope: Scope

    @classmethod
    def of(cls, actor: Actor) -> "Viewer":
        if actor.role is Role.CLIENT:
            return cls(frozenset(), NOTHING)
        return cls(frozenset({actor.id, *actor.stands_in_for}), actor.scope)


def can_see_task(viewer: Viewer, task: Task, people: Iterable[PersonId], *, chart: Chart) -> bool:
    """``people`` are the co-executors and observers."""
    if task.is_private:
        return task.assigner_id in viewer.ids
    taking_part = {
        task.assigner_id,
        task.executor_id,
        *people,
        *([task.approval.approver_id] if task.approval else []),
        *([task.decision.by] if task.decision else []),
    }
    return bool(viewer.ids & taking_part) or can_see(
        viewer.scope, owner_id=task.executor_id, branch_id=task.branch_id, chart=chart
    )
