"""Briefs: what a template of tasks asks for, and what was answered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "tasks",
        sa.Column(
            "wants_approval",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="the template it was made by says so",
        ),
    )
    op.create_table(
        "task_briefs",
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, comment="of the template"),
        sa.Column(
            "name",
            postgresql.JSONB(),
            nullable=False,
            comment="the template's, by language, as it was",
        ),
        sa.Column(
            "fields",
            postgresql.JSONB(),
            nullable=False,
            comment="the template's questions, as they were",
        ),
        sa.Column(
            "answers",
            postgresql.JSONB(),
            nullable=False,
            comment="by the question's key; null: skipped",
        ),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_briefs_task_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_task_briefs")),
        comment="What was asked and answered before a task was given",
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON task_briefs "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('task_id')"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER audit ON task_briefs")
    op.drop_table("task_briefs")
    op.drop_column("tasks", "wants_approval")
