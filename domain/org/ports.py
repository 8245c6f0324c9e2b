from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.org.model import (
    Absence,
    AbsenceId,
    Actor,
    Branch,
    BranchId,
    DepartmentId,
    Invitation,
    Person,
    PersonId,
    Role,
)
from domain.org.views import AbsenceView, BranchCount, Department, Member, PersonLine, PersonView
from domain.org.visibility import Scope
from domain.timeline import TimelineEntry


class People(Protocol):
    async def get(self, person_id: PersonId) -> Person:
        """The person, locked until the transaction ends. Raises NotFound."""
        ...

    async def see(self, person_id: PersonId) -> Person:
        """The same unlocked: for who is only read. Raises NotFound."""
        ...

    async def find_by_telegram(self, telegram_id: int) -> Person | None: ...

    async def add(self, person: Person) -> Person:
        """``person.id`` is ignored; the saved person has the new one."""
        ...

    async def save(self, person: Person) -> None:
        """Raises: TelegramAccountTaken."""
        ...

    async def is_within(self, person_id: PersonId, scope: Scope) -> bool:
        """Whether the person themself lies inside ``scope``."""
        ...

    async def lock_chart(self) -> None:
        """Until the transaction ends, nobody else changes who is under whom."""
        ...

    async def bosses(self) -> Mapping[PersonId, PersonId]:
        """Everybody who has a boss, with that boss."""
        ...

    async def candidates(self, wanted: str, *, limit: int) -> Sequence[PersonLine]:
        """Active people by part of a name, or by the whole e-mail address; by name."""
        ...

    async def not_joined(
        self, scope: Scope, roles: Sequence[Role], *, boss_id: PersonId, offset: int, size: int
    ) -> tuple[Sequence[PersonLine], int]:
        """Active people without a Telegram account, inside ``scope``, by name, with the number of
        all: those with one of ``roles``, and those directly under ``boss_id``.
        """
        ...

    async def lines(
        self,
        *,
        branch_id: BranchId | None = None,
        wanted: str | None = None,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[PersonLine], int]:
        """Active colleagues of one branch, or with ``wanted`` in their name, in either alphabet;
        by name, with the number of all.
        """
        ...

    async def view(self, person_id: PersonId, *, now: datetime) -> PersonView:
        """Raises: NotFound: also for who left and who is a client."""
        ...

    async def members(self) -> Sequence[Member]:
        """Everybody the bot can speak to."""
        ...

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

    async def departments(self) -> Sequence[Department]:
        """All of them, by name."""
        ...

    async def department(self, department_id: DepartmentId) -> Department:
        """Raises: NotFound."""
        ...

    async def add_department(self, name: str) -> Department: ...


class Branches(Protocol):
    async def get(self, branch_id: BranchId) -> Branch: ...

    async def add(
        self, *, name: str, parent_id: BranchId | None, country: str, zone: str
    ) -> Branch: ...

    async def all(self) -> Sequence[Branch]: ...

    async def below(self, parent_id: BranchId | None) -> Sequence[BranchCount]:
        """The branches directly under ``parent_id`` (None: the topmost), by name, each with its
        active people, those of branches below it included.
        """
        ...

    async def rebuild_tree(self) -> None: ...


class Absences(Protocol):
    async def add(self, absence: Absence) -> AbsenceId:
        """Raises: AbsenceOverlaps."""
        ...

    async def get(self, absence_id: AbsenceId) -> Absence:
        """The absence, locked until the transaction ends. Raises NotFound."""
        ...

    async def end(self, absence: Absence, *, last_day: date) -> None:
        """Shorten the absence; one that had not begun by ``last_day`` goes altogether."""
        ...

    async def of(self, person_id: PersonId, *, since: date) -> Sequence[Absence]: ...

    async def view(self, absence_id: AbsenceId) -> AbsenceView | None: ...

    async def done_meanwhile(
        self, person_id: PersonId, *, since: datetime, until: datetime, most: int
    ) -> tuple[Mapping[str, int], Sequence[tuple[TimelineEntry, str | None]]]:
        """What others did with the person's clients, deals and tasks: how many of each kind, and
        the last of them, newest first, each with the name of its client."""
        ...

    async def within(
        self, scope: Scope, *, since: date, offset: int, size: int
    ) -> tuple[Sequence[AbsenceView], int]:
        """Absences of people inside ``scope`` that last until ``since`` or longer, the earliest
        first, with the number of all.
        """
        ...


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

        One statement: person, branch, whom they stand in for today, rulebook version, update. Of
        a stranger a second one: the update alone.
        """
        ...

    async def get(self, person_id: PersonId, *, now: datetime) -> Actor:
        """The same for a person the program speaks to by itself. Raises NotFound."""
        ...
