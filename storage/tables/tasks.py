from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from storage.tables.base import change_marks, identity, metadata, moment

WORKING = "state in ('given', 'accepted', 'in_work', 'returned')"
"""The states in which somebody has the task to do; open tasks are found by this very text."""

OPEN = "state not in ('draft', 'closed', 'cancelled')"
"""The states of a task that was sent and is not over."""

tasks = Table(
    "tasks",
    metadata,
    identity(),
    Column("title", Text, nullable=False),
    Column(
        "title_key",
        Text,
        nullable=False,
        server_default="",
        comment="search_key(title): folded to Latin",
    ),
    Column("details", Text, nullable=True),
    Column("assigner_id", ForeignKey("people.id"), nullable=False),
    Column("executor_id", ForeignKey("people.id"), nullable=False),
    Column("branch_id", ForeignKey("branches.id"), nullable=False, comment="the executor's"),
    Column("state", Text, nullable=False),
    moment("state_since"),
    moment("deadline_at", nullable=True),
    Column("has_time", Boolean, nullable=False, server_default="false"),
    Column(
        "agreed_deadline_at",
        DateTime(timezone=True),
        nullable=True,
        comment="by which it counts as on time: as agreed before it passed",
    ),
    Column("estimate_minutes", Integer, nullable=True),
    Column("estimate_frozen_minutes", Integer, nullable=True, comment="as work began"),
    Column("cost", Numeric, nullable=True),
    Column("currency", Text, nullable=True),
    Column("priority", Text, nullable=False, server_default="normal"),
    Column("client_id", ForeignKey("clients.id"), nullable=True),
    Column("deal_id", ForeignKey("deals.id"), nullable=True),
    Column("parent_id", ForeignKey("tasks.id"), nullable=True),
    Column("project_id", ForeignKey("projects.id"), nullable=True),
    Column("starts_on", Date, nullable=True, comment="planned, of a task in a project"),
    Column("is_milestone", Boolean, nullable=False, server_default="false"),
    Column("series_id", ForeignKey("task_series.id"), nullable=True, comment="where it repeats"),
    Column("approver_id", ForeignKey("people.id"), nullable=True, comment="while it waits"),
    Column(
        "approval_reasons", ARRAY(Text), nullable=False, server_default="{}", comment="of the rule"
    ),
    Column(
        "wants_approval",
        Boolean,
        nullable=False,
        server_default="false",
        comment="the template it was made by says so",
    ),
    Column(
        "approval_heads",
        ARRAY(BigInteger),
        nullable=False,
        server_default="{}",
        comment="people who are asked one after another, the nearest first",
    ),
    Column(
        "approval_ladder",
        ARRAY(DateTime(timezone=True)),
        nullable=False,
        server_default="{}",
        comment="moments in working time at which each one's turn ends",
    ),
    Column("approval_step", SmallInteger, nullable=False, server_default="0"),
    moment("approval_expires_at", nullable=True),
    Column("approval_decided_by", ForeignKey("people.id"), nullable=True),
    moment("approval_decided_at", nullable=True),
    Column("approval_verdict", Text, nullable=True),
    Column("approval_words", Text, nullable=True, comment="why it was declined"),
    Column("decline_reason", Text, nullable=True),
    Column("objection", Text, nullable=True),
    Column("objected_by", ForeignKey("people.id"), nullable=True),
    moment("objected_at", nullable=True),
    Column("result", Text, nullable=True),
    Column("rating", Text, nullable=True),
    Column("returns", SmallInteger, nullable=False, server_default="0"),
    moment("created_at"),
    moment("given_at", nullable=True),
    moment("started_at", nullable=True),
    moment("done_at", nullable=True),
    moment("closed_at", nullable=True),
    Column(
        "result_accepted_at",
        DateTime(timezone=True),
        nullable=True,
        comment="of one's own task when it was done; a trigger writes it",
    ),
    Column("reminders", ARRAY(DateTime(timezone=True)), nullable=False, server_default="{}"),
    Column(
        "reminders_to",
        ARRAY(Text),
        nullable=False,
        server_default="{}",
        comment="owner, lead or manager, per moment; the owner is the executor",
    ),
    Column("reminders_done", SmallInteger, nullable=False, server_default="0"),
    moment("next_reminder_at", nullable=True),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("said", Text, nullable=True, comment="the line of a draft, as it was written"),
    Column(
        "settled",
        ARRAY(Text),
        nullable=False,
        server_default="{}",
        comment="what was answered or changed after the line was read",
    ),
    *change_marks(),
    CheckConstraint(
        "state in ('draft', 'waiting_approval', 'given', 'accepted', 'declined', 'in_work',"
        " 'done', 'accepted_result', 'returned', 'closed', 'cancelled')",
        name="state",
    ),
    CheckConstraint("priority in ('low', 'normal', 'high', 'urgent')", name="priority"),
    CheckConstraint("rating in ('up', 'down')", name="rating"),
    CheckConstraint("approval_verdict in ('approved', 'declined')", name="approval_verdict"),
    CheckConstraint(
        "deadline_at is not null or state in ('draft', 'cancelled')", name="given_with_a_deadline"
    ),
    CheckConstraint(
        "(deadline_at is null) = (agreed_deadline_at is null)", name="deadline_is_agreed"
    ),
    CheckConstraint("estimate_minutes > 0", name="estimate_is_some"),
    CheckConstraint("(cost is null) = (currency is null)", name="cost_has_currency"),
    CheckConstraint("parent_id <> id", name="not_own_parent"),
    CheckConstraint(
        "(state = 'waiting_approval') = (approver_id is not null)", name="approver_while_it_waits"
    ),
    CheckConstraint(
        "cardinality(approval_heads) = cardinality(approval_ladder)", name="approval_is_addressed"
    ),
    CheckConstraint("approver_id <> assigner_id", name="nobody_approves_their_own"),
    CheckConstraint("approval_decided_by <> assigner_id", name="nobody_approved_their_own"),
    CheckConstraint(
        "(approval_expires_at is not null) = (state = 'waiting_approval')",
        name="approval_ends_some_time",
    ),
    CheckConstraint(
        "(approval_decided_by is null) = (approval_decided_at is null)"
        " and (approval_decided_by is null) = (approval_verdict is null)",
        name="approval_is_decided_whole",
    ),
    CheckConstraint("state <> 'declined' or decline_reason is not null", name="declined_why"),
    CheckConstraint(
        "(objection is null) = (objected_by is null)"
        " and (objection is null) = (objected_at is null)",
        name="objection_is_somebody_s",
    ),
    CheckConstraint(f"objection is null or {WORKING}", name="objection_stops_work"),
    CheckConstraint(
        "state in ('draft', 'waiting_approval', 'cancelled') or given_at is not null",
        name="given_at_a_moment",
    ),
    CheckConstraint("state <> 'in_work' or started_at is not null", name="begun_at_a_moment"),
    CheckConstraint(
        "state not in ('done', 'accepted_result', 'closed') or done_at is not null",
        name="done_at_a_moment",
    ),
    CheckConstraint(
        "(state in ('closed', 'cancelled')) = (closed_at is not null)", name="closed_at_a_moment"
    ),
    CheckConstraint(
        "(rating is not null) = (state = 'closed' and assigner_id <> executor_id)",
        name="closed_with_a_thumb",
    ),
    CheckConstraint(f"next_reminder_at is null or {WORKING}", name="reminds_while_it_is_to_do"),
    CheckConstraint(
        "cardinality(reminders) = cardinality(reminders_to)", name="reminders_are_addressed"
    ),
    Index(
        "ix_tasks_working_executor_id_deadline_at",
        "executor_id",
        "deadline_at",
        postgresql_include=["estimate_minutes"],
        postgresql_where=text(WORKING),
    ),
    Index("ix_tasks_working_next_reminder_at", "next_reminder_at", postgresql_where=text(WORKING)),
    Index(
        "ix_tasks_waiting_assigner_id",
        "assigner_id",
        "state_since",
        postgresql_where=text("state in ('done', 'declined', 'accepted_result')"),
    ),
    Index(
        "ix_tasks_waiting_approver_id",
        "approver_id",
        "state_since",
        postgresql_where=text("state = 'waiting_approval'"),
    ),
    Index(
        "ix_tasks_waiting_approval_expires_at",
        "approval_expires_at",
        postgresql_where=text("state = 'waiting_approval'"),
    ),
    Index(
        "ix_tasks_objected_assigner_id",
        "assigner_id",
        "objected_at",
        postgresql_where=text("objection is not null"),
    ),
    Index(
        "ix_tasks_title_key_trigrams",
        "title_key",
        postgresql_using="gin",
        postgresql_ops={"title_key": "gin_trgm_ops"},
    ),
    Index("ix_tasks_open_deadline_at", "deadline_at", "id", postgresql_where=text(OPEN)),
    Index("ix_tasks_draft_changed_at", "changed_at", postgresql_where=text("state = 'draft'")),
    Index("ix_tasks_assigner_id_state", "assigner_id", "state"),
    Index("ix_tasks_executor_id_state", "executor_id", "state"),
    Index("ix_tasks_branch_id", "branch_id"),
    Index("ix_tasks_client_id", "client_id", postgresql_where=text("client_id is not null")),
    Index(
        "ix_tasks_agreed_deadline_at",
        "agreed_deadline_at",
        postgresql_include=["executor_id", "assigner_id", "done_at", "state"],
        postgresql_where=text("state not in ('draft', 'waiting_approval')"),
    ),
    Index(
        "ix_tasks_result_accepted_at",
        "result_accepted_at",
        postgresql_include=["executor_id", "assigner_id", "estimate_frozen_minutes", "state"],
        postgresql_where=text("result_accepted_at is not null"),
    ),
    Index(
        "ix_tasks_rated_closed_at",
        "closed_at",
        postgresql_include=["executor_id", "rating"],
        postgresql_where=text("rating is not null"),
    ),
    Index("ix_tasks_down_closed_at", "closed_at", postgresql_where=text("rating = 'down'")),
    Index("ix_tasks_deal_id", "deal_id", postgresql_where=text("deal_id is not null")),
    Index("ix_tasks_series_id", "series_id", postgresql_where=text("series_id is not null")),
    Index("ix_tasks_parent_id", "parent_id", postgresql_where=text("parent_id is not null")),
    Index("ix_tasks_project_id", "project_id", postgresql_where=text("project_id is not null")),
)

