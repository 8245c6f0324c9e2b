"""What the rulebook is about for those who work by it: topics, and the sections of each."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from domain.org.model import Role
from domain.rulebook.changes import Change
from domain.rulebook.model import Rulebook


class Topic(StrEnum):
    """One message of /rules."""

    DEALS = "deals"
    OFFERS = "offers"
    CLIENTS = "clients"
    GREETINGS = "greetings"
    REQUESTS = "requests"
    CALLS = "calls"
    VISITS = "visits"
    POLLS = "polls"
    TASKS = "tasks"
    FIGURES = "figures"
    HOURS = "hours"
    MESSAGES = "messages"
    COMPANY = "company"


TOPIC_OF: Final = {
    "pipeline": Topic.DEALS,
    "offers": Topic.OFFERS,
    "segments": Topic.CLIENTS,
    "default_segment": Topic.CLIENTS,
    "cadences": Topic.CLIENTS,
    "risks": Topic.CLIENTS,
    "cross_sell": Topic.CLIENTS,
    "greetings": Topic.GREETINGS,
    "requests": Topic.REQUESTS,
    "cycle": Topic.CALLS,
    "visits": Topic.VISITS,
    "polls": Topic.POLLS,
    "tasks": Topic.TASKS,
    "briefs": Topic.TASKS,
    "project_templates": Topic.TASKS,
    "useful_hours_per_day": Topic.TASKS,
    "kpi": Topic.FIGURES,
    "calendars": Topic.HOURS,
    "delivery": Topic.MESSAGES,
    "company": Topic.COMPANY,
    "invitation_hours": Topic.COMPANY,
}
"""Every section of the rulebook; a test sees to it that none is forgotten."""

SECTION: Final = re.compile(r"[.\[]")
HEADS: Final = (Role.LEAD, Role.MANAGER, Role.DIRECTOR)
OF_HEADS: Final = frozenset(Topic) - {Topic.COMPANY}
"""What heads are told of when it changes."""


def topics_of(rulebook: Rulebook) -> tuple[Topic, ...]:
    """Topics of which this rulebook says something, in their order."""
    return tuple(topic for topic in Topic if topic is not Topic.POLLS or rulebook.polls)


def topic_of(path: str) -> Topic:
    """Of a changed path."""
    return TOPIC_OF[SECTION.split(path, maxsplit=1)[0]]


def changes_for_heads(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Those that heads are to hear of."""
    return tuple(change for change in changes if topic_of(change.path) in OF_HEADS)
