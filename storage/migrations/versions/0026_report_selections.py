"""Selections that people saved, who is sent them, and the files that are made of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_selections()
    _create_runs()


def _create_selections() -> None:
    op.create_table(
        "report_selections",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True, comment="null: the one that is being made"),
        sa.Column("name_key", sa.Text(), nullable=True, comment="by which two names are the same"),
        sa.Column(
            "filter",
            postgresql.JSONB(),
            nullable=False,
            comment="keys and ids, periods as they were said",
        ),
        sa.Column("every", sa.Text(), nullable=True, comment="how often it is sent by itself"),
        sa.Column(
            "file",
            sa.Text(),
            server_default="xlsx",
            nullable=False,
            comment="as what it is sent",
        ),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_change_marks(),
        sa.CheckConstraint(
            "(name is null) = (name_key is null)",
            name=op.f("ck_report_selections_name_has_a_key"),
        ),
        sa.CheckConstraint(
            "char_length(name) <= 40", name=op.f("ck_report_selections_name_is_short")
        ),
        sa.CheckConstraint(
            "every in ('day', 'week', 'month')", name=op.f("ck_report_selections_every")
        ),
        sa.CheckConstraint("file in ('xlsx', 'pdf')", name=op.f("ck_report_selections_file")),
        sa.CheckConstraint(
            "every is null or name is not null",
            name=op.f("ck_report_selections_sent_under_its_name"),
        ),
        sa.CheckConstraint(
            "next_at is null or every is not null",
            name=op.f("ck_report_selections_next_of_a_subscription"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_report_selections_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_selections")),
        comment="What people choose for their own lists of deals, and when they are sent it",
    )
    op.create_index(
        "uq_report_selections_name_key",
        "report_selections",
        ["person_id", "name_key"],
        unique=True,
        postgresql_where=sa.text("name is not null"),
    )
    op.create_index(
        "uq_report_selections_draft",
        "report_selections",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("name is null"),
    )
    op.create_index(
        "ix_report_selections_next_at",
        "report_selections",
        ["next_at"],
        postgresql_where=sa.text("next_at is not null"),
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON report_selections "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )


def _create_runs() -> None:
    op.create_table(
        "report_runs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "message_id", sa.BigInteger(), nullable=True, comment="where its progress is shown"
        ),
        sa.Column("report", sa.Text(), nullable=False, comment="key of the report"),
        sa.Column("filter", postgresql.JSONB(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True, comment="of the selection it was made by"),
        sa.Column("every", sa.Text(), nullable=True, comment="null: asked for by hand"),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column(
            "row_count",
            sa.Integer(),
            nullable=True,
            comment="how many rows are in it; null: not made yet",
        ),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        *_change_marks(),
        sa.CheckConstraint("file in ('xlsx', 'pdf')", name=op.f("ck_report_runs_file")),
        sa.CheckConstraint("every in ('day', 'week', 'month')", name=op.f("ck_report_runs_every")),
        sa.CheckConstraint(
            "status in ('waiting', 'done', 'empty', 'cancelled', 'failed')",
            name=op.f("ck_report_runs_status"),
        ),
        sa.CheckConstraint(
            "(status = 'waiting') = (finished_at is null)",
            name=op.f("ck_report_runs_finished_at_a_moment"),
        ),
        sa.CheckConstraint(
            "status <> 'done' or row_count is not null",
            name=op.f("ck_report_runs_done_with_its_rows"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_report_runs_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_runs")),
        comment="Files that are being made, and who was given which",
    )
    op.create_index(
        "uq_report_runs_waiting_person_id",
        "report_runs",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("status = 'waiting' and every is null and row_count is null"),
    )
    op.create_index(
        "ix_report_runs_waiting_created_at",
        "report_runs",
        ["created_at"],
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index("ix_report_runs_person_id", "report_runs", ["person_id"])
    # Leases and places of messages are no acts: what counts is who asked, and what became of it.
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OF status OR DELETE ON report_runs "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )


def _change_marks() -> tuple[sa.Column, ...]:
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


def downgrade() -> None:
    op.execute("DROP TRIGGER audit ON report_runs")
    op.drop_table("report_runs")
    op.execute("DROP TRIGGER audit ON report_selections")
    op.drop_table("report_selections")
