from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    Date,
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

cadences = Table(
    "cadences",
    metadata,
    Column("client_id", ForeignKey("clients.id"), primary_key=True, autoincrement=False),
    Column("segment", Text, nullable=False, comment="whose cadence it is"),
    Column("since_on", Date, nullable=False, comment="when the client came under it"),
    moment("contact_at", nullable=True),
    Column(
        "counted_from",
        Date,
        nullable=False,
        comment="local day of the last contact that counts, since_on where there is none",
    ),
    Column(
        "counted_before",
        Date,
        nullable=True,
        comment="what the period before was counted from; null: there was none",
    ),
    Column("due_on", Date, nullable=False, comment="the last day on which a contact is in time"),
    Column("shows_on", Date, nullable=False, comment="from when on it stands on the day"),
    moment("late_at"),
    Column(
        "is_moved", Boolean, nullable=False, server_default="false", comment="later, by agreement"
    ),
    Column("responsible_id", ForeignKey("people.id"), nullable=True, comment="null: merged"),
    moment("planned_at", nullable=True),
    Column("planned_as", Text, nullable=True),
    moment("ring_at", nullable=True),
    Column(
        "ladder",
        ARRAY(DateTime(timezone=True)),
        nullable=False,
        comment="moments of the reminders, in working time, the first on due_on",
    ),
    Column("ladder_to", ARRAY(Text), nullable=False, comment="owner, lead or manager, per moment"),
    Column("steps_done", SmallInteger, nullable=False, server_default="0"),
    moment("next_step_at", nullable=True),
    Column(
        "late_in_a_row",
        SmallInteger,
        nullable=False,
        server_default="0",
        comment="due days running that passed without a contact, the present one included;"
        " 0 while it is not late",
    ),
    Column("version", Integer, nullable=False, server_default="1"),
    CheckConstraint("planned_as in ('day', 'retry')", name="planned_as"),
    CheckConstraint("(planned_at is null) = (planned_as is null)", name="planned_somehow"),
    CheckConstraint("due_on >= counted_from", name="due_after_it_counts"),
    CheckConstraint(
        "cardinality(ladder) = cardinality(ladder_to) and steps_done <= cardinality(ladder)",
        name="ladder_is_whole",
    ),
    Index("ix_cadences_responsible_id_due_on", "responsible_id", "due_on"),
    Index(
        "ix_cadences_next_step_at",
        "next_step_at",
        postgresql_where=text("next_step_at is not null"),
    ),
    Index("ix_cadences_ring_at", "ring_at", postgresql_where=text("ring_at is not null")),
    Index("ix_cadences_late_at", "late_at", postgresql_where=text("late_in_a_row = 0")),
    Index("ix_cadences_noted_late_at", "late_at", postgresql_where=text("late_in_a_row > 0")),
    comment="By when each client under a cadence is to hear from us; made of the rest",
)

cadence_lapses = Table(
    "cadence_lapses",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("counted_from", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("segment", Text, nullable=False),
    Column("responsible_id", ForeignKey("people.id"), nullable=True, comment="whose it was"),
    Column("in_a_row", SmallInteger, nullable=False, comment="1: the period before was kept"),
    moment("noted_at"),
    Index("uq_cadence_lapses_client_id_counted_from", "client_id", "counted_from", unique=True),
    Index("ix_cadence_lapses_responsible_id", "responsible_id"),
    comment="Due days that passed without a contact",
)

cadence_moves = Table(
    "cadence_moves",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False, index=True),
    Column("asked_by", ForeignKey("people.id"), nullable=False),
    moment("asked_at"),
    Column("counted_from", Date, nullable=False, comment="a later contact makes it needless"),
    Column("from_on", Date, nullable=False, comment="the due day at that time"),
    Column("until_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("approver_id", ForeignKey("people.id"), nullable=False, comment="whose turn it is"),
    moment("expires_at"),
    Column("climbs_left", SmallInteger, nullable=False),
    Column("status", Text, nullable=False, server_default="open"),
    Column("decided_by", ForeignKey("people.id"), nullable=True),
    moment("decided_at", nullable=True),
    Column("words", Text, nullable=True, comment="why it was declined"),
    *change_marks(),
    CheckConstraint(
        "status in ('open', 'agreed', 'declined', 'expired', 'needless')", name="status"
    ),
    CheckConstraint("(status = 'open') = (decided_at is null)", name="decided_at_a_moment"),
    CheckConstraint("until_on > from_on", name="later_than_due"),
    CheckConstraint("char_length(reason) <= 500", name="reason_is_short"),
    CheckConstraint("char_length(words) <= 500", name="words_are_short"),
    Index(
        "uq_cadence_moves_open_client_id",
        "client_id",
        unique=True,
        postgresql_where=text("status = 'open'"),
    ),
    Index(
        "ix_cadence_moves_open_approver_id",
        "approver_id",
        "expires_at",
        postgresql_where=text("status = 'open'"),
    ),
    Index("ix_cadence_moves_asked_by", "asked_by"),
    comment="Days beyond the limit that somebody asked for, and the answers",
)

cadence_days = Table(
    "cadence_days",
    metadata,
    Column("day", Date, primary_key=True, comment="of the company"),
    Column("rulebook_version", Integer, primary_key=True),
    comment="Nights and rulebooks for which the due days of all were reckoned",
)
