"""The clock's side of requests, set-based: what is due costs, what is stored does not."""

from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from storage.delivery.ladders import BRANCH_OF_CLIENT, Ladder, climb, dues, first_step
from storage.readings import Reading

# As the watch over offers: the counter and the notices are one statement, each person is told once
# however many steps are climbed, and the functions that follow bosses and deputies are called only
# for whom plain columns do not answer. In no zone is the day further from UTC's than one.
LADDER = Ladder(
    table="requests",
    matter="request",
    kind="'request_late'",
    is_watched="status <> 'closed'",
    holder="due.responsible_id",
    branch=BRANCH_OF_CLIENT,
    above_cap="true",
)
CLIMB = climb(LADDER)
IS_DUE = dues(first_step(LADDER))

# A request goes with its client, unless a colleague was given it who is still there, and comes to a
# manager's day when its client comes into a segment that wants it. Only where the plain columns say
# that something is amiss are heads looked for.
AMISS = """
          FROM requests
          JOIN clients ON clients.id = requests.client_id
          JOIN people ON people.id = requests.responsible_id
          LEFT JOIN people AS owner ON owner.id = clients.owner_id
          LEFT JOIN people AS manager ON manager.id = requests.manager_id
         WHERE requests.status <> 'closed'
           AND (NOT people.is_active
                OR (NOT requests.is_reassigned AND owner.is_active
                    AND owner.id <> requests.responsible_id)
                OR manager.is_active = false
                OR (manager.id IS NULL AND clients.segment = ANY(:managed)
                    AND people.role NOT IN ('manager', 'director')))
"""
MANAGED = bindparam("managed", type_=ARRAY(Text))
IS_AMISS = Reading(text(f"SELECT EXISTS (SELECT {AMISS})").bindparams(MANAGED))
FOLLOW = text(
    f"""
    WITH amiss AS (
        SELECT requests.id, requests.client_id, requests.responsible_id, requests.manager_id
          {AMISS}
           FOR UPDATE OF requests SKIP LOCKED
    ), placed AS MATERIALIZED (
        SELECT amiss.*, clients.branch_id, clients.segment,
               CASE WHEN people.is_active AND (was.is_reassigned OR NOT owner.is_active
                                               OR owner.id IS NULL)
                    THEN amiss.responsible_id
                    WHEN owner.is_active THEN owner.id
                    ELSE coalesce(nullif(
                             head_of(coalesce(owner.id, 0), clients.branch_id, 'manager'), 0),
                             amiss.responsible_id) END AS whose
          FROM amiss
          JOIN requests AS was ON was.id = amiss.id
          JOIN clients ON clients.id = amiss.client_id
          JOIN people ON people.id = amiss.responsible_id
          LEFT JOIN people AS owner ON owner.id = clients.owner_id
    ), managed AS MATERIALIZED (
        SELECT placed.id, placed.responsible_id, placed.whose,
               CASE WHEN placed.segment = ANY(:managed)
                     AND people.role NOT IN ('manager', 'director')
                    THEN nullif(head_of(placed.whose, placed.branch_id, 'manager'), placed.whose)
                END AS manager_id,
               placed.manager_id AS was_manager_id
          FROM placed
          JOIN people ON people.id = placed.whose
    ), passed AS (
        UPDATE requests
           SET responsible_id = managed.whose,
               is_reassigned = is_reassigned AND managed.whose = managed.responsible_id,
               manager_id = managed.manager_id,
               version = version + 1,
               changed_by = NULL, changed_via = 'clock', changed_at = :now
          FROM managed
         WHERE requests.id = managed.id
           AND (managed.whose, managed.manager_id)
               IS DISTINCT FROM (managed.responsible_id, managed.was_manager_id)
        RETURNING requests.id, managed.whose, managed.responsible_id, managed.manager_id,
                  managed.was_manager_id
    ), told AS (
        INSERT INTO ledger (recipient_id, kind, matter, matter_id, facts, urgency, not_before,
                            created_at, dedupe_key)
        SELECT recipient_id, 'request_new', 'request', id, '{{}}', 'batch', :now, :now,
               recipient_id || ':request_new:request:' || id
          FROM passed
         CROSS JOIN LATERAL (
             SELECT stand_in(whose, :now) AS recipient_id WHERE whose <> responsible_id
             UNION
             SELECT stand_in(manager_id, :now) WHERE manager_id <> coalesce(was_manager_id, 0)
         ) AS acting
        ON CONFLICT DO NOTHING
    )
    SELECT id FROM passed
    """  # noqa: S608 - constants of the schema
).bindparams(MANAGED)
