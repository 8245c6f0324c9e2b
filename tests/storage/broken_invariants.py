"""For each invariant what breaks it, and nothing else, in the playground's company."""

from collections.abc import Mapping
from typing import Final

UNTOLD: Final = "SET LOCAL session_replication_role = replica"
"""What follows is written past every trigger and foreign key."""

AN_OFFER: Final = "(SELECT min(id) FROM offers WHERE status = 'awaiting')"
AN_OPEN_DEAL: Final = "(SELECT min(id) FROM deals WHERE status = 'open')"
A_CLOSED_DEAL: Final = "(SELECT min(id) FROM deals WHERE status <> 'open')"
A_PERSON: Final = "(SELECT min(id) FROM people WHERE role = 'rep')"
A_CONTACT: Final = "(SELECT min(id) FROM contacts WHERE name <> '')"
PROJECT: Final = f"""
INSERT INTO projects (name, leader_id, branch_id, starts_on, ends_on, rulebook_version, created_at)
SELECT 'x', id, branch_id, '2026-01-01', '2026-02-01', 1, now() FROM people
 WHERE id = {A_PERSON}"""
MERGED: Final = """
INSERT INTO clients (name, name_key, branch_id, segment, merged_into_id, created_at)
SELECT 'x', 'x', branch_id, segment, id, created_at FROM clients
 WHERE id = (SELECT min(client_id) FROM cadences)"""
MERGE_NOTED: Final = f"""
INSERT INTO client_merges (loser_id, survivor_id, merged_by, merged_at, was, became)
SELECT id, merged_into_id, {A_PERSON}, now(), '{{}}', '{{}}' FROM clients
 WHERE merged_into_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM client_merges WHERE loser_id = clients.id AND undone_at IS NULL)"""
THE_MERGED: Final = "(SELECT max(id) FROM clients WHERE merged_into_id IS NOT NULL)"
REPORTING_REBUILT: Final = """
WITH RECURSIVE said AS (
    SELECT id AS boss_id, id AS subordinate_id, 0 AS depth FROM people
    UNION
    SELECT people.boss_id, said.subordinate_id, said.depth + 1
      FROM said JOIN people ON people.id = said.boss_id
     WHERE people.boss_id IS NOT NULL AND said.depth < 50)
INSERT INTO reporting (boss_id, subordinate_id, depth)
SELECT boss_id, subordinate_id, min(depth) FROM said GROUP BY boss_id, subordinate_id"""
TREE_REBUILT: Final = """
WITH RECURSIVE said AS (
    SELECT id AS ancestor_id, id AS descendant_id FROM branches
    UNION
    SELECT branches.parent_id, said.descendant_id
      FROM said JOIN branches ON branches.id = said.ancestor_id
     WHERE branches.parent_id IS NOT NULL)
INSERT INTO branch_tree (ancestor_id, descendant_id) SELECT * FROM said"""


def without(table: str, rule: str) -> str:
    return f"ALTER TABLE {table} DROP CONSTRAINT {rule}"


def notice(columns: str = "", values: str = "", *, times: int = 1, key: str | None = None) -> str:
    """A summary for somebody, ``times`` over."""
    return f"""
        INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before,
                            created_at, dedupe_key{columns})
        SELECT id, 'summary', 'summary', id, 'now', now(), now(),
               {key or "id || ':summary:summary:' || id"}{values}
          FROM people, generate_series(1, {times}) WHERE id = {A_PERSON}"""


def card(message_id: int, deal_id: str) -> str:
    return (
        "INSERT INTO cards (chat_id, matter, matter_id, message_id, sent_at)"
        f" VALUES (1, 'deal', {deal_id}, {message_id}, now())"
    )


BROKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "offers-are-watched": (
        without("offers", "ck_offers_never_silent_and_unwatched"),
        f"UPDATE offers SET next_step_at = NULL, steps_done = 0 WHERE id = {AN_OFFER}",
    ),
    "offers-wait-on-open-deals": (
        f"UPDATE offers SET deal_id = {A_CLOSED_DEAL} WHERE id = {AN_OFFER}",
    ),
    "offers-are-answered-whole": (
        without("offers", "ck_offers_answered_has_a_moment"),
        f"UPDATE offers SET answered_at = now() WHERE id = {AN_OFFER}",
    ),
    "deals-end-whole": (
        without("deals", "ck_deals_lost_has_a_reason"),
        f"UPDATE deals SET lost_reason = 'price' WHERE id = {AN_OPEN_DEAL}",
    ),
    "deals-begin-once": (
        f"DELETE FROM deal_moves WHERE kind = 'created' AND deal_id = {AN_OPEN_DEAL}",
    ),
    "closed-deals-agree-with-their-moves": (
        UNTOLD,
        f"UPDATE deals SET closed_at = closed_at + interval '1 day' WHERE id = {A_CLOSED_DEAL}",
    ),
    "open-deals-agree-with-their-moves": (
        "INSERT INTO deal_moves (at, deal_id, kind, stage, owner_id, branch_id)"
        " SELECT now(), id, 'won', stage, owner_id, branch_id FROM deals"
        f" WHERE id = {AN_OPEN_DEAL}",
    ),
    "stages-are-connected": (
        UNTOLD,
        f"UPDATE deals SET stage = 'elsewhere' WHERE id = {AN_OPEN_DEAL}",
    ),
    "one-open-notice": ("DROP INDEX uq_ledger_unsettled_dedupe_key", notice(times=2)),
    "notices-are-known-by-their-key": (notice(key="'another'"),),
    "open-notices-are-whole": (notice(", outcome", ", 'rang'"),),
    "settled-notices-are-whole": (notice(", status, settled_at", ", 'sent', now()"),),
    "a-message-is-one-card": (card(5, AN_OPEN_DEAL), card(5, A_CLOSED_DEAL)),
    "matters-exist": (card(5, "0"),),
    "nobody-is-above-themselves": (
        UNTOLD,
        "UPDATE people SET boss_id = (SELECT min(below.id) FROM people AS below"
        " WHERE below.boss_id = people.id) WHERE id = (SELECT min(boss_id) FROM people)",
        "UPDATE person_places SET boss_id = people.boss_id FROM people"
        " WHERE people.id = person_id AND until_at IS NULL",
        "DELETE FROM reporting",
        REPORTING_REBUILT,
    ),
    "no-branch-is-above-itself": (
        "UPDATE branches SET parent_id = (SELECT min(below.id) FROM branches AS below"
        " WHERE below.parent_id = branches.id) WHERE id = (SELECT min(parent_id) FROM branches)",
        "DELETE FROM branch_tree",
        TREE_REBUILT,
    ),
    "branch-tree-agrees": ("DELETE FROM branch_tree WHERE ancestor_id <> descendant_id",),
    "reporting-agrees": ("UPDATE reporting SET depth = depth + 1 WHERE depth = 1",),
    "places-follow-each-other": (
        "INSERT INTO person_places (person_id, from_at, until_at, branch_id, role)"
        " SELECT id, '2000-01-01', '2001-01-01', branch_id, role FROM people"
        f" WHERE id = {A_PERSON}",
    ),
    "everybody-stands-where-their-place-says": (
        UNTOLD,
        f"UPDATE people SET role = 'lead' WHERE id = {A_PERSON}",
    ),
    "who-left-has-a-day": (UNTOLD, f"UPDATE people SET left_at = now() WHERE id = {A_PERSON}"),
    "absences-do-not-overlap": (
        without("absences", "ex_absences_one_at_a_time"),
        "INSERT INTO absences (person_id, starts_on, ends_on, deputy_id)"
        f" SELECT {A_PERSON}, '2040-01-01', '2040-01-10', boss_id FROM people,"
        f" generate_series(1, 2) WHERE people.id = {A_PERSON}",
    ),
    "invitations-are-used-whole": (
        "INSERT INTO invitations (token_hash, person_id, expires_at, created_at,"
        f" used_by_telegram_id) VALUES ('x', {A_PERSON}, now(), now(), 7)",
    ),
    "who-left-holds-nothing": (
        "INSERT INTO handovers (reason, status, person_id, by_id, made_at)"
        f" VALUES ('leaving', 'done', {A_PERSON}, {A_PERSON}, now())",
        f"UPDATE people SET is_active = false WHERE id = {A_PERSON}",
    ),
    "pairs-are-of-two": (
        "UPDATE people SET pair_id = NULL WHERE id ="
        " (SELECT min(caller_id) FROM seller_pairs WHERE ended_at IS NULL)",
    ),
    "cycles-are-of-open-pairs": (
        "UPDATE seller_pairs SET ended_at = now() WHERE ended_at IS NULL",
    ),
    "calls-are-whole": (
        without("planned_calls", "ck_planned_calls_done_with_a_result"),
        "UPDATE planned_calls SET result = 'reached' WHERE status = 'waiting'",
    ),
    "clients-are-watched": (
        "INSERT INTO cadence_days (day, rulebook_version) VALUES ('2026-11-18', 1)",
        "DELETE FROM cadences WHERE client_id = (SELECT min(client_id) FROM cadences)",
    ),
    "cadences-of-merged-clients-are-silent": (
        MERGED,
        MERGE_NOTED,
        "INSERT INTO cadences (client_id, segment, since_on, counted_from, due_on, shows_on,"
        f" late_at, responsible_id, ladder, ladder_to) VALUES ({THE_MERGED}, 'vip', '2026-01-01',"
        f" '2026-01-01', '2026-01-15', '2026-01-13', now(), {A_PERSON}, '{{}}', '{{}}')",
    ),
    "one-open-move-of-a-due-day": (
        without("cadence_moves", "ck_cadence_moves_decided_at_a_moment"),
        "INSERT INTO cadence_moves (client_id, asked_by, asked_at, counted_from, from_on, until_on,"
        " reason, approver_id, expires_at, climbs_left, status) SELECT min(id),"
        f" {A_PERSON}, now(), '2026-01-01', '2026-01-15', '2026-01-20', 'x', {A_PERSON}, now(), 0,"
        " 'agreed' FROM clients",
    ),
    "open-moves-are-still-needed": (
        "INSERT INTO cadence_moves (client_id, asked_by, asked_at, counted_from, from_on, until_on,"
        f" reason, approver_id, expires_at, climbs_left) SELECT client_id, {A_PERSON}, now(),"
        f" counted_from - 1, due_on, due_on + 1, 'x', {A_PERSON}, now(), 0 FROM cadences"
        " WHERE client_id = (SELECT min(client_id) FROM cadences)",
    ),
    "late-clients-have-their-lapse": (
        "UPDATE cadences SET late_in_a_row = 7 WHERE client_id ="
        " (SELECT min(client_id) FROM cadences)",
    ),
    "merges-are-remembered": (MERGED, "DELETE FROM client_merges"),
    "one-step-leads-to-the-survivor": (
        MERGED,
        "INSERT INTO clients (name, name_key, branch_id, segment, merged_into_id, created_at)"
        " SELECT 'x', 'x', branch_id, segment, id, created_at FROM clients"
        f" WHERE id = {THE_MERGED}",
        MERGE_NOTED,
    ),
    "nothing-names-a-merged-client": (
        MERGED,
        MERGE_NOTED,
        UNTOLD,
        f"UPDATE deals SET client_id = {THE_MERGED} WHERE id = {AN_OPEN_DEAL}",
    ),
    "contacts-belong-to-one-client": (
        "UPDATE phones SET client_id = (SELECT max(id) FROM clients) WHERE contact_id ="
        " (SELECT min(contact_id) FROM phones)",
    ),
    "erased-people-are-nameless": (
        "INSERT INTO erasures (subject, subject_id, erased_by, erased_at, reason)"
        f" VALUES ('contact', {A_CONTACT}, {A_PERSON}, now(), 'x')",
        f"UPDATE audit SET before = NULL, after = NULL WHERE subject_id = {A_CONTACT}"
        " AND subject = 'contacts'",
    ),
    "erased-people-are-not-in-the-audit": (
        "INSERT INTO erasures (subject, subject_id, erased_by, erased_at, reason)"
        f" VALUES ('contact', {A_CONTACT}, {A_PERSON}, now(), 'x')",
        UNTOLD,
        f"DELETE FROM phones WHERE contact_id = {A_CONTACT}",
        f"DELETE FROM personal_dates WHERE contact_id = {A_CONTACT}",
        f"DELETE FROM contact_consents WHERE contact_id = {A_CONTACT}",
        "UPDATE contacts SET name = '—', name_key = '', email = NULL, telegram_id = NULL,"
        f" position = NULL WHERE id = {A_CONTACT}",
    ),
    "tasks-are-whole": (
        without("tasks", "ck_tasks_deadline_is_agreed"),
        "UPDATE tasks SET agreed_deadline_at = NULL WHERE state = 'given'",
    ),
    "approvals-are-asked-of-somebody": (
        "UPDATE tasks SET approver_id = executor_id WHERE state = 'waiting_approval'",
    ),
    "tasks-are-watched": (
        "UPDATE tasks SET next_reminder_at = NULL WHERE next_reminder_at IS NOT NULL",
    ),
    "dates-are-asked-for-while-at-work": (
        "UPDATE task_dates SET task_id = (SELECT min(id) FROM tasks WHERE state = 'closed')"
        " WHERE status = 'open'",
    ),
    "no-task-is-part-of-itself": (
        "UPDATE tasks SET parent_id = CASE id WHEN ids.one THEN ids.other ELSE ids.one END"
        " FROM (SELECT min(id) AS one, max(id) AS other FROM tasks) AS ids"
        " WHERE id IN (ids.one, ids.other)",
    ),
    "dependencies-stay-within-a-project": (
        "INSERT INTO task_dependencies (task_id, waits_for_id) SELECT min(id), max(id) FROM tasks",
    ),
    "tasks-wait-in-no-ring": (
        PROJECT,
        "UPDATE tasks SET project_id = (SELECT max(id) FROM projects)",
        "INSERT INTO task_dependencies (task_id, waits_for_id) SELECT min(id), max(id) FROM tasks",
        "INSERT INTO task_dependencies (task_id, waits_for_id) SELECT max(id), min(id) FROM tasks",
    ),
    "spent-time-is-not-below-zero": (
        "INSERT INTO task_time (task_id, person_id, minutes, at)"
        f" SELECT min(id), {A_PERSON}, -10000, now() FROM tasks",
    ),
    "series-go-on-or-have-ended": (
        without("task_series", "ck_task_series_goes_on_or_has_ended"),
        "INSERT INTO task_series (assigner_id, executor_id, title, priority, co_executor_ids,"
        " observer_ids, unit, step, weekdays, first_on, zone)"
        f" VALUES ({A_PERSON}, {A_PERSON}, 'x', 'normal', '{{}}', '{{}}', 'day', 1, '{{}}',"
        " '2026-01-01', 'Europe/Moscow')",
    ),
    "projects-end-whole": (
        without("projects", "ck_projects_closed_at_a_moment"),
        PROJECT,
        "UPDATE projects SET closed_at = now()",
    ),
    "requests-are-watched": (
        without("requests", "ck_requests_never_silent_and_unwatched"),
        "UPDATE requests SET next_step_at = NULL, steps_done = 0 WHERE limit_at IS NOT NULL",
    ),
    "requests-are-whole": (
        without("requests", "ck_requests_reaction_is_whole"),
        "UPDATE requests SET reaction_seconds = 1 WHERE reacted_at IS NULL",
    ),
    "visits-do-not-collide": (
        without("visits", "ex_visits_one_at_a_time"),
        "INSERT INTO visits (client_id, visitor_id, booked_by, booked_at, starts_at, ends_at,"
        " held_until) SELECT min(client_id), visitor_id, visitor_id, now(), starts_at, ends_at,"
        " held_until FROM visits WHERE status = 'booked'"
        " GROUP BY visitor_id, starts_at, ends_at, held_until",
    ),
    "visits-are-settled-whole": (
        without("visits", "ck_visits_settled_when_over"),
        "UPDATE visits SET settled_at = now(), settled_by = visitor_id WHERE status = 'booked'",
    ),
    "one-risk-at-a-time": (
        "DROP INDEX uq_risks_live_client_id",
        "INSERT INTO risks (client_id, keys, signs, responsible_id, asked_id, opened_at)"
        " SELECT client_id, keys, signs, responsible_id, asked_id, opened_at FROM risks"
        " WHERE status IN ('open', 'taken')",
    ),
    "greetings-are-done-by-somebody": (
        without("greetings", "ck_greetings_done_by_somebody"),
        "INSERT INTO greetings (client_id, occasion, occasion_on, due_on, overdue_at, charge,"
        " responsible_id, done_at, done_by) SELECT min(id), 'company', '2026-11-18', '2026-11-18',"
        f" now(), 'owner', {A_PERSON}, now(), {A_PERSON} FROM clients",
    ),
    "told-segments-are-others": (
        "INSERT INTO segment_changes (client_id, was, segment, at)"
        " SELECT min(id), 'vip', 'vip', now() FROM clients",
    ),
    "plans-are-plain": (
        without("plans", "ck_plans_month_begins"),
        "UPDATE plans SET month = month + 1 WHERE id = (SELECT min(id) FROM plans)",
    ),
    "handovers-are-settled-whole": (
        without("handovers", "ck_handovers_settled_by_somebody"),
        "INSERT INTO handovers (reason, status, by_id, made_at)"
        f" VALUES ('all_clients', 'declined', {A_PERSON}, now())",
    ),
    "reports-are-finished-whole": (
        without("report_runs", "ck_report_runs_done_with_its_rows"),
        "INSERT INTO report_runs (person_id, chat_id, report, filter, file, status, created_at,"
        f" finished_at) VALUES ({A_PERSON}, 1, 'x', '{{}}', 'xlsx', 'done', now(), now())",
    ),
    "rulebooks-are-counted-through": ("UPDATE rulebooks SET version = version + 1",),
    "closed-periods-begin-whole": (
        "INSERT INTO kpi_closings (period, starts_on, closed_at, rulebook_version)"
        " VALUES ('month', '2020-01-02', now(), 1)",
    ),
    "newest-rows-are-audited": (
        f"DELETE FROM audit WHERE subject = 'deals' AND subject_id = {AN_OPEN_DEAL}",
    ),
    "audited-tables-are-audited": ("ALTER TABLE deals DISABLE TRIGGER audit",),
    "guards-stand": ("ALTER TABLE kpi_snapshots DISABLE TRIGGER keep_as_it_was",),
    "constraints-hold": ("ALTER TABLE deals ADD CONSTRAINT late CHECK (id > 0) NOT VALID",),
}
"""Statements that are run one after another, each on all that it finds."""
