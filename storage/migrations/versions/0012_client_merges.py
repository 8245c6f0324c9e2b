"""Clients that may be one, merges that can be undone, and erasure of one person's data."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

AUDITED = ("client_merges", "erasures")
NAMES_A_CLIENT = (
    "contacts",
    "phones",
    "deals",
    "timeline",
    "tasks",
    "task_series",
    "interactions",
)

# What is written about a merged client goes to the one that it is part of. The lock waits for a
# merge in hand, so that nothing is written to a client while it is being merged.
LEAD_TO_SURVIVOR = """
CREATE FUNCTION lead_to_survivor() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    survivor bigint;
BEGIN
    SELECT merged_into_id INTO survivor FROM clients WHERE id = NEW.client_id FOR KEY SHARE;
    IF survivor IS NOT NULL THEN
        NEW.client_id := survivor;
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    _change_clients()
    _create_pairs()
    _create_merges()
    _create_erasures()
    for table in AUDITED:
        op.execute(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
        )
    op.execute(LEAD_TO_SURVIVOR)
    for table in NAMES_A_CLIENT:
        op.execute(
            f"CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON {table} "
            "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
        )


def downgrade() -> None:
    for table in reversed(NAMES_A_CLIENT):
        op.execute(f"DROP TRIGGER lead_to_survivor ON {table}")
    op.execute("DROP FUNCTION lead_to_survivor()")
    for table in reversed(AUDITED):
        op.execute(f"DROP TRIGGER audit ON {table}")
    for table in (
        "erased_keys",
        "erasures",
        "erasure_salts",
        "client_merge_moves",
        "client_merges",
        "duplicate_searches",
        "duplicate_pairs",
    ):
        op.drop_table(table)
    op.drop_index("ix_contacts_email_lower", table_name="contacts")
    op.drop_constraint(op.f("ck_clients_not_merged_into_itself"), "clients")
    op.drop_column("clients", "merged_into_id")
    op.drop_column("clients", "tax_number")


def _change_clients() -> None:
    op.add_column(
        "clients",
        sa.Column("tax_number", sa.Text(), nullable=True, comment="digits and letters alone"),
    )
    op.add_column(
        "clients",
        sa.Column(
            "merged_into_id",
            sa.BigInteger(),
            nullable=True,
            comment="the client that this one is part of; itself never merged",
        ),
    )
    op.create_foreign_key(
        op.f("fk_clients_merged_into_id"), "clients", "clients", ["merged_into_id"], ["id"]
    )
    op.create_check_constraint(
        op.f("ck_clients_not_merged_into_itself"), "clients", "merged_into_id <> id"
    )
    for column in ("tax_number", "merged_into_id"):
        op.create_index(
            f"ix_clients_{column}",
            "clients",
            [column],
            postgresql_where=sa.text(f"{column} is not null"),
        )
    op.create_index(
        "ix_contacts_email_lower",
        "contacts",
        [sa.text("lower(email)")],
        postgresql_where=sa.text("email is not null"),
    )


