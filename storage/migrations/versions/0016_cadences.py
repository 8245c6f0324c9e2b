"""By when each client under a cadence is to hear from us."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("cadences", "cadence_lapses", "cadence_moves", "cadence_days")
FOLLOWS_MERGES = ("cadence_lapses", "cadence_moves")


def upgrade() -> None:
    op.create_table(
        "cadences",
        sa.Column("client_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("segment", sa.Text(), nullable=False, comment="whose cadence it is"),
        sa.Column("since_on", sa.Date(), nullable=False, comment="when the client came under it"),
        sa.Column("contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "counted_from",
            sa.Date(),
            nullable=False,
            comment="local day of the last contact that counts, since_on where there is none",
        ),
        sa.Column(
            "counted_before",
            sa.Date(),
            nullable=True,
            comment="what the period before was counted from; null: there was none",
        ),
        sa.Column(
            "due_on",
            sa.Date(),
            nullable=False,
            comment="the last day on which a contact is in time",
        ),
        sa.Column(
            "shows_on", sa.Date(), nullable=False, comment="from when on it stands on the day"
        ),
        sa.Column("late_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "is_moved",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="later, by agreement",
        ),
        sa.Column("responsible_id", sa.BigInteger(), nullable=True, comment="null: merged"),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_as", sa.Text(), nullable=True),
        sa.Column("ring_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ladder",
            postgresql.ARRAY(sa.DateTime(timezone=True)),
            nullable=False,
            comment="moments of the reminders, in working time, the first on due_on",
        ),
        sa.Column(
            "ladder_to",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="owner, lead or manager, per moment",
        ),
        sa.Column("steps_done", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "late_in_a_row",
            sa.SmallInteger(),
            server_default="0",
            nullable=False,
            comment="due days running that passed without a contact, the present one included;"
            " 0 while it is not late",
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("planned_as in ('day', 'retry')", name=op.f("ck_cadences_planned_as")),
        sa.CheckConstraint(
            "(planned_at is null) = (planned_as is null)", name=op.f("ck_cadences_planned_somehow")
        ),
        sa.CheckConstraint("due_on >= counted_from", name=op.f("ck_cadences_due_after_it_counts")),
        sa.CheckConstraint(
            "cardinality(ladder) = cardinality(ladder_to) and steps_done <= cardinality(ladder)",
            name=op.f("ck_cadences_ladder_is_whole"),
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_cadences_client_id")),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["people.id"], name=op.f("fk_cadences_responsible_id")
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_cadences")),
        comment="By when each client under a cadence is to hear from us; made of the rest",
    )
    op.create_index("ix_cadences_responsible_id_due_on", "cadences", ["responsible_id", "due_on"])
    op.create_index(
        "ix_cadences_next_step_at",
        "cadences",
        ["next_step_at"],
        postgresql_where=sa.text("next_step_at is not null"),
    )
    op.create_index(
        "ix_cadences_ring_at",
        "cadences",
        ["ring_at"],
        postgresql_where=sa.text("ring_at is not null"),
    )
    op.create_index(
        "ix_cadences_late_at",
        "cadences",
        ["late_at"],
        postgresql_where=sa.text("late_in_a_row = 0"),
    )
    op.create_table(
        "cadence_lapses",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("counted_from", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("responsible_id", sa.BigInteger(), nullable=True, comment="whose it was"),
        sa.Column(
            "in_a_row", sa.SmallInteger(), nullable=False, comment="1: the period before was kept"
        ),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_cadence_lapses_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["people.id"], name=op.f("fk_cadence_lapses_responsible_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadence_lapses")),
        comment="Due days that passed without a contact",
    )
    op.create_index(
        "uq_cadence_lapses_client_id_counted_from",
        "cadence_lapses",
        ["client_id", "counted_from"],
        unique=True,
    )
    op.create_index("ix_cadence_lapses_responsible_id", "cadence_lapses", ["responsible_id"])
    op.create_table(
        "cadence_moves",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "counted_from", sa.Date(), nullable=False, comment="a later contact makes it needless"
        ),
        sa.Column("from_on", sa.Date(), nullable=False, comment="the due day at that time"),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver_id", sa.BigInteger(), nullable=False, comment="whose turn it is"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("climbs_left", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.Text(), server_default="open", nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=True, comment="why it was declined"),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "status in ('open', 'agreed', 'declined', 'expired', 'needless')",
            name=op.f("ck_cadence_moves_status"),
        ),
        sa.CheckConstraint(
            "(status = 'open') = (decided_at is null)",
            name=op.f("ck_cadence_moves_decided_at_a_moment"),
        ),
        sa.CheckConstraint("until_on > from_on", name=op.f("ck_cadence_moves_later_than_due")),
        sa.CheckConstraint(
            "char_length(reason) <= 500", name=op.f("ck_cadence_moves_reason_is_short")
        ),
        sa.CheckConstraint(
            "char_length(words) <= 500", name=op.f("ck_cadence_moves_words_are_short")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_cadence_moves_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["people.id"], name=op.f("fk_cadence_moves_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["people.id"], name=op.f("fk_cadence_moves_approver_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["people.id"], name=op.f("fk_cadence_moves_decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadence_moves")),
        comment="Days beyond the limit that somebody asked for, and the answers",
    )
    op.create_index(op.f("ix_cadence_moves_client_id"), "cadence_moves", ["client_id"])
    op.create_index("ix_cadence_moves_asked_by", "cadence_moves", ["asked_by"])
    op.create_index(
        "ix_cadence_moves_open_approver_id",
        "cadence_moves",
        ["approver_id", "expires_at"],
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "uq_cadence_moves_open_client_id",
        "cadence_moves",
        ["client_id"],
        unique=True,
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "cadence_days",
        sa.Column("day", sa.Date(), nullable=False, comment="of the company"),
        sa.Column("rulebook_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("day", "rulebook_version", name=op.f("pk_cadence_days")),
        comment="Nights and rulebooks for which the due days of all were reckoned",
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON cadence_moves "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )
    for table in FOLLOWS_MERGES:
        op.execute(
            f"CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON {table} "
            "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
        )


def downgrade() -> None:
    for table in reversed(FOLLOWS_MERGES):
        op.execute(f"DROP TRIGGER lead_to_survivor ON {table}")
    op.execute("DROP TRIGGER audit ON cadence_moves")
    for table in reversed(TABLES):
        op.drop_table(table)
