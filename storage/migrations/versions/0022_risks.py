"""Clients that may be lost, and what their manager does about it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "risks",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), server_default="open", nullable=False),
        sa.Column("keys", postgresql.ARRAY(sa.Text()), nullable=False, comment="of its signs"),
        sa.Column("signs", postgresql.JSONB(), nullable=False, comment="with their figures"),
        sa.Column(
            "muted",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="keys of signs that are no risk, until they go away",
        ),
        sa.Column("responsible_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_id", sa.BigInteger(), nullable=False, comment="whose turn it is"),
        sa.Column("climbed", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=True, comment="what is done, or why it is none"),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
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
            "status in ('open', 'taken', 'dismissed', 'gone')", name=op.f("ck_risks_status")
        ),
        sa.CheckConstraint("cardinality(keys) > 0", name=op.f("ck_risks_has_signs")),
        sa.CheckConstraint(
            "(status in ('dismissed', 'gone')) = (closed_at is not null)",
            name=op.f("ck_risks_closed_at_a_moment"),
        ),
        sa.CheckConstraint(
            "status not in ('taken', 'dismissed')"
            " or (decided_by is not null and decided_at is not null)",
            name=op.f("ck_risks_decided_by_somebody"),
        ),
        sa.CheckConstraint("char_length(words) <= 1000", name=op.f("ck_risks_words_are_short")),
        sa.CheckConstraint(
            "status = 'open' or next_step_at is null", name=op.f("ck_risks_decided_does_not_climb")
        ),
        sa.ForeignKeyConstraint(["asked_id"], ["people.id"], name=op.f("fk_risks_asked_id")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_risks_client_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name=op.f("fk_risks_decided_by")),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["people.id"], name=op.f("fk_risks_responsible_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risks")),
        comment="Clients that may be lost, by which signs, and what was decided",
    )
    op.create_index(
        "uq_risks_live_client_id",
        "risks",
        ["client_id"],
        unique=True,
        postgresql_where=sa.text("status in ('open', 'taken')"),
    )
    op.create_index("ix_risks_client_id_opened_at", "risks", ["client_id", "opened_at"])
    op.create_index(
        "ix_risks_live_asked_id",
        "risks",
        ["asked_id", "opened_at"],
        postgresql_where=sa.text("status in ('open', 'taken')"),
    )
    op.create_index(
        "ix_risks_open_next_step_at",
        "risks",
        ["next_step_at"],
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "ix_tasks_down_closed_at",
        "tasks",
        ["closed_at"],
        postgresql_where=sa.text("rating = 'down'"),
    )
    op.create_index(
        "ix_requests_down_closed_at",
        "requests",
        ["closed_at"],
        postgresql_where=sa.text("rating = 'down'"),
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON risks "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )
    op.execute(
        "CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON risks "
        "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER lead_to_survivor ON risks")
    op.execute("DROP TRIGGER audit ON risks")
    op.drop_index("ix_requests_down_closed_at", table_name="requests")
    op.drop_index("ix_tasks_down_closed_at", table_name="tasks")
    op.drop_table("risks")
