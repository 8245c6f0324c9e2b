"""Visits to clients, and where clients are."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True, comment="of the address, in degrees"),
        sa.Column("longitude", sa.Double(), nullable=True),
    ):
        op.add_column("clients", column)
    op.create_check_constraint(
        op.f("ck_clients_address_is_short"), "clients", "char_length(address) <= 300"
    )
    op.create_check_constraint(
        op.f("ck_clients_place_on_earth"),
        "clients",
        "latitude between -90 and 90 and longitude between -180 and 180",
    )
    op.create_check_constraint(
        op.f("ck_clients_place_is_whole"), "clients", "(latitude is null) = (longitude is null)"
    )
    op.create_table(
        "visits",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=True, comment="whom it is to"),
        sa.Column("visitor_id", sa.BigInteger(), nullable=False),
        sa.Column("booked_by", sa.BigInteger(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), server_default="booked", nullable=False),
        sa.Column("agreed", sa.Text(), nullable=True, comment="what was agreed when it was booked"),
        sa.Column("reason", sa.Text(), nullable=True, comment="of the last move, or of the end"),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interaction_id", sa.BigInteger(), nullable=True, comment="what came of it"),
        sa.Column("watch", sa.Text(), nullable=True, comment="what the clock does next"),
        sa.Column("watch_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_change_marks(),
        sa.CheckConstraint(
            "status in ('booked', 'to_move', 'held', 'no_show', 'cancelled')",
            name=op.f("ck_visits_status"),
        ),
        sa.CheckConstraint(
            "starts_at < ends_at and ends_at <= held_until", name=op.f("ck_visits_moments_in_order")
        ),
        sa.CheckConstraint(
            "(status in ('booked', 'to_move')) = (settled_at is null)",
            name=op.f("ck_visits_settled_when_over"),
        ),
        sa.CheckConstraint(
            "(settled_at is null) = (settled_by is null)",
            name=op.f("ck_visits_settled_by_somebody"),
        ),
        sa.CheckConstraint(
            "watch in ('morning', 'soon', 'ask', 'again', 'head')", name=op.f("ck_visits_watch")
        ),
        sa.CheckConstraint(
            "(watch is null) = (watch_at is null)", name=op.f("ck_visits_watch_has_its_moment")
        ),
        sa.CheckConstraint(
            "char_length(agreed) <= 1000 and char_length(reason) <= 1000",
            name=op.f("ck_visits_words_are_short"),
        ),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name=op.f("fk_visits_client_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name=op.f("fk_visits_contact_id")),
        sa.ForeignKeyConstraint(["visitor_id"], ["people.id"], name=op.f("fk_visits_visitor_id")),
        sa.ForeignKeyConstraint(["booked_by"], ["people.id"], name=op.f("fk_visits_booked_by")),
        sa.ForeignKeyConstraint(["settled_by"], ["people.id"], name=op.f("fk_visits_settled_by")),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interactions.id"], name=op.f("fk_visits_interaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        postgresql.ExcludeConstraint(
            (sa.column("visitor_id"), "="),
            (sa.literal_column("tstzrange(starts_at, held_until)"), "&&"),
            where=sa.text("status in ('booked', 'held')"),
            using="gist",
            name="ex_visits_one_at_a_time",
        ),
        comment="Visits to clients: booked, moved, held or not",
    )
    op.create_index("ix_visits_client_id_starts_at", "visits", ["client_id", "starts_at"])
    op.create_index("ix_visits_visitor_id_starts_at", "visits", ["visitor_id", "starts_at"])
    op.create_index("ix_visits_booked_by", "visits", ["booked_by"])
    op.create_index(
        "ix_visits_contact_id",
        "visits",
        ["contact_id"],
        postgresql_where=sa.text("contact_id is not null"),
    )
    op.create_index(
        "ix_visits_interaction_id",
        "visits",
        ["interaction_id"],
        postgresql_where=sa.text("interaction_id is not null"),
    )
    op.create_index(
        "ix_visits_watch_at",
        "visits",
        ["watch_at"],
        postgresql_where=sa.text("watch_at is not null"),
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON visits "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )
    op.execute(
        "CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON visits "
        "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER lead_to_survivor ON visits")
    op.execute("DROP TRIGGER audit ON visits")
    op.drop_table("visits")
    for name in ("place_is_whole", "place_on_earth", "address_is_short"):
        op.drop_constraint(op.f(f"ck_clients_{name}"), "clients")
    for name in ("longitude", "latitude", "address"):
        op.drop_column("clients", name)


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
