"""What people, teams and branches mean to sell in a month."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("month", sa.Date(), nullable=False, comment="its first day"),
        sa.Column("whose", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True, comment="of a team: its lead"),
        sa.Column("branch_id", sa.BigInteger(), nullable=True),
        sa.Column("planned", sa.Text(), nullable=False, comment="a measure of figures"),
        sa.Column("amount", sa.Numeric(), nullable=False, comment="0: the plan was taken away"),
        sa.Column("currency", sa.Text(), nullable=True, comment="null: a number, no money"),
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
            "whose in ('person', 'team', 'branch', 'company')", name=op.f("ck_plans_whose")
        ),
        sa.CheckConstraint(
            "(person_id is not null) = (whose in ('person', 'team'))"
            " and (branch_id is not null) = (whose = 'branch')",
            name=op.f("ck_plans_whose_is_named"),
        ),
        sa.CheckConstraint(
            "planned in ('won_value', 'won_count', 'inflow', 'meetings', 'calls')",
            name=op.f("ck_plans_planned"),
        ),
        sa.CheckConstraint(
            "(planned = 'won_value') = (currency is not null)",
            name=op.f("ck_plans_money_has_currency"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_plans_not_negative")),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_plans_month_begins")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_plans_person_id")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_plans_branch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        comment="What a person, a team, a branch or the company means to reach in a month",
    )
    op.create_index(
        "uq_plans_month_whose",
        "plans",
        ["month", "whose", "person_id", "branch_id", "planned"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("ix_plans_person_id", "plans", ["person_id"])
    op.create_table(
        "plan_proposals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column(
            "changes",
            postgresql.JSONB(),
            nullable=False,
            comment="what somebody was shown, to be confirmed",
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind in ('copy', 'evenly', 'by_fact', 'file')", name=op.f("ck_plan_proposals_kind")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_plan_proposals_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_proposals")),
        comment="Changes of many plans at once, between being shown and being confirmed",
    )
    op.execute(
        "CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON plans "
        "FOR EACH ROW EXECUTE FUNCTION audit_row('id')"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER audit ON plans")
    op.drop_table("plan_proposals")
    op.drop_table("plans")
