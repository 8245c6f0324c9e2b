from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    literal_column,
)
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint

from storage.tables.base import change_marks, identity, metadata, moment

branches = Table(
    "branches",
    metadata,
    identity(),
    Column("name", Text, nullable=False, unique=True),
    Column("parent_id", ForeignKey("branches.id"), nullable=True),
    Column("country", Text, nullable=False),
    Column("zone", Text, nullable=False),
    *change_marks(),
)

branch_tree = Table(
    "branch_tree",
    metadata,
    Column("ancestor_id", ForeignKey("branches.id", ondelete="CASCADE"), primary_key=True),
    Column("descendant_id", ForeignKey("branches.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_branch_tree_descendant_id", "descendant_id"),
    comment="Every branch with each branch above it, itself included; rebuilt when branches move",
)

departments = Table(
    "departments",
    metadata,
    identity(),
    Column("name", Text, nullable=False, unique=True),
    *change_marks(),
)

people = Table(
    "people",
    metadata,
    identity(),
    Column("name", Text, nullable=False),
    Column("external_key", Text, nullable=True, unique=True),
    Column("role", Text, nullable=False),
    Column("branch_id", ForeignKey("branches.id"), nullable=False, index=True),
    Column("department_id", ForeignKey("departments.id"), nullable=True),
    Column("boss_id", ForeignKey("people.id"), nullable=True, index=True),
    Column("pair_id", ForeignKey("people.id"), nullable=True),
    Column("zone", Text, nullable=True, comment="IANA; the branch's where null"),
    Column("working_hours", JSONB, nullable=True, comment="weekday to intervals; branch's if null"),
    Column("phone", Text, nullable=True),
    Column("email", Text, nullable=True),
    Column("language", Text, nullable=True, comment="chosen by the person; Telegram's if null"),
    Column("telegram_id", BigInteger, nullable=True, unique=True),
    Column("telegram_username", Text, nullable=True),
    Column("telegram_language", Text, nullable=True),
    Column("is_active", Boolean, nullable=False, server_default="true"),
    moment("joined_at", nullable=True),
    moment("blocked_bot_at", nullable=True),
    Column(
        "left_at",
        DateTime(timezone=True),
        nullable=True,
        comment="since when they are not active; a trigger writes it",
    ),
    *change_marks(),
    CheckConstraint(
        "role in ('rep', 'lead', 'manager', 'director', 'administrator', 'client')", name="role"
    ),
    CheckConstraint("boss_id <> id", name="not_own_boss"),
    CheckConstraint("pair_id <> id", name="not_own_pair"),
)

reporting = Table(
    "reporting",
    metadata,
    Column("boss_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("subordinate_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("depth", SmallInteger, nullable=False),
    Index("ix_reporting_subordinate_id_depth", "subordinate_id", "depth"),
    comment="Every person with each boss above them, themselves at depth 0; rebuilt with the chart",
)

absences = Table(
    "absences",
    metadata,
    identity(),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False, comment="the last day away"),
    Column("deputy_id", ForeignKey("people.id"), nullable=False, index=True),
    *change_marks(),
    CheckConstraint("ends_on >= starts_on", name="days_in_order"),
    CheckConstraint("deputy_id <> person_id", name="not_own_deputy"),
    ExcludeConstraint(
        (Column("person_id"), "="),
        (literal_column("daterange(starts_on, ends_on, '[]')"), "&&"),
        using="gist",
        name="ex_absences_one_at_a_time",
    ),
)

invitations = Table(
    "invitations",
    metadata,
    identity(),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    moment("expires_at"),
    moment("used_at", nullable=True),
    Column("used_by_telegram_id", BigInteger, nullable=True),
    moment("created_at"),
    Column(
        "invited_by",
        ForeignKey("people.id"),
        nullable=True,
        comment="who answers for it; null: nobody",
    ),
    *change_marks(),
)
