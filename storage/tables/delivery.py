from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.base import identity, metadata, moment

ledger = Table(
    "ledger",
    metadata,
    identity(),
    Column("recipient_id", ForeignKey("people.id"), nullable=False),
    Column("kind", Text, nullable=False, comment="which text to make"),
    Column("matter", Text, nullable=False, comment="what it is about: offer, deal, import ..."),
    Column("matter_id", BigInteger, nullable=False),
    Column("facts", JSONB, nullable=False, server_default="{}", comment="ids and keys, no text"),
    Column("urgency", Text, nullable=False),
    moment("not_before"),
    moment("created_at"),
    Column("dedupe_key", Text, nullable=False),
    Column("status", Text, nullable=False, server_default="due"),
    moment("held_until", nullable=True),
    Column("attempts", SmallInteger, nullable=False, server_default="0", comment="failed by us"),
    moment("claimed_until", nullable=True),
    moment("attempted_at", nullable=True),
    Column("is_repeat", Boolean, nullable=False, server_default="false"),
    Column(
        "is_wanted_again",
        Boolean,
        nullable=False,
        server_default="false",
        comment="asked for once more while it was being sent",
    ),
    moment("settled_at", nullable=True),
    Column("message_id", BigInteger, nullable=True),
    Column("outcome", Text, nullable=True),
    CheckConstraint("urgency in ('now', 'batch', 'digest')", name="urgency"),
    CheckConstraint("status in ('due', 'held', 'sent', 'dropped', 'undeliverable')", name="status"),
    CheckConstraint("(status = 'held') = (held_until is not null)", name="held_until_a_moment"),
    CheckConstraint(
        "(status in ('due', 'held')) = (settled_at is null)", name="settled_at_a_moment"
    ),
    Index(
        "uq_ledger_unsettled_dedupe_key",
        "dedupe_key",
        unique=True,
        postgresql_where=text("status in ('due', 'held')"),
    ),
    Index("ix_ledger_due_not_before", "not_before", "id", postgresql_where=text("status = 'due'")),
    Index(
        "ix_ledger_due_recipient_id",
        "recipient_id",
        "not_before",
        "id",
        postgresql_where=text("status = 'due'"),
    ),
    Index(
        "ix_ledger_due_matter_matter_id",
        "matter",
        "matter_id",
        postgresql_where=text("status = 'due'"),
    ),
    Index("ix_ledger_held_recipient_id", "recipient_id", postgresql_where=text("status = 'held'")),
    Index("ix_ledger_held_held_until", "held_until", postgresql_where=text("status = 'held'")),
    Index(
        "ix_ledger_rang_recipient_id_settled_at",
        "recipient_id",
        "settled_at",
        postgresql_where=text("outcome = 'rang'"),
    ),
    postgresql_with={"fillfactor": 50},  # a claim and an attempt find room beside, and no index
    comment="Messages that are to leave; a row is added in the transaction that causes it",
)

cards = Table(
    "cards",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("matter", Text, primary_key=True),
    Column("matter_id", BigInteger, primary_key=True),
    Column("message_id", BigInteger, nullable=False),
    Column("has_media", Boolean, nullable=False, server_default="false"),
    Column("fingerprint", BigInteger, nullable=True, comment="of what it shows; null: not known"),
    moment("sent_at"),
    Index("ix_cards_chat_id_message_id", "chat_id", "message_id"),
    Index("ix_cards_matter_matter_id", "matter", "matter_id"),
    comment="The one living message per chat and matter",
)

matter_messages = Table(
    "matter_messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("message_id", BigInteger, primary_key=True),
    Column("matter", Text, nullable=False),
    Column("matter_id", BigInteger, nullable=False),
    moment("at"),
    Index("ix_matter_messages_chat_id_matter_matter_id_at", "chat_id", "matter", "matter_id", "at"),
    comment="The last messages about a matter that are not its card (any more)",
)
