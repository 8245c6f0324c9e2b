"""Tasks: who does what for whom by when, with what was said, agreed and spent."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

AUDITED = {
    "tasks": "id",
    "task_people": "id",
    "task_dates": "id",
    "reminder_choices": "person_id",
}


def upgrade() -> None:
    op.create_table(
        "reminder_choices",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("in_the_morning", sa.Boolean(), nullable=False),
        sa.Column(
            "minutes_before",
            postgresql.ARRAY(sa.Integer()),
            nullable=False,
            comment="of deadlines with a time",
        ),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_reminder_choices_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminder_choices")),
        comment="How a person wants to be reminded of tasks; the rulebook says for the others",
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("assigner_id", sa.BigInteger(), nullable=False),
        sa.Column("executor_id", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False, comment="the executor's"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("has_time", sa.Boolean(), server_default="false", nullable=False),
        sa.Column(
            "agreed_deadline_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="by which it counts as on time: as agreed before it passed",
        ),
        sa.Column("estimate_minutes", sa.Integer(), nullable=True),
        sa.Column("estimate_frozen_minutes", sa.Integer(), nullable=True, comment="as work began"),
        sa.Column("cost", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), server_default="normal", nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=True),
        sa.Column("deal_id", sa.BigInteger(), nullable=True),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("approver_id", sa.BigInteger(), nullable=True, comment="while it waits"),
        sa.Column(
            "approval_reasons",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="of the rule",
        ),
        sa.Column(
            "approval_heads",
            postgresql.ARRAY(sa.BigInteger()),
            server_default="{}",
            nullable=False,
            comment="people who are asked one after another, the nearest first",
        ),
        sa.Column(
            "approval_ladder",
            postgresql.ARRAY(sa.DateTime(timezone=True)),
            server_default="{}",
            nullable=False,
            comment="moments in working time at which each one's turn ends",
        ),
        sa.Column("approval_step", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("approval_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approval_decided_by", sa.BigInteger(), nullable=True),
        sa.Column("approval_decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approval_verdict", sa.Text(), nullable=True),
        sa.Column("approval_words", sa.Text(), nullable=True, comment="why it was declined"),
        sa.Column("decline_reason", sa.Text(), nullable=True),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.Column("objected_by", sa.BigInteger(), nullable=True),
        sa.Column("objected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("returns", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "reminders",
            postgresql.ARRAY(sa.DateTime(timezone=True)),
            server_default="{}",
            nullable=False,
        ),
        sa.Column(
            "reminders_to",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="owner, lead or manager, per moment; the owner is the executor",
        ),
        sa.Column("reminders_done", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_reminder_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(approval_expires_at is not null) = (state = 'waiting_approval')",
            name=op.f("ck_tasks_approval_ends_some_time"),
        ),
        sa.CheckConstraint(
            "(rating is not null) = (state = 'closed' and assigner_id <> executor_id)",
            name=op.f("ck_tasks_closed_with_a_thumb"),
        ),
        sa.CheckConstraint(
            "(state = 'waiting_approval') = (approver_id is not null)",
            name=op.f("ck_tasks_approver_while_it_waits"),
        ),
        sa.CheckConstraint(
            "(state in ('closed', 'cancelled')) = (closed_at is not null)",
            name=op.f("ck_tasks_closed_at_a_moment"),
        ),
        sa.CheckConstraint(
            "approval_verdict in ('approved', 'declined')", name=op.f("ck_tasks_approval_verdict")
        ),
        sa.CheckConstraint(
            "deadline_at is not null or state in ('draft', 'cancelled')",
            name=op.f("ck_tasks_given_with_a_deadline"),
        ),
        sa.CheckConstraint(
            "next_reminder_at is null or state in ('given', 'accepted', 'in_work', 'returned')",
            name=op.f("ck_tasks_reminds_while_it_is_to_do"),
        ),
        sa.CheckConstraint(
            "objection is null or state in ('given', 'accepted', 'in_work', 'returned')",
            name=op.f("ck_tasks_objection_stops_work"),
        ),
        sa.CheckConstraint(
            "priority in ('low', 'normal', 'high', 'urgent')", name=op.f("ck_tasks_priority")
        ),
        sa.CheckConstraint("rating in ('up', 'down')", name=op.f("ck_tasks_rating")),
        sa.CheckConstraint(
            "state <> 'declined' or decline_reason is not null", name=op.f("ck_tasks_declined_why")
        ),
        sa.CheckConstraint(
            "state <> 'in_work' or started_at is not null", name=op.f("ck_tasks_begun_at_a_moment")
        ),
        sa.CheckConstraint(
            "state in ('draft', 'waiting_approval', 'cancelled') or given_at is not null",
            name=op.f("ck_tasks_given_at_a_moment"),
        ),
        sa.CheckConstraint(
            "state in ('draft', 'waiting_approval', 'given', 'accepted', 'declined', 'in_work', 'done', 'accepted_result', 'returned', 'closed', 'cancelled')",
            name=op.f("ck_tasks_state"),
        ),
        sa.CheckConstraint(
            "state not in ('done', 'accepted_result', 'closed') or done_at is not null",
            name=op.f("ck_tasks_done_at_a_moment"),
        ),
        sa.CheckConstraint(
            "(approval_decided_by is null) = (approval_decided_at is null) and (approval_decided_by is null) = (approval_verdict is null)",
            name=op.f("ck_tasks_approval_is_decided_whole"),
        ),
        sa.CheckConstraint(
            "(cost is null) = (currency is null)", name=op.f("ck_tasks_cost_has_currency")
        ),
        sa.CheckConstraint(
            "(deadline_at is null) = (agreed_deadline_at is null)",
            name=op.f("ck_tasks_deadline_is_agreed"),
        ),
        sa.CheckConstraint(
            "(objection is null) = (objected_by is null) and (objection is null) = (objected_at is null)",
            name=op.f("ck_tasks_objection_is_somebody_s"),
        ),
        sa.CheckConstraint(
            "approval_decided_by <> assigner_id", name=op.f("ck_tasks_nobody_approved_their_own")
        ),
        sa.CheckConstraint(
            "approver_id <> assigner_id", name=op.f("ck_tasks_nobody_approves_their_own")
        ),
        sa.CheckConstraint(
            "cardinality(approval_heads) = cardinality(approval_ladder)",
            name=op.f("ck_tasks_approval_is_addressed"),
        ),
        sa.CheckConstraint(
            "cardinality(reminders) = cardinality(reminders_to)",
            name=op.f("ck_tasks_reminders_are_addressed"),
        ),
        sa.CheckConstraint("estimate_minutes > 0", name=op.f("ck_tasks_estimate_is_some")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_tasks_not_own_parent")),
        sa.ForeignKeyConstraint(
            ["approval_decided_by"], ["people.id"], name=op.f("fk_tasks_approval_decided_by")
        ),
        sa.ForeignKeyConstraint(["approver_id"], ["people.id"], name=op.f("fk_tasks_approver_id")),
        sa.ForeignKeyConstraint(["assigner_id"], ["people.id"], name=op.f("fk_tasks_assigner_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_tasks_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_tasks_client_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_tasks_deal_id")),
        sa.ForeignKeyConstraint(["executor_id"], ["people.id"], name=op.f("fk_tasks_executor_id")),
        sa.ForeignKeyConstraint(["objected_by"], ["people.id"], name=op.f("fk_tasks_objected_by")),
        sa.ForeignKeyConstraint(["parent_id"], ["tasks.id"], name=op.f("fk_tasks_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index("ix_tasks_assigner_id_state", "tasks", ["assigner_id", "state"], unique=False)
    op.create_index("ix_tasks_branch_id", "tasks", ["branch_id"], unique=False)
    op.create_index(
        "ix_tasks_client_id",
        "tasks",
        ["client_id"],
        unique=False,
        postgresql_where=sa.text("client_id is not null"),
    )
    op.create_index(
        "ix_tasks_deal_id",
        "tasks",
        ["deal_id"],
        unique=False,
        postgresql_where=sa.text("deal_id is not null"),
    )
    op.create_index("ix_tasks_executor_id_state", "tasks", ["executor_id", "state"], unique=False)
    op.create_index(
        "ix_tasks_objected_assigner_id",
        "tasks",
        ["assigner_id", "objected_at"],
        unique=False,
        postgresql_where=sa.text("objection is not null"),
    )
    op.create_index(
        "ix_tasks_parent_id",
        "tasks",
        ["parent_id"],
        unique=False,
        postgresql_where=sa.text("parent_id is not null"),
    )
    op.create_index(
        "ix_tasks_waiting_approval_expires_at",
        "tasks",
        ["approval_expires_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting_approval'"),
    )
    op.create_index(
        "ix_tasks_waiting_approver_id",
        "tasks",
        ["approver_id", "state_since"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting_approval'"),
    )
    op.create_index(
        "ix_tasks_waiting_assigner_id",
        "tasks",
        ["assigner_id", "state_since"],
        unique=False,
        postgresql_where=sa.text("state in ('done', 'declined', 'accepted_result')"),
    )
    op.create_index(
        "ix_tasks_working_executor_id_deadline_at",
        "tasks",
        ["executor_id", "deadline_at"],
        unique=False,
        postgresql_include=["estimate_minutes"],
        postgresql_where=sa.text("state in ('given', 'accepted', 'in_work', 'returned')"),
    )
    op.create_index(
        "ix_tasks_working_next_reminder_at",
        "tasks",
        ["next_reminder_at"],
        unique=False,
        postgresql_where=sa.text("state in ('given', 'accepted', 'in_work', 'returned')"),
    )
    op.create_table(
        "task_comments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Text(), nullable=True, comment="Telegram keeps the file"),
        sa.Column("file_kind", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "file_kind in ('photo', 'document', 'voice', 'video', 'audio', 'video_note')",
            name=op.f("ck_task_comments_file_kind"),
        ),
        sa.CheckConstraint(
            "(file_id is null) = (file_kind is null)", name=op.f("ck_task_comments_file_has_a_kind")
        ),
        sa.CheckConstraint(
            "text is not null or file_id is not null", name=op.f("ck_task_comments_says_something")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_task_comments_author_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_comments_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_comments")),
        comment="Append-only: what was said in a task",
    )
    op.create_index(
        "ix_task_comments_task_id_at", "task_comments", ["task_id", "at", "id"], unique=False
    )
    op.create_table(
        "task_dates",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("has_time", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), server_default="open", nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "counts", sa.Boolean(), nullable=True, comment="agreed before the deadline passed"
        ),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(status = 'agreed') = (counts is not null)",
            name=op.f("ck_task_dates_agreed_counts_or_not"),
        ),
        sa.CheckConstraint(
            "(status = 'open') = (decided_at is null)",
            name=op.f("ck_task_dates_decided_at_a_moment"),
        ),
        sa.CheckConstraint(
            "status in ('open', 'agreed', 'refused', 'withdrawn')",
            name=op.f("ck_task_dates_status"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_task_dates_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["people.id"], name=op.f("fk_task_dates_proposed_by")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_dates_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_dates")),
        comment="New dates that were asked for, and the answers",
    )
    op.create_index("ix_task_dates_task_id", "task_dates", ["task_id"], unique=False)
    op.create_index(
        "uq_task_dates_open_task_id",
        "task_dates",
        ["task_id"],
        unique=True,
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "task_people",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "is_by_rule",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="the executor's boss, who observes what comes from elsewhere",
        ),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("kind in ('co_executor', 'observer')", name=op.f("ck_task_people_kind")),
        sa.CheckConstraint(
            "not is_by_rule or kind = 'observer'", name=op.f("ck_task_people_rule_makes_observers")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_task_people_person_id")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_people_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_people")),
        comment="Who takes part besides the assigner and the executor",
    )
    op.create_index(
        "ix_task_people_person_id", "task_people", ["person_id", "kind", "task_id"], unique=False
    )
    op.create_index(
        "uq_task_people_task_id_person_id", "task_people", ["task_id", "person_id"], unique=True
    )
    op.create_table(
        "task_time",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_task_time_minutes_are_some")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_task_time_person_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_task_time_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_time")),
        comment="Append-only: the time that was spent on a task",
    )
    op.create_index(
        "ix_task_time_task_id",
        "task_time",
        ["task_id"],
        unique=False,
        postgresql_include=["minutes"],
    )
    op.add_column("timeline", sa.Column("task_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_timeline_task_id_at",
        "timeline",
        ["task_id", "at", "id"],
        unique=False,
        postgresql_where=sa.text("task_id is not null"),
    )
    op.create_foreign_key(op.f("fk_timeline_task_id"), "timeline", "tasks", ["task_id"], ["id"])
    op.create_table_comment(
        "timeline",
        "Append-only: everything that happened with a client, a deal or a task",
        existing_comment="Append-only: everything that happened with a client or a deal",
        schema=None,
    )
    for table, key in AUDITED.items():
        op.execute(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION audit_row('{key}')"
        )


def downgrade() -> None:
    for table in AUDITED:
        op.execute(f"DROP TRIGGER audit ON {table}")
    op.create_table_comment(
        "timeline",
        "Append-only: everything that happened with a client or a deal",
        existing_comment="Append-only: everything that happened with a client, a deal or a task",
        schema=None,
    )
    op.drop_constraint(op.f("fk_timeline_task_id"), "timeline", type_="foreignkey")
    op.drop_index(
        "ix_timeline_task_id_at",
        table_name="timeline",
        postgresql_where=sa.text("task_id is not null"),
    )
    op.drop_column("timeline", "task_id")
    op.drop_index("ix_task_time_task_id", table_name="task_time", postgresql_include=["minutes"])
    op.drop_table("task_time")
    op.drop_index("uq_task_people_task_id_person_id", table_name="task_people")
    op.drop_index("ix_task_people_person_id", table_name="task_people")
    op.drop_table("task_people")
    op.drop_index(
        "uq_task_dates_open_task_id",
        table_name="task_dates",
        postgresql_where=sa.text("status = 'open'"),
    )
    op.drop_index("ix_task_dates_task_id", table_name="task_dates")
    op.drop_table("task_dates")
    op.drop_index("ix_task_comments_task_id_at", table_name="task_comments")
    op.drop_table("task_comments")
    op.drop_index(
        "ix_tasks_working_next_reminder_at",
        table_name="tasks",
        postgresql_where=sa.text("state in ('given', 'accepted', 'in_work', 'returned')"),
    )
    op.drop_index(
        "ix_tasks_working_executor_id_deadline_at",
        table_name="tasks",
        postgresql_include=["estimate_minutes"],
        postgresql_where=sa.text("state in ('given', 'accepted', 'in_work', 'returned')"),
    )
    op.drop_index(
        "ix_tasks_waiting_assigner_id",
        table_name="tasks",
        postgresql_where=sa.text("state in ('done', 'declined', 'accepted_result')"),
    )
    op.drop_index(
        "ix_tasks_waiting_approver_id",
        table_name="tasks",
        postgresql_where=sa.text("state = 'waiting_approval'"),
    )
    op.drop_index(
        "ix_tasks_waiting_approval_expires_at",
        table_name="tasks",
        postgresql_where=sa.text("state = 'waiting_approval'"),
    )
    op.drop_index(
        "ix_tasks_parent_id", table_name="tasks", postgresql_where=sa.text("parent_id is not null")
    )
    op.drop_index(
        "ix_tasks_objected_assigner_id",
        table_name="tasks",
        postgresql_where=sa.text("objection is not null"),
    )
    op.drop_index("ix_tasks_executor_id_state", table_name="tasks")
    op.drop_index(
        "ix_tasks_deal_id", table_name="tasks", postgresql_where=sa.text("deal_id is not null")
    )
    op.drop_index(
        "ix_tasks_client_id", table_name="tasks", postgresql_where=sa.text("client_id is not null")
    )
    op.drop_index("ix_tasks_branch_id", table_name="tasks")
    op.drop_index("ix_tasks_assigner_id_state", table_name="tasks")
    op.drop_table("tasks")
    op.drop_table("reminder_choices")
