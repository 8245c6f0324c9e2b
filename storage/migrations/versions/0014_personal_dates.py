"""Personal dates, consents, and congratulations of clients."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = ("personal_dates", "contact_consents", "client_holidays", "greetings", "greeting_mornings")
AUDITED = TABLES[:4]
NAMES_A_CLIENT = ("personal_dates", "client_holidays", "greetings")


def upgrade() -> None:
    op.add_column(
        "clients", sa.Column("language", sa.Text(), nullable=True, comment="it is congratulated in")
    )
    op.create_table(
        "personal_dates",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True, comment="the client's if null"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False, comment="of a named date"),
        sa.Column(
            "label_key", sa.Text(), server_default="", nullable=False, comment="search_key(label)"
        ),
        sa.Column("month", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=True, comment="null: not known"),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        *_change_marks(),
        sa.CheckConstraint(
            "(kind = 'named') = (label <> '')", name=op.f("ck_personal_dates_named_has_a_label")
        ),
        sa.CheckConstraint(
            "(kind in ('birthday', 'named')) = (contact_id is not null)",
            name=op.f("ck_personal_dates_whose"),
        ),
        sa.CheckConstraint(
            "kind in ('birthday', 'named', 'company', 'cooperation')",
            name=op.f("ck_personal_dates_kind"),
        ),
        sa.CheckConstraint(
            "month between 1 and 12 and day between 1 and 31 and year between 1800 and 2200",
            name=op.f("ck_personal_dates_day_of_calendar"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_personal_dates_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_personal_dates_contact_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_dates")),
        comment="Days of contact persons and of clients that come every year",
    )
    op.create_index(
        op.f("ix_personal_dates_client_id"), "personal_dates", ["client_id"], unique=False
    )
    op.create_index(
        "ix_personal_dates_month_day",
        "personal_dates",
        [sa.text("(month * 100 + day)")],
        postgresql_where=sa.text("removed_at is null"),
    )
    op.create_index(
        "uq_personal_dates_client_id_kind",
        "personal_dates",
        ["client_id", "kind"],
        unique=True,
        postgresql_where=sa.text("contact_id is null and removed_at is null"),
    )
    op.create_index(
        "uq_personal_dates_contact_id_kind_label_key",
        "personal_dates",
        ["contact_id", "kind", "label_key"],
        unique=True,
        postgresql_where=sa.text("contact_id is not null and removed_at is null"),
    )
    op.create_table(
        "contact_consents",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False, comment="false: withdrawn"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "how", sa.Text(), nullable=True, comment="by what it was given or withdrawn, in words"
        ),
        *_change_marks(),
        sa.CheckConstraint(
            "channel in ('phone', 'message', 'email')", name=op.f("ck_contact_consents_channel")
        ),
        sa.CheckConstraint(
            "char_length(how) <= 500", name=op.f("ck_contact_consents_how_is_short")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contact_consents_contact_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_consents")),
        comment="Whether a contact person lets us call or write; what was before is in the audit",
    )
    op.create_index(
        "uq_contact_consents_contact_id_channel",
        "contact_consents",
        ["contact_id", "channel"],
        unique=True,
    )
    op.create_table(
        "client_holidays",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("holiday", sa.Text(), nullable=False, comment="key of a holiday"),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        *_change_marks(),
        sa.CheckConstraint(
            "kind in ('public', 'professional')", name=op.f("ck_client_holidays_kind")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_client_holidays_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_holidays")),
        comment="Where a client's own list of holidays differs from its segment's",
    )
    op.create_index(
        "uq_client_holidays_client_id_kind_holiday",
        "client_holidays",
        ["client_id", "kind", "holiday"],
        unique=True,
    )
    op.create_table(
        "greetings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "personal_date_id",
            sa.BigInteger(),
            nullable=True,
            comment="null of holidays, and where a merge took the date out",
        ),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("holiday", sa.Text(), nullable=True, comment="key of a holiday"),
        sa.Column(
            "holiday_names",
            postgresql.JSONB(),
            nullable=True,
            comment="what it was called, by language",
        ),
        sa.Column("occasion_on", sa.Date(), nullable=False, comment="the client's calendar date"),
        sa.Column("due_on", sa.Date(), nullable=False, comment="the responsible person's day"),
        sa.Column("overdue_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "charge", sa.Text(), nullable=False, comment="whose it is: the owner's or the manager's"
        ),
        sa.Column("responsible_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), server_default="due", nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_change_marks(),
        sa.CheckConstraint(
            "(occasion in ('public', 'professional')) = (holiday is not null)",
            name=op.f("ck_greetings_holiday_has_a_key"),
        ),
        sa.CheckConstraint(
            "(status = 'done') = (done_at is not null and done_by is not null)",
            name=op.f("ck_greetings_done_by_somebody"),
        ),
        sa.CheckConstraint("charge in ('owner', 'manager')", name=op.f("ck_greetings_charge")),
        sa.CheckConstraint(
            "occasion in ('birthday', 'named', 'company', 'cooperation', 'public', 'professional')",
            name=op.f("ck_greetings_occasion"),
        ),
        sa.CheckConstraint(
            "status in ('due', 'done', 'called_off')", name=op.f("ck_greetings_status")
        ),
        sa.CheckConstraint("char_length(note) <= 1000", name=op.f("ck_greetings_note_is_short")),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_greetings_client_id")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_greetings_contact_id")
        ),
        sa.ForeignKeyConstraint(["done_by"], ["people.id"], name=op.f("fk_greetings_done_by")),
        sa.ForeignKeyConstraint(
            ["personal_date_id"],
            ["personal_dates.id"],
            name=op.f("fk_greetings_personal_date_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["people.id"], name=op.f("fk_greetings_responsible_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_greetings")),
        comment="Congratulations that somebody is to make in person, and that were made",
    )
    op.create_index(op.f("ix_greetings_client_id"), "greetings", ["client_id"])
    op.create_index(op.f("ix_greetings_contact_id"), "greetings", ["contact_id"])
    op.create_index(
        "ix_greetings_due_responsible_id_overdue_at",
        "greetings",
        ["responsible_id", "overdue_at"],
        unique=False,
        postgresql_where=sa.text("status = 'due'"),
    )
    op.create_index(
        "uq_greetings_client_id_occasion_holiday_occasion_on",
        "greetings",
        ["client_id", "occasion", "holiday", "occasion_on"],
        unique=True,
        postgresql_where=sa.text("holiday is not null"),
    )
    op.create_index(
        "uq_greetings_personal_date_id_occasion_on",
        "greetings",
        ["personal_date_id", "occasion_on"],
        unique=True,
        postgresql_where=sa.text("personal_date_id is not null"),
    )
    op.create_table(
        "greeting_mornings",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="in the person's zone"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_greeting_mornings_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "day", name=op.f("pk_greeting_mornings")),
        comment="Whose congratulations of which morning were made",
    )
    for table in AUDITED:
        op.execute(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
        )
    for table in NAMES_A_CLIENT:
        op.execute(
            f"CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON {table} "
            "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
        )


def downgrade() -> None:
    for table in reversed(NAMES_A_CLIENT):
        op.execute(f"DROP TRIGGER lead_to_survivor ON {table}")
    for table in reversed(AUDITED):
        op.execute(f"DROP TRIGGER audit ON {table}")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("clients", "language")


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
