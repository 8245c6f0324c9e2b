"""What a changed rule reaches: what is counted of it, or from when it holds.

Each path of the rulebook is spoken of here once; a test walks all of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.cadences.plan import DueShift
from domain.deals.stage_dues import StageLate
from domain.money import Money
from domain.rulebook.changes import Change
from domain.rulebook.values import LocalText


class Reach(StrEnum):
    """What changes reach together, and what is said of it once."""

    STAGE_LIMIT = "stage_limit"
    STANDING = "standing"
    TICKS = "ticks"
    PIPELINE = "pipeline"
    SEGMENTS = "segments"
    CADENCES = "cadences"

    AT_ONCE = "at_once"
    NEW_DEALS = "new_deals"
    NEW_OFFERS = "new_offers"
    OPEN_OFFERS = "open_offers"
    NEW_TASKS = "new_tasks"
    NEW_BRIEFS = "new_briefs"
    NEW_PROJECTS = "new_projects"
    NEW_REQUESTS = "new_requests"
    NEW_VISITS = "new_visits"
    NEW_INVITATIONS = "new_invitations"
    NEW_DATES = "new_dates"
    NEXT_ASKING = "next_asking"
    NEXT_CONTACTS = "next_contacts"
    NEXT_CYCLE = "next_cycle"
    NEXT_PLAN = "next_plan"
    NEXT_MORNING = "next_morning"
    NEXT_SWEEP = "next_sweep"
    NEXT_DIGEST = "next_digest"
    DIGEST_OF_ROLE = "digest_of_role"
    EVERYBODY = "everybody"
    FIGURES = "figures"
    BONUS = "bonus"


COUNTED_TOGETHER: Final = {Reach.PIPELINE, Reach.SEGMENTS, Reach.CADENCES}
"""Said once for all changes that have them; all others of each subject, below each run of them."""

_STAGE = r"pipeline\.stages\[(\w+)\]"
REACHES: Final[tuple[tuple[str, tuple[Reach, ...]], ...]] = (
    (rf"{_STAGE}\.limit_working_hours", (Reach.STAGE_LIMIT,)),
    (rf"{_STAGE}\.probability", (Reach.PIPELINE,)),
    (rf"{_STAGE}\.checklist\[(\w+)\](\.required)?", (Reach.TICKS,)),
    (_STAGE, (Reach.STANDING,)),
    (r"pipeline\.stages", (Reach.STANDING,)),
    (r"pipeline", (Reach.AT_ONCE,)),
    (r"company\.currency", (Reach.NEW_DEALS, Reach.SEGMENTS, Reach.CADENCES)),
    (r"company", (Reach.AT_ONCE,)),
    (r"offers\.(?:follow_up_working_days|escalation)", (Reach.NEW_OFFERS,)),
    (r"offers", (Reach.OPEN_OFFERS,)),
    (r"tasks", (Reach.NEW_TASKS,)),
    (r"briefs", (Reach.NEW_BRIEFS,)),
    (r"delivery\.(?:quiet_hours|daily_cap|snooze_choices)", (Reach.EVERYBODY,)),
    (
        r"delivery\.digests\.(rep|lead|manager|director|administrator)",
        (Reach.DIGEST_OF_ROLE,),
    ),
    (r"delivery", (Reach.NEXT_DIGEST,)),
    (r"calendars", (Reach.NEW_DATES, Reach.CADENCES)),
    (r"segments\[\w+\]\.(?:name|tells)", (Reach.AT_ONCE,)),
    (r"segments|default_segment", (Reach.SEGMENTS, Reach.CADENCES)),
    (r"risks", (Reach.NEXT_SWEEP,)),
    (r"greetings", (Reach.NEXT_MORNING,)),
    (r"visits", (Reach.NEW_VISITS,)),
    (
        r"requests\.(?:reaction_working_hours|closing_working_hours|segments|escalation)",
        (Reach.NEW_REQUESTS,),
    ),
    (r"requests", (Reach.AT_ONCE,)),
    (r"cadences\.segments\[\w+\]\.(?:script|no_answer_retry_working_hours)", (Reach.AT_ONCE,)),
    (r"cadences\.segments", (Reach.CADENCES,)),
    (r"cadences", (Reach.NEXT_ASKING,)),
    (r"cycle\.length_days", (Reach.NEXT_CYCLE,)),
    (r"cycle\.(?:calls_a_day|segments)", (Reach.NEXT_PLAN,)),
    (r"cycle", (Reach.AT_ONCE,)),
    (r"cross_sell", (Reach.AT_ONCE,)),
    (r"polls", (Reach.NEXT_CONTACTS,)),
    (r"invitation_hours", (Reach.NEW_INVITATIONS,)),
    (r"useful_hours_per_day", (Reach.AT_ONCE,)),
    (r"kpi\.bonus", (Reach.BONUS,)),
    (r"kpi", (Reach.FIGURES,)),
    (r"project_templates", (Reach.NEW_PROJECTS,)),
)
"""Beginnings of paths, the most particular first."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What is to be said, after the change at position ``after``. ``subject`` is a stage's key, a
    stage's and an item's, or a role; empty where there is none.
    """

    reach: Reach
    subject: tuple[str, ...]
    after: int


@dataclass(frozen=True, slots=True)
class LimitMoved:
    """The limits of the deals on a stage."""

    late: StageLate


@dataclass(frozen=True, slots=True)
class Standing:
    """How many open deals see it: those on the stage."""

    deals: int


@dataclass(frozen=True, slots=True)
class TicksLacking:
    """How many of a stage's open deals lack the tick that is asked for from now on."""

    deals: int
    lacking: int


