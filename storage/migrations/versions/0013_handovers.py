"""Records that go from hand to hand, and whose an invitation is."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True, comment="whose they were"),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=True, comment="of the one client or deal"),
        sa.Column("receiver_id", sa.BigInteger(), nullable=True, comment="of the one record"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "reason in ('leaving', 'all_clients', 'client', 'deal')",
            name=op.f("ck_handovers_reason"),
        ),
        sa.CheckConstraint(
            "status in ('proposed', 'done', 'declined', 'undone')", name=op.f("ck_handovers_status")
        ),
        sa.CheckConstraint(
            "(reason in ('client', 'deal')) = (record_id is not null)",
            name=op.f("ck_handovers_one_record_is_named"),
        ),
        sa.CheckConstraint(
            "(settled_at is null) = (settled_by is null)"
            " and (settled_at is not null or status in ('proposed', 'done'))",
            name=op.f("ck_handovers_settled_by_somebody"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_handovers_person_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_handovers_by_id")),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["people.id"], name=op.f("fk_handovers_receiver_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["people.id"], name=op.f("fk_handovers_settled_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        comment="Records that went from hand to hand together, or are proposed to",
    )
    op.create_index("ix_handovers_person_id", "handovers", ["person_id"])
    op.create_index(
        "uq_handovers_proposed_reason_record_id",
        "handovers",
        ["reason", "record_id"],
        unique=True,
        postgresql_where=sa.text("status = 'proposed'"),
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON handovers "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )
    op.create_table(
        "handover_moves",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("handover_id", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.Text(), nullable=False, comment="table and column"),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("from_id", sa.BigInteger(), nullable=True),
        sa.Column("to_id", sa.BigInteger(), nullable=True, comment="null: only let go"),
        sa.Column("has_returned", sa.Boolean(), nullable=True, comment="null: not undone"),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_handover_moves_handover_id")
        ),
        sa.ForeignKeyConstraint(["from_id"], ["people.id"], name=op.f("fk_handover_moves_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["people.id"], name=op.f("fk_handover_moves_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_moves")),
        comment="Each record of a handover; the records' own tables are audited",
    )
    op.create_index(
        "uq_handover_moves_handover_id_held_record_id",
        "handover_moves",
        ["handover_id", "held", "record_id"],
        unique=True,
    )
    op.add_column(
        "invitations",
        sa.Column(
            "invited_by", sa.BigInteger(), nullable=True, comment="who answers for it; null: nobody"
        ),
    )
    op.create_foreign_key(
        op.f("fk_invitations_invited_by"), "invitations", "people", ["invited_by"], ["id"]
    )
    op.execute(
        "UPDATE invitations SET invited_by = changed_by"
        " WHERE used_at IS NULL AND EXISTS (SELECT FROM people WHERE people.id = changed_by)"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_invitations_invited_by"), "invitations", type_="foreignkey")
    op.drop_column("invitations", "invited_by")
    op.drop_index("uq_handover_moves_handover_id_held_record_id", table_name="handover_moves")
    op.drop_table("handover_moves")
    op.execute("DROP TRIGGER audit ON handovers")
    op.drop_index("uq_handovers_proposed_reason_record_id", table_name="handovers")
    op.drop_index("ix_handovers_person_id", table_name="handovers")
    op.drop_table("handovers")
