from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import change_marks, identity, metadata, moment

rulebooks = Table(
    "rulebooks",
    metadata,
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("body", JSONB, nullable=False),
    Column("source_text", Text, nullable=True),
    Column("comment", Text, nullable=True),
    moment("created_at"),
    Column("created_by", ForeignKey("people.id"), nullable=True),
    *change_marks(),
    Column("returns_to", BigInteger, nullable=True, comment="the older version that it is again"),
    comment="Append-only: the highest version is in force",
)

rulebook_proposals = Table(
    "rulebook_proposals",
    metadata,
    identity(),
    Column("source_text", Text, nullable=False, comment="the file as it was sent"),
    Column("file_name", Text, nullable=True),
    Column("based_on", BigInteger, nullable=False, comment="the version it was compared with"),
    Column("status", Text, nullable=False, server_default="open"),
    Column("proposed_by", ForeignKey("people.id"), nullable=False),
    moment("proposed_at"),
    Column("settled_by", ForeignKey("people.id"), nullable=True),
    moment("settled_at", nullable=True),
    *change_marks(),
    Column("returns_to", BigInteger, nullable=True, comment="the older version that it is again"),
    CheckConstraint("status in ('open', 'activated', 'dismissed')", name="status"),
    CheckConstraint("(status = 'open') = (settled_at is null)", name="settled_at_a_moment"),
    comment="Files that administrators sent, with what became of them",
)
