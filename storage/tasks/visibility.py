"""Who sees a task, as one SQL predicate; ``domain/tasks/visibility.py`` says it in Python."""

from sqlalchemy import BigInteger, ColumnElement, and_, any_, exists, literal, or_
from sqlalchemy.dialects.postgresql import ARRAY

from domain.tasks.visibility import Viewer
from storage.org.visibility import visible
from storage.tables import task_people, tasks


def task_visible(viewer: Viewer) -> ColumnElement[bool]:
    me = any_(literal(sorted(viewer.ids), ARRAY(BigInteger)))
    takes_part = or_(
        tasks.c.executor_id == me,
        tasks.c.approver_id == me,
        tasks.c.approval_decided_by == me,
        exists()
        .where(task_people.c.task_id == tasks.c.id, task_people.c.person_id == me)
        .correlate(tasks),
        visible(viewer.scope, owner=tasks.c.executor_id, branch=tasks.c.branch_id),
    )
    was_sent = or_(tasks.c.state != "draft", tasks.c.approval_reasons != [])
    return or_(tasks.c.assigner_id == me, and_(was_sent, takes_part))
