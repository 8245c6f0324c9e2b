-- What holds in every committed state of the database, each as one query: a row that it returns is
-- a breach. Rows carry ids and a few facts, never words or names of anybody. No query asks what time
-- it is: clocks that were moved change nothing.
--
-- Cost: open offers, tasks, requests, notices and the like are found by their partial indexes and cost
-- what is open; of merged and erased clients a probe of an index for each of them is made; the rest is
-- one pass over a table, or one hash join of two, so that it grows in a line with what is stored. On a
-- million deals all of them together take about the time of a dump. None of them locks anything.

-- name: offers-are-watched
-- An offer without an answer has a next reminder, or its ladder has been climbed to the end.
SELECT id AS offer_id, deal_id, steps_done, cardinality(ladder) AS steps
  FROM offers
 WHERE status = 'awaiting' AND next_step_at IS NULL
   AND (steps_done <> cardinality(ladder) OR cardinality(ladder) = 0);

-- name: offers-wait-on-open-deals
-- Whatever ends a deal answers its offers.
SELECT offers.id AS offer_id, deals.id AS deal_id, deals.status
  FROM offers JOIN deals ON deals.id = offers.deal_id
 WHERE offers.status = 'awaiting' AND deals.status <> 'open';

-- name: offers-are-answered-whole
-- An answered offer has its moment, a refused one its reason, and neither is reminded of.
SELECT id AS offer_id, status
  FROM offers
 WHERE (status = 'awaiting') <> (answered_at IS NULL)
    OR (status = 'refused') <> (refusal_reason IS NOT NULL)
    OR (status <> 'awaiting' AND next_step_at IS NOT NULL);

-- name: deals-end-whole
-- A closed deal has the moment of its end, and a lost one its reason.
SELECT id AS deal_id, status, closed_at, lost_reason
  FROM deals
 WHERE (status = 'open') <> (closed_at IS NULL)
    OR (status = 'lost') <> (lost_reason IS NOT NULL);

-- name: deals-begin-once
-- The moves of a deal tell its creation once.
SELECT deals.id AS deal_id, coalesce(begun.times, 0) AS times
  FROM deals
  LEFT JOIN (SELECT deal_id, count(*) AS times
               FROM deal_moves WHERE kind = 'created' GROUP BY deal_id) AS begun
    ON begun.deal_id = deals.id
 WHERE begun.times IS DISTINCT FROM 1;

-- name: closed-deals-agree-with-their-moves
-- The end of a closed deal is among its moves, with the same moment.
SELECT deals.id AS deal_id, deals.status, deals.closed_at
  FROM deals
  LEFT JOIN deal_moves AS ending
    ON ending.deal_id = deals.id AND ending.kind = deals.status AND ending.at = deals.closed_at
   AND ending.kind IN ('won', 'lost')
 WHERE deals.status <> 'open' AND ending.id IS NULL;

-- name: open-deals-agree-with-their-moves
-- The last word of an open deal's moves is that it was created or reopened.
SELECT deals.id AS deal_id, word.kind AS last_word
  FROM deals
 CROSS JOIN LATERAL (
     SELECT kind FROM deal_moves
      WHERE deal_moves.deal_id = deals.id AND kind IN ('created', 'won', 'lost', 'reopened')
      ORDER BY id DESC LIMIT 1) AS word
 WHERE deals.status = 'open' AND word.kind IN ('won', 'lost');

-- name: stages-are-connected
-- Each move of a deal leaves the stage that the move before it entered, and the last is where it is.
SELECT deal_id, came_from AS leaves, stood_on, is_at, stage AS enters
  FROM (SELECT moves.deal_id, moves.stage, moves.from_stage AS came_from, deals.stage AS is_at,
               lag(moves.stage) OVER each_deal AS stood_on,
               lead(moves.id) OVER each_deal IS NULL AS is_last
          FROM deal_moves AS moves JOIN deals ON deals.id = moves.deal_id
         WHERE moves.kind = 'entered'
        WINDOW each_deal AS (PARTITION BY moves.deal_id ORDER BY moves.id)) AS chain
 WHERE (stood_on IS NOT NULL AND came_from IS DISTINCT FROM stood_on)
    OR (is_last AND stage <> is_at);

-- name: one-open-notice
-- Of one recipient, kind and matter one notice waits at a time.
SELECT recipient_id, kind, matter, matter_id, count(*) AS waiting
  FROM ledger
 WHERE status IN ('due', 'held')
 GROUP BY recipient_id, kind, matter, matter_id
HAVING count(*) > 1;

-- name: notices-are-known-by-their-key
-- A notice that waits is told apart by its recipient, kind and matter.
SELECT id AS notice_id, recipient_id, kind, matter, matter_id
  FROM ledger
 WHERE status IN ('due', 'held')
   AND dedupe_key <> recipient_id || ':' || kind || ':' || matter || ':' || matter_id;

