"""What a task was made of: the line that somebody wrote."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "tasks",
        sa.Column(
            "said", sa.Text(), nullable=True, comment="the line of a draft, as it was written"
        ),
    )
    op.add_column(
        "tasks",
        sa.Column(
            "settled",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="what was answered or changed after the line was read",
        ),
    )
    op.create_index(
        "ix_tasks_draft_changed_at",
        "tasks",
        ["changed_at"],
        unique=False,
        postgresql_where=sa.text("state = 'draft'"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_tasks_draft_changed_at",
        table_name="tasks",
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.drop_column("tasks", "settled")
    op.drop_column("tasks", "said")
