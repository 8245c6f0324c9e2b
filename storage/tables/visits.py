from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from storage.tables.base import change_marks, identity, metadata, moment

visits = Table(
    "visits",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("contact_id", ForeignKey("contacts.id"), nullable=True, comment="whom it is to"),
    Column("visitor_id", ForeignKey("people.id"), nullable=False),
    Column("booked_by", ForeignKey("people.id"), nullable=False),
    moment("booked_at"),
    moment("starts_at"),
    moment("ends_at"),
    moment("held_until"),
    Column("status", Text, nullable=False, server_default="booked"),
    Column("agreed", Text, nullable=True, comment="what was agreed when it was booked"),
    Column("reason", Text, nullable=True, comment="of the last move, or of the end"),
    moment("seen_at", nullable=True),
    Column("settled_by", ForeignKey("people.id"), nullable=True),
    moment("settled_at", nullable=True),
    Column(
        "interaction_id", ForeignKey("interactions.id"), nullable=True, comment="what came of it"
    ),
    Column("watch", Text, nullable=True, comment="what the clock does next"),
    moment("watch_at", nullable=True),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint(
        "status in ('booked', 'to_move', 'held', 'no_show', 'cancelled')", name="status"
    ),
    CheckConstraint("starts_at < ends_at and ends_at <= held_until", name="moments_in_order"),
    CheckConstraint(
        "(status in ('booked', 'to_move')) = (settled_at is null)", name="settled_when_over"
    ),
    CheckConstraint("(settled_at is null) = (settled_by is null)", name="settled_by_somebody"),
    CheckConstraint("watch in ('morning', 'soon', 'ask', 'again', 'head')", name="watch"),
    CheckConstraint("(watch is null) = (watch_at is null)", name="watch_has_its_moment"),
    CheckConstraint(
        "char_length(agreed) <= 1000 and char_length(reason) <= 1000", name="words_are_short"
    ),
    # Somebody is at one client at a time, and on the way to the next one for as long as it takes.
    ExcludeConstraint(
        (Column("visitor_id"), "="),
        (literal_column("tstzrange(starts_at, held_until)"), "&&"),
        where=text("status in ('booked', 'held')"),
        using="gist",
        name="ex_visits_one_at_a_time",
    ),
    Index("ix_visits_client_id_starts_at", "client_id", "starts_at"),
    Index("ix_visits_visitor_id_starts_at", "visitor_id", "starts_at"),
    Index("ix_visits_booked_by", "booked_by"),
    Index("ix_visits_contact_id", "contact_id", postgresql_where=text("contact_id is not null")),
    Index(
        "ix_visits_interaction_id",
        "interaction_id",
        postgresql_where=text("interaction_id is not null"),
    ),
    Index("ix_visits_watch_at", "watch_at", postgresql_where=text("watch_at is not null")),
    comment="Visits to clients: booked, moved, held or not",
)