-- name: open-notices-are-whole
-- What waits in the ledger has no end yet, and what is held is held until a moment.
SELECT id AS notice_id, status, outcome, settled_at, held_until
  FROM ledger
 WHERE status IN ('due', 'held')
   AND (outcome IS NOT NULL OR settled_at IS NOT NULL
        OR (status = 'held') <> (held_until IS NOT NULL));

-- name: settled-notices-are-whole
-- A settled notice says how it ended, and what was sent or edited names its message.
SELECT id AS notice_id, status, outcome, settled_at, message_id
  FROM ledger
 WHERE status IN ('sent', 'dropped', 'undeliverable')
   AND (settled_at IS NULL OR claimed_until IS NOT NULL OR is_wanted_again
        OR CASE status
           WHEN 'sent' THEN outcome IN ('rang', 'told', 'edited', 'unchanged', 'in_summary')
           WHEN 'dropped' THEN outcome IN ('settled_before', 'not_shown')
           ELSE outcome IN ('blocked', 'no_chat', 'bad_request', 'failed')
           END IS NOT TRUE
        OR (outcome IN ('rang', 'told', 'edited') AND message_id IS NULL));

-- name: a-message-is-one-card
-- A message of a chat is the card of one matter alone.
SELECT chat_id, message_id, count(*) AS matters
  FROM cards
 GROUP BY chat_id, message_id
HAVING count(*) > 1;

-- name: matters-exist
-- Cards and waiting notices are about matters that are there; of those that come and go, digests,
-- absences and imports, nothing is asked.
SELECT place, chat_or_person, matter, matter_id
  FROM (SELECT 'card' AS place, chat_id AS chat_or_person, matter, matter_id FROM cards
        UNION ALL
        SELECT 'notice', recipient_id, matter, matter_id
          FROM ledger WHERE status IN ('due', 'held')) AS shown
 WHERE CASE matter
       WHEN 'offer' THEN EXISTS (SELECT FROM offers WHERE id = matter_id)
       WHEN 'deal' THEN EXISTS (SELECT FROM deals WHERE id = matter_id)
       WHEN 'task' THEN EXISTS (SELECT FROM tasks WHERE id = matter_id)
       WHEN 'project' THEN EXISTS (SELECT FROM projects WHERE id = matter_id)
       WHEN 'client' THEN EXISTS (SELECT FROM clients WHERE id = matter_id)
       WHEN 'cadence' THEN EXISTS (SELECT FROM clients WHERE id = matter_id)
       WHEN 'cadence_move' THEN EXISTS (SELECT FROM cadence_moves WHERE id = matter_id)
       WHEN 'interaction' THEN EXISTS (SELECT FROM interactions WHERE id = matter_id)
       WHEN 'visit' THEN EXISTS (SELECT FROM visits WHERE id = matter_id)
       WHEN 'request' THEN EXISTS (SELECT FROM requests WHERE id = matter_id)
       WHEN 'greeting' THEN EXISTS (SELECT FROM greetings WHERE id = matter_id)
       WHEN 'segment_change' THEN EXISTS (SELECT FROM segment_changes WHERE id = matter_id)
       WHEN 'risk' THEN EXISTS (SELECT FROM risks WHERE id = matter_id)
       WHEN 'call' THEN EXISTS (SELECT FROM planned_calls WHERE id = matter_id)
       WHEN 'handover' THEN EXISTS (SELECT FROM handovers WHERE id = matter_id)
       WHEN 'rulebook' THEN EXISTS (SELECT FROM rulebooks WHERE version = matter_id)
       WHEN 'person' THEN EXISTS (SELECT FROM people WHERE id = matter_id)
       WHEN 'summary' THEN EXISTS (SELECT FROM people WHERE id = matter_id)
       WHEN 'alarm' THEN EXISTS (SELECT FROM people WHERE id = matter_id)
       WHEN 'greeting_list' THEN EXISTS (SELECT FROM people WHERE id = matter_id)
       WHEN 'segment_changes' THEN EXISTS (SELECT FROM people WHERE id = matter_id)
       ELSE matter IN ('digest', 'absence', 'import')
       END IS NOT TRUE;

-- name: nobody-is-above-themselves
-- No chain of bosses comes back to where it began.
WITH RECURSIVE chain AS (
    SELECT id, boss_id FROM people WHERE boss_id IS NOT NULL
    UNION
    SELECT chain.id, people.boss_id
      FROM chain JOIN people ON people.id = chain.boss_id
     WHERE people.boss_id IS NOT NULL)
SELECT id AS person_id FROM chain WHERE id = boss_id;

-- name: no-branch-is-above-itself
-- No chain of branches comes back to where it began.
WITH RECURSIVE chain AS (
    SELECT id, parent_id FROM branches WHERE parent_id IS NOT NULL
    UNION
    SELECT chain.id, branches.parent_id
      FROM chain JOIN branches ON branches.id = chain.parent_id
     WHERE branches.parent_id IS NOT NULL)
