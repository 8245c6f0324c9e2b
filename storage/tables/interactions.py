from sqlalchemy import (
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from storage.tables.base import change_marks, identity, metadata, moment

interactions = Table(
    "interactions",
    metadata,
    identity(),
    Column("kind", Text, nullable=False),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("contact_id", ForeignKey("contacts.id"), nullable=True),
    Column("deal_id", ForeignKey("deals.id"), nullable=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, comment="who had it"),
    Column("result", Text, nullable=False),
    Column("through", Text, nullable=True, comment="by what means people spoke"),
    moment("at"),
    moment("noted_at"),
    Column("words", Text, nullable=True),
    Column("latitude", Double, nullable=True),
    Column("longitude", Double, nullable=True),
    Column("accuracy_m", Double, nullable=True),
    Column("distance_m", Double, nullable=True, comment="from the client's address"),
    Column(
        "once", Text, nullable=True, unique=True, comment="the form or message that it came from"
    ),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("kind in ('call', 'meeting', 'visit', 'message', 'email')", name="kind"),
    CheckConstraint("result in ('reached', 'no_answer')", name="result"),
    CheckConstraint(
        "through in ('phone', 'in_person', 'video', 'telegram', 'whatsapp', 'viber', 'sms',"
        " 'email')",
        name="through",
    ),
    CheckConstraint("at <= noted_at", name="has_happened"),
    CheckConstraint("char_length(words) <= 1000", name="words_are_short"),
    CheckConstraint(
        "latitude between -90 and 90 and longitude between -180 and 180", name="place_on_earth"
    ),
    CheckConstraint(
        "(latitude is null) = (longitude is null)"
        " and (latitude is not null or (accuracy_m is null and distance_m is null))",
        name="place_is_whole",
    ),
    Index("ix_interactions_client_id_at", "client_id", "at", "id"),
    Index(
        "ix_interactions_reached_client_id_kind_at",
        "client_id",
        "kind",
        "at",
        postgresql_where=text("result = 'reached'"),
    ),
    Index("ix_interactions_deal_id", "deal_id", postgresql_where=text("deal_id is not null")),
    Index(
        "ix_interactions_contact_id", "contact_id", postgresql_where=text("contact_id is not null")
    ),
    Index("ix_interactions_person_id_at", "person_id", "at"),
    Index(
        "ix_interactions_at",
        "at",
        postgresql_include=["person_id", "kind", "result"],
        postgresql_where=text("kind in ('call', 'meeting', 'visit')"),
    ),
    comment="Contacts with clients: calls, meetings, visits, messages, e-mails",
)

interaction_files = Table(
    "interaction_files",
    metadata,
    identity(),
    Column("interaction_id", ForeignKey("interactions.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("file_id", Text, nullable=True, comment="Telegram's; none of forwarded words"),
    Column("name", Text, nullable=True, comment="of the file, or of whose words they were"),
    *change_marks(),
    CheckConstraint(
        "kind in ('photo', 'voice', 'document', 'video', 'audio', 'video_note', 'forwarded')",
        name="kind",
    ),
    CheckConstraint("file_id is not null or kind = 'forwarded'", name="file_has_its_id"),
    comment="What was filed with an interaction",
)
