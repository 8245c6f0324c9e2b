"""Pairs of sellers, their cycles of calls, and the planned calls."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = ("seller_pairs", "cycles", "planned_calls", "rep_checks_made")
AUDITED = TABLES[:3]

PAIR_PEOPLE = """
CREATE FUNCTION pair_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        UPDATE people
           SET pair_id = NULL, changed_by = NEW.changed_by, changed_via = NEW.changed_via,
               changed_at = NEW.changed_at
         WHERE (id = OLD.caller_id AND pair_id = OLD.visitor_id
                OR id = OLD.visitor_id AND pair_id = OLD.caller_id)
           AND (NEW.ended_at IS NOT NULL
                OR (OLD.caller_id, OLD.visitor_id) <> (NEW.caller_id, NEW.visitor_id)
                   AND (OLD.visitor_id, OLD.caller_id) <> (NEW.caller_id, NEW.visitor_id));
    END IF;
    IF NEW.ended_at IS NULL THEN
        UPDATE people
           SET pair_id = CASE id WHEN NEW.caller_id THEN NEW.visitor_id ELSE NEW.caller_id END,
               changed_by = NEW.changed_by, changed_via = NEW.changed_via,
               changed_at = NEW.changed_at
         WHERE id = NEW.caller_id AND pair_id IS DISTINCT FROM NEW.visitor_id
            OR id = NEW.visitor_id AND pair_id IS DISTINCT FROM NEW.caller_id;
    END IF;
    RETURN NULL;
END
$$
"""


def upgrade() -> None:
    op.create_table(
        "seller_pairs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("caller_id", sa.BigInteger(), nullable=False, comment="calls and books"),
        sa.Column("visitor_id", sa.BigInteger(), nullable=False, comment="goes to the client"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_change_marks(),
        sa.CheckConstraint("caller_id <> visitor_id", name=op.f("ck_seller_pairs_two_people")),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["people.id"], name=op.f("fk_seller_pairs_caller_id")
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"], ["people.id"], name=op.f("fk_seller_pairs_visitor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seller_pairs")),
        comment="Two sellers who work one call cycle; a trigger keeps people.pair_id in line",
    )
    for column in ("caller_id", "visitor_id"):
        op.create_index(
            f"uq_seller_pairs_{column}",
            "seller_pairs",
            [column],
            unique=True,
            postgresql_where=sa.text("ended_at is null"),
        )
    op.create_table(
        "cycles",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("pair_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="of the pair, from 1"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False, comment="its last day"),
        sa.Column(
            "planned_for",
            sa.Date(),
            nullable=True,
            comment="the caller's day that the plan was made for; null: to be made anew",
        ),
        sa.Column(
            "working_days",
            sa.Integer(),
            nullable=False,
            comment="that were left when it was planned",
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_change_marks(),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_cycles_days_in_order")),
        sa.ForeignKeyConstraint(["pair_id"], ["seller_pairs.id"], name=op.f("fk_cycles_pair_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycles")),
        comment="Rounds of calls of a pair of sellers",
    )
    op.create_index("uq_cycles_pair_id_number", "cycles", ["pair_id", "number"], unique=True)
    op.create_index(
        "uq_cycles_open_pair_id",
        "cycles",
        ["pair_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "planned_calls",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("cycle_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), server_default="waiting", nullable=False),
        sa.Column(
            "planned_on",
            sa.Date(),
            nullable=True,
            comment="null: the cycle has no room, or it is over",
        ),
        sa.Column(
            "place", sa.Integer(), nullable=False, comment="its turn of that day"
        ),
        sa.Column("call_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "is_promised",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="the client was told call_at",
        ),
        sa.Column(
            "is_last", sa.Boolean(), server_default="false", nullable=False, comment="not reached"
        ),
        sa.Column(
            "was_left",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="its day, or the cycle before, went by without it",
        ),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column(
            "reason", sa.Text(), nullable=True, comment="of no interest: a key of the rulebook"
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_change_marks(),
        sa.CheckConstraint(
            "status in ('waiting', 'done', 'gone')", name=op.f("ck_planned_calls_status")
        ),
        sa.CheckConstraint(
            "result in ('meeting', 'reached', 'not_interested', 'elsewhere')",
            name=op.f("ck_planned_calls_result"),
        ),
        sa.CheckConstraint(
            "(status = 'done') = (result is not null)",
            name=op.f("ck_planned_calls_done_with_a_result"),
        ),
        sa.CheckConstraint(
            "not is_promised or call_at is not null",
            name=op.f("ck_planned_calls_promised_has_a_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycles.id"], name=op.f("fk_planned_calls_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_planned_calls_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["people.id"], name=op.f("fk_planned_calls_settled_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_calls")),
        comment="Clients of a cycle, the day that each is to be called on, and what came of it",
    )
    op.create_index(op.f("ix_planned_calls_client_id"), "planned_calls", ["client_id"])
    op.create_index(
        "uq_planned_calls_cycle_id_client_id",
        "planned_calls",
        ["cycle_id", "client_id"],
        unique=True,
    )
    op.create_index(
        "ix_planned_calls_waiting_cycle_id_planned_on",
        "planned_calls",
        ["cycle_id", "planned_on"],
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_table(
        "rep_checks_made",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "week_on", sa.Date(), nullable=False, comment="the Monday after the week told about"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_rep_checks_made_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "week_on", name=op.f("pk_rep_checks_made")),
        comment="Which manager was told of which week of their representatives",
    )
    op.execute(PAIR_PEOPLE)
    op.execute(
        "CREATE TRIGGER pair_people AFTER INSERT OR UPDATE ON seller_pairs "
        "FOR EACH ROW EXECUTE FUNCTION pair_people()"
    )
    for table in AUDITED:
        op.execute(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
        )
    op.execute(
        "CREATE TRIGGER lead_to_survivor BEFORE INSERT OR UPDATE OF client_id ON planned_calls "
        "FOR EACH ROW WHEN (NEW.client_id IS NOT NULL) EXECUTE FUNCTION lead_to_survivor()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER lead_to_survivor ON planned_calls")
    for table in reversed(AUDITED):
        op.execute(f"DROP TRIGGER audit ON {table}")
    op.execute("DROP TRIGGER pair_people ON seller_pairs")
    op.execute("DROP FUNCTION pair_people()")
    for table in reversed(TABLES):
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