SELECT id AS branch_id FROM chain WHERE id = parent_id;

-- name: branch-tree-agrees
-- The table of branches above branches is what the branches' parents say.
WITH RECURSIVE said AS (
    SELECT id AS ancestor_id, id AS descendant_id FROM branches
    UNION
    SELECT branches.parent_id, said.descendant_id
      FROM said JOIN branches ON branches.id = said.ancestor_id
     WHERE branches.parent_id IS NOT NULL)
(SELECT 'missing' AS fault, ancestor_id, descendant_id
   FROM (SELECT * FROM said EXCEPT SELECT ancestor_id, descendant_id FROM branch_tree) AS missing)
UNION ALL
(SELECT 'surplus', ancestor_id, descendant_id
   FROM (SELECT ancestor_id, descendant_id FROM branch_tree EXCEPT SELECT * FROM said) AS surplus);

-- name: reporting-agrees
-- The table of who reports to whom, at which depth, is what people's bosses say.
WITH RECURSIVE said AS (
    SELECT id AS boss_id, id AS subordinate_id, 0 AS depth FROM people
    UNION
    SELECT people.boss_id, said.subordinate_id, said.depth + 1
      FROM said JOIN people ON people.id = said.boss_id
     WHERE people.boss_id IS NOT NULL AND said.depth < 50
), nearest AS (
    SELECT boss_id, subordinate_id, min(depth) AS depth FROM said GROUP BY boss_id, subordinate_id)
(SELECT 'missing' AS fault, boss_id, subordinate_id, depth
   FROM (SELECT * FROM nearest
         EXCEPT SELECT boss_id, subordinate_id, depth FROM reporting) AS missing)
UNION ALL
(SELECT 'surplus', boss_id, subordinate_id, depth
   FROM (SELECT boss_id, subordinate_id, depth FROM reporting
         EXCEPT SELECT * FROM nearest) AS surplus);

-- name: places-follow-each-other
-- Where somebody stood ends where the next place begins, and the last has no end.
SELECT person_id, from_at, until_at, next_at
  FROM (SELECT person_id, from_at, until_at,
               lead(from_at) OVER (PARTITION BY person_id ORDER BY from_at) AS next_at
          FROM person_places) AS place
 WHERE until_at IS DISTINCT FROM next_at;

-- name: everybody-stands-where-their-place-says
-- Everybody has one open place, and it is where they stand.
SELECT people.id AS person_id, count(place.person_id) AS open_places
  FROM people
  LEFT JOIN person_places AS place ON place.person_id = people.id AND place.until_at IS NULL
 GROUP BY people.id
HAVING count(place.person_id) <> 1
    OR NOT bool_and((place.branch_id, place.department_id, place.boss_id, place.role)
                    IS NOT DISTINCT FROM
                    (people.branch_id, people.department_id, people.boss_id, people.role));

-- name: who-left-has-a-day
-- Since when somebody is gone is known of those who are, and of nobody else.
SELECT id AS person_id, is_active, left_at FROM people WHERE is_active <> (left_at IS NULL);

-- name: absences-do-not-overlap
-- Nobody is away twice at a time, nor stands in for themselves.
SELECT one.person_id, one.id AS absence_id, other.id AS other_id
  FROM absences AS one
  JOIN absences AS other ON other.person_id = one.person_id AND other.id >= one.id
   AND daterange(one.starts_on, one.ends_on, '[]') && daterange(other.starts_on, other.ends_on, '[]')
 WHERE other.id <> one.id OR one.deputy_id = one.person_id;

-- name: invitations-are-used-whole
-- A used invitation names the account that used it.
SELECT id AS invitation_id, person_id
  FROM invitations WHERE used_by_telegram_id IS NOT NULL AND used_at IS NULL;

-- name: who-left-holds-nothing
-- Whoever left and handed over leads no project, makes no visits, and has no clients or series.
SELECT people.id AS person_id, held.place, held.id
  FROM people
 CROSS JOIN LATERAL (
     SELECT 'clients' AS place, id FROM clients
      WHERE owner_id = people.id AND merged_into_id IS NULL
        AND NOT EXISTS (SELECT FROM client_merges
                         WHERE loser_id = clients.id AND undone_at IS NOT NULL)
     UNION ALL
     SELECT 'visits', id FROM visits
      WHERE visitor_id = people.id AND status IN ('booked', 'to_move')
     UNION ALL
     SELECT 'projects', id FROM projects WHERE leader_id = people.id AND state = 'active'
     UNION ALL
     SELECT 'task_series', id FROM task_series
      WHERE people.id IN (assigner_id, executor_id) AND ended_at IS NULL) AS held
 WHERE NOT people.is_active
   AND EXISTS (SELECT FROM handovers
                WHERE person_id = people.id AND reason = 'leaving' AND status = 'done');

