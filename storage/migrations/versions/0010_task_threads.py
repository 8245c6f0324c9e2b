"""The discussion of a task: where each thing was said, time taken back, and older cards."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task_comments", sa.Column("file_name", sa.Text(), nullable=True))
    op.add_column(
        "task_comments",
        sa.Column(
            "chat_id",
            sa.BigInteger(),
            nullable=True,
            comment="of the message in which it was said",
        ),
    )
    op.add_column("task_comments", sa.Column("message_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "task_comments", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_index(
        "ix_task_comments_files_task_id_at",
        "task_comments",
        ["task_id", "at", "id"],
        postgresql_where=sa.text("file_id is not null"),
    )
    op.create_index(
        "uq_task_comments_chat_id_message_id",
        "task_comments",
        ["chat_id", "message_id"],
        unique=True,
        postgresql_where=sa.text("message_id is not null"),
    )
    op.create_table_comment(
        "task_comments",
        "What was said in a task; its author may word it anew",
        existing_comment="Append-only: what was said in a task",
    )
    op.add_column("task_time", sa.Column("undoes_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_task_time_undoes_id"), "task_time", "task_time", ["undoes_id"], ["id"]
    )
    op.create_index(
        "uq_task_time_undoes_id",
        "task_time",
        ["undoes_id"],
        unique=True,
        postgresql_where=sa.text("undoes_id is not null"),
    )
    op.drop_constraint(op.f("ck_task_time_minutes_are_some"), "task_time")
    op.create_check_constraint(op.f("ck_task_time_minutes_are_some"), "task_time", "minutes <> 0")
    op.create_table_comment(
        "task_time",
        "Append-only: the time that was spent on a task, below zero what was taken back",
        existing_comment="Append-only: the time that was spent on a task",
    )
    op.create_table(
        "matter_messages",
        sa.Column("chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("matter_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_matter_messages")),
        comment="The last messages about a matter that are not its card (any more)",
    )
    op.create_index(
        "ix_matter_messages_chat_id_matter_matter_id_at",
        "matter_messages",
        ["chat_id", "matter", "matter_id", "at"],
    )


def downgrade() -> None:
    op.drop_table("matter_messages")
    op.execute("DELETE FROM task_time WHERE undoes_id IS NOT NULL OR minutes < 0")
    op.create_table_comment(
        "task_time",
        "Append-only: the time that was spent on a task",
        existing_comment=(
            "Append-only: the time that was spent on a task, below zero what was taken back"
        ),
    )
    op.drop_constraint(op.f("ck_task_time_minutes_are_some"), "task_time")
    op.create_check_constraint(op.f("ck_task_time_minutes_are_some"), "task_time", "minutes > 0")
    op.drop_column("task_time", "undoes_id")
    op.create_table_comment(
        "task_comments",
        "Append-only: what was said in a task",
        existing_comment="What was said in a task; its author may word it anew",
    )
    for column in ("edited_at", "message_id", "chat_id", "file_name"):
        op.drop_column("task_comments", column)
