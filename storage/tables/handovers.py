from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
    text,
)

from storage.tables.base import change_marks, identity, metadata, moment

handovers = Table(
    "handovers",
    metadata,
    identity(),
    Column("reason", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=True, comment="whose they were"),
    Column("by_id", ForeignKey("people.id"), nullable=False),
    Column("record_id", BigInteger, nullable=True, comment="of the one client or deal"),
    Column("receiver_id", ForeignKey("people.id"), nullable=True, comment="of the one record"),
    moment("made_at"),
    moment("settled_at", nullable=True),
    Column("settled_by", ForeignKey("people.id"), nullable=True),
    *change_marks(),
    CheckConstraint("reason in ('leaving', 'all_clients', 'client', 'deal')", name="reason"),
    CheckConstraint("status in ('proposed', 'done', 'declined', 'undone')", name="status"),
    CheckConstraint(
        "(reason in ('client', 'deal')) = (record_id is not null)", name="one_record_is_named"
    ),
    CheckConstraint(
        "(settled_at is null) = (settled_by is null)"
        " and (settled_at is not null or status in ('proposed', 'done'))",
        name="settled_by_somebody",
    ),
    Index("ix_handovers_person_id", "person_id"),
    Index(
        "uq_handovers_proposed_reason_record_id",
        "reason",
        "record_id",
        unique=True,
        postgresql_where=text("status = 'proposed'"),
    ),
    comment="Records that went from hand to hand together, or are proposed to",
)

handover_moves = Table(
    "handover_moves",
    metadata,
    identity(),
    Column("handover_id", ForeignKey("handovers.id"), nullable=False),
    Column("held", Text, nullable=False, comment="table and column"),
    Column("record_id", BigInteger, nullable=False),
    Column("from_id", ForeignKey("people.id"), nullable=True),
    Column("to_id", ForeignKey("people.id"), nullable=True, comment="null: only let go"),
    Column("has_returned", Boolean, nullable=True, comment="null: not undone"),
    Index(
        "uq_handover_moves_handover_id_held_record_id",
        "handover_id",
        "held",
        "record_id",
        unique=True,
    ),
    comment="Each record of a handover; the records' own tables are audited",
)