-- name: pairs-are-of-two
-- Two sellers of a pair point at each other, and nobody is in two pairs.
SELECT pair.id AS pair_id, pair.caller_id, pair.visitor_id
  FROM seller_pairs AS pair
  JOIN people AS caller ON caller.id = pair.caller_id
  JOIN people AS visitor ON visitor.id = pair.visitor_id
 WHERE pair.ended_at IS NULL
   AND (caller.pair_id IS DISTINCT FROM visitor.id OR visitor.pair_id IS DISTINCT FROM caller.id
        OR caller.id = visitor.id
        OR EXISTS (SELECT FROM seller_pairs AS other
                    WHERE other.ended_at IS NULL AND other.id <> pair.id
                      AND (other.caller_id IN (caller.id, visitor.id)
                           OR other.visitor_id IN (caller.id, visitor.id))));

-- name: cycles-are-of-open-pairs
-- A pair works one cycle at a time, and none once it has ended.
SELECT cycles.pair_id, count(*) AS open_cycles
  FROM cycles JOIN seller_pairs ON seller_pairs.id = cycles.pair_id
 WHERE cycles.ended_at IS NULL
 GROUP BY cycles.pair_id
HAVING count(*) > 1 OR bool_or(seller_pairs.ended_at IS NOT NULL);

-- name: calls-are-whole
-- A call that was made has its result, and one that the client was told of has its moment.
SELECT id AS call_id, cycle_id, status, result
  FROM planned_calls
 WHERE (status = 'done') <> (result IS NOT NULL) OR (is_promised AND call_at IS NULL);

-- name: clients-are-watched
-- A client under a cadence has a due day, somebody who answers and a ladder under way; else
-- administrators were told since. Asked once the cadences of the rulebook in force were reckoned.
WITH rules AS (
    SELECT version, body -> 'cadences' -> 'segments' AS cadences
      FROM rulebooks ORDER BY version DESC LIMIT 1
), under AS (
    SELECT cadence ->> 'segment' AS segment
      FROM rules, jsonb_array_elements(coalesce(rules.cadences, '[]')) AS cadence
     WHERE EXISTS (SELECT FROM cadence_days WHERE rulebook_version >= rules.version))
SELECT clients.id AS client_id, clients.segment, cadences.due_on
  FROM clients
  JOIN under ON under.segment = clients.segment
  LEFT JOIN cadences ON cadences.client_id = clients.id
 WHERE clients.merged_into_id IS NULL
   AND (cadences.segment IS DISTINCT FROM clients.segment
        OR cadences.responsible_id IS NULL
        OR (cadences.next_step_at IS NULL AND cadences.steps_done < cardinality(cadences.ladder)))
   AND NOT EXISTS (SELECT FROM ledger
                    WHERE ledger.kind = 'clients_unwatched' AND ledger.matter = 'alarm'
                      AND ledger.created_at >= clients.changed_at);

-- name: cadences-of-merged-clients-are-silent
-- Nobody is reminded of a client that is part of another.
SELECT cadences.client_id, cadences.responsible_id, cadences.next_step_at, cadences.ring_at
  FROM clients JOIN cadences ON cadences.client_id = clients.id
 WHERE clients.merged_into_id IS NOT NULL
   AND (cadences.responsible_id IS NOT NULL OR cadences.next_step_at IS NOT NULL
        OR cadences.ring_at IS NOT NULL);

-- name: one-open-move-of-a-due-day
-- Of one client one later day is asked for at a time, and a decision has its moment.
SELECT client_id, count(*) FILTER (WHERE status = 'open') AS open_moves
  FROM cadence_moves
 GROUP BY client_id
HAVING count(*) FILTER (WHERE status = 'open') > 1
    OR bool_or((status = 'open') <> (decided_at IS NULL));

-- name: open-moves-are-still-needed
-- A later day is asked for as long as no contact has made it needless.
SELECT moves.id AS move_id, moves.client_id, moves.counted_from, cadences.counted_from AS counts_from
  FROM cadence_moves AS moves LEFT JOIN cadences ON cadences.client_id = moves.client_id
 WHERE moves.status = 'open' AND cadences.counted_from IS DISTINCT FROM moves.counted_from;

-- name: late-clients-have-their-lapse
-- A client that is late has the lapse of this period noted, with how many there were in a row.
SELECT cadences.client_id, cadences.late_in_a_row, lapses.in_a_row
  FROM cadences
  LEFT JOIN cadence_lapses AS lapses
    ON lapses.client_id = cadences.client_id AND lapses.counted_from = cadences.counted_from
 WHERE cadences.late_in_a_row > 0 AND cadences.responsible_id IS NOT NULL
   AND lapses.in_a_row IS DISTINCT FROM cadences.late_in_a_row;

