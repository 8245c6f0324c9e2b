from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Table,
    Text,
    text,
)

from storage.tables.base import change_marks, identity, metadata, moment

clients = Table(
    "clients",
    metadata,
    identity(),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, comment="search_key(name): folded to Latin"),
    Column("branch_id", ForeignKey("branches.id"), nullable=False),
    Column("owner_id", ForeignKey("people.id"), nullable=True),
    Column("segment", Text, nullable=False),
    Column(
        "is_segment_pinned",
        Boolean,
        nullable=False,
        server_default="false",
        comment="chosen by hand or in a file: the rules leave it",
    ),
    Column("sector", Text, nullable=True),
    Column("region", Text, nullable=True),
    Column("language", Text, nullable=True, comment="it is congratulated in"),
    Column("address", Text, nullable=True),
    Column("latitude", Double, nullable=True, comment="of the address, in degrees"),
    Column("longitude", Double, nullable=True),
    Column("external_key", Text, nullable=True, unique=True),
    Column("tax_number", Text, nullable=True, comment="digits and letters alone"),
    Column(
        "merged_into_id",
        ForeignKey("clients.id"),
        nullable=True,
        comment="the client that this one is part of; itself never merged",
    ),
    moment("created_at"),
    *change_marks(),
    Index(
        "ix_clients_name_key_trigrams",
        "name_key",
        postgresql_using="gin",
        postgresql_ops={"name_key": "gin_trgm_ops"},
    ),
    Index(
        "ix_clients_name_key_slips",
        text("slips(name_key)"),
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    ),
    Index(
        "ix_clients_name_key_beginning",
        "name_key",
        postgresql_ops={"name_key": "text_pattern_ops"},
    ),
    Index("ix_clients_owner_id", "owner_id"),
    Index("ix_clients_branch_id", "branch_id"),
    Index("ix_clients_tax_number", "tax_number", postgresql_where=text("tax_number is not null")),
    Index(
        "ix_clients_merged_into_id",
        "merged_into_id",
        postgresql_where=text("merged_into_id is not null"),
    ),
    CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
    CheckConstraint("char_length(address) <= 300", name="address_is_short"),
    CheckConstraint(
        "latitude between -90 and 90 and longitude between -180 and 180", name="place_on_earth"
    ),
    CheckConstraint("(latitude is null) = (longitude is null)", name="place_is_whole"),
)

contacts = Table(
    "contacts",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("position", Text, nullable=True),
    Column("email", Text, nullable=True),
    Column("telegram_id", BigInteger, nullable=True),
    *change_marks(),
    Index(
        "ix_contacts_email_lower", text("lower(email)"), postgresql_where=text("email is not null")
    ),
    Index(
        "ix_contacts_name_key_trigrams",
        "name_key",
        postgresql_using="gin",
        postgresql_ops={"name_key": "gin_trgm_ops"},
    ),
    Index(
        "ix_contacts_name_key_slips",
        text("slips(name_key)"),
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    ),
    Index(
        "ix_contacts_name_key_beginning",
        "name_key",
        postgresql_ops={"name_key": "text_pattern_ops"},
    ),
)

phones = Table(
    "phones",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False, index=True),
    Column("contact_id", ForeignKey("contacts.id"), nullable=True),
    Column("number", Text, nullable=False, comment="E.164"),
    Column("extension", Text, nullable=True),
    *change_marks(),
    Index("ix_phones_number", "number"),
    Index("uq_phones_client_id_number", "client_id", "number", unique=True),
)