@dataclass(frozen=True, slots=True)
class PipelineWeighed:
    """Open deals by their stages' probabilities, in the company's currency, unrounded.

    ``others``: how many have an amount in another currency, and are not counted.
    """

    before: Money
    after: Money
    others: int


@dataclass(frozen=True, slots=True)
class SegmentFlow:
    name: LocalText
    enter: int
    leave: int


@dataclass(frozen=True, slots=True)
class ClientsMove:
    """Clients that would be put into other segments, and the segments' gains and losses."""

    clients: int
    flows: tuple[SegmentFlow, ...]


@dataclass(frozen=True, slots=True)
class DueDaysMove:
    shift: DueShift


@dataclass(frozen=True, slots=True)
class Holds:
    """From when it holds. ``count``: how many records or people that is about; None: not said."""

    reach: Reach
    count: int | None = None


Effect = LimitMoved | Standing | TicksLacking | PipelineWeighed | ClientsMove | DueDaysMove | Holds


@dataclass(frozen=True, slots=True)
class Foreseen:
    """An effect, told below the change at position ``after``."""

    effect: Effect
    after: int


def reaches_of(path: str) -> tuple[tuple[Reach, ...], tuple[str, ...]]:
    """What a path reaches, and the subject that it names. Raises: LookupError: nothing is said."""
    for beginning, reaches in REACHES:
        if match := re.match(rf"(?:{beginning})(?![a-z_])", path):
            subject = tuple(part for part in match.groups() if part and not part.startswith("."))
            return reaches, subject
    raise LookupError(path)


def reached(changes: Sequence[Change]) -> list[Reached]:
    """Everything that is to be said, in the order in which it is told: each below the last change
    that it is about.
    """
    found: list[Reached] = []
    for position, change in enumerate(changes):
        reaches, subject = reaches_of(change.path)
        for reach in reaches:
            is_together = reach in COUNTED_TOGETHER
            again = Reached(reach, () if is_together else subject, position)
            found = [known for known in found if not _is_told_by(known, again)]
            found.append(again)
    return found


def _is_told_by(known: Reached, again: Reached) -> bool:
    if (known.reach, known.subject) != (again.reach, again.subject):
        return False
    return known.reach in COUNTED_TOGETHER or known.after >= again.after - 1


def effects_by_change(foreseen: Sequence[Foreseen]) -> Mapping[int, tuple[Effect, ...]]:
    """What is told below each change."""
    found: dict[int, tuple[Effect, ...]] = {}
    for one in foreseen:
        found[one.after] = (*found.get(one.after, ()), one.effect)
    return found
