"""Names that begin as typed, with a slip or without, are found without a look at the others."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

# Two words whose beginnings are one slip apart, a letter more, less, another or swapped, share one
# of these: a beginning itself, or one without one of its letters.
SLIPS = """
CREATE FUNCTION slips(key text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT CASE WHEN gap = 0 THEN beginning
                                       ELSE overlay(beginning PLACING '' FROM gap FOR 1) END), '{}')
      FROM (SELECT DISTINCT left(word, 5) AS beginning
              FROM unnest(string_to_array(key, ' ')) AS word
             WHERE length(word) >= 3) AS beginnings
     CROSS JOIN LATERAL generate_series(0, length(beginning)) AS gap
$$
"""
TABLES = ("clients", "contacts")


def upgrade() -> None:
    op.execute(SLIPS)
    for table in TABLES:
        # Without a list of what is still to be sorted in: every search would read all of it.
        op.execute(
            f"CREATE INDEX ix_{table}_name_key_slips ON {table} USING gin (slips(name_key))"
            " WITH (fastupdate = off)"
        )
        op.execute(
            f"CREATE INDEX ix_{table}_name_key_beginning ON {table} (name_key text_pattern_ops)"
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_index(f"ix_{table}_name_key_beginning", table_name=table)
        op.drop_index(f"ix_{table}_name_key_slips", table_name=table)
    op.execute("DROP FUNCTION slips(text)")
