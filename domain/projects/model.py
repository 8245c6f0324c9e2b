from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.org.model import BranchId, PersonId

ProjectId = NewType("ProjectId", int)


class ProjectState(StrEnum):
    """A project whose tasks are all over stays active until its leader accepts it."""

    ACTIVE = "active"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class Anchor(StrEnum):
    """From which day a project's dates are counted: its first, or the one that is fixed."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Project:
    """Tasks that belong together. ``branch_id`` is the leader's.

    ``template`` is a key in the rulebook of ``rulebook_version``, whatever later rulebooks hold;
    None: it was begun empty. ``starts_on`` and ``ends_on`` are as planned at first; ``fixed_on`` is
    the day of the event that it was counted from, which does not move. ``version`` rises with every
    write; a button that carries an older one is outdated.
    """

    id: ProjectId
    name: str
    goals: str | None
    leader_id: PersonId
    branch_id: BranchId
    state: ProjectState
    starts_on: date
    ends_on: date
    template: str | None
    rulebook_version: int
    created_at: datetime
    closed_at: datetime | None = None
    version: int = 1
    fixed_on: date | None = None

    @property
    def is_active(self) -> bool:
        return self.state is ProjectState.ACTIVE


@dataclass(frozen=True, slots=True)
class NewProject:
    """``form_key`` names the form in which it is begun: a second time it begins nothing."""

    name: str
    goals: str | None
    leader_id: PersonId
    branch_id: BranchId
    starts_on: date
    ends_on: date
    template: str | None
    rulebook_version: int
    form_key: str | None
    fixed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team; ``role`` is a key in the template, None for who came with a task."""

    person_id: PersonId
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """``task_id`` begins only after ``waits_for_id``."""

    task_id: int
    waits_for_id: int
