"""Every write leaves an audit row by itself; who stands in for whom is asked in SQL."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

AUDITED = (
    "branches",
    "departments",
    "people",
    "absences",
    "invitations",
    "rulebooks",
    "rulebook_proposals",
    "clients",
    "contacts",
    "phones",
    "products",
    "deals",
    "offers",
)

AUDIT_ROW = """
CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb;
    became jsonb;
    id_column text := coalesce(TG_ARGV[0], 'id');
BEGIN
    IF TG_OP = 'INSERT' THEN
        became := to_jsonb(NEW) - '{changed_by,changed_via,changed_at}'::text[];
        INSERT INTO audit (at, actor_id, channel, subject, subject_id, act, before, after)
        VALUES (NEW.changed_at, NEW.changed_by, NEW.changed_via, TG_TABLE_NAME,
                (became ->> id_column)::bigint, 'insert', NULL, jsonb_strip_nulls(became));
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        was := to_jsonb(OLD) - '{changed_by,changed_via,changed_at}'::text[];
        -- A deletion carries no marks: whoever deletes marks the row first.
        INSERT INTO audit (at, actor_id, channel, subject, subject_id, act, before, after)
        VALUES (OLD.changed_at, OLD.changed_by, OLD.changed_via, TG_TABLE_NAME,
                (was ->> id_column)::bigint, 'delete', jsonb_strip_nulls(was), NULL);
        RETURN NULL;
    END IF;
    SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(n.key, n.value)
      INTO was, became
      FROM jsonb_each(to_jsonb(OLD) - '{changed_by,changed_via,changed_at,version}'::text[]) AS o
      JOIN jsonb_each(to_jsonb(NEW)) AS n ON n.key = o.key
     WHERE o.value IS DISTINCT FROM n.value;
    IF was IS NOT NULL THEN
        INSERT INTO audit (at, actor_id, channel, subject, subject_id, act, before, after)
        VALUES (NEW.changed_at, NEW.changed_by, NEW.changed_via, TG_TABLE_NAME,
                (to_jsonb(NEW) ->> id_column)::bigint, 'update', was, became);
    END IF;
    RETURN NULL;
END $$
"""

# Follows deputies of deputies, at most three; a ring or a longer chain ends where it stands.
STAND_IN = """
CREATE FUNCTION stand_in(wanted bigint, now timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    here bigint := wanted;
    deputy bigint;
BEGIN
    FOR hop IN 1..3 LOOP
        SELECT absences.deputy_id INTO deputy
          FROM absences
          JOIN people ON people.id = absences.person_id
          JOIN branches ON branches.id = people.branch_id
         WHERE absences.person_id = here
           AND (now AT TIME ZONE coalesce(people.zone, branches.zone))::date
               BETWEEN absences.starts_on AND absences.ends_on;
        IF deputy IS NULL OR deputy = wanted THEN
            RETURN here;
        END IF;
        here := deputy;
        deputy := NULL;
    END LOOP;
    RETURN here;
END $$
"""

# The way back: every absent person whose matters come to this one, themselves or through deputies.
ABSENT_BEHIND = """
CREATE FUNCTION absent_behind(stand_in_id bigint, now timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE behind(person_id, hop) AS (
        SELECT stand_in_id, 0
        UNION
        SELECT absences.person_id, behind.hop + 1
          FROM behind
          JOIN absences ON absences.deputy_id = behind.person_id
          JOIN people ON people.id = absences.person_id
          JOIN branches ON branches.id = people.branch_id
         WHERE behind.hop < 3
           AND (now AT TIME ZONE coalesce(people.zone, branches.zone))::date
               BETWEEN absences.starts_on AND absences.ends_on
    )
    SELECT DISTINCT person_id FROM behind WHERE person_id <> stand_in_id
$$
"""

# The person at one rung above a deal's owner. Only those who see the deal: the lead is the nearest
# boss who leads; the manager is the nearest boss who manages, else who manages the deal's branch or
# the nearest branch above it, else a director. Somebody who has left is passed over.
# Written step by step: a sweep calls it for every due offer, and each step is planned but once.
HEAD_OF = """
CREATE FUNCTION head_of(owner bigint, at_branch bigint, rung text) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    named bigint;
BEGIN
    IF rung = 'owner' THEN
        SELECT id INTO named FROM people WHERE id = owner AND is_active;
        IF named IS NOT NULL THEN
            RETURN named;
        END IF;
    END IF;
    IF rung <> 'manager' THEN
        SELECT boss.id INTO named
          FROM reporting r JOIN people boss ON boss.id = r.boss_id
         WHERE r.subordinate_id = owner AND r.depth > 0 AND boss.is_active
           AND boss.role IN ('lead', 'manager', 'director', 'administrator')
         ORDER BY r.depth LIMIT 1;
        IF named IS NOT NULL THEN
            RETURN named;
        END IF;
    END IF;
    SELECT boss.id INTO named
      FROM reporting r JOIN people boss ON boss.id = r.boss_id
     WHERE r.subordinate_id = owner AND r.depth > 0 AND boss.is_active
       AND boss.role IN ('manager', 'director')
     ORDER BY r.depth LIMIT 1;
    IF named IS NOT NULL THEN
        RETURN named;
    END IF;
    SELECT head.id INTO named
      FROM branch_tree t
      JOIN people head ON head.branch_id = t.ancestor_id AND head.role = 'manager'
     WHERE t.descendant_id = at_branch AND head.is_active AND head.id <> owner
     ORDER BY (SELECT count(*) FROM branch_tree u WHERE u.descendant_id = t.ancestor_id) DESC,
              head.id
     LIMIT 1;
    IF named IS NOT NULL THEN
        RETURN named;
    END IF;
    RETURN coalesce(
        (SELECT id FROM people WHERE role = 'director' AND is_active AND id <> owner
          ORDER BY id LIMIT 1),
        (SELECT id FROM people WHERE role = 'administrator' AND is_active AND id <> owner
          ORDER BY id LIMIT 1),
        owner);
END $$
"""


def upgrade() -> None:
    op.execute(AUDIT_ROW)
    for table in AUDITED:
        key = "version" if table == "rulebooks" else "id"
        op.execute(
            f"CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION audit_row('{key}')"
        )
    op.execute(STAND_IN)
    op.execute(ABSENT_BEHIND)
    op.execute(HEAD_OF)


def downgrade() -> None:
    op.execute("DROP FUNCTION head_of(bigint, bigint, text)")
    op.execute("DROP FUNCTION absent_behind(bigint, timestamptz)")
    op.execute("DROP FUNCTION stand_in(bigint, timestamptz)")
    for table in AUDITED:
        op.execute(f"DROP TRIGGER audit ON {table}")
    op.execute("DROP FUNCTION audit_row()")
