"""Who sees a task, as one SQL predicate; ``domain/tasks/visibility.py`` says it in Python."""

from typing import Any

from sqlalchemy import ColumnElement, and_, any_, bindparam, exists, literal, or_

from domain.tasks.visibility import Viewer
from storage.org.visibility import IDS, Ways, visible, visible_to
from storage.tables import task_people, tasks


def task_visible(viewer: Viewer) -> ColumnElement[bool]:
    me = any_(literal(sorted(viewer.ids), IDS))
    sees = visible(viewer.scope, owner=tasks.c.executor_id, branch=tasks.c.branch_id)
    return _visible(me, sees)


def task_visible_to(ways: Ways) -> ColumnElement[bool]:
    """The same for a viewer given at execution: ``viewer_ids``, and ``ids_of`` the scope."""
    me = any_(bindparam("viewer_ids", type_=IDS))
    sees = visible_to(ways, owner=tasks.c.executor_id, branch=tasks.c.branch_id)
    return _visible(me, sees)


def _visible(me: Any, sees: ColumnElement[bool]) -> ColumnElement[bool]:
    takes_part = or_(
        tasks.c.executor_id == me,
        tasks.c.approver_id == me,
        tasks.c.approval_decided_by == me,
        exists()
        .where(task_people.c.task_id == tasks.c.id, task_people.c.person_id == me)
        .correlate(tasks),
        sees,
    )
    was_sent = or_(tasks.c.state != "draft", tasks.c.approval_reasons != [])
    return or_(tasks.c.assigner_id == me, and_(was_sent, takes_part))
