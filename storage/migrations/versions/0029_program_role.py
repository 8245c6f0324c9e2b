"""What the program may do only through triggers and functions, so that its role need not do it."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

# They write as the owner of the tables, whoever made the change; a search path of their own keeps
# anybody's temporary tables out of it.
AS_OWNER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
WRITERS = ("audit_row()", "note_deal_move()", "note_person_place()")

# Statistics may be gathered by the owner alone, and the program makes this table anew.
ANALYZE_REPORTING = f"""
CREATE FUNCTION analyze_reporting() RETURNS void LANGUAGE plpgsql {AS_OWNER} AS $$
BEGIN
    ANALYZE reporting;
END $$
"""

WITHOUT_WORDS = """
CREATE FUNCTION without_words(facts jsonb, keys text[], words text) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(
        jsonb_object_agg(key, CASE WHEN key = ANY(keys)
                              THEN regexp_replace(value::text, words, '—', 'gi')::jsonb
                              ELSE value END), facts)
      FROM jsonb_each(facts)
$$
"""

OF_CLIENT = "client_id = living"
OF_DEAL = "deal_id IN (SELECT id FROM deals WHERE client_id = living)"
TASKS = f"SELECT id FROM tasks WHERE {OF_CLIENT} OR {OF_DEAL}"
OF_TASK = f"task_id IN ({TASKS})"
# Table, key of its rows, columns in which people may have written of a person, rows about a client.
FREE_TEXTS = (
    ("deals", "id", "title, next_step, lost_comment", OF_CLIENT),
    ("offers", "id", "comment", OF_DEAL),
    (
        "tasks",
        "id",
        "title, title_key, said, details, decline_reason, objection, result, approval_words",
        f"{OF_CLIENT} OR {OF_DEAL}",
    ),
    ("task_series", "id", "title, details", f"{OF_CLIENT} OR {OF_DEAL}"),
    ("task_dates", "id", "reason", OF_TASK),
    ("task_briefs", "task_id", "answers", OF_TASK),
    ("interactions", "id", "words", OF_CLIENT),
    ("cadence_moves", "id", "reason, words", OF_CLIENT),
    (
        "interaction_files",
        "id",
        "name",
        f"interaction_id IN (SELECT id FROM interactions WHERE {OF_CLIENT})",
    ),
    ("greetings", "id", "note", OF_CLIENT),
    ("risks", "id", "words, signs", OF_CLIENT),
    ("visits", "id", "agreed, reason", OF_CLIENT),
    ("client_products", "id", "words", OF_CLIENT),
    ("poll_answers", "id", "words", OF_CLIENT),
    ("requests", "id", "words, result", OF_CLIENT),
    ("request_files", "id", "name", f"request_id IN (SELECT id FROM requests WHERE {OF_CLIENT})"),
    ("client_merges", "id", "was, became", "survivor_id = living"),
)
SCRUB = """
        UPDATE audit SET before = without_words(before, '{{{keys}}}', words),
                         after = without_words(after, '{{{keys}}}', words)
         WHERE subject = '{table}' AND subject_id IN (SELECT {key} FROM {table} WHERE {rows})
           AND (before::text ~* words OR after::text ~* words);
"""
SCRUBS = "".join(
    SCRUB.format(table=table, key=key, keys=columns.replace(" ", ""), rows=rows)
    for table, key, columns, rows in FREE_TEXTS
)
PLACES = "".join(
    f" #- '{{{side},{name}}}'"
    for side in ("was", "became")
    for name in ("address", "latitude", "longitude")
)

# Only of whom an erasure was noted in this very transaction, which nobody can take back or change;
# only a person's own values, and words in which people wrote of them. What was done, by whom and
# when stays.
ERASE_FROM_AUDIT = f"""
CREATE FUNCTION erase_from_audit(erasure bigint, words text) RETURNS void
LANGUAGE plpgsql {AS_OWNER} AS $$
DECLARE
    erased erasures%ROWTYPE;
    living bigint;
    persons bigint[];
    parts bigint[];
BEGIN
    SELECT * INTO erased FROM erasures
     WHERE id = erasure AND xmin = pg_current_xact_id()::xid;
    IF erased.id IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'no erasure of this transaction';
    END IF;
    SELECT coalesce(merged_into_id, id) INTO living FROM clients
     WHERE id = CASE erased.subject
                WHEN 'client' THEN erased.subject_id
                ELSE (SELECT client_id FROM contacts WHERE id = erased.subject_id) END;
    IF erased.subject = 'client' THEN
        persons := ARRAY(SELECT id FROM contacts WHERE client_id = erased.subject_id);
        parts := ARRAY(SELECT id FROM clients WHERE id = living OR merged_into_id = living);
        UPDATE audit SET before = before - '{{number,extension}}'::text[],
                         after = after - '{{number,extension}}'::text[]
         WHERE subject = 'phones'
           AND subject_id IN (SELECT phone.subject_id FROM audit AS phone
                               WHERE phone.subject = 'phones'
                                 AND (coalesce(phone.before, phone.after)
                                      ->> 'client_id')::bigint = ANY(parts));
        UPDATE audit
           SET before = before - '{{name,name_key,external_key,tax_number,address,latitude,longitude}}'::text[],
               after = after - '{{name,name_key,external_key,tax_number,address,latitude,longitude}}'::text[]
         WHERE subject = 'clients' AND subject_id = ANY(parts);
        UPDATE audit SET before = before{PLACES}, after = after{PLACES}
         WHERE subject = 'client_merges'
           AND subject_id IN (SELECT id FROM client_merges WHERE survivor_id = living);
    ELSE
        persons := ARRAY[erased.subject_id];
        UPDATE audit SET before = before - '{{number,extension}}'::text[],
                         after = after - '{{number,extension}}'::text[]
         WHERE subject = 'phones'
           AND subject_id IN (SELECT phone.subject_id FROM audit AS phone
                               WHERE phone.subject = 'phones'
                                 AND (coalesce(phone.before, phone.after)
                                      ->> 'contact_id')::bigint = ANY(persons));
    END IF;
    UPDATE audit SET before = before - '{{name,name_key,position,email,telegram_id}}'::text[],
                     after = after - '{{name,name_key,position,email,telegram_id}}'::text[]
     WHERE subject = 'contacts' AND subject_id = ANY(persons);
    IF words <> '' THEN{SCRUBS}
    END IF;
END $$
"""


def upgrade() -> None:
    for function in WRITERS:
        op.execute(f"ALTER FUNCTION {function} {AS_OWNER}")
    for function in (ANALYZE_REPORTING, WITHOUT_WORDS, ERASE_FROM_AUDIT):
        op.execute(function)


def downgrade() -> None:
    op.execute("DROP FUNCTION erase_from_audit(bigint, text)")
    op.execute("DROP FUNCTION without_words(jsonb, text[], text)")
    op.execute("DROP FUNCTION analyze_reporting()")
    for function in reversed(WRITERS):
        op.execute(f"ALTER FUNCTION {function} SECURITY INVOKER RESET ALL")
