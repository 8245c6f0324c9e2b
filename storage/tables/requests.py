from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)

from storage.tables.base import change_marks, identity, metadata, moment

requests = Table(
    "requests",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("contact_id", ForeignKey("contacts.id"), nullable=True),
    Column("deal_id", ForeignKey("deals.id"), nullable=True, comment="what it is about"),
    Column("channel", Text, nullable=False, comment="key of the rulebook"),
    Column("kind", Text, nullable=False, comment="key of the rulebook"),
    Column("words", Text, nullable=False),
    moment("came_at"),
    moment("noted_at"),
    Column("noted_by", ForeignKey("people.id"), nullable=False),
    Column("responsible_id", ForeignKey("people.id"), nullable=False),
    Column(
        "is_reassigned",
        Boolean,
        nullable=False,
        server_default="false",
        comment="given to a colleague; else it follows the client's owner",
    ),
    Column(
        "manager_id",
        ForeignKey("people.id"),
        nullable=True,
        comment="on whose day it stands, too, till it is closed",
    ),
    Column("status", Text, nullable=False, server_default="new"),
    moment("react_by"),
    moment("close_by", nullable=True),
    moment("limit_at", nullable=True),
    Column(
        "ladder",
        ARRAY(DateTime(timezone=True)),
        nullable=False,
        comment="moments of the reminders, in working time, the first at limit_at",
    ),
    Column("ladder_to", ARRAY(Text), nullable=False, comment="owner, lead or manager, per moment"),
    Column("steps_done", SmallInteger, nullable=False, server_default="0"),
    moment("next_step_at", nullable=True),
    moment("reacted_at", nullable=True),
    Column("reacted_by", ForeignKey("people.id"), nullable=True),
    Column("reaction_seconds", Integer, nullable=True, comment="of working time"),
    Column(
        "reaction_id",
        ForeignKey("interactions.id"),
        nullable=True,
        comment="the contact that was the first reaction; null where it was only marked",
    ),
    moment("closed_at", nullable=True),
    Column("closed_by", ForeignKey("people.id"), nullable=True),
    Column("closing_seconds", Integer, nullable=True, comment="of working time"),
    Column("result", Text, nullable=True),
    Column("rating", Text, nullable=True, comment="the client's, where they told it"),
    moment("reopened_at", nullable=True),
    Column("task_id", ForeignKey("tasks.id"), nullable=True, comment="what was made of it"),
    Column("made_deal_id", ForeignKey("deals.id"), nullable=True, comment="what was made of it"),
    Column(
        "once", Text, nullable=True, unique=True, comment="the form or message that it came from"
    ),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("status in ('new', 'reacted', 'closed', 'reopened')", name="status"),
    CheckConstraint("came_at <= noted_at", name="has_come"),
    CheckConstraint("char_length(words) between 1 and 1000", name="words_are_short"),
    CheckConstraint("char_length(result) <= 1000", name="result_is_short"),
    CheckConstraint("rating in ('up', 'down')", name="rating"),
    CheckConstraint(
        "(reacted_at is null) = (reacted_by is null)"
        " and (reacted_at is null) = (reaction_seconds is null)",
        name="reaction_is_whole",
    ),
    CheckConstraint(
        "status not in ('reacted', 'closed') or reacted_at is not null", name="reacted"
    ),
    CheckConstraint(
        "(status = 'closed') = (closed_at is not null and closed_by is not null"
        " and closing_seconds is not null and result is not null)",
        name="closed_with_a_result",
    ),
    CheckConstraint(
        "status <> 'closed' or (limit_at is null and next_step_at is null)",
        name="closed_is_not_reminded_of",
    ),
    CheckConstraint(
        "status not in ('new', 'reopened') or limit_at is not null", name="waiting_has_a_limit"
    ),
    CheckConstraint(
        "limit_at is null or next_step_at is not null or steps_done = cardinality(ladder)",
        name="never_silent_and_unwatched",
    ),
    CheckConstraint("cardinality(ladder) = cardinality(ladder_to)", name="ladder_is_addressed"),
    Index("ix_requests_client_id_came_at", "client_id", "came_at", "id"),
    Index("ix_requests_contact_id", "contact_id", postgresql_where=text("contact_id is not null")),
    Index("ix_requests_deal_id", "deal_id", postgresql_where=text("deal_id is not null")),
    Index("ix_requests_task_id", "task_id", postgresql_where=text("task_id is not null")),
    Index(
        "ix_requests_made_deal_id",
        "made_deal_id",
        postgresql_where=text("made_deal_id is not null"),
    ),
    Index(
        "ix_requests_reaction_id", "reaction_id", postgresql_where=text("reaction_id is not null")
    ),
    Index(
        "ix_requests_open_responsible_id",
        "responsible_id",
        "limit_at",
        postgresql_where=text("status <> 'closed'"),
    ),
    Index(
        "ix_requests_open_manager_id",
        "manager_id",
        postgresql_where=text("status <> 'closed' and manager_id is not null"),
    ),
    Index("ix_requests_open_client_id", "client_id", postgresql_where=text("status <> 'closed'")),
    Index(
        "ix_requests_open_next_step_at",
        "next_step_at",
        postgresql_where=text("status <> 'closed'"),
    ),
    Index("ix_requests_came_at", "came_at"),
    Index("ix_requests_down_closed_at", "closed_at", postgresql_where=text("rating = 'down'")),
    comment="What clients asked for, till it is closed",
)

request_files = Table(
    "request_files",
    metadata,
    identity(),
    Column("request_id", ForeignKey("requests.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("file_id", Text, nullable=True, comment="Telegram's; none of forwarded words"),
    Column("name", Text, nullable=True, comment="of the file, or of whose words they were"),
    *change_marks(),
    CheckConstraint(
        "kind in ('photo', 'voice', 'document', 'video', 'audio', 'video_note', 'forwarded')",
        name="kind",
    ),
    CheckConstraint("file_id is not null or kind = 'forwarded'", name="file_has_its_id"),
    comment="What was filed with a request",
)
