"""In which ways a record hangs on a person, column by column.

Every foreign key to people is either here, or among what stays as it was; a test reads the tables
and finds the one that is in neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.handovers.model import Held


@dataclass(frozen=True, slots=True)
class Way:
    """SQL about a row ``t``, with ``clock.today`` and ``clock.now``.

    ``is_open``: it is to be handed over. ``not_to``: an array of people into whose hands it may not
    come. ``given``: what else is set, with the new holder for ``{new}`` and the former for
    ``{old}``. ``matter``: whose shown cards tell of the holder.
    """

    is_open: str
    not_to: str = "'{}'::bigint[]"
    given: str = ""
    matter: str | None = None
    has_version: bool = False


BRANCH: Final = "branch_id = (SELECT branch_id FROM people WHERE people.id = {new})"
WAITS: Final = "t.state = 'waiting_approval'"
PAIRS: Final = "FROM seller_pairs p WHERE p.ended_at IS NULL"
BOTH: Final = "(p.caller_id, p.visitor_id)"
NO_PARTNERS: Final = (
    "ARRAY(SELECT unnest(ARRAY[p.caller_id, p.visitor_id]) FROM seller_pairs p"
    " WHERE p.ended_at IS NULL UNION SELECT id FROM people WHERE role NOT IN ('rep', 'lead'))"
)
"""Who is in a pair already, or does not sell."""

WAYS: Final[Mapping[Held, Way]] = {
    Held.CLIENT: Way("t.merged_into_id IS NULL", matter="client"),
    Held.DEAL: Way("t.status = 'open'", matter="deal", has_version=True),
    # With its client it goes on following the owner; apart from it, it stays with who was given it.
    Held.REQUEST: Way(
        "t.status <> 'closed'",
        given="is_reassigned = {new} IS DISTINCT FROM"
        " (SELECT owner_id FROM clients WHERE clients.id = t.client_id)",
        matter="request",
        has_version=True,
    ),
    # What is done waits for its assigner, and stays the work of who did it.
    Held.TASK: Way(
        "t.state IN ('waiting_approval', 'given', 'accepted', 'in_work', 'returned')",
        given=BRANCH,
        matter="task",
        has_version=True,
    ),
    # A draft that was never sent is nobody else's business; one that came back from approval is.
    Held.TASK_GIVEN: Way(
        "t.state NOT IN ('closed', 'cancelled')"
        " AND (t.state <> 'draft' OR t.approval_reasons <> '{}')",
        not_to="array_remove(t.approval_heads || ARRAY[t.approver_id, t.approval_decided_by],"
        " NULL)",
        matter="task",
        has_version=True,
    ),
    Held.APPROVAL: Way(
        WAITS,
        not_to="ARRAY[t.assigner_id]",
        given="approval_heads[t.approval_step + 1] = {new}",
        matter="task",
        has_version=True,
    ),
    Held.LATER_APPROVAL: Way(WAITS, not_to="ARRAY[t.assigner_id]", matter="task", has_version=True),
    Held.PROJECT: Way("t.state = 'active'", given=BRANCH, matter="project", has_version=True),
    Held.PROJECT_ROLE: Way(
        "t.role IS NOT NULL AND EXISTS (SELECT FROM projects"
        " WHERE projects.id = t.project_id AND projects.state = 'active')"
    ),
    Held.SERIES: Way("t.ended_at IS NULL"),
    Held.SERIES_GIVEN: Way("t.ended_at IS NULL"),
    # Whoever is elsewhere at the time agrees on another one. What waits for another time is booked
    # again where nothing is in its way, nor comes with it.
    Held.VISIT: Way(
        "t.status IN ('booked', 'to_move')",
        given="status = CASE WHEN EXISTS (SELECT FROM visits o WHERE o.id <> t.id"
        " AND tstzrange(o.starts_at, o.held_until) && tstzrange(t.starts_at, t.held_until)"
        " AND o.status IN ('booked', 'held', 'to_move')"
        " AND (o.visitor_id = {new} AND (o.status <> 'to_move' OR t.status = 'to_move')"
        " OR t.status = 'to_move' AND EXISTS (SELECT FROM handover_moves along"
        " WHERE along.handover_id = m.handover_id AND along.held = 'visits.visitor_id'"
        " AND along.record_id = o.id))) THEN 'to_move' ELSE 'booked' END, seen_at = NULL",
        matter="visit",
        has_version=True,
    ),
    Held.STAND_IN: Way("t.ends_on >= clock.today", not_to="ARRAY[t.person_id]"),
    Held.REPORT: Way(
        "t.is_active",
        not_to="ARRAY(SELECT subordinate_id FROM reporting WHERE reporting.boss_id = t.id)",
    ),
    Held.INVITATION: Way(
        "t.used_at IS NULL AND t.expires_at > clock.now", not_to="ARRAY[t.person_id]"
    ),
    # A pair that works a cycle goes on with somebody else, and leads people.pair_id by a trigger.
    Held.PAIR: Way(f"t.is_active AND NOT EXISTS (SELECT {PAIRS} AND t.id IN {BOTH})"),
    Held.PAIR_CALLER: Way("t.ended_at IS NULL", not_to=NO_PARTNERS, has_version=True),
    Held.PAIR_VISITOR: Way("t.ended_at IS NULL", not_to=NO_PARTNERS, has_version=True),
    Held.SERIES_HELPER: Way("t.ended_at IS NULL"),
    Held.SERIES_OBSERVER: Way("t.ended_at IS NULL"),
}

LISTS: Final = frozenset({Held.LATER_APPROVAL, Held.SERIES_HELPER, Held.SERIES_OBSERVER})
"""Columns that hold several people."""

STAYS: Final[Mapping[str, str]] = {
    "absences.person_id": "their own days away",
    "cadence_lapses.responsible_id": "whose it was",
    "cadence_moves.approver_id": "what they leave undecided climbs to the next head by itself",
    "cadence_moves.asked_by": "who asked; the client's owner is bound by the answer",
    "cadence_moves.decided_by": "who decided",
    "cadences.responsible_id": "follows the client's owner by itself",
    "client_merges.merged_by": "who merged",
    "client_merges.undone_by": "who undid it",
    "client_products.said_by": "who said so",
    "deal_moves.from_owner_id": "who gave it away on that day",
    "deal_moves.owner_id": "whose it was on that day",
    "digest_choices.person_id": "their own choice",
    "digests_made.person_id": "what was told",
    "duplicate_pairs.distinct_by": "who told them apart",
    "erasures.erased_by": "who erased",
    "greeting_mornings.person_id": "what was told",
    "greetings.done_by": "who congratulated",
    "greetings.responsible_id": "follows the client's owner by itself",
    "group_digests.bound_by": "whose team it tells of; it ends when they leave",
    "handover_moves.from_id": "whose it was",
    "handover_moves.to_id": "whose it became",
    "handovers.by_id": "who handed over",
    "handovers.person_id": "whose they were",
    "handovers.receiver_id": "to whom it was to go",
    "handovers.settled_by": "who decided",
    "import_runs.person_id": "who imported",
    "interactions.person_id": "who had the contact",
    "invitations.person_id": "their own way in",
    "ledger.recipient_id": "what was told; the summary of a handover tells the rest anew",
    "offers.sent_by": "who sent it; the watch over it goes by the deal's owner",
    "plan_proposals.made_by": "who was shown it; nobody else confirms it",
    "plans.person_id": "what they meant to reach",
    "poll_answers.answered_by": "who noted the answer",
    "person_places.boss_id": "who led them on that day",
    "person_places.person_id": "where they stood on that day",
    "planned_calls.settled_by": "who made the call",
    "project_topics.linked_by": "who linked it",
    "reminder_choices.person_id": "their own choice",
    "rep_checks_made.person_id": "what was told",
    "report_runs.person_id": "whom the file was made for",
    "report_selections.person_id": "their own choice",
    "reporting.boss_id": "made of people.boss_id",
    "reporting.subordinate_id": "made of people.boss_id",
    "requests.closed_by": "who closed it",
    "requests.manager_id": "follows the responsible person by itself",
    "requests.noted_by": "who logged it",
    "requests.reacted_by": "who reacted first",
    "risks.asked_id": "follows the client's owner by itself",
    "risks.decided_by": "who decided",
    "risks.responsible_id": "follows the client's owner by itself",
    "rulebook_proposals.proposed_by": "any administrator goes on with it",
    "rulebook_proposals.settled_by": "who settled it",
    "rulebooks.created_by": "who wrote it",
    "segment_changes.by_id": "who chose it",
    "task_comments.author_id": "who said it",
    "task_dates.decided_by": "who decided",
    "task_dates.proposed_by": "who asked; the assigner decides",
    "task_people.person_id": "who took part",
    "task_time.person_id": "whose time it was",
    "tasks.approval_decided_by": "who decided",
    "tasks.objected_by": "who objected; the assigner answers",
    "timeline.actor_id": "who did it",
    "visits.booked_by": "who booked it",
    "visits.settled_by": "who reported or cancelled it",
}
"""What names a person and stays when they leave, and why."""