-- name: merges-are-remembered
-- Of every client that is part of another it is known how it came so, and it can be undone.
SELECT coalesce(clients.id, merges.loser_id) AS client_id, merges.id AS merge_id
  FROM (SELECT id FROM clients WHERE merged_into_id IS NOT NULL) AS clients
  FULL JOIN (SELECT id, loser_id FROM client_merges WHERE undone_at IS NULL) AS merges
    ON merges.loser_id = clients.id
 WHERE clients.id IS NULL OR merges.id IS NULL;

-- name: one-step-leads-to-the-survivor
-- The client that another is part of is itself part of none.
SELECT lost.id AS client_id, lost.merged_into_id, survivor.merged_into_id AS part_of
  FROM clients AS lost JOIN clients AS survivor ON survivor.id = lost.merged_into_id
 WHERE lost.merged_into_id IS NOT NULL
   AND (survivor.merged_into_id IS NOT NULL OR survivor.id = lost.id);

-- name: nothing-names-a-merged-client
-- What is about a client that was merged is about the survivor.
SELECT lost.id AS client_id, named.place
  FROM clients AS lost
 CROSS JOIN LATERAL (
     SELECT 'contacts' AS place FROM contacts WHERE client_id = lost.id
     UNION SELECT 'phones' FROM phones WHERE client_id = lost.id
     UNION SELECT 'deals' FROM deals WHERE client_id = lost.id
     UNION SELECT 'tasks' FROM tasks WHERE client_id = lost.id
     UNION SELECT 'interactions' FROM interactions WHERE client_id = lost.id
     UNION SELECT 'personal_dates' FROM personal_dates WHERE client_id = lost.id
     UNION SELECT 'client_holidays' FROM client_holidays WHERE client_id = lost.id
     UNION SELECT 'greetings' FROM greetings WHERE client_id = lost.id
     UNION SELECT 'cadence_lapses' FROM cadence_lapses WHERE client_id = lost.id
     UNION SELECT 'cadence_moves' FROM cadence_moves WHERE client_id = lost.id
     UNION SELECT 'requests' FROM requests WHERE client_id = lost.id
     UNION SELECT 'client_products' FROM client_products WHERE client_id = lost.id
     UNION SELECT 'poll_answers' FROM poll_answers WHERE client_id = lost.id
     UNION SELECT 'planned_calls' FROM planned_calls WHERE client_id = lost.id
     UNION SELECT 'segment_changes' FROM segment_changes WHERE client_id = lost.id
     UNION SELECT 'risks' FROM risks WHERE client_id = lost.id
     UNION SELECT 'visits' FROM visits WHERE client_id = lost.id
     UNION SELECT 'timeline' FROM timeline WHERE client_id = lost.id) AS named
 WHERE lost.merged_into_id IS NOT NULL
UNION ALL
SELECT task_series.client_id, 'task_series'
  FROM task_series JOIN clients ON clients.id = task_series.client_id
 WHERE clients.merged_into_id IS NOT NULL;

-- name: contacts-belong-to-one-client
-- What names a contact person names their client, but for what was written to a survivor before the
-- merge was undone.
SELECT held.place, held.id, held.client_id, contacts.client_id AS client_of_contact
  FROM (SELECT 'phones' AS place, id, client_id, contact_id FROM phones
         WHERE contact_id IS NOT NULL
        UNION ALL
        SELECT 'personal_dates', id, client_id, contact_id FROM personal_dates
         WHERE contact_id IS NOT NULL
        UNION ALL
        SELECT 'visits', id, client_id, contact_id FROM visits WHERE contact_id IS NOT NULL
        UNION ALL
        SELECT 'requests', id, client_id, contact_id FROM requests WHERE contact_id IS NOT NULL
        UNION ALL
        SELECT 'interactions', id, client_id, contact_id FROM interactions
         WHERE contact_id IS NOT NULL) AS held
  JOIN contacts ON contacts.id = held.contact_id
 WHERE contacts.client_id <> held.client_id
   AND NOT EXISTS (SELECT FROM client_merges
                    WHERE undone_at IS NOT NULL AND loser_id = contacts.client_id);

-- name: erased-people-are-nameless
-- Of somebody whose data were erased there is no name, number, address or date.
SELECT erasures.subject, erasures.subject_id
  FROM erasures
  LEFT JOIN contacts ON erasures.subject = 'contact' AND contacts.id = erasures.subject_id
  LEFT JOIN clients ON erasures.subject = 'client' AND clients.id = erasures.subject_id
 WHERE contacts.name <> '—' OR contacts.name_key <> ''
    OR num_nonnulls(contacts.email, contacts.telegram_id, contacts.position) > 0
    OR EXISTS (SELECT FROM phones
                WHERE phones.contact_id = contacts.id OR phones.client_id = clients.id)
    OR EXISTS (SELECT FROM personal_dates
                WHERE personal_dates.client_id = contacts.client_id
                  AND personal_dates.contact_id = contacts.id)
    OR EXISTS (SELECT FROM contact_consents WHERE contact_consents.contact_id = contacts.id)
    OR clients.name <> '—' OR clients.name_key <> ''
    OR num_nonnulls(clients.tax_number, clients.external_key, clients.address,
                    clients.latitude, clients.longitude) > 0;

