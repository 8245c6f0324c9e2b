"""Segments of clients that the rules decide on, and those that somebody chose."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

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
    op.create_table(
        "segment_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True, comment="null: by the rules"),
        sa.Column(
            "why",
            postgresql.JSONB(),
            server_default="[]",
            nullable=False,
            comment="what was measured, against the criteria",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_segment_changes_by_id")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_segment_changes_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_changes")),
        comment="Clients that entered or left a segment that the rulebook wants told",
    )
    op.create_index("ix_segment_changes_client_id_at", "segment_changes", ["client_id", "at"])
    op.create_index("ix_segment_changes_at", "segment_changes", ["at"])
    op.execute(
        "CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON segment_changes "
        "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
    )
    op.create_table(
        "segment_days",
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="in the zone"),
        sa.PrimaryKeyConstraint("zone", name=op.f("pk_segment_days")),
        comment="For which day the clients of the branches of a zone were looked at last",
    )


def downgrade() -> None:
    op.drop_table("segment_days")
    op.drop_table("segment_changes")
    op.drop_column("clients", "is_segment_pinned")
