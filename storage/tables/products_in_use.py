from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from storage.tables.base import change_marks, identity, metadata, moment

client_products = Table(
    "client_products",
    metadata,
    identity(),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("product_id", ForeignKey("products.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("words", Text, nullable=True, comment="which competitor, or why not"),
    Column("said_by", ForeignKey("people.id"), nullable=False),
    moment("said_at"),
    Column("version", Integer, nullable=False, server_default="1"),
    *change_marks(),
    CheckConstraint("state in ('used', 'absent', 'competitor', 'not_needed')", name="state"),
    CheckConstraint("char_length(words) <= 200", name="words_are_short"),
    Index(
        "uq_client_products_client_id_product_id",
        "client_id",
        "product_id",
        unique=True,
    ),
    comment="What was said of a client's use of a product; a deal won later says it anew",
)
