from sqlalchemy import (
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

from storage.tables.base import change_marks, identity, metadata, moment

plans = Table(
    "plans",
    metadata,
    identity(),
    Column("month", Date, nullable=False, comment="its first day"),
    Column("whose", Text, nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=True, comment="of a team: its lead"),
    Column("branch_id", ForeignKey("branches.id"), nullable=True),
    Column("planned", Text, nullable=False, comment="a measure of figures"),
    Column("amount", Numeric, nullable=False, comment="0: the plan was taken away"),
    Column("currency", Text, nullable=True, comment="null: a number, no money"),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("whose in ('person', 'team', 'branch', 'company')", name="whose"),
    CheckConstraint(
        "(person_id is not null) = (whose in ('person', 'team'))"
        " and (branch_id is not null) = (whose = 'branch')",
        name="whose_is_named",
    ),
    CheckConstraint(
        "planned in ('won_value', 'won_count', 'inflow', 'meetings', 'calls')", name="planned"
    ),
    CheckConstraint("(planned = 'won_value') = (currency is not null)", name="money_has_currency"),
    CheckConstraint("amount >= 0", name="not_negative"),
    CheckConstraint("extract(day from month) = 1", name="month_begins"),
    Index(
        "uq_plans_month_whose",
        "month",
        "whose",
        "person_id",
        "branch_id",
        "planned",
        unique=True,
        postgresql_nulls_not_distinct=True,
    ),
    Index("ix_plans_person_id", "person_id"),
    comment="What a person, a team, a branch or the company means to reach in a month",
)

plan_proposals = Table(
    "plan_proposals",
    metadata,
    identity(),
    Column("kind", Text, nullable=False),
    Column("made_by", ForeignKey("people.id"), nullable=False),
    moment("made_at"),
    Column("currency", Text, nullable=False),
    Column("changes", JSONB, nullable=False, comment="what somebody was shown, to be confirmed"),
    moment("settled_at", nullable=True),
    CheckConstraint("kind in ('copy', 'evenly', 'by_fact', 'file')", name="kind"),
    comment="Changes of many plans at once, between being shown and being confirmed",
)
