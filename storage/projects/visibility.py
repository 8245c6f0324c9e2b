"""Who sees a project, as one SQL predicate: its leader, its team, who takes part in a task of it,
and whoever sees the leader's records by the one visibility rule. docs/projects.md says it in words.
"""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, any_, exists, literal, or_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.elements import CollectionAggregate

from domain.tasks.visibility import Viewer
from storage.org.visibility import visible
from storage.tables import project_people, projects, task_people, tasks


def takes_part(viewer: Viewer) -> ColumnElement[bool]:
    """Leads it, is in its team, or takes part in one of its tasks."""
    me = any_(literal(sorted(viewer.ids), ARRAY(BigInteger)))
    return or_(
        projects.c.leader_id == me,
        exists()
        .where(project_people.c.project_id == projects.c.id, project_people.c.person_id == me)
        .correlate(projects),
        exists()
        .where(
            tasks.c.project_id == projects.c.id,
            or_(tasks.c.executor_id == me, tasks.c.assigner_id == me, _joined(me)),
            tasks.c.state.not_in(["draft", "waiting_approval", "cancelled"]),
        )
        .correlate(projects),
    )


def _joined(me: CollectionAggregate[Any]) -> ColumnElement[bool]:
    """Helps with the task or observes it."""
    return (
        exists()
        .where(task_people.c.task_id == tasks.c.id, task_people.c.person_id == me)
        .correlate(tasks)
    )


def led_within(viewer: Viewer) -> ColumnElement[bool]:
    """The leader's records lie inside what the viewer sees."""
    return visible(viewer.scope, owner=projects.c.leader_id, branch=projects.c.branch_id)


def project_visible(viewer: Viewer) -> ColumnElement[bool]:
    return or_(takes_part(viewer), led_within(viewer))
