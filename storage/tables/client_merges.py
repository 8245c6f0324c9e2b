from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.tables.base import change_marks, identity, metadata, moment

duplicate_pairs = Table(
    "duplicate_pairs",
    metadata,
    identity(),
    Column("one_id", ForeignKey("clients.id"), nullable=False),
    Column("other_id", ForeignKey("clients.id"), nullable=False),
    Column("by_phone", Boolean, nullable=False, server_default="false"),
    Column("by_email", Boolean, nullable=False, server_default="false"),
    Column("by_tax_number", Boolean, nullable=False, server_default="false"),
    Column("likeness", REAL, nullable=True, comment="of names, 0 to 1; null: they are not alike"),
    Column("score", SmallInteger, nullable=False),
    moment("found_at"),
    Column("distinct_by", ForeignKey("people.id"), nullable=True),
    moment("distinct_at", nullable=True),
    CheckConstraint("one_id < other_id", name="each_pair_once"),
    CheckConstraint("(distinct_by is null) = (distinct_at is null)", name="told_apart_by_somebody"),
    Index("uq_duplicate_pairs_one_id_other_id", "one_id", "other_id", unique=True),
    Index("ix_duplicate_pairs_other_id", "other_id"),
    Index(
        "ix_duplicate_pairs_open_score",
        "score",
        "id",
        postgresql_where=text("distinct_at is null"),
    ),
    Index(
        "ix_duplicate_pairs_distinct",
        "id",
        postgresql_where=text("distinct_at is not null"),
    ),
    comment="Clients that may be one, as last looked for; and those that somebody told apart",
)

duplicate_searches = Table(
    "duplicate_searches",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    moment("searched_at"),
    CheckConstraint("id = 1", name="is_one_row"),
    comment="When the whole base was looked through last",
)

client_merges = Table(
    "client_merges",
    metadata,
    identity(),
    Column("loser_id", ForeignKey("clients.id"), nullable=False),
    Column("survivor_id", ForeignKey("clients.id"), nullable=False),
    Column("merged_by", ForeignKey("people.id"), nullable=False),
    moment("merged_at"),
    Column("was", JSONB, nullable=False, comment="the survivor's changed columns before"),
    Column("became", JSONB, nullable=False, comment="the same columns after"),
    Column("undone_by", ForeignKey("people.id"), nullable=True),
    moment("undone_at", nullable=True),
    Column("is_final", Boolean, nullable=False, server_default="false", comment="after an erasure"),
    *change_marks(),
    CheckConstraint("loser_id <> survivor_id", name="two_clients"),
    CheckConstraint("(undone_by is null) = (undone_at is null)", name="undone_by_somebody"),
    Index("ix_client_merges_loser_id", "loser_id"),
    Index("ix_client_merges_survivor_id", "survivor_id"),
    comment="Which client became part of which, and what the survivor's fields were",
)

client_merge_moves = Table(
    "client_merge_moves",
    metadata,
    identity(),
    Column("merge_id", ForeignKey("client_merges.id"), nullable=False, index=True),
    Column("subject", Text, nullable=False, comment="the table"),
    Column("row_ids", ARRAY(BigInteger), nullable=False, server_default="{}"),
    Column(
        "row_keys",
        JSONB,
        nullable=False,
        server_default="[]",
        comment="the rest of the key, where the client is part of it",
    ),
    Column(
        "taken_rows",
        JSONB,
        nullable=False,
        server_default="[]",
        comment="whole rows that the survivor had already",
    ),
    Column(
        "filled_rows",
        JSONB,
        nullable=False,
        server_default="[]",
        comment="what the survivor's own rows got from those",
    ),
    comment="Rows that a merge moved: what an undo takes back",
)

erasures = Table(
    "erasures",
    metadata,
    identity(),
    Column("subject", Text, nullable=False, comment="client or contact"),
    Column("subject_id", BigInteger, nullable=False),
    Column("erased_by", ForeignKey("people.id"), nullable=False),
    moment("erased_at"),
    Column("reason", Text, nullable=False),
    *change_marks(),
    CheckConstraint("subject in ('client', 'contact')", name="subject"),
    Index("uq_erasures_subject_subject_id", "subject", "subject_id", unique=True),
    comment="Whose data was erased on request, by whom and why; nothing of the data",
)

erased_keys = Table(
    "erased_keys",
    metadata,
    identity(),
    Column("erasure_id", ForeignKey("erasures.id"), nullable=False, index=True),
    Column("hash", LargeBinary, nullable=False, unique=True, comment="of a phone or an e-mail"),
    comment="By what an erased person is known again, without keeping it",
)

erasure_salts = Table(
    "erasure_salts",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="is_one_row"),
    comment="What hashes of erased people are made with; of this base alone",
)
