from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import identity, metadata, moment

import_runs = Table(
    "import_runs",
    metadata,
    identity(),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=True, comment="where it is shown"),
    Column("files", JSONB, nullable=False, server_default="[]"),
    Column("status", Text, nullable=False, server_default="gathering"),
    Column("version", Integer, nullable=False, server_default="1"),
    moment("created_at"),
    moment("updated_at"),
    moment("claimed_until", nullable=True),
    CheckConstraint(
        "status in ('gathering', 'checking', 'confirmed', 'done', 'cancelled', 'failed')",
        name="status",
    ),
    Index("ix_import_runs_person_id_status", "person_id", "status"),
    Index(
        "ix_import_runs_waiting",
        "created_at",
        postgresql_where=text("status in ('checking', 'confirmed')"),
    ),
    comment="Imports begun in the chat; Telegram keeps their files",
)