-- name: erased-people-are-not-in-the-audit
-- The audit of somebody whose data were erased tells that something changed, and not what it was.
SELECT erasures.subject, erasures.subject_id, audit.id AS audit_id
  FROM erasures
  JOIN audit ON audit.subject = erasures.subject || 's' AND audit.subject_id = erasures.subject_id
 WHERE (coalesce(audit.before, '{}') || coalesce(audit.after, '{}'))
       ?| CASE erasures.subject
          WHEN 'contact' THEN '{name,name_key,position,email,telegram_id}'::text[]
          ELSE '{name,name_key,external_key,tax_number,address,latitude,longitude}'::text[] END;

-- name: tasks-are-whole
-- Each state of a task has what it is to have: a deadline, moments, a reason, a thumb.
SELECT id AS task_id, state
  FROM tasks
 WHERE (deadline_at IS NULL AND state NOT IN ('draft', 'cancelled'))
    OR (deadline_at IS NULL) <> (agreed_deadline_at IS NULL)
    OR (given_at IS NULL AND state NOT IN ('draft', 'waiting_approval', 'cancelled'))
    OR (started_at IS NULL AND state = 'in_work')
    OR (done_at IS NULL AND state IN ('done', 'accepted_result', 'closed'))
    OR (decline_reason IS NULL AND state = 'declined')
    OR (closed_at IS NOT NULL) <> (state IN ('closed', 'cancelled'))
    OR (rating IS NOT NULL) <> (state = 'closed' AND assigner_id <> executor_id)
    OR (result_accepted_at IS NOT NULL) <> (state IN ('accepted_result', 'closed'))
    OR (objection IS NOT NULL AND state NOT IN ('given', 'accepted', 'in_work', 'returned'));

-- name: approvals-are-asked-of-somebody
-- A task waits for approval as long as somebody's turn lasts, never their own matter, and only then.
SELECT id AS task_id, state, approver_id, approval_step
  FROM tasks
 WHERE (state = 'waiting_approval') <> (approver_id IS NOT NULL)
    OR (state = 'waiting_approval') <> (approval_expires_at IS NOT NULL)
    OR approver_id = assigner_id
    OR (state = 'waiting_approval' AND approver_id IS DISTINCT FROM approval_heads[approval_step + 1]);

-- name: tasks-are-watched
-- Whoever has a task to do is reminded to the end of its ladder, and nobody is of any other.
SELECT id AS task_id, state, next_reminder_at
  FROM tasks
 WHERE (state IN ('given', 'accepted', 'in_work', 'returned')
        AND next_reminder_at IS NULL AND reminders_done < cardinality(reminders))
    OR (state NOT IN ('given', 'accepted', 'in_work', 'returned') AND next_reminder_at IS NOT NULL);

-- name: dates-are-asked-for-while-at-work
-- A new date waits for its answer only while somebody has the task to do, one at a time.
SELECT tasks.id AS task_id, tasks.state, count(*) AS open_dates
  FROM task_dates JOIN tasks ON tasks.id = task_dates.task_id
 WHERE task_dates.status = 'open'
 GROUP BY tasks.id
HAVING count(*) > 1 OR tasks.state NOT IN ('given', 'accepted', 'in_work', 'returned');

-- name: no-task-is-part-of-itself
-- No chain of parts comes back to where it began.
WITH RECURSIVE chain AS (
    SELECT id, parent_id FROM tasks WHERE parent_id IS NOT NULL
    UNION
    SELECT chain.id, tasks.parent_id
      FROM chain JOIN tasks ON tasks.id = chain.parent_id
     WHERE tasks.parent_id IS NOT NULL)
SELECT id AS task_id FROM chain WHERE id = parent_id;

-- name: dependencies-stay-within-a-project
-- A task waits for others of its own project.
SELECT waiting.id AS task_id, other.id AS waits_for_id, waiting.project_id,
       other.project_id AS other_project_id
  FROM task_dependencies AS link
  JOIN tasks AS waiting ON waiting.id = link.task_id
  JOIN tasks AS other ON other.id = link.waits_for_id
 WHERE waiting.project_id IS NULL OR waiting.project_id IS DISTINCT FROM other.project_id;

-- name: tasks-wait-in-no-ring
-- No task waits for itself, be it by way of others.
WITH RECURSIVE chain AS (
    SELECT task_id, waits_for_id FROM task_dependencies
    UNION
    SELECT chain.task_id, link.waits_for_id
      FROM chain JOIN task_dependencies AS link ON link.task_id = chain.waits_for_id)
