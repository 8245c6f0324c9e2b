from sqlalchemy import (
    ARRAY,
    BigInteger,
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
    Time,
)

from storage.tables.base import change_marks, identity, metadata, moment

digest_choices = Table(
    "digest_choices",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("at", Time, nullable=True, comment="in the person's zone; null: the role's hour"),
    Column("weekdays", ARRAY(SmallInteger), nullable=True, comment="0 is Monday; null: all"),
    Column(
        "comes_on_days_off",
        Boolean,
        nullable=False,
        server_default="false",
        comment="also when the person does not work",
    ),
    Column("left_out", ARRAY(Text), nullable=False, server_default="{}", comment="parts"),
    Column("weekly", Boolean, nullable=True, comment="null: as the rulebook has it"),
    Column("monthly", Boolean, nullable=True, comment="null: as the rulebook has it"),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("weekdays <@ '{0,1,2,3,4,5,6}' and weekdays <> '{}'", name="weekdays"),
    comment="When and with what a person wants their digests, where not as the rulebook has it",
)

digests_made = Table(
    "digests_made",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("day", Date, primary_key=True, comment="in the person's zone; a period's first day"),
    Column("kind", Text, primary_key=True, server_default="daily"),
    CheckConstraint("kind in ('daily', 'weekly', 'monthly')", name="kind"),
    comment="Whose digest of which day or period was begun or, on a day off, passed over",
)

group_digests = Table(
    "group_digests",
    metadata,
    identity(),
    Column("chat_id", BigInteger, nullable=False),
    Column("group_title", Text, nullable=False),
    Column("bound_by", ForeignKey("people.id"), nullable=False, comment="whose team is told of"),
    moment("bound_at"),
    *change_marks(),
    Index("uq_group_digests_chat_id", "chat_id", unique=True),
    Index("ix_group_digests_bound_by", "bound_by"),
    comment="Groups to which the digest of a head's team goes",
)

group_digests_made = Table(
    "group_digests_made",
    metadata,
    Column(
        "group_digest_id",
        ForeignKey("group_digests.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("day", Date, primary_key=True, comment="in the zone of who bound the group"),
    moment("claimed_until"),
    moment("settled_at", nullable=True),
    comment="Which group's digest of which day was begun, and when it was told or passed over",
)
