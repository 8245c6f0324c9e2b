"""«Мой день» of one rep in plain SQL, a statement for each thing that may stand on it: deals and
offers, tasks, congratulations, requests, contacts due, later days asked for, visits, calls, risks,
and the own plan. ``$1`` is now, ``$2`` midnight, ``$3`` the rep.
"""

from collections.abc import Iterable

DEALS = """
WITH mine AS MATERIALIZED (
    SELECT deals.*, offers.id AS offer_id, offers.follow_up_at, offers.amount AS price
      FROM deals
      LEFT JOIN offers ON offers.deal_id = deals.id AND offers.status = 'awaiting'
     WHERE deals.status = 'open' AND owner_id = $3
), errands AS (
    SELECT *, CASE WHEN follow_up_at <= $1 THEN 1 WHEN follow_up_at < $2 THEN 2
                   WHEN next_step_at <= $1 THEN 3 WHEN next_step_at < $2 THEN 4
                   WHEN next_step_at IS NULL THEN 5 WHEN stage_due_at <= $1 THEN 6 END AS errand
      FROM mine
), ranked AS (
    SELECT *, count(*) OVER (PARTITION BY errand) AS how_many,
           row_number() OVER (PARTITION BY errand
               ORDER BY CASE WHEN errand < 3 THEN follow_up_at WHEN errand < 6 THEN next_step_at
                             ELSE stage_due_at END, id) AS place
      FROM errands WHERE errand IS NOT NULL
)
SELECT ranked.*, clients.name, people.name
  FROM ranked LEFT JOIN clients ON clients.id = ranked.client_id
       JOIN people ON people.id = ranked.owner_id
 WHERE place <= 5 ORDER BY errand, place
"""
TASKS = """
WITH errands AS (
    SELECT 1 AS errand, id, deadline_at AS at FROM tasks
     WHERE state = 'waiting_approval' AND approver_id = $3
       AND assigner_id <> $3 AND executor_id <> $3
    UNION ALL
    SELECT 2, id, objected_at FROM tasks WHERE objection IS NOT NULL AND assigner_id = $3
    UNION ALL
    SELECT 3, tasks.id, proposed_at FROM task_dates JOIN tasks ON tasks.id = task_id
     WHERE task_dates.status = 'open' AND assigner_id = $3
    UNION ALL
    SELECT 4, id, state_since FROM tasks
     WHERE state IN ('done', 'declined', 'accepted_result') AND assigner_id = $3
    UNION ALL
    SELECT CASE WHEN deadline_at <= $1 THEN 5 WHEN deadline_at < $2 THEN 6 ELSE 7 END, id,
           deadline_at
      FROM tasks
     WHERE state in ('given', 'accepted', 'in_work', 'returned') AND executor_id = $3
       AND objection IS NULL AND (deadline_at < $2 OR state = 'given')
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY errand ORDER BY at, id) AS place,
           count(*) OVER (PARTITION BY errand) AS how_many
      FROM errands
)
SELECT ranked.errand, ranked.how_many, tasks.id, title, state, priority, deadline_at,
       estimate_minutes, clients.name, assigner.name, executor.name
  FROM ranked JOIN tasks USING (id)
  JOIN people assigner ON assigner.id = assigner_id
  JOIN people executor ON executor.id = executor_id
  LEFT JOIN clients ON clients.id = tasks.client_id
 WHERE place <= 5 ORDER BY errand, place
"""
GREETINGS = """
SELECT greetings.id, clients.name, contacts.name, occasion, occasion_on, overdue_at, people.name,
       count(*) OVER ()
  FROM greetings
  JOIN clients ON clients.id = greetings.client_id
  JOIN people ON people.id = responsible_id
  LEFT JOIN contacts ON contacts.id = greetings.contact_id
 WHERE greetings.status = 'due' AND $1 < $2
   AND (responsible_id = $3 OR overdue_at <= $1 AND responsible_id IN (
            SELECT subordinate_id FROM reporting WHERE boss_id = $3 AND depth = 1))
 ORDER BY occasion_on, greetings.id LIMIT 15
"""
REQUESTS = """
SELECT requests.id, clients.name, kind, words, status, limit_at, people.name, count(*) OVER ()
  FROM requests
  JOIN clients ON clients.id = requests.client_id
  JOIN people ON people.id = responsible_id
 WHERE status <> 'closed' AND $1 < $2
   AND (responsible_id = $3 AND (status IN ('new', 'reopened') OR limit_at <= $1)
        OR manager_id = $3)
 ORDER BY limit_at NULLS LAST, came_at, requests.id LIMIT 15
"""
CADENCES = """
SELECT cadences.client_id, clients.name, cadences.segment, due_on, late_at, planned_at,
       count(*) OVER (PARTITION BY late_at <= $1),
       (SELECT sum(amount) FROM deals
         WHERE deals.client_id = clients.id AND status = 'open' AND deals.owner_id = $3)
  FROM cadences JOIN clients ON clients.id = cadences.client_id
 WHERE responsible_id = $3 AND merged_into_id IS NULL
   AND (late_at <= $1 OR due_on < $2::date OR planned_at < $2
        OR planned_at IS NULL AND shows_on < $2::date)
 ORDER BY late_at <= $1 DESC, due_on, cadences.client_id LIMIT 10
"""
MOVES = """
SELECT cadence_moves.*, clients.name, people.name, count(*) OVER ()
  FROM cadence_moves
  JOIN clients ON clients.id = cadence_moves.client_id
  JOIN people ON people.id = asked_by
 WHERE status = 'open' AND approver_id = $3 AND asked_by <> $3 AND $1 < $2
 ORDER BY expires_at LIMIT 5
"""
VISITS = """
SELECT visits.id, clients.name, address, starts_at, status, people.name, count(*) OVER ()
  FROM visits
  JOIN clients ON clients.id = visits.client_id
  JOIN people ON people.id = visitor_id
 WHERE visitor_id = $3 AND status IN ('booked', 'to_move')
   AND (starts_at < $2 + interval '1 day' OR status = 'to_move') AND $1 < $2
 ORDER BY starts_at LIMIT 20
"""
CALLS = """
SELECT count(*), count(*) FILTER (WHERE is_promised)
  FROM planned_calls
  JOIN cycles ON cycles.id = cycle_id AND cycles.ended_at IS NULL
  JOIN seller_pairs ON seller_pairs.id = pair_id AND seller_pairs.ended_at IS NULL
 WHERE caller_id = $3 AND planned_calls.status = 'waiting' AND $1 < $2
   AND (call_at < $2 OR call_at IS NULL AND planned_on < $2::date)
"""
RISKS = """
SELECT risks.id, risks.status, signs, clients.name, people.name, count(*) OVER ()
  FROM risks
  JOIN clients ON clients.id = risks.client_id AND merged_into_id IS NULL
  JOIN people ON people.id = asked_id
 WHERE risks.status = 'open' AND asked_id = $3 AND $1 < $2
 ORDER BY opened_at LIMIT 5
"""
PLAN = """
SELECT plans.amount, (
           SELECT sum(deals.amount) FROM deals
            WHERE owner_id = plans.person_id AND status = 'won'
              AND closed_at >= date_trunc('month', $1) AND closed_at < $2)
  FROM plans
 WHERE person_id = $3 AND whose = 'person' AND planned = 'won_value'
   AND month = date_trunc('month', $1)::date
"""
TEAM = "ANY (ARRAY(SELECT subordinate_id FROM reporting WHERE boss_id = $3))"
SILENT = f"""
SELECT offers.currency, count(*), sum(offers.amount), count(*) FILTER (WHERE follow_up_at <= $1)
  FROM deals JOIN offers ON offers.deal_id = deals.id AND offers.status = 'awaiting'
 WHERE deals.status = 'open' AND owner_id = {TEAM} AND $1 < $2
 GROUP BY offers.currency ORDER BY 3 DESC
"""
OVERDUE = f"""
SELECT count(*) FROM tasks
 WHERE state IN ('given', 'accepted', 'in_work', 'returned') AND deadline_at <= $1 AND $1 < $2
   AND executor_id = {TEAM} AND executor_id <> $3
"""
LATE = f"""
WITH theirs AS (
    SELECT clients.id FROM cadences JOIN clients ON clients.id = client_id
     WHERE late_at <= $1 AND $1 < $2 AND responsible_id IS NOT NULL AND owner_id = {TEAM}
       AND merged_into_id IS NULL
)
SELECT (SELECT count(*) FROM theirs), currency, sum(amount) FROM deals
 WHERE client_id IN (SELECT id FROM theirs) AND status = 'open' AND owner_id = {TEAM}
 GROUP BY currency
"""


def _timed_by_clock(statements: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        statement.replace("$1", "$1::timestamptz").replace("$2", "$2::timestamptz")
        for statement in statements
    )


STATEMENTS = _timed_by_clock(
    (DEALS, TASKS, GREETINGS, REQUESTS, CADENCES, MOVES, VISITS, CALLS, RISKS, PLAN)
)
STATEMENTS_OF_HEAD = _timed_by_clock((SILENT, OVERDUE, LATE))
"""What is besides on the day of who leads people."""
