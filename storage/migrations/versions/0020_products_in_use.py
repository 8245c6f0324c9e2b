"""Products that are withdrawn, and what clients use of them."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "products",
        sa.Column(
            "withdrawn_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="since when it is sold no more",
        ),
    )
    op.add_column(
        "products", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.create_index(
        "ix_deals_won_client_id_product_id",
        "deals",
        ["client_id", "product_id"],
        postgresql_include=["closed_at"],
        postgresql_where=sa.text("status = 'won' and product_id is not null"),
    )
    op.create_table(
        "client_products",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True, comment="which competitor, or why not"),
        sa.Column("said_by", sa.BigInteger(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state in ('used', 'absent', 'competitor', 'not_needed')",
            name=op.f("ck_client_products_state"),
        ),
        sa.CheckConstraint(
            "char_length(words) <= 200", name=op.f("ck_client_products_words_are_short")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_client_products_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_client_products_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["people.id"], name=op.f("fk_client_products_said_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_products")),
        comment="What was said of a client's use of a product; a deal won later says it anew",
    )
    op.create_index(
        "uq_client_products_client_id_product_id",
        "client_products",
        ["client_id", "product_id"],
        unique=True,
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON client_products "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )
    op.execute(
        "CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON client_products "
        "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER lead_to_survivor ON client_products")
    op.execute("DROP TRIGGER audit ON client_products")
    op.drop_table("client_products")
    op.drop_index("ix_deals_won_client_id_product_id", table_name="deals")
    op.drop_column("products", "version")
    op.drop_column("products", "withdrawn_at")
