"""The first schema: organisation, rulebook, clients, deals, offers, delivery and machinery."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, comment="the table"),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column(
            "before", postgresql.JSONB(), nullable=True, comment="the changed columns as they were"
        ),
        sa.Column("after", postgresql.JSONB(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        comment="Append-only: written by triggers alone",
    )
    op.create_index("ix_audit_subject_subject_id", "audit", ["subject", "subject_id"], unique=False)
    op.create_table(
        "branches",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["branches.id"], name=op.f("fk_branches_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branches")),
        sa.UniqueConstraint("name", name=op.f("uq_branches_name")),
    )
    op.create_table(
        "cards",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("matter_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("has_media", sa.Boolean(), server_default="false", nullable=False),
        sa.Column(
            "fingerprint",
            sa.BigInteger(),
            nullable=True,
            comment="of what it shows; null: not known",
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "matter", "matter_id", name=op.f("pk_cards")),
        comment="The one living message per chat and matter",
    )
    op.create_index("ix_cards_chat_id_message_id", "cards", ["chat_id", "message_id"], unique=False)
    op.create_index("ix_cards_matter_matter_id", "cards", ["matter", "matter_id"], unique=False)
    op.create_table(
        "conversation_states",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("data", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_conversation_states")),
    )
    op.create_table(
        "departments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("name", name=op.f("uq_departments_name")),
    )
    op.create_table(
        "processed_updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_processed_updates")),
    )
    op.create_table(
        "products",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("price", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(price is null) = (currency is null)", name=op.f("ck_products_price_has_currency")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("name_key", name=op.f("uq_products_name_key")),
    )
    op.create_table(
        "branch_tree",
        sa.Column("ancestor_id", sa.BigInteger(), nullable=False),
        sa.Column("descendant_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ancestor_id"],
            ["branches.id"],
            name=op.f("fk_branch_tree_ancestor_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["descendant_id"],
            ["branches.id"],
            name=op.f("fk_branch_tree_descendant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ancestor_id", "descendant_id", name=op.f("pk_branch_tree")),
        comment="Every branch with each branch above it, itself included; rebuilt when branches move",
    )
    op.create_index("ix_branch_tree_descendant_id", "branch_tree", ["descendant_id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("external_key", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("department_id", sa.BigInteger(), nullable=True),
        sa.Column("boss_id", sa.BigInteger(), nullable=True),
        sa.Column("pair_id", sa.BigInteger(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True, comment="IANA; the branch's where null"),
        sa.Column(
            "working_hours",
            postgresql.JSONB(),
            nullable=True,
            comment="weekday to intervals; branch's if null",
        ),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column(
            "language", sa.Text(), nullable=True, comment="chosen by the person; Telegram's if null"
        ),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("telegram_username", sa.Text(), nullable=True),
        sa.Column("telegram_language", sa.Text(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blocked_bot_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "role in ('rep', 'lead', 'manager', 'director', 'administrator', 'client')",
            name=op.f("ck_people_role"),
        ),
        sa.CheckConstraint("boss_id <> id", name=op.f("ck_people_not_own_boss")),
        sa.CheckConstraint("pair_id <> id", name=op.f("ck_people_not_own_pair")),
        sa.ForeignKeyConstraint(["boss_id"], ["people.id"], name=op.f("fk_people_boss_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_people_branch_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("fk_people_department_id")
        ),
        sa.ForeignKeyConstraint(["pair_id"], ["people.id"], name=op.f("fk_people_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("external_key", name=op.f("uq_people_external_key")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_people_telegram_id")),
    )
    op.create_index(op.f("ix_people_boss_id"), "people", ["boss_id"], unique=False)
    op.create_index(op.f("ix_people_branch_id"), "people", ["branch_id"], unique=False)
    op.create_table(
        "absences",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False, comment="the last day away"),
        sa.Column("deputy_id", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        postgresql.ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.literal_column("daterange(starts_on, ends_on, '[]')"), "&&"),
            using="gist",
            name="ex_absences_one_at_a_time",
        ),
        sa.CheckConstraint("deputy_id <> person_id", name=op.f("ck_absences_not_own_deputy")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_absences_days_in_order")),
        sa.ForeignKeyConstraint(["deputy_id"], ["people.id"], name=op.f("fk_absences_deputy_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_deputy_id"), "absences", ["deputy_id"], unique=False)
    op.create_table(
        "clients",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "name_key", sa.Text(), nullable=False, comment="search_key(name): folded to Latin"
        ),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("external_key", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_clients_branch_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_clients_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
        sa.UniqueConstraint("external_key", name=op.f("uq_clients_external_key")),
    )
    op.create_index("ix_clients_branch_id", "clients", ["branch_id"], unique=False)
    op.create_index(
        "ix_clients_name_key_trigrams",
        "clients",
        ["name_key"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"name_key": "gin_trgm_ops"},
    )
    op.create_index("ix_clients_owner_id", "clients", ["owner_id"], unique=False)
    op.create_table(
        "digests_made",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="in the person's zone"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_digests_made_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_digests_made")),
        comment="Whose digest of which day was begun or, on a day off, passed over",
    )
    op.create_table(
        "import_runs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True, comment="where it is shown"),
        sa.Column("files", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("status", sa.Text(), server_default="gathering", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status in ('gathering', 'checking', 'confirmed', 'done', 'cancelled', 'failed')",
            name=op.f("ck_import_runs_status"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_import_runs_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
        comment="Imports begun in the chat; Telegram keeps their files",
    )
    op.create_index(
        "ix_import_runs_person_id_status", "import_runs", ["person_id", "status"], unique=False
    )
    op.create_index(
        "ix_import_runs_waiting",
        "import_runs",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("status in ('checking', 'confirmed')"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by_telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_invitations_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
    )
    op.create_index(op.f("ix_invitations_person_id"), "invitations", ["person_id"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recipient_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="which text to make"),
        sa.Column(
            "matter", sa.Text(), nullable=False, comment="what it is about: offer, deal, import ..."
        ),
        sa.Column("matter_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "facts",
            postgresql.JSONB(),
            server_default="{}",
            nullable=False,
            comment="ids and keys, no text",
        ),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="due", nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "attempts",
            sa.SmallInteger(),
            server_default="0",
            nullable=False,
            comment="failed by us",
        ),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_repeat", sa.Boolean(), server_default="false", nullable=False),
        sa.Column(
            "is_wanted_again",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="asked for once more while it was being sent",
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(status = 'held') = (held_until is not null)",
            name=op.f("ck_ledger_held_until_a_moment"),
        ),
        sa.CheckConstraint(
            "(status in ('due', 'held')) = (settled_at is null)",
            name=op.f("ck_ledger_settled_at_a_moment"),
        ),
        sa.CheckConstraint(
            "status in ('due', 'held', 'sent', 'dropped', 'undeliverable')",
            name=op.f("ck_ledger_status"),
        ),
        sa.CheckConstraint("urgency in ('now', 'batch', 'digest')", name=op.f("ck_ledger_urgency")),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["people.id"], name=op.f("fk_ledger_recipient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        comment="Messages that are to leave; a row is added in the transaction that causes it",
    )
    op.create_index(
        "ix_ledger_due_matter_matter_id",
        "ledger",
        ["matter", "matter_id"],
        unique=False,
        postgresql_where=sa.text("status = 'due'"),
    )
    op.create_index(
        "ix_ledger_due_not_before",
        "ledger",
        ["not_before", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'due'"),
    )
    op.create_index(
        "ix_ledger_due_recipient_id",
        "ledger",
        ["recipient_id", "not_before", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'due'"),
    )
    op.create_index(
        "ix_ledger_held_held_until",
        "ledger",
        ["held_until"],
        unique=False,
        postgresql_where=sa.text("status = 'held'"),
    )
    op.create_index(
        "ix_ledger_held_recipient_id",
        "ledger",
        ["recipient_id"],
        unique=False,
        postgresql_where=sa.text("status = 'held'"),
    )
    op.create_index(
        "ix_ledger_rang_recipient_id_settled_at",
        "ledger",
        ["recipient_id", "settled_at"],
        unique=False,
        postgresql_where=sa.text("outcome = 'rang'"),
    )
    op.create_index(
        "uq_ledger_unsettled_dedupe_key",
        "ledger",
        ["dedupe_key"],
        unique=True,
        postgresql_where=sa.text("status in ('due', 'held')"),
    )
    op.create_table(
        "reporting",
        sa.Column("boss_id", sa.BigInteger(), nullable=False),
        sa.Column("subordinate_id", sa.BigInteger(), nullable=False),
        sa.Column("depth", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["boss_id"], ["people.id"], name=op.f("fk_reporting_boss_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subordinate_id"],
            ["people.id"],
            name=op.f("fk_reporting_subordinate_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("boss_id", "subordinate_id", name=op.f("pk_reporting")),
        comment="Every person with each boss above them, themselves at depth 0; rebuilt with the chart",
    )
    op.create_index(
        "ix_reporting_subordinate_id_depth", "reporting", ["subordinate_id", "depth"], unique=False
    )
    op.create_table(
        "rulebook_proposals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False, comment="the file as it was sent"),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column(
            "based_on", sa.BigInteger(), nullable=False, comment="the version it was compared with"
        ),
        sa.Column("status", sa.Text(), server_default="open", nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(status = 'open') = (settled_at is null)",
            name=op.f("ck_rulebook_proposals_settled_at_a_moment"),
        ),
        sa.CheckConstraint(
            "status in ('open', 'activated', 'dismissed')",
            name=op.f("ck_rulebook_proposals_status"),
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["people.id"], name=op.f("fk_rulebook_proposals_proposed_by")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["people.id"], name=op.f("fk_rulebook_proposals_settled_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulebook_proposals")),
        comment="Files that administrators sent, with what became of them",
    )
    op.create_table(
        "rulebooks",
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", postgresql.JSONB(), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["people.id"], name=op.f("fk_rulebooks_created_by")
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_rulebooks")),
        comment="Append-only: the highest version is in force",
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_contacts_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_client_id"), "contacts", ["client_id"], unique=False)
    op.create_index(
        "ix_contacts_name_key_trigrams",
        "contacts",
        ["name_key"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"name_key": "gin_trgm_ops"},
    )
    op.create_table(
        "deals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=True),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("branch_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column(
            "stage", sa.Text(), nullable=False, comment="for a closed deal, where it was closed"
        ),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("amount", sa.Numeric(), nullable=True),
        sa.Column("margin", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True, comment="when the money is expected"),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ticks",
            postgresql.JSONB(),
            server_default="{}",
            nullable=False,
            comment="stage to ticked items",
        ),
        sa.Column("lost_reason", sa.Text(), nullable=True),
        sa.Column("lost_comment", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("external_key", sa.Text(), nullable=True),
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
            "(status = 'lost') = (lost_reason is not null)", name=op.f("ck_deals_lost_has_a_reason")
        ),
        sa.CheckConstraint(
            "(status = 'open') = (closed_at is null)", name=op.f("ck_deals_closed_has_a_moment")
        ),
        sa.CheckConstraint("status in ('open', 'won', 'lost')", name=op.f("ck_deals_status")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_deals_branch_id")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_deals_client_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_deals_owner_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_deals_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deals")),
        sa.UniqueConstraint("external_key", name=op.f("uq_deals_external_key")),
    )
    op.create_index("ix_deals_client_id", "deals", ["client_id"], unique=False)
    op.create_index(
        "ix_deals_closed_at",
        "deals",
        ["closed_at"],
        unique=False,
        postgresql_where=sa.text("status <> 'open'"),
    )
    op.create_index(
        "ix_deals_closed_board",
        "deals",
        ["branch_id", "status"],
        unique=False,
        postgresql_include=["owner_id", "amount", "currency"],
        postgresql_where=sa.text("status <> 'open'"),
    )
    op.create_index(
        "ix_deals_open_board",
        "deals",
        ["branch_id", "stage"],
        unique=False,
        postgresql_include=["owner_id", "amount", "currency", "stage_due_at"],
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "ix_deals_open_next_step_at",
        "deals",
        ["owner_id", "next_step_at"],
        unique=False,
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "ix_deals_owner_id_status_stage", "deals", ["owner_id", "status", "stage"], unique=False
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("deal_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("amount", sa.Numeric(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("file_kind", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("follow_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "ladder",
            postgresql.ARRAY(sa.DateTime(timezone=True)),
            nullable=False,
            comment="moments of the reminders, in working time, the first at follow_up_at",
        ),
        sa.Column(
            "ladder_to",
            postgresql.ARRAY(sa.Text()),
            nullable=False,
            comment="owner, lead or manager, per moment",
        ),
        sa.Column("steps_done", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozes", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("refusal_reason", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
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
            "(status = 'awaiting') = (answered_at is null)",
            name=op.f("ck_offers_answered_has_a_moment"),
        ),
        sa.CheckConstraint(
            "(status = 'refused') = (refusal_reason is not null)",
            name=op.f("ck_offers_refused_why"),
        ),
        sa.CheckConstraint(
            "status <> 'awaiting' or next_step_at is not null or steps_done = cardinality(ladder)",
            name=op.f("ck_offers_never_silent_and_unwatched"),
        ),
        sa.CheckConstraint(
            "status = 'awaiting' or next_step_at is null",
            name=op.f("ck_offers_answered_is_not_reminded_of"),
        ),
        sa.CheckConstraint(
            "status in ('awaiting', 'accepted', 'refused', 'withdrawn')",
            name=op.f("ck_offers_status"),
        ),
        sa.CheckConstraint(
            "cardinality(ladder) = cardinality(ladder_to)",
            name=op.f("ck_offers_ladder_is_addressed"),
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_offers_deal_id")),
        sa.ForeignKeyConstraint(["sent_by"], ["people.id"], name=op.f("fk_offers_sent_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    op.create_index(
        "ix_offers_awaiting_sent_at",
        "offers",
        ["sent_at", "id"],
        unique=False,
        postgresql_where=sa.text("status = 'awaiting'"),
    )
    op.create_index(
        "ix_offers_awaiting_deal_id",
        "offers",
        ["deal_id"],
        unique=False,
        postgresql_include=["follow_up_at", "amount", "currency"],
        postgresql_where=sa.text("status = 'awaiting'"),
    )
    op.create_index(
        "ix_offers_awaiting_next_step_at",
        "offers",
        ["next_step_at"],
        unique=False,
        postgresql_where=sa.text("status = 'awaiting'"),
    )
    op.create_index(op.f("ix_offers_deal_id"), "offers", ["deal_id"], unique=False)
    op.create_table(
        "phones",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False, comment="E.164"),
        sa.Column("extension", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_via", sa.Text(), server_default="clock", nullable=False),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_phones_client_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_phones_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phones")),
    )
    op.create_index(op.f("ix_phones_client_id"), "phones", ["client_id"], unique=False)
    op.create_index("ix_phones_number", "phones", ["number"], unique=False)
    op.create_index("uq_phones_client_id_number", "phones", ["client_id", "number"], unique=True)
    op.create_table(
        "timeline",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=True),
        sa.Column("deal_id", sa.BigInteger(), nullable=True),
        sa.Column("offer_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("from_stage", sa.Text(), nullable=True),
        sa.Column("to_stage", sa.Text(), nullable=True),
        sa.Column("facts", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_timeline_actor_id")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_timeline_client_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_timeline_deal_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_timeline_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timeline")),
        comment="Append-only: everything that happened with a client or a deal",
    )
    op.create_index("ix_timeline_client_id_at", "timeline", ["client_id", "at"], unique=False)
    op.create_index("ix_timeline_deal_id_at", "timeline", ["deal_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_timeline_deal_id_at", table_name="timeline")
    op.drop_index("ix_timeline_client_id_at", table_name="timeline")
    op.drop_table("timeline")
    op.drop_index("uq_phones_client_id_number", table_name="phones")
    op.drop_index("ix_phones_number", table_name="phones")
    op.drop_index(op.f("ix_phones_client_id"), table_name="phones")
    op.drop_table("phones")
    op.drop_index(op.f("ix_offers_deal_id"), table_name="offers")
    op.drop_index(
        "ix_offers_awaiting_next_step_at",
        table_name="offers",
        postgresql_where=sa.text("status = 'awaiting'"),
    )
    op.drop_index(
        "ix_offers_awaiting_sent_at",
        table_name="offers",
        postgresql_where=sa.text("status = 'awaiting'"),
    )
    op.drop_index(
        "ix_offers_awaiting_deal_id",
        table_name="offers",
        postgresql_include=["follow_up_at", "amount", "currency"],
        postgresql_where=sa.text("status = 'awaiting'"),
    )
    op.drop_table("offers")
    op.drop_index("ix_deals_owner_id_status_stage", table_name="deals")
    op.drop_index(
        "ix_deals_open_next_step_at",
        table_name="deals",
        postgresql_where=sa.text("status = 'open'"),
    )
    op.drop_index(
        "ix_deals_open_board",
        table_name="deals",
        postgresql_include=["owner_id", "amount", "currency", "stage_due_at"],
        postgresql_where=sa.text("status = 'open'"),
    )
    op.drop_index(
        "ix_deals_closed_board",
        table_name="deals",
        postgresql_include=["owner_id", "amount", "currency"],
        postgresql_where=sa.text("status <> 'open'"),
    )
    op.drop_index(
        "ix_deals_closed_at", table_name="deals", postgresql_where=sa.text("status <> 'open'")
    )
    op.drop_index("ix_deals_client_id", table_name="deals")
    op.drop_table("deals")
    op.drop_index(
        "ix_contacts_name_key_trigrams",
        table_name="contacts",
        postgresql_using="gin",
        postgresql_ops={"name_key": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_contacts_client_id"), table_name="contacts")
    op.drop_table("contacts")
    op.drop_table("rulebooks")
    op.drop_table("rulebook_proposals")
    op.drop_index("ix_reporting_subordinate_id_depth", table_name="reporting")
    op.drop_table("reporting")
    op.drop_index(
        "uq_ledger_unsettled_dedupe_key",
        table_name="ledger",
        postgresql_where=sa.text("status in ('due', 'held')"),
    )
    op.drop_index(
        "ix_ledger_rang_recipient_id_settled_at",
        table_name="ledger",
        postgresql_where=sa.text("outcome = 'rang'"),
    )
    op.drop_index(
        "ix_ledger_held_recipient_id",
        table_name="ledger",
        postgresql_where=sa.text("status = 'held'"),
    )
    op.drop_index(
        "ix_ledger_held_held_until",
        table_name="ledger",
        postgresql_where=sa.text("status = 'held'"),
    )
    op.drop_index(
        "ix_ledger_due_recipient_id",
        table_name="ledger",
        postgresql_where=sa.text("status = 'due'"),
    )
    op.drop_index(
        "ix_ledger_due_not_before", table_name="ledger", postgresql_where=sa.text("status = 'due'")
    )
    op.drop_index(
        "ix_ledger_due_matter_matter_id",
        table_name="ledger",
        postgresql_where=sa.text("status = 'due'"),
    )
    op.drop_table("ledger")
    op.drop_index(op.f("ix_invitations_person_id"), table_name="invitations")
    op.drop_table("invitations")
    op.drop_index(
        "ix_import_runs_waiting",
        table_name="import_runs",
        postgresql_where=sa.text("status in ('checking', 'confirmed')"),
    )
    op.drop_index("ix_import_runs_person_id_status", table_name="import_runs")
    op.drop_table("import_runs")
    op.drop_table("digests_made")
    op.drop_index("ix_clients_owner_id", table_name="clients")
    op.drop_index(
        "ix_clients_name_key_trigrams",
        table_name="clients",
        postgresql_using="gin",
        postgresql_ops={"name_key": "gin_trgm_ops"},
    )
    op.drop_index("ix_clients_branch_id", table_name="clients")
    op.drop_table("clients")
    op.drop_index(op.f("ix_absences_deputy_id"), table_name="absences")
    op.drop_table("absences")
    op.drop_index(op.f("ix_people_branch_id"), table_name="people")
    op.drop_index(op.f("ix_people_boss_id"), table_name="people")
    op.drop_table("people")
    op.drop_index("ix_branch_tree_descendant_id", table_name="branch_tree")
    op.drop_table("branch_tree")
    op.drop_table("products")
    op.drop_table("processed_updates")
    op.drop_table("departments")
    op.drop_table("conversation_states")
    op.drop_index("ix_cards_matter_matter_id", table_name="cards")
    op.drop_index("ix_cards_chat_id_message_id", table_name="cards")
    op.drop_table("cards")
    op.drop_table("branches")
    op.drop_index("ix_audit_subject_subject_id", table_name="audit")
    op.drop_table("audit")
