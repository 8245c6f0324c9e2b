from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)

from storage.tables.base import change_marks, identity, metadata, moment

seller_pairs = Table(
    "seller_pairs",
    metadata,
    identity(),
    Column("caller_id", ForeignKey("people.id"), nullable=False, comment="calls and books"),
    Column("visitor_id", ForeignKey("people.id"), nullable=False, comment="goes to the client"),
    moment("made_at"),
    moment("ended_at", nullable=True),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("caller_id <> visitor_id", name="two_people"),
    Index(
        "uq_seller_pairs_caller_id",
        "caller_id",
        unique=True,
        postgresql_where=text("ended_at is null"),
    ),
    Index(
        "uq_seller_pairs_visitor_id",
        "visitor_id",
        unique=True,
        postgresql_where=text("ended_at is null"),
    ),
    comment="Two sellers who work one call cycle; a trigger keeps people.pair_id in line",
)

cycles = Table(
    "cycles",
    metadata,
    identity(),
    Column("pair_id", ForeignKey("seller_pairs.id"), nullable=False),
    Column("number", Integer, nullable=False, comment="of the pair, from 1"),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False, comment="its last day"),
    Column(
        "planned_for",
        Date,
        nullable=True,
        comment="the caller's day that the plan was made for; null: to be made anew",
    ),
    Column("working_days", Integer, nullable=False, comment="that were left when it was planned"),
    moment("ended_at", nullable=True),
    *change_marks(),
    CheckConstraint("ends_on >= starts_on", name="days_in_order"),
    Index("uq_cycles_pair_id_number", "pair_id", "number", unique=True),
    Index(
        "uq_cycles_open_pair_id",
        "pair_id",
        unique=True,
        postgresql_where=text("ended_at is null"),
    ),
    comment="Rounds of calls of a pair of sellers",
)

planned_calls = Table(
    "planned_calls",
    metadata,
    identity(),
    Column("cycle_id", ForeignKey("cycles.id"), nullable=False),
    Column("client_id", ForeignKey("clients.id"), nullable=False, index=True),
    Column("status", Text, nullable=False, server_default="waiting"),
    Column("planned_on", Date, nullable=True, comment="null: the cycle has no room, or it is over"),
    Column("place", Integer, nullable=False, comment="its turn of that day"),
    moment("call_at", nullable=True),
    Column(
        "is_promised",
        Boolean,
        nullable=False,
        server_default="false",
        comment="the client was told call_at",
    ),
    Column("is_last", Boolean, nullable=False, server_default="false", comment="not reached"),
    Column(
        "was_left",
        Boolean,
        nullable=False,
        server_default="false",
        comment="its day, or the cycle before, went by without it",
    ),
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    moment("tried_at", nullable=True),
    Column("result", Text, nullable=True),
    Column("reason", Text, nullable=True, comment="of no interest: a key of the rulebook"),
    moment("settled_at", nullable=True),
    Column("settled_by", ForeignKey("people.id"), nullable=True),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("status in ('waiting', 'done', 'gone')", name="status"),
    CheckConstraint(
        "result in ('meeting', 'reached', 'not_interested', 'elsewhere')", name="result"
    ),
    CheckConstraint("(status = 'done') = (result is not null)", name="done_with_a_result"),
    CheckConstraint("not is_promised or call_at is not null", name="promised_has_a_moment"),
    Index("uq_planned_calls_cycle_id_client_id", "cycle_id", "client_id", unique=True),
    Index(
        "ix_planned_calls_waiting_cycle_id_planned_on",
        "cycle_id",
        "planned_on",
        postgresql_where=text("status = 'waiting'"),
    ),
    comment="Clients of a cycle, the day that each is to be called on, and what came of it",
)

rep_checks_made = Table(
    "rep_checks_made",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("week_on", Date, primary_key=True, comment="the Monday after the week told about"),
    comment="Which manager was told of which week of their representatives",
)
