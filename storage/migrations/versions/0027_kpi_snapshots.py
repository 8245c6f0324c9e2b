"""Figures of closed periods, as they were; and since when a task's result is accepted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

# An accepted result is not returned any more, so the first moment stays.
NOTE_RESULT_ACCEPTED = """
CREATE FUNCTION note_result_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.result_accepted_at := CASE
        WHEN NEW.state IN ('accepted_result', 'closed')
        THEN coalesce(NEW.result_accepted_at, NEW.state_since) END;
    RETURN NEW;
END $$
"""
NOTE_LEAVING = """
CREATE FUNCTION note_leaving() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.left_at := CASE WHEN NOT NEW.is_active THEN coalesce(NEW.left_at, NEW.changed_at) END;
    RETURN NEW;
END $$
"""
KEEP_AS_IT_WAS = """
CREATE FUNCTION keep_as_it_was() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
"""

FILL_RESULT_ACCEPTED = """
UPDATE tasks
   SET result_accepted_at = coalesce(
           (SELECT min(timeline.at) FROM timeline
             WHERE timeline.task_id = tasks.id AND timeline.kind = 'task_result_accepted'),
           tasks.state_since)
 WHERE state IN ('accepted_result', 'closed')
"""
FILL_LEFT = """
UPDATE people
   SET left_at = coalesce(
           (SELECT max(audit.at) FROM audit
             WHERE audit.subject = 'people' AND audit.subject_id = people.id
               AND audit.act = 'update' AND audit.after ->> 'is_active' = 'false'),
           people.changed_at)
 WHERE NOT is_active
"""


def upgrade() -> None:
    op.add_column(
        "tasks",
        sa.Column(
            "result_accepted_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="of one's own task when it was done; a trigger writes it",
        ),
    )
    op.add_column(
        "people",
        sa.Column(
            "left_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="since when they are not active; a trigger writes it",
        ),
    )
    for table, fill in (("tasks", FILL_RESULT_ACCEPTED), ("people", FILL_LEFT)):
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit")
        op.execute(fill)
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER audit")
    for function in (NOTE_RESULT_ACCEPTED, NOTE_LEAVING, KEEP_AS_IT_WAS):
        op.execute(function)
    op.execute(
        "CREATE TRIGGER note_result_accepted BEFORE INSERT OR UPDATE OF state ON tasks "
        "FOR EACH ROW EXECUTE FUNCTION note_result_accepted()"
    )
    op.execute(
        "CREATE TRIGGER note_leaving BEFORE INSERT OR UPDATE OF is_active ON people "
        "FOR EACH ROW EXECUTE FUNCTION note_leaving()"
    )
    _create_task_indexes()
    _create_snapshots()


def downgrade() -> None:
    op.drop_table("kpi_snapshots")
    op.drop_table("kpi_closings")
    for name in ("rated_closed_at", "result_accepted_at", "agreed_deadline_at"):
        op.drop_index(f"ix_tasks_{name}", table_name="tasks")
    op.execute("DROP TRIGGER note_leaving ON people")
    op.execute("DROP TRIGGER note_result_accepted ON tasks")
    for function in ("keep_as_it_was", "note_leaving", "note_result_accepted"):
        op.execute(f"DROP FUNCTION {function}()")
    op.drop_column("people", "left_at")
    op.drop_column("tasks", "result_accepted_at")


def _create_task_indexes() -> None:
    op.create_index(
        "ix_tasks_agreed_deadline_at",
        "tasks",
        ["agreed_deadline_at"],
        postgresql_include=["executor_id", "assigner_id", "done_at", "state"],
        postgresql_where=sa.text("state not in ('draft', 'waiting_approval')"),
    )
    op.create_index(
        "ix_tasks_result_accepted_at",
        "tasks",
        ["result_accepted_at"],
        postgresql_include=["executor_id", "assigner_id", "estimate_frozen_minutes", "state"],
        postgresql_where=sa.text("result_accepted_at is not null"),
    )
    op.create_index(
        "ix_tasks_rated_closed_at",
        "tasks",
        ["closed_at"],
        postgresql_include=["executor_id", "rating"],
        postgresql_where=sa.text("rating is not null"),
    )


def _create_snapshots() -> None:
    op.create_table(
        "kpi_closings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rulebook_version", sa.Integer(), nullable=False, comment="by which it was"),
        sa.CheckConstraint("period in ('month', 'quarter')", name=op.f("ck_kpi_closings_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_closings")),
        comment="Append-only: periods whose figures are kept as they were",
    )
    op.create_index(
        "uq_kpi_closings_period_starts_on", "kpi_closings", ["period", "starts_on"], unique=True
    )
    op.create_table(
        "kpi_snapshots",
        sa.Column("closing_id", sa.BigInteger(), nullable=False),
        sa.Column("whose_kind", sa.Text(), nullable=False),
        sa.Column("whose_id", sa.BigInteger(), nullable=False, comment="0 of the company"),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False, comment="a stage's key, where it is of one"),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("numerator", sa.Numeric(), nullable=False),
        sa.Column("denominator", sa.Numeric(), nullable=True),
        sa.Column("items", sa.Integer(), nullable=True),
        sa.Column("left_out", postgresql.JSONB(), nullable=False, comment="why to how many"),
        sa.CheckConstraint(
            "whose_kind in ('person', 'team', 'department', 'branch', 'company')",
            name=op.f("ck_kpi_snapshots_whose_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["closing_id"], ["kpi_closings.id"], name=op.f("fk_kpi_snapshots_closing_id")
        ),
        sa.PrimaryKeyConstraint(
            "closing_id",
            "whose_kind",
            "whose_id",
            "measure",
            "of",
            name=op.f("pk_kpi_snapshots"),
        ),
        comment="Append-only: figures of closed periods, as they were when it was closed",
    )
    for table in ("kpi_closings", "kpi_snapshots"):
        op.execute(
            f"CREATE TRIGGER keep_as_it_was BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION keep_as_it_was()"
        )
