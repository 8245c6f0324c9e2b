"""Names that begin as typed, with a slip or without, are found without a look at the others.

Where there are so many names that nobody may wait for it, the function and the indexes are made by
hand before, these ``CONCURRENTLY`` and by their names here: what is there is taken as it is.
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

# Two words whose beginnings are one slip apart, a letter more, less, another or swapped, share one
# of these: a beginning itself, or one without one of its letters. Procedural, for every name that
# is written goes through it, and a query in its place takes far longer to begin.
SLIPS = """
CREATE OR REPLACE FUNCTION slips(key text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    word text;
    known text[] := '{}';
BEGIN
    FOREACH word IN ARRAY string_to_array(key, ' ') LOOP
        IF length(word) >= 3 THEN
            word := left(word, 5);
            known := known || ARRAY[word, substr(word, 2), left(word, 1) || substr(word, 3),
                                    left(word, 2) || substr(word, 4),
                                    left(word, 3) || substr(word, 5), left(word, 4)];
        END IF;
    END LOOP;
    RETURN known;
END $$
"""
TABLES = ("clients", "contacts")


def upgrade() -> None:
    op.execute(SLIPS)
    for table in TABLES:
        # Without a list of what is still to be sorted in: every search would read all of it.
        op.execute(
            f"CREATE INDEX IF NOT EXISTS ix_{table}_name_key_slips ON {table}"
            " USING gin (slips(name_key)) WITH (fastupdate = off)"
        )
        op.execute(
            f"CREATE INDEX IF NOT EXISTS ix_{table}_name_key_beginning ON {table}"
            " (name_key text_pattern_ops)"
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_index(f"ix_{table}_name_key_beginning", table_name=table)
        op.drop_index(f"ix_{table}_name_key_slips", table_name=table)
    op.execute("DROP FUNCTION slips(text)")