task_people = Table(
    "task_people",
    metadata,
    identity(),
    Column("task_id", ForeignKey("tasks.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column(
        "is_by_rule",
        Boolean,
        nullable=False,
        server_default="false",
        comment="the executor's boss, who observes what comes from elsewhere",
    ),
    *change_marks(),
    CheckConstraint("kind in ('co_executor', 'observer')", name="kind"),
    CheckConstraint("not is_by_rule or kind = 'observer'", name="rule_makes_observers"),
    Index("uq_task_people_task_id_person_id", "task_id", "person_id", unique=True),
    Index("ix_task_people_person_id", "person_id", "kind", "task_id"),
    comment="Who takes part besides the assigner and the executor",
)

task_comments = Table(
    "task_comments",
    metadata,
    identity(),
    Column("task_id", ForeignKey("tasks.id"), nullable=False),
    Column("author_id", ForeignKey("people.id"), nullable=False),
    Column("text", Text, nullable=True),
    Column("file_id", Text, nullable=True, comment="Telegram keeps the file"),
    Column("file_kind", Text, nullable=True),
    moment("at"),
    Column("file_name", Text, nullable=True),
    Column("chat_id", BigInteger, nullable=True, comment="of the message in which it was said"),
    Column("message_id", BigInteger, nullable=True),
    moment("edited_at", nullable=True),
    CheckConstraint("text is not null or file_id is not null", name="says_something"),
    CheckConstraint("(file_id is null) = (file_kind is null)", name="file_has_a_kind"),
    CheckConstraint(
        "file_kind in ('photo', 'document', 'voice', 'video', 'audio', 'video_note')",
        name="file_kind",
    ),
    Index("ix_task_comments_task_id_at", "task_id", "at", "id"),
    Index(
        "ix_task_comments_files_task_id_at",
        "task_id",
        "at",
        "id",
        postgresql_where=text("file_id is not null"),
    ),
    Index(
        "uq_task_comments_chat_id_message_id",
        "chat_id",
        "message_id",
        unique=True,
        postgresql_where=text("message_id is not null"),
    ),
    comment="What was said in a task; its author may word it anew",
)

task_time = Table(
    "task_time",
    metadata,
    identity(),
    Column("task_id", ForeignKey("tasks.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("minutes", Integer, nullable=False),
    moment("at"),
    Column("undoes_id", ForeignKey("task_time.id"), nullable=True),
    CheckConstraint("minutes <> 0", name="minutes_are_some"),
    Index("ix_task_time_task_id", "task_id", postgresql_include=["minutes"]),
    Index(
        "uq_task_time_undoes_id",
        "undoes_id",
        unique=True,
        postgresql_where=text("undoes_id is not null"),
    ),
    comment="Append-only: the time that was spent on a task, below zero what was taken back",
)

task_dates = Table(
    "task_dates",
    metadata,
    identity(),
    Column("task_id", ForeignKey("tasks.id"), nullable=False),
    Column("proposed_by", ForeignKey("people.id"), nullable=False),
    moment("deadline_at"),
    Column("has_time", Boolean, nullable=False, server_default="false"),
    Column("reason", Text, nullable=False),
    moment("proposed_at"),
    Column("status", Text, nullable=False, server_default="open"),
    Column("decided_by", ForeignKey("people.id"), nullable=True),
    moment("decided_at", nullable=True),
    Column("counts", Boolean, nullable=True, comment="agreed before the deadline passed"),
    *change_marks(),
    CheckConstraint("status in ('open', 'agreed', 'refused', 'withdrawn')", name="status"),
    CheckConstraint("(status = 'open') = (decided_at is null)", name="decided_at_a_moment"),
    CheckConstraint("(status = 'agreed') = (counts is not null)", name="agreed_counts_or_not"),
    Index(
        "uq_task_dates_open_task_id",
        "task_id",
        unique=True,
        postgresql_where=text("status = 'open'"),
    ),
    Index("ix_task_dates_task_id", "task_id"),
    comment="New dates that were asked for, and the answers",
)

reminder_choices = Table(
    "reminder_choices",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("in_the_morning", Boolean, nullable=False),
    Column("minutes_before", ARRAY(Integer), nullable=False, comment="of deadlines with a time"),
    *change_marks(),
    comment="How a person wants to be reminded of tasks; the rulebook says for the others",
)
