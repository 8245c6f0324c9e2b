"""What a head's day counts is answered by indexes alone: silent offers of a team or of branches,
and clients who are late, for long or since lately.
"""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

OPEN_BOARD = "deals (branch_id, stage) INCLUDE (owner_id, amount, currency, stage_due_at{id})"
OPEN_STEPS = "deals (owner_id, next_step_at){include}"


def upgrade() -> None:
    op.execute(
        "CREATE INDEX ix_cadences_noted_late_at ON cadences (late_at) WHERE late_in_a_row > 0"
    )
    _make_again("ix_deals_open_board", OPEN_BOARD.format(id=", id"))
    _make_again("ix_deals_open_next_step_at", OPEN_STEPS.format(include=" INCLUDE (id)"))


def downgrade() -> None:
    _make_again("ix_deals_open_next_step_at", OPEN_STEPS.format(include=""))
    _make_again("ix_deals_open_board", OPEN_BOARD.format(id=""))
    op.drop_index("ix_cadences_noted_late_at", table_name="cadences")


def _make_again(name: str, columns: str) -> None:
    op.drop_index(name, table_name="deals")
    op.execute(f"CREATE INDEX {name} ON {columns} WHERE status = 'open'")
