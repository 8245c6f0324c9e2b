"""Rows of projects to domain values."""

from typing import Any

from domain.org.model import BranchId, PersonId
from domain.projects.model import Project, ProjectId, ProjectState


def to_project(row: Any) -> Project:
    return Project(
        id=ProjectId(row.id),
        name=row.name,
        goals=row.goals,
        leader_id=PersonId(row.leader_id),
        branch_id=BranchId(row.branch_id),
        state=ProjectState(row.state),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        template=row.template,
        rulebook_version=row.rulebook_version,
        created_at=row.created_at,
        closed_at=row.closed_at,
        version=row.version,
        fixed_on=row.fixed_on,
    )
