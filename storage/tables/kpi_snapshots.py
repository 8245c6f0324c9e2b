"""Figures of closed periods. A trigger refuses every change and deletion."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import identity, metadata, moment

kpi_closings = Table(
    "kpi_closings",
    metadata,
    identity(),
    Column("period", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    moment("closed_at"),
    Column("rulebook_version", Integer, nullable=False, comment="by which it was"),
    CheckConstraint("period in ('month', 'quarter')", name="period"),
    Index("uq_kpi_closings_period_starts_on", "period", "starts_on", unique=True),
    comment="Append-only: periods whose figures are kept as they were",
)

kpi_snapshots = Table(
    "kpi_snapshots",
    metadata,
    Column("closing_id", ForeignKey("kpi_closings.id"), primary_key=True),
    Column("whose_kind", Text, primary_key=True),
    Column(
        "whose_id",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="0 of the company",
    ),
    Column("measure", Text, primary_key=True),
    Column("of", Text, primary_key=True, comment="a stage's key, where it is of one"),
    Column("value", Numeric, nullable=True),
    Column("numerator", Numeric, nullable=False),
    Column("denominator", Numeric, nullable=True),
    Column("items", Integer, nullable=True),
    Column("left_out", JSONB, nullable=False, comment="why to how many"),
    CheckConstraint(
        "whose_kind in ('person', 'team', 'department', 'branch', 'company')", name="whose_kind"
    ),
    comment="Append-only: figures of closed periods, as they were when it was closed",
)