SELECT task_id FROM chain WHERE task_id = waits_for_id;

-- name: spent-time-is-not-below-zero
-- Nobody took back more time of a task than they had logged.
SELECT task_id, person_id, sum(minutes) AS minutes
  FROM task_time GROUP BY task_id, person_id HAVING sum(minutes) < 0;

-- name: series-go-on-or-have-ended
-- A series has the moment of its next task until it has ended.
SELECT id AS series_id, next_on, next_at, ended_at
  FROM task_series
 WHERE (next_on IS NULL) <> (next_at IS NULL) OR (next_at IS NULL) <> (ended_at IS NOT NULL);

-- name: projects-end-whole
-- A project that is over has the moment of its end.
SELECT id AS project_id, state, closed_at
  FROM projects WHERE (state = 'active') <> (closed_at IS NULL) OR starts_on > ends_on;

-- name: requests-are-watched
-- A request that waits has a limit and somebody to be reminded; a closed one is not reminded of.
SELECT id AS request_id, status, limit_at, next_step_at
  FROM requests
 WHERE (status IN ('new', 'reopened') AND limit_at IS NULL)
    OR (limit_at IS NOT NULL AND next_step_at IS NULL AND steps_done <> cardinality(ladder))
    OR (status = 'closed' AND (limit_at IS NOT NULL OR next_step_at IS NOT NULL));

-- name: requests-are-whole
-- A reaction has its moment and its hand, and a closed request its result.
SELECT id AS request_id, status
  FROM requests
 WHERE num_nulls(reacted_at, reacted_by, reaction_seconds) NOT IN (0, 3)
    OR (status IN ('reacted', 'closed') AND reacted_at IS NULL)
    OR (status = 'closed') <> (num_nulls(closed_at, closed_by, closing_seconds, result) = 0);

-- name: visits-do-not-collide
-- Somebody is at one client at a time, and on the way to the next for as long as it takes.
SELECT one.visitor_id, one.id AS visit_id, other.id AS other_id
  FROM visits AS one
  JOIN visits AS other ON other.visitor_id = one.visitor_id AND other.id > one.id
   AND tstzrange(one.starts_at, one.held_until) && tstzrange(other.starts_at, other.held_until)
 WHERE one.status IN ('booked', 'held') AND other.status IN ('booked', 'held');

-- name: visits-are-settled-whole
-- A visit that is over says by whom and when it was settled.
SELECT id AS visit_id, status
  FROM visits
 WHERE (status IN ('booked', 'to_move')) <> (settled_at IS NULL)
    OR (settled_at IS NULL) <> (settled_by IS NULL)
    OR (watch IS NULL) <> (watch_at IS NULL);

-- name: one-risk-at-a-time
-- Of one client one risk is looked after at a time, and one that is decided climbs no further.
SELECT client_id, count(*) AS risks
  FROM risks
 WHERE status IN ('open', 'taken')
 GROUP BY client_id
HAVING count(*) > 1 OR bool_or(status = 'taken' AND next_step_at IS NOT NULL);

-- name: greetings-are-done-by-somebody
-- A congratulation that was made says by whom and when.
SELECT id AS greeting_id, status
  FROM greetings WHERE (status = 'done') <> (done_at IS NOT NULL AND done_by IS NOT NULL);

-- name: told-segments-are-others
-- A change of segment that was told led to another segment.
SELECT client_id, was, segment
  FROM segment_changes WHERE was = segment;

-- name: plans-are-plain
-- A plan is of a month, of one holder, once; money in a currency, everything else a whole number.
SELECT month, whose, person_id, branch_id, planned, count(*) AS plans
  FROM plans
 GROUP BY month, whose, person_id, branch_id, planned
HAVING count(*) > 1
    OR bool_or(amount < 0 OR extract(day FROM month) <> 1
               OR (planned = 'won_value') <> (currency IS NOT NULL)
               OR (planned <> 'won_value' AND amount <> trunc(amount))
               OR (person_id IS NOT NULL) <> (whose IN ('person', 'team'))
               OR (branch_id IS NOT NULL) <> (whose = 'branch'));

-- name: handovers-are-settled-whole
-- A handover that was declined or undone says by whom, and a proposed one is not settled.
SELECT id AS handover_id, status
  FROM handovers
 WHERE (settled_at IS NULL) <> (settled_by IS NULL)
    OR (settled_at IS NULL AND status IN ('declined', 'undone'))
    OR (settled_at IS NOT NULL AND status = 'proposed');

-- name: reports-are-finished-whole
-- A report that does not wait any more has the moment of its end, and a made one its rows.
SELECT id AS run_id, status
  FROM report_runs
 WHERE (status = 'waiting') <> (finished_at IS NULL) OR (status = 'done' AND row_count IS NULL);

