"""A project's topic in a group, and the cards that stand there."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "project_topics",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("group_title", sa.Text(), nullable=False),
        sa.Column("linked_by", sa.BigInteger(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_topics_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["linked_by"], ["people.id"], name=op.f("fk_project_topics_linked_by")
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_project_topics")),
        comment="Where in a group the tasks of a project stand as cards",
    )
    op.create_index(
        "uq_project_topics_chat_id_thread_id",
        "project_topics",
        ["chat_id", "thread_id"],
        unique=True,
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON project_topics "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('project_id')"
    )
    op.create_table(
        "topic_cards",
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("shown_version", sa.Integer(), nullable=True, comment="of the task"),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_topic_cards_task_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_topic_cards")),
        comment="What the cards in topics show; outdated where the task is at another version",
    )
    op.create_index("ix_topic_cards_message_id", "topic_cards", ["message_id"])


def downgrade() -> None:
    op.drop_index("ix_topic_cards_message_id", table_name="topic_cards")
    op.drop_table("topic_cards")
    op.execute("DROP TRIGGER audit ON project_topics")
    op.drop_index("uq_project_topics_chat_id_thread_id", table_name="project_topics")
    op.drop_table("project_topics")
