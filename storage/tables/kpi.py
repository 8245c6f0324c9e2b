"""What figures are counted from besides the records themselves. Triggers write both tables."""

from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, Index, Table, Text, text

from storage.tables.base import identity, metadata, moment

deal_moves = Table(
    "deal_moves",
    metadata,
    identity(),
    moment("at"),
    Column("deal_id", ForeignKey("deals.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("stage", Text, nullable=False, comment="where the deal was after it"),
    Column("from_stage", Text, nullable=True, comment="where it came from"),
    Column(
        "from_since",
        DateTime(timezone=True),
        nullable=True,
        comment="since when it had been on the stage that it leaves; null: not known",
    ),
    Column("owner_id", ForeignKey("people.id"), nullable=False),
    Column("from_owner_id", ForeignKey("people.id"), nullable=True, comment="who gave it away"),
    Column("branch_id", ForeignKey("branches.id"), nullable=False),
    CheckConstraint(
        "kind in ('created', 'entered', 'won', 'lost', 'reopened', 'given')", name="kind"
    ),
    Index("ix_deal_moves_deal_id_at", "deal_id", "at", "id"),
    Index("ix_deal_moves_owner_id_at", "owner_id", "at"),
    Index(
        "uq_deal_moves_closed",
        "at",
        "deal_id",
        "kind",
        unique=True,
        postgresql_include=["owner_id", "branch_id"],
        postgresql_where=text("kind in ('won', 'lost')"),
    ),
    Index(
        "ix_deal_moves_created_at",
        "at",
        postgresql_include=["deal_id", "owner_id", "branch_id"],
        postgresql_where=text("kind = 'created'"),
    ),
    Index(
        "ix_deal_moves_at",
        "at",
        postgresql_include=["deal_id", "kind"],
    ),
    comment="Append-only: what became of each deal when, and in whose hands it was",
)

person_places = Table(
    "person_places",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column(
        "from_at",
        DateTime(timezone=True),
        primary_key=True,
        comment="-infinity: as far back as is known",
    ),
    moment("until_at", nullable=True),
    Column("branch_id", ForeignKey("branches.id"), nullable=False),
    Column("department_id", ForeignKey("departments.id"), nullable=True),
    Column("boss_id", ForeignKey("people.id"), nullable=True),
    Column("role", Text, nullable=False),
    CheckConstraint("from_at < until_at", name="lasts"),
    Index(
        "uq_person_places_now",
        "person_id",
        unique=True,
        postgresql_where=text("until_at is null"),
    ),
    Index("ix_person_places_boss_id", "boss_id"),
    comment="Where each person stood in the company, from when until when",
)
