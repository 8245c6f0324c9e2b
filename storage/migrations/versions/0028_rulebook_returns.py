"""Which older version a rulebook came back to."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLES = ("rulebooks", "rulebook_proposals")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(
            table,
            sa.Column(
                "returns_to",
                sa.BigInteger(),
                nullable=True,
                comment="the older version that it is again",
            ),
        )


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "returns_to")
