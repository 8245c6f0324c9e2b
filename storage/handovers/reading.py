"""What is shown of handovers: who could take, what came, and what is in nobody's hands."""

from typing import Final

from sqlalchemy import text

from domain.handovers.model import Held, Kind

PROPOSALS: Final = text(
    """
    WITH person AS (SELECT * FROM people WHERE id = :person),
    colleague AS (
        SELECT people.id, people.name,
               (SELECT count(*) FROM deals
                 WHERE deals.owner_id = people.id AND deals.status = 'open')
               + (SELECT count(*) FROM tasks
                   WHERE tasks.executor_id = people.id
                     AND tasks.state IN ('given', 'accepted', 'in_work', 'returned')) AS load,
               people.department_id IS NOT DISTINCT FROM person.department_id AS is_near
          FROM people JOIN person ON people.branch_id = person.branch_id
         WHERE people.is_active AND people.role <> 'client' AND people.id <> person.id
         ORDER BY is_near DESC, load, people.name, people.id
         LIMIT 1
    ), deputy AS (
        SELECT people.id, people.name
          FROM absences JOIN people ON people.id = absences.deputy_id
         WHERE absences.person_id = :person AND absences.ends_on >= :today AND people.is_active
         ORDER BY absences.starts_on LIMIT 1
    ), boss AS (
        SELECT people.id, people.name
          FROM people JOIN person ON people.id = person.boss_id
         WHERE people.is_active
    )
    SELECT id, name, 'deputy' AS why, 1 AS place FROM deputy
    UNION ALL SELECT id, name, 'boss', 2 FROM boss
    UNION ALL SELECT id, name, 'colleague', 3 FROM colleague
    ORDER BY place
    """
)

_ORDER: Final = ", ".join(f"'{held}'" for held in Held)
_KINDS: Final = ", ".join(f"('{held}', '{held.kind}')" for held in Held)
_LOOSE: Final = ", ".join(f"'{held}'" for held in Held if held.kind is Kind.LOOSE)

_CHOSEN: Final = """
       m.handover_id = :handover
   AND (CAST(:reader AS bigint) IS NULL OR m.to_id = :reader)
   AND (NOT :stayed OR m.has_returned IS FALSE)
"""

COUNTS: Final = text(
    f"""
    SELECT kinds.kind, m.to_id, receiver.name AS receiver_name, count(*) AS number,
           count(*) FILTER (WHERE m.has_returned IS FALSE) AS stayed
      FROM handover_moves m
      JOIN (VALUES {_KINDS}) AS kinds (held, kind) ON kinds.held = m.held
      LEFT JOIN people receiver ON receiver.id = m.to_id
     WHERE {_CHOSEN} AND kinds.kind <> 'loose'
     GROUP BY kinds.kind, m.to_id, receiver.name
    """  # noqa: S608 - our own names
)

LINES: Final = text(
    f"""
    SELECT m.held, receiver.name AS receiver_name, count(*) OVER () AS total,
           coalesce(clients.id, deals.id, tasks.id, projects.id, roles.id, visits.id, asked.id,
                    person.id,
                    (SELECT max(of_series.id) FROM tasks of_series
                      WHERE of_series.series_id = series.id), 0) AS open_id,
           coalesce(clients.name, deals.title, tasks.title, projects.name, roles.name,
                    series.title, visited.name, asking.name, person.name, '') AS name
      FROM handover_moves m
      LEFT JOIN people receiver ON receiver.id = m.to_id
      LEFT JOIN clients ON m.held = 'clients.owner_id' AND clients.id = m.record_id
      LEFT JOIN deals ON m.held = 'deals.owner_id' AND deals.id = m.record_id
      LEFT JOIN tasks ON m.held LIKE 'tasks.%' AND tasks.id = m.record_id
      LEFT JOIN projects ON m.held = 'projects.leader_id' AND projects.id = m.record_id
      LEFT JOIN project_people ON m.held = 'project_people.person_id'
           AND project_people.id = m.record_id
      LEFT JOIN projects roles ON roles.id = project_people.project_id
      LEFT JOIN task_series series ON m.held LIKE 'task\\_series.%' AND series.id = m.record_id
      LEFT JOIN visits ON m.held = 'visits.visitor_id' AND visits.id = m.record_id
      LEFT JOIN clients visited ON visited.id = visits.client_id
      LEFT JOIN requests asked ON m.held = 'requests.responsible_id'
           AND asked.id = m.record_id
      LEFT JOIN clients asking ON asking.id = asked.client_id
      LEFT JOIN absences ON m.held = 'absences.deputy_id' AND absences.id = m.record_id
      LEFT JOIN invitations ON m.held = 'invitations.invited_by'
           AND invitations.id = m.record_id
      LEFT JOIN seller_pairs ON m.held LIKE 'seller\\_pairs.%' AND seller_pairs.id = m.record_id
      LEFT JOIN people person ON person.id = coalesce(
               absences.person_id, invitations.person_id,
               CASE m.held WHEN 'seller_pairs.caller_id' THEN seller_pairs.visitor_id
                           WHEN 'seller_pairs.visitor_id' THEN seller_pairs.caller_id END,
               CASE WHEN m.held LIKE 'people.%' THEN m.record_id END)
     WHERE {_CHOSEN} AND m.held NOT IN ({_LOOSE})
     ORDER BY array_position(ARRAY[{_ORDER}], m.held), name, m.id
    OFFSET :offset LIMIT :size
    """  # noqa: S608 - our own names
)

HEADING: Final = text(
    """
    SELECT handovers.*, person.name AS person_name, maker.name AS by_name,
           receiver.name AS receiver_name, coalesce(clients.name, deals.title) AS record_name
      FROM handovers
      JOIN people maker ON maker.id = handovers.by_id
      LEFT JOIN people person ON person.id = handovers.person_id
      LEFT JOIN people receiver ON receiver.id = handovers.receiver_id
      LEFT JOIN clients ON handovers.reason = 'client' AND clients.id = handovers.record_id
      LEFT JOIN deals ON handovers.reason = 'deal' AND deals.id = handovers.record_id
     WHERE handovers.id = :handover
    """
)
