from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from storage.tables.base import change_marks, identity, metadata, moment

projects = Table(
    "projects",
    metadata,
    identity(),
    Column("name", Text, nullable=False),
    Column("goals", Text, nullable=True),
    Column("leader_id", ForeignKey("people.id"), nullable=False),
    Column("branch_id", ForeignKey("branches.id"), nullable=False, comment="the leader's"),
    Column("state", Text, nullable=False, server_default="active"),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("template", Text, nullable=True, comment="key in the rulebook of that version"),
    Column("rulebook_version", Integer, nullable=False, comment="as it was begun"),
    Column("form_key", Text, nullable=True, comment="of the form it was begun in: it begins once"),
    moment("created_at"),
    moment("closed_at", nullable=True),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("state in ('active', 'accepted', 'cancelled')", name="state"),
    CheckConstraint("starts_on <= ends_on", name="ends_after_it_starts"),
    CheckConstraint("(state = 'active') = (closed_at is null)", name="closed_at_a_moment"),
    Index(
        "uq_projects_form_key",
        "form_key",
        unique=True,
        postgresql_where=text("form_key is not null"),
    ),
    Index("ix_projects_leader_id", "leader_id"),
    Index("ix_projects_branch_id", "branch_id"),
    comment="Tasks that belong together, with somebody who leads and accepts them",
)

project_people = Table(
    "project_people",
    metadata,
    identity(),
    Column("project_id", ForeignKey("projects.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("role", Text, nullable=True, comment="key in the project's template"),
    *change_marks(),
    Index(
        "uq_project_people_project_id_role",
        "project_id",
        "role",
        unique=True,
        postgresql_where=text("role is not null"),
    ),
    Index(
        "uq_project_people_project_id_person_id",
        "project_id",
        "person_id",
        unique=True,
        postgresql_where=text("role is null"),
    ),
    Index("ix_project_people_person_id", "person_id", "project_id"),
    comment="The team; one person a role, besides those who came with a task",
)

task_dependencies = Table(
    "task_dependencies",
    metadata,
    identity(),
    Column("task_id", ForeignKey("tasks.id"), nullable=False),
    Column("waits_for_id", ForeignKey("tasks.id"), nullable=False),
    *change_marks(),
    CheckConstraint("task_id <> waits_for_id", name="waits_for_another"),
    Index("uq_task_dependencies_task_id_waits_for_id", "task_id", "waits_for_id", unique=True),
    Index("ix_task_dependencies_waits_for_id", "waits_for_id"),
    comment="Which task begins only after which; both of one project, and never in a ring",
)
