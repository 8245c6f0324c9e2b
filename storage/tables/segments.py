from sqlalchemy import Column, Date, ForeignKey, Index, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import identity, metadata, moment

segment_changes = Table(
    "segment_changes",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("was", Text, nullable=False),
    Column("segment", Text, nullable=False),
    moment("at"),
    Column("by_id", ForeignKey("people.id"), nullable=True, comment="null: by the rules"),
    Column(
        "why",
        JSONB,
        nullable=False,
        server_default="[]",
        comment="what was measured, against the criteria",
    ),
    Index("ix_segment_changes_client_id_at", "client_id", "at"),
    Index("ix_segment_changes_at", "at"),
    comment="Clients that entered or left a segment that the rulebook wants told",
)

segment_days = Table(
    "segment_days",
    metadata,
    Column("zone", Text, primary_key=True),
    Column("day", Date, nullable=False, comment="in the zone"),
    comment="For which day the clients of the branches of a zone were looked at last",
)
