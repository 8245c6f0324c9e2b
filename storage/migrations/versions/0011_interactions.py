"""Interactions: contacts with clients, and what was filed with them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

AUDITED = ("interactions", "interaction_files")


def upgrade() -> None:
    op.create_table(
        "interactions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("deal_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="who had it"),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("through", sa.Text(), nullable=True, comment="by what means people spoke"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("distance_m", sa.Double(), nullable=True, comment="from the client's address"),
        sa.Column(
            "once", sa.Text(), nullable=True, comment="the form or message that it came from"
        ),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_change_marks(),
        sa.CheckConstraint(
            "kind in ('call', 'meeting', 'visit', 'message', 'email')",
            name=op.f("ck_interactions_kind"),
        ),
        sa.CheckConstraint(
            "result in ('reached', 'no_answer')", name=op.f("ck_interactions_result")
        ),
        sa.CheckConstraint(
            "through in ('phone', 'in_person', 'video', 'telegram', 'whatsapp', 'viber', 'sms',"
            " 'email')",
            name=op.f("ck_interactions_through"),
        ),
        sa.CheckConstraint("at <= noted_at", name=op.f("ck_interactions_has_happened")),
        sa.CheckConstraint(
            "char_length(words) <= 1000", name=op.f("ck_interactions_words_are_short")
        ),
        sa.CheckConstraint(
            "latitude between -90 and 90 and longitude between -180 and 180",
            name=op.f("ck_interactions_place_on_earth"),
        ),
        sa.CheckConstraint(
            "(latitude is null) = (longitude is null)"
            " and (latitude is not null or (accuracy_m is null and distance_m is null))",
            name=op.f("ck_interactions_place_is_whole"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_interactions_{column}")
            )
            for column, table in {
                "client_id": "clients",
                "contact_id": "contacts",
                "deal_id": "deals",
                "person_id": "people",
            }.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interactions")),
        sa.UniqueConstraint("once", name=op.f("uq_interactions_once")),
        comment="Contacts with clients: calls, meetings, visits, messages, e-mails",
    )
    op.create_index("ix_interactions_client_id_at", "interactions", ["client_id", "at", "id"])
    op.create_index(
        "ix_interactions_reached_client_id_kind_at",
        "interactions",
        ["client_id", "kind", "at"],
        postgresql_where=sa.text("result = 'reached'"),
    )
    for column in ("deal_id", "contact_id"):
        op.create_index(
            f"ix_interactions_{column}",
            "interactions",
            [column],
            postgresql_where=sa.text(f"{column} is not null"),
        )
    op.create_index("ix_interactions_person_id_at", "interactions", ["person_id", "at"])
    op.create_table(
        "interaction_files",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("interaction_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "file_id", sa.Text(), nullable=True, comment="Telegram's; none of forwarded words"
        ),
        sa.Column(
            "name", sa.Text(), nullable=True, comment="of the file, or of whose words they were"
        ),
        *_change_marks(),
        sa.CheckConstraint(
            "kind in ('photo', 'voice', 'document', 'video', 'audio', 'video_note', 'forwarded')",
            name=op.f("ck_interaction_files_kind"),
        ),
        sa.CheckConstraint(
            "file_id is not null or kind = 'forwarded'",
            name=op.f("ck_interaction_files_file_has_its_id"),
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interactions.id"],
            name=op.f("fk_interaction_files_interaction_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction_files")),
        comment="What was filed with an interaction",
    )
    op.create_index(
        op.f("ix_interaction_files_interaction_id"), "interaction_files", ["interaction_id"]
    )
    for table in AUDITED:
        op.execute(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
        )


def downgrade() -> None:
    for table in reversed(AUDITED):
        op.execute(f"DROP TRIGGER audit ON {table}")
        op.drop_table(table)


def _change_marks() -> tuple[sa.Column, ...]:
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
