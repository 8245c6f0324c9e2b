from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import change_marks, metadata, moment

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
    comment="Append-only: the highest version is in force",
)
