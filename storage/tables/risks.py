from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.tables.base import change_marks, identity, metadata, moment

risks = Table(
    "risks",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("status", Text, nullable=False, server_default="open"),
    Column("keys", ARRAY(Text), nullable=False, comment="of its signs"),
    Column("signs", JSONB, nullable=False, comment="with their figures"),
    Column(
        "muted",
        ARRAY(Text),
        nullable=False,
        server_default="{}",
        comment="keys of signs that are no risk, until they go away",
    ),
    Column("responsible_id", ForeignKey("people.id"), nullable=False),
    Column("asked_id", ForeignKey("people.id"), nullable=False, comment="whose turn it is"),
    Column("climbed", SmallInteger, nullable=False, server_default="0"),
    moment("next_step_at", nullable=True),
    moment("opened_at"),
    Column("decided_by", ForeignKey("people.id"), nullable=True),
    moment("decided_at", nullable=True),
    Column("words", Text, nullable=True, comment="what is done, or why it is none"),
    moment("closed_at", nullable=True),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("status in ('open', 'taken', 'dismissed', 'gone')", name="status"),
    CheckConstraint("cardinality(keys) > 0", name="has_signs"),
    CheckConstraint(
        "(status in ('dismissed', 'gone')) = (closed_at is not null)", name="closed_at_a_moment"
    ),
    CheckConstraint(
        "status not in ('taken', 'dismissed')"
        " or (decided_by is not null and decided_at is not null)",
        name="decided_by_somebody",
    ),
    CheckConstraint("char_length(words) <= 1000", name="words_are_short"),
    CheckConstraint("status = 'open' or next_step_at is null", name="decided_does_not_climb"),
    Index(
        "uq_risks_live_client_id",
        "client_id",
        unique=True,
        postgresql_where=text("status in ('open', 'taken')"),
    ),
    Index("ix_risks_client_id_opened_at", "client_id", "opened_at"),
    Index(
        "ix_risks_live_asked_id",
        "asked_id",
        "opened_at",
        postgresql_where=text("status in ('open', 'taken')"),
    ),
    Index(
        "ix_risks_open_next_step_at",
        "next_step_at",
        postgresql_where=text("status = 'open'"),
    ),
    comment="Clients that may be lost, by which signs, and what was decided",
)
