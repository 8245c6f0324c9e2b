from sqlalchemy import BigInteger, Column, Index, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import identity, metadata, moment

audit = Table(
    "audit",
    metadata,
    identity(),
    moment("at"),
    Column("actor_id", BigInteger, nullable=True),
    Column("channel", Text, nullable=False),
    Column("subject", Text, nullable=False, comment="the table"),
    Column("subject_id", BigInteger, nullable=False),
    Column("act", Text, nullable=False),
    Column("before", JSONB, nullable=True, comment="the changed columns as they were"),
    Column("after", JSONB, nullable=True),
    Index("ix_audit_subject_subject_id", "subject", "subject_id"),
    comment="Append-only: written by triggers alone",
)

processed_updates = Table(
    "processed_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    moment("at"),
)

conversation_states = Table(
    "conversation_states",
    metadata,
    Column("key", Text, primary_key=True),
    Column("state", Text, nullable=True),
    Column("data", JSONB, nullable=False, server_default="{}"),
    moment("updated_at"),
)
