"""The one picture of the schema, a module a noun."""

from storage.tables.base import metadata
from storage.tables.briefs import task_briefs
from storage.tables.cadences import cadence_days, cadence_lapses, cadence_moves, cadences
from storage.tables.client_merges import (
    client_merge_moves,
    client_merges,
    duplicate_pairs,
    duplicate_searches,
    erased_keys,
    erasure_salts,
    erasures,
)
from storage.tables.clients import clients, contacts, phones
from storage.tables.cycles import cycles, planned_calls, rep_checks_made, seller_pairs
from storage.tables.deals import deals, offers, products, timeline
from storage.tables.delivery import cards, ledger, matter_messages
from storage.tables.digests import (
    digest_choices,
    digests_made,
    group_digests,
    group_digests_made,
)
from storage.tables.greetings import (
    client_holidays,
    contact_consents,
    greeting_mornings,
    greetings,
    personal_dates,
)
from storage.tables.handovers import handover_moves, handovers
from storage.tables.imports import import_runs
from storage.tables.interactions import interaction_files, interactions
from storage.tables.kpi import deal_moves, person_places
from storage.tables.kpi_snapshots import kpi_closings, kpi_snapshots
from storage.tables.machinery import audit, conversation_states, processed_updates
from storage.tables.org import (
    absences,
    branch_tree,
    branches,
    departments,
    invitations,
    people,
    reporting,
)
from storage.tables.plans import plan_proposals, plans
from storage.tables.polls import poll_answers
from storage.tables.products_in_use import client_products
from storage.tables.project_topics import project_topics, topic_cards
from storage.tables.projects import project_people, projects, task_dependencies
from storage.tables.reports import report_runs, report_selections
from storage.tables.requests import request_files, requests
from storage.tables.risks import risks
from storage.tables.rulebook import rulebook_proposals, rulebooks
from storage.tables.segments import segment_changes, segment_days
from storage.tables.task_series import task_series
from storage.tables.tasks import (
    reminder_choices,
    task_comments,
    task_dates,
    task_people,
    task_time,
    tasks,
)
from storage.tables.visits import visits

AUDITED = (
    branches,
    departments,
    people,
    absences,
    invitations,
    rulebooks,
    rulebook_proposals,
    clients,
    contacts,
    phones,
    products,
    deals,
    offers,
    tasks,
    task_people,
    task_dates,
    reminder_choices,
    task_series,
    task_briefs,
    projects,
    project_topics,
    project_people,
    task_dependencies,
    interactions,
    interaction_files,
    handovers,
    client_merges,
    erasures,
    personal_dates,
    contact_consents,
    client_holidays,
    greetings,
    requests,
    request_files,
    client_products,
    poll_answers,
    seller_pairs,
    cycles,
    planned_calls,
    cadence_moves,
    visits,
    risks,
    report_selections,
    report_runs,
    digest_choices,
    group_digests,
    plans,
)
"""Tables whose every write a trigger copies into ``audit``."""

__all__ = [
    "AUDITED",
    "absences",
    "audit",
    "branch_tree",
    "branches",
    "cadence_days",
    "cadence_lapses",
    "cadence_moves",
    "cadences",
    "cards",
    "client_holidays",
    "client_merge_moves",
    "client_merges",
    "client_products",
    "clients",
    "contact_consents",
    "contacts",
    "conversation_states",
    "cycles",
    "deal_moves",
    "deals",
    "departments",
    "digest_choices",
    "digests_made",
    "duplicate_pairs",
    "duplicate_searches",
    "erased_keys",
    "erasure_salts",
    "erasures",
    "greeting_mornings",
    "greetings",
    "group_digests",
    "group_digests_made",
    "handover_moves",
    "handovers",
    "import_runs",
    "interaction_files",
    "interactions",
    "invitations",
    "kpi_closings",
    "kpi_snapshots",
    "ledger",
    "matter_messages",
    "metadata",
    "offers",
    "people",
    "person_places",
    "personal_dates",
    "phones",
    "plan_proposals",
    "planned_calls",
    "plans",
    "poll_answers",
    "processed_updates",
    "products",
    "project_people",
    "project_topics",
    "projects",
    "reminder_choices",
    "rep_checks_made",
    "report_runs",
    "report_selections",
    "reporting",
    "request_files",
    "requests",
    "risks",
    "rulebook_proposals",
    "rulebooks",
    "segment_changes",
    "segment_days",
    "seller_pairs",
    "task_briefs",
    "task_comments",
    "task_dates",
    "task_dependencies",
    "task_people",
    "task_series",
    "task_time",
    "tasks",
    "timeline",
    "topic_cards",
    "visits",
]
