from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from domain.language import Language
from domain.org.visibility import Scope

PersonId = NewType("PersonId", int)
BranchId = NewType("BranchId", int)
DepartmentId = NewType("DepartmentId", int)
InvitationId = NewType("InvitationId", int)
AbsenceId = NewType("AbsenceId", int)


class Role(StrEnum):
    REP = "rep"
    LEAD = "lead"
    MANAGER = "manager"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    CLIENT = "client"

    @property
    def leads_people(self) -> bool:
        return self in {Role.LEAD, Role.MANAGER, Role.DIRECTOR}


@dataclass(frozen=True, slots=True)
class Branch:
    id: BranchId
    name: str
    parent_id: BranchId | None
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class Person:
    """``zone`` is None where the person keeps the branch's; the same goes for working hours."""

    id: PersonId
    name: str
    role: Role
    branch_id: BranchId
    department_id: DepartmentId | None = None
    boss_id: PersonId | None = None
    pair_id: PersonId | None = None
    zone: str | None = None
    working_hours: Mapping[str, object] | None = None
    phone: str | None = None
    email: str | None = None
    external_key: str | None = None
    language: Language | None = None
    telegram_id: int | None = None
    telegram_username: str | None = None
    telegram_language: str | None = None
    is_active: bool = True
    joined_at: datetime | None = None
    blocked_bot_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The person whose act is in hand, with all that deciding and answering needs.

    ``rulebook_version`` is the version in force when the act began.
    """

    id: PersonId
    name: str
    role: Role
    branch_id: BranchId
    branch_name: str
    country: str
    zone: ZoneInfo
    language: Language
    scope: Scope
    telegram_id: int | None
    rulebook_version: int
    working_hours: Mapping[str, object] | None = None
    boss_id: PersonId | None = None
    stands_in_for: frozenset[PersonId] = frozenset()
    telegram_username: str | None = None
    telegram_language: str | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Away from ``starts_on`` through ``ends_on``, both included, in the person's zone.

    ``id`` is 0 until it is saved.
    """

    person_id: PersonId
    starts_on: date
    ends_on: date
    deputy_id: PersonId
    id: AbsenceId = AbsenceId(0)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time way in for ``person_id``; only the token's hash is kept."""

    id: InvitationId
    token_hash: bytes
    person_id: PersonId
    expires_at: datetime
    created_at: datetime
    used_at: datetime | None = None