def _create_pairs() -> None:
    op.create_table(
        "duplicate_pairs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("one_id", sa.BigInteger(), nullable=False),
        sa.Column("other_id", sa.BigInteger(), nullable=False),
        sa.Column("by_phone", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("by_email", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("by_tax_number", sa.Boolean(), server_default="false", nullable=False),
        sa.Column(
            "likeness",
            sa.REAL(),
            nullable=True,
            comment="of names, 0 to 1; null: they are not alike",
        ),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        _moment("found_at"),
        sa.Column("distinct_by", sa.BigInteger(), nullable=True),
        _moment("distinct_at", nullable=True),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_duplicate_pairs_each_pair_once")),
        sa.CheckConstraint(
            "(distinct_by is null) = (distinct_at is null)",
            name=op.f("ck_duplicate_pairs_told_apart_by_somebody"),
        ),
        _key("duplicate_pairs", "one_id", "clients"),
        _key("duplicate_pairs", "other_id", "clients"),
        _key("duplicate_pairs", "distinct_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pairs")),
        comment="Clients that may be one, as last looked for; and those that somebody told apart",
    )
    op.create_index(
        "uq_duplicate_pairs_one_id_other_id", "duplicate_pairs", ["one_id", "other_id"], unique=True
    )
    op.create_index("ix_duplicate_pairs_other_id", "duplicate_pairs", ["other_id"])
    op.create_index(
        "ix_duplicate_pairs_open_score",
        "duplicate_pairs",
        ["score", "id"],
        postgresql_where=sa.text("distinct_at is null"),
    )
    op.create_index(
        "ix_duplicate_pairs_distinct",
        "duplicate_pairs",
        ["id"],
        postgresql_where=sa.text("distinct_at is not null"),
    )
    op.create_table(
        "duplicate_searches",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        _moment("searched_at"),
        sa.CheckConstraint("id = 1", name=op.f("ck_duplicate_searches_is_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_searches")),
        comment="When the whole base was looked through last",
    )


def _create_merges() -> None:
    op.create_table(
        "client_merges",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("loser_id", sa.BigInteger(), nullable=False),
        sa.Column("survivor_id", sa.BigInteger(), nullable=False),
        sa.Column("merged_by", sa.BigInteger(), nullable=False),
        _moment("merged_at"),
        sa.Column(
            "was",
            postgresql.JSONB(),
            nullable=False,
            comment="the survivor's changed columns before",
        ),
        sa.Column("became", postgresql.JSONB(), nullable=False, comment="the same columns after"),
        sa.Column("undone_by", sa.BigInteger(), nullable=True),
        _moment("undone_at", nullable=True),
        sa.Column(
            "is_final",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="after an erasure",
        ),
        *_change_marks(),
        sa.CheckConstraint("loser_id <> survivor_id", name=op.f("ck_client_merges_two_clients")),
        sa.CheckConstraint(
            "(undone_by is null) = (undone_at is null)",
            name=op.f("ck_client_merges_undone_by_somebody"),
        ),
        _key("client_merges", "loser_id", "clients"),
        _key("client_merges", "survivor_id", "clients"),
        _key("client_merges", "merged_by", "people"),
        _key("client_merges", "undone_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_merges")),
        comment="Which client became part of which, and what the survivor's fields were",
    )
    for column in ("loser_id", "survivor_id"):
        op.create_index(f"ix_client_merges_{column}", "client_merges", [column])
    op.create_table(
        "client_merge_moves",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("merge_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, comment="the table"),
        sa.Column(
            "row_ids", postgresql.ARRAY(sa.BigInteger()), server_default="{}", nullable=False
        ),
        *(
            sa.Column(name, postgresql.JSONB(), server_default="[]", nullable=False, comment=words)
            for name, words in (
                ("row_keys", "the rest of the key, where the client is part of it"),
                ("taken_rows", "whole rows that the survivor had already"),
                ("filled_rows", "what the survivor's own rows got from those"),
            )
        ),
        _key("client_merge_moves", "merge_id", "client_merges"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_merge_moves")),
        comment="Rows that a merge moved: what an undo takes back",
    )
    op.create_index(op.f("ix_client_merge_moves_merge_id"), "client_merge_moves", ["merge_id"])


def _create_erasures() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, comment="client or contact"),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("erased_by", sa.BigInteger(), nullable=False),
        _moment("erased_at"),
        sa.Column("reason", sa.Text(), nullable=False),
        *_change_marks(),
        sa.CheckConstraint("subject in ('client', 'contact')", name=op.f("ck_erasures_subject")),
        _key("erasures", "erased_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        comment="Whose data was erased on request, by whom and why; nothing of the data",
    )
    op.create_index(
        "uq_erasures_subject_subject_id", "erasures", ["subject", "subject_id"], unique=True
    )
    op.create_table(
        "erased_keys",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("erasure_id", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False, comment="of a phone or an e-mail"),
        _key("erased_keys", "erasure_id", "erasures"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erased_keys")),
        sa.UniqueConstraint("hash", name=op.f("uq_erased_keys_hash")),
        comment="By what an erased person is known again, without keeping it",
    )
    op.create_index(op.f("ix_erased_keys_erasure_id"), "erased_keys", ["erasure_id"])
    op.create_table(
        "erasure_salts",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_erasure_salts_is_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_salts")),
        comment="What hashes of erased people are made with; of this base alone",
    )
    op.execute(
        "INSERT INTO erasure_salts (id, salt) "
        "VALUES (1, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))"
    )


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


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
