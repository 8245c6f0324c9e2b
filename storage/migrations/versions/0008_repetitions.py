"""Tasks that come again and again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "task_series",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("assigner_id", sa.BigInteger(), nullable=False),
        sa.Column("executor_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("estimate_minutes", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=True),
        sa.Column("deal_id", sa.BigInteger(), nullable=True),
        sa.Column("co_executor_ids", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("observer_ids", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column(
            "weekdays", postgresql.ARRAY(sa.SmallInteger()), nullable=False, comment="0 is Monday"
        ),
        sa.Column("month_day", sa.SmallInteger(), nullable=True, comment="-1 is the last"),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("wall_time", sa.Time(), nullable=True, comment="of deadlines, in the zone"),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column(
            "next_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when the next task appears",
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(cost is null) = (currency is null)", name=op.f("ck_task_series_cost_has_currency")
        ),
        sa.CheckConstraint(
            "(next_on is null) = (next_at is null) and (next_at is null) = (ended_at is not null)",
            name=op.f("ck_task_series_goes_on_or_has_ended"),
        ),
        sa.CheckConstraint(
            "priority in ('low', 'normal', 'high', 'urgent')", name=op.f("ck_task_series_priority")
        ),
        sa.CheckConstraint("step > 0", name=op.f("ck_task_series_step_is_some")),
        sa.CheckConstraint(
            "unit in ('day', 'working_day', 'week', 'month')", name=op.f("ck_task_series_unit")
        ),
        sa.ForeignKeyConstraint(
            ["assigner_id"], ["people.id"], name=op.f("fk_task_series_assigner_id")
        ),
        sa.ForeignKeyConstraint(
            ["executor_id"], ["people.id"], name=op.f("fk_task_series_executor_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_task_series_client_id")
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_task_series_deal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_series")),
        comment="Tasks that come again and again",
    )
    op.create_index("ix_task_series_next_at", "task_series", ["next_at"])
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON task_series "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )
    op.add_column(
        "tasks", sa.Column("series_id", sa.BigInteger(), nullable=True, comment="where it repeats")
    )
    op.create_foreign_key(
        op.f("fk_tasks_series_id"), "tasks", "task_series", ["series_id"], ["id"]
    )
    op.create_index(
        "ix_tasks_series_id",
        "tasks",
        ["series_id"],
        postgresql_where=sa.text("series_id is not null"),
    )


def downgrade() -> None:
    op.drop_index("ix_tasks_series_id", table_name="tasks")
    op.drop_constraint(op.f("fk_tasks_series_id"), "tasks", type_="foreignkey")
    op.drop_column("tasks", "series_id")
    op.execute("DROP TRIGGER audit ON task_series")
    op.drop_index("ix_task_series_next_at", table_name="task_series")
    op.drop_table("task_series")
