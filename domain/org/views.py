"""What is shown of people and branches: names, roles and who stands in, never clients."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.language import Language
from domain.org.model import (
    AbsenceId,
    Branch,
    BranchId,
    DepartmentId,
    Person,
    PersonId,
    Role,
)
from domain.pages import Page


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row of a list of people. ``away_until`` is set while they are away."""

    id: PersonId
    name: str
    role: Role
    branch_name: str
    away_until: date | None = None


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """An absence with the names of who is away and who stands in."""

    id: AbsenceId
    person_id: PersonId
    person_name: str
    deputy_id: PersonId
    deputy_name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class PersonView:
    """Who somebody is. ``absence`` is the present one, else the next one."""

    id: PersonId
    name: str
    role: Role
    branch_id: BranchId
    branch_name: str
    department_name: str | None
    boss_id: PersonId | None
    boss_name: str | None
    phone: str | None
    has_joined: bool
    absence: AbsenceView | None
    is_away: bool
    pair_name: str | None = None


@dataclass(frozen=True, slots=True)
class Department:
    id: DepartmentId
    name: str


@dataclass(frozen=True, slots=True)
class BranchCount:
    """A branch with the number of its people, those of branches below it included."""

    id: BranchId
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class BranchListing:
    """One page of a branch: the branches under it come first, then its own people.

    ``branch`` is None above the topmost branches.
    """

    branch: Branch | None
    branches: tuple[BranchCount, ...]
    people: tuple[PersonLine, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody the bot can speak to."""

    person_id: PersonId
    telegram_id: int
    role: Role
    language: Language


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation. ``token`` is in the link and nowhere else."""

    token: str
    person: Person
    expires_at: datetime
