"""When and with what a person wants their digests, and groups that get a team's."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

AUDITED = ("digest_choices", "group_digests")


def upgrade() -> None:
    op.create_table(
        "digest_choices",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "at", sa.Time(), nullable=True, comment="in the person's zone; null: the role's hour"
        ),
        sa.Column(
            "weekdays",
            sa.ARRAY(sa.SmallInteger()),
            nullable=True,
            comment="0 is Monday; null: all",
        ),
        sa.Column(
            "comes_on_days_off",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="also when the person does not work",
        ),
        sa.Column(
            "left_out", sa.ARRAY(sa.Text()), server_default="{}", nullable=False, comment="parts"
        ),
        sa.Column("weekly", sa.Boolean(), nullable=True, comment="null: as the rulebook has it"),
        sa.Column("monthly", sa.Boolean(), nullable=True, comment="null: as the rulebook has it"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_change_marks(),
        sa.CheckConstraint(
            "weekdays <@ '{0,1,2,3,4,5,6}' and weekdays <> '{}'",
            name=op.f("ck_digest_choices_weekdays"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_digest_choices_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digest_choices")),
        comment="When and with what a person wants their digests, where not as the rulebook has it",
    )
    op.create_table(
        "group_digests",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("group_title", sa.Text(), nullable=False),
        sa.Column("bound_by", sa.BigInteger(), nullable=False, comment="whose team is told of"),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        *_change_marks(),
        sa.ForeignKeyConstraint(
            ["bound_by"], ["people.id"], name=op.f("fk_group_digests_bound_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_digests")),
        comment="Groups to which the digest of a head's team goes",
    )
    op.create_index("uq_group_digests_chat_id", "group_digests", ["chat_id"], unique=True)
    op.create_index("ix_group_digests_bound_by", "group_digests", ["bound_by"])
    op.create_table(
        "group_digests_made",
        sa.Column("group_digest_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="in the zone of who bound the group"),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_digest_id"],
            ["group_digests.id"],
            name=op.f("fk_group_digests_made_group_digest_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_digest_id", "day", name=op.f("pk_group_digests_made")),
        comment="Which group's digest of which day was begun, and when it was told or passed over",
    )
    for table, key in zip(AUDITED, ("person_id", "id"), strict=True):
        op.execute(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION audit_row('{key}')"
        )
    op.add_column(
        "digests_made", sa.Column("kind", sa.Text(), server_default="daily", nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_digests_made_kind"), "digests_made", "kind in ('daily', 'weekly', 'monthly')"
    )
    op.drop_constraint(op.f("pk_digests_made"), "digests_made", type_="primary")
    op.create_primary_key(op.f("pk_digests_made"), "digests_made", ["person_id", "day", "kind"])
    _say("in the person's zone; a period's first day", "in the person's zone")
    op.create_table_comment(
        "digests_made",
        "Whose digest of which day or period was begun or, on a day off, passed over",
        existing_comment="Whose digest of which day was begun or, on a day off, passed over",
    )


def downgrade() -> None:
    op.create_table_comment(
        "digests_made",
        "Whose digest of which day was begun or, on a day off, passed over",
        existing_comment=(
            "Whose digest of which day or period was begun or, on a day off, passed over"
        ),
    )
    _say("in the person's zone", "in the person's zone; a period's first day")
    op.execute("DELETE FROM digests_made WHERE kind <> 'daily'")
    op.drop_constraint(op.f("pk_digests_made"), "digests_made", type_="primary")
    op.create_primary_key(op.f("pk_digests_made"), "digests_made", ["person_id", "day"])
    op.drop_constraint(op.f("ck_digests_made_kind"), "digests_made", type_="check")
    op.drop_column("digests_made", "kind")
    for table in AUDITED:
        op.execute(f"DROP TRIGGER audit ON {table}")
    op.drop_table("group_digests_made")
    op.drop_table("group_digests")
    op.drop_table("digest_choices")


def _say(comment: str, before: str) -> None:
    op.alter_column(
        "digests_made",
        "day",
        existing_type=sa.Date(),
        existing_nullable=False,
        comment=comment,
        existing_comment=before,
    )


def _change_marks() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
