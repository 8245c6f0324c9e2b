from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.org.model import (
    Absence,
    Actor,
    Branch,
    BranchId,
    Invitation,
    Person,
    PersonId,
    Role,
)
from domain.org.visibility import Scope


class People(Protocol):
    async def get(self, person_id: PersonId) -> Person:
        """The person, locked until the transaction ends. Raises NotFound."""
        ...

    async def find_by_telegram(self, telegram_id: int) -> Person | None: ...

    async def add(self, person: Person) -> Person:
        """``person.id`` is ignored; the saved person has the new one."""
        ...

    async def save(self, person: Person) -> None: ...

    async def boss_of(self, person_id: PersonId) -> PersonId | None: ...

    async def count(self) -> int: ...

    async def directory(
        self, scope: Scope | None, *, offset: int, size: int, wanted: str | None = None
    ) -> tuple[Sequence[Person], int]:
        """Active people by name, with the number of all; ``wanted`` is part of a name."""
        ...

    async def rebuild_reporting(self) -> None:
        """Bring the closure of bosses in line with ``boss_id``."""
        ...

    async def with_role(self, roles: Sequence[Role]) -> Sequence[Person]: ...


class Branches(Protocol):
    async def get(self, branch_id: BranchId) -> Branch: ...

    async def add(
        self, *, name: str, parent_id: BranchId | None, country: str, zone: str
    ) -> Branch: ...

    async def all(self) -> Sequence[Branch]: ...

    async def by_name(self) -> Mapping[str, Branch]: ...

    async def rebuild_tree(self) -> None: ...


class Absences(Protocol):
    async def add(self, absence: Absence) -> None: ...

    async def of(self, person_id: PersonId, *, since: date) -> Sequence[Absence]: ...


class Invitations(Protocol):
    async def add(
        self, *, token_hash: bytes, person_id: PersonId, expires_at: datetime, now: datetime
    ) -> None: ...

    async def find(self, token_hash: bytes) -> Invitation | None:
        """The invitation, locked until the transaction ends."""
        ...

    async def mark_used(self, invitation: Invitation, *, by: int, now: datetime) -> None: ...

    async def withdraw_open(self, person_id: PersonId, *, now: datetime) -> None:
        """Earlier unused invitations of the person expire now."""
        ...


class Actors(Protocol):
    """Who is behind an update; asked once per update, outside any unit of work."""

    async def find(
        self, telegram_id: int, *, update_id: int | None, now: datetime
    ) -> tuple[Actor | None, bool]:
        """The active person of this Telegram account, and whether the update was handled already.

        One statement: person, branch, whom they stand in for today, rulebook version, update.
        """
        ...

    async def get(self, person_id: PersonId, *, now: datetime) -> Actor:
        """The same for a person the program speaks to by itself. Raises NotFound."""
        ...
