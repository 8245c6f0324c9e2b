"""Projects: tasks that belong together, their team, and what waits for what."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

AUDITED = ("projects", "project_people", "task_dependencies")


def change_marks() -> tuple[sa.Column, ...]:
    return (
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )


def upgrade() -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=True),
        sa.Column("leader_id", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False, comment="the leader's"),
        sa.Column("state", sa.Text(), server_default="active", nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "fixed_on", sa.Date(), nullable=True, comment="the event's day, which does not move"
        ),
        sa.Column(
            "template", sa.Text(), nullable=True, comment="key in the rulebook of that version"
        ),
        sa.Column("rulebook_version", sa.Integer(), nullable=False, comment="as it was begun"),
        sa.Column(
            "form_key",
            sa.Text(),
            nullable=True,
            comment="of the form it was begun in: it begins once",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *change_marks(),
        sa.CheckConstraint(
            "state in ('active', 'accepted', 'cancelled')", name=op.f("ck_projects_state")
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_projects_ends_after_it_starts")),
        sa.CheckConstraint(
            "(state = 'active') = (closed_at is null)",
            name=op.f("ck_projects_closed_at_a_moment"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_projects_branch_id")),
        sa.ForeignKeyConstraint(["leader_id"], ["people.id"], name=op.f("fk_projects_leader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        comment="Tasks that belong together, with somebody who leads and accepts them",
    )
    op.create_index("ix_projects_branch_id", "projects", ["branch_id"])
    op.create_index("ix_projects_leader_id", "projects", ["leader_id"])
    op.create_index(
        "uq_projects_form_key",
        "projects",
        ["form_key"],
        unique=True,
        postgresql_where=sa.text("form_key is not null"),
    )
    op.create_table(
        "project_people",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True, comment="key in the project's template"),
        *change_marks(),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_project_people_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_people_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_people")),
        comment="The team; one person a role, besides those who came with a task",
    )
    op.create_index("ix_project_people_person_id", "project_people", ["person_id", "project_id"])
    op.create_index(
        "uq_project_people_project_id_role",
        "project_people",
        ["project_id", "role"],
        unique=True,
        postgresql_where=sa.text("role is not null"),
    )
    op.create_index(
        "uq_project_people_project_id_person_id",
        "project_people",
        ["project_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("role is null"),
    )
    op.create_table(
        "task_dependencies",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("waits_for_id", sa.BigInteger(), nullable=False),
        *change_marks(),
        sa.CheckConstraint(
            "task_id <> waits_for_id", name=op.f("ck_task_dependencies_waits_for_another")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_task_dependencies_task_id")
        ),
        sa.ForeignKeyConstraint(
            ["waits_for_id"], ["tasks.id"], name=op.f("fk_task_dependencies_waits_for_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_dependencies")),
        comment="Which task begins only after which; both of one project, and never in a ring",
    )
    op.create_index("ix_task_dependencies_waits_for_id", "task_dependencies", ["waits_for_id"])
    op.create_index(
        "uq_task_dependencies_task_id_waits_for_id",
        "task_dependencies",
        ["task_id", "waits_for_id"],
        unique=True,
    )
    op.add_column("tasks", sa.Column("project_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "tasks",
        sa.Column("starts_on", sa.Date(), nullable=True, comment="planned, of a task in a project"),
    )
    op.add_column(
        "tasks",
        sa.Column("is_milestone", sa.Boolean(), server_default="false", nullable=False),
    )
    op.create_foreign_key(op.f("fk_tasks_project_id"), "tasks", "projects", ["project_id"], ["id"])
    op.create_index(
        "ix_tasks_project_id",
        "tasks",
        ["project_id"],
        postgresql_where=sa.text("project_id is not null"),
    )
    for table in AUDITED:
        op.execute(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
        )


def downgrade() -> None:
    for table in AUDITED:
        op.execute(f"DROP TRIGGER audit ON {table}")
    op.drop_index("ix_tasks_project_id", table_name="tasks")
    op.drop_constraint(op.f("fk_tasks_project_id"), "tasks", type_="foreignkey")
    for column in ("is_milestone", "starts_on", "project_id"):
        op.drop_column("tasks", column)
    for table in reversed(AUDITED):
        op.drop_table(table)