-- name: rulebooks-are-counted-through
-- Versions of the rulebook follow each other without a gap, and return only to older ones.
SELECT version, returns_to
  FROM (SELECT version, returns_to, row_number() OVER (ORDER BY version) AS place
          FROM rulebooks) AS numbered
 WHERE version <> place OR returns_to >= version;

-- name: closed-periods-begin-whole
-- A closed period begins on the first day of a month, or of a quarter.
SELECT id AS closing_id, period, starts_on
  FROM kpi_closings
 WHERE extract(day FROM starts_on) <> 1
    OR (period = 'quarter' AND extract(month FROM starts_on) NOT IN (1, 4, 7, 10));

-- name: newest-rows-are-audited
-- The latest records of each kind are in the audit from their beginning.
SELECT newest.subject, newest.id
  FROM ((SELECT 'deals' AS subject, id FROM deals ORDER BY id DESC LIMIT 1000)
        UNION ALL (SELECT 'offers', id FROM offers ORDER BY id DESC LIMIT 1000)
        UNION ALL (SELECT 'clients', id FROM clients ORDER BY id DESC LIMIT 1000)
        UNION ALL (SELECT 'contacts', id FROM contacts ORDER BY id DESC LIMIT 1000)
        UNION ALL (SELECT 'tasks', id FROM tasks ORDER BY id DESC LIMIT 1000)
        UNION ALL (SELECT 'interactions', id FROM interactions ORDER BY id DESC LIMIT 1000)
        UNION ALL (SELECT 'requests', id FROM requests ORDER BY id DESC LIMIT 1000)
        UNION ALL (SELECT 'visits', id FROM visits ORDER BY id DESC LIMIT 1000)
        UNION ALL (SELECT 'people', id FROM people ORDER BY id DESC LIMIT 1000)) AS newest
 WHERE NOT EXISTS (SELECT FROM audit
                    WHERE audit.subject = newest.subject AND audit.subject_id = newest.id
                      AND audit.act = 'insert');

-- name: audited-tables-are-audited
-- Every table whose writes are to leave a trace has its trigger, switched on.
SELECT wanted.name AS missing_on
  FROM unnest('{absences,branches,client_holidays,client_merges,client_products,clients,
                contact_consents,contacts,cadence_moves,cycles,deals,departments,digest_choices,
                erasures,greetings,group_digests,handovers,interaction_files,interactions,
                invitations,offers,people,personal_dates,phones,planned_calls,plans,poll_answers,
                products,project_people,project_topics,projects,reminder_choices,report_runs,
                report_selections,request_files,requests,risks,rulebook_proposals,rulebooks,
                seller_pairs,task_briefs,task_dates,task_dependencies,task_people,task_series,
                tasks,visits}'::text[]) AS wanted (name)
 WHERE NOT EXISTS (SELECT FROM pg_trigger
                    WHERE tgrelid = to_regclass(wanted.name) AND tgname = 'audit'
                      AND tgenabled IN ('O', 'A'));

-- name: guards-stand
-- Every trigger that keeps records true is there, switched on: moves and places are noted, kept
-- figures stay, what is written to a merged client goes to the survivor.
SELECT wanted.guard, wanted.name AS missing_on
  FROM (VALUES ('note_deal_move', 'deals'), ('note_person_place', 'people'),
               ('note_leaving', 'people'), ('note_result_accepted', 'tasks'),
               ('pair_people', 'seller_pairs'), ('keep_as_it_was', 'kpi_closings'),
               ('keep_as_it_was', 'kpi_snapshots')) AS wanted (guard, name)
 WHERE NOT EXISTS (SELECT FROM pg_trigger
                    WHERE tgrelid = to_regclass(wanted.name) AND tgname = wanted.guard
                      AND tgenabled IN ('O', 'A'))
UNION ALL
SELECT 'lead_to_survivor', wanted.name
  FROM unnest('{cadence_lapses,cadence_moves,client_holidays,client_products,contacts,deals,
                greetings,interactions,personal_dates,phones,planned_calls,poll_answers,requests,
                risks,segment_changes,task_series,tasks,timeline,visits}'::text[]) AS wanted (name)
 WHERE NOT EXISTS (SELECT FROM pg_trigger
                    WHERE tgrelid = to_regclass(wanted.name) AND tgname = 'lead_to_survivor'
                      AND tgenabled IN ('O', 'A'));

-- name: constraints-hold
-- Every constraint was checked against what is stored, and every index is whole.
SELECT conrelid::regclass::text AS place, conname::text AS name
  FROM pg_constraint
 WHERE connamespace = 'public'::regnamespace AND NOT convalidated
UNION ALL
SELECT indrelid::regclass::text, indexrelid::regclass::text
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
 WHERE pg_class.relnamespace = 'public'::regnamespace AND NOT (indisvalid AND indisready);
