"""What a head's day counts is answered by indexes alone: silent offers of a team or of branches,
and clients who are late, for long or since lately.

Where there are so many deals that nobody may wait for it, the indexes are made by hand before,
``CONCURRENTLY``, those of deals by their names here with ``_anew`` behind: what is there is taken
as it is.
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
        "CREATE INDEX IF NOT EXISTS ix_cadences_noted_late_at ON cadences (late_at)"
        " WHERE late_in_a_row > 0"
    )
    _make_again(
        ix_deals_open_board=OPEN_BOARD.format(id=", id"),
        ix_deals_open_next_step_at=OPEN_STEPS.format(include=" INCLUDE (id)"),
    )


def downgrade() -> None:
    _make_again(
        ix_deals_open_next_step_at=OPEN_STEPS.format(include=""),
        ix_deals_open_board=OPEN_BOARD.format(id=""),
    )
    op.drop_index("ix_cadences_noted_late_at", table_name="cadences")


def _make_again(**columns: str) -> None:
    """Beside those that are there, which are dropped last: to drop one keeps readers out too."""
    for name, indexed in columns.items():
        op.execute(f"CREATE INDEX IF NOT EXISTS {name}_anew ON {indexed} WHERE status = 'open'")
    for name in columns:
        op.drop_index(name, table_name="deals")
        op.execute(f"ALTER INDEX {name}_anew RENAME TO {name}")
