"""What can be looked at: the company's who-is-who, days away, and who is still to be invited."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.desk import Desk
from domain.names import NameMissing
from domain.org.heads import is_head_of
from domain.org.model import AbsenceId, Actor, BranchId, PersonId
from domain.org.rules import authority_of, roles_below
from domain.org.views import (
    AbsenceView,
    BranchListing,
    Member,
    PersonLine,
    PersonView,
)
from domain.pages import Page


@dataclass(frozen=True, slots=True)
class ListUninvited:
    """People who have not joined and whom the actor may invite, by name."""

    desk: Desk

    async def __call__(
        self, actor: Actor, *, offset: int, size: int
    ) -> tuple[Sequence[PersonLine], Page]:
        async with self.desk.begin() as uow:
            people, total = await uow.people.not_joined(
                authority_of(actor),
                roles_below(actor.role),
                boss_id=actor.id,
                offset=offset,
                size=size,
            )
        return people, Page(offset, size, total)


@dataclass(frozen=True, slots=True)
class ViewBranch:
    """The branches under one branch and its own people; None: from the top.

    Where there is a single topmost branch, the top is that branch.
    """

    desk: Desk

    async def __call__(
        self, actor: Actor, branch_id: BranchId | None, *, offset: int, size: int
    ) -> BranchListing:
        """Raises: NotFound."""
        del actor  # colleagues are known to all who are inside
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            if branch_id is None:
                top = await uow.branches.below(None)
                branch_id = top[0].id if len(top) == 1 else None
            branch = None if branch_id is None else await uow.branches.get(branch_id)
            branches = await uow.branches.below(branch_id)
            shown = branches[offset : offset + size]
            people: Sequence[PersonLine] = ()
            total = 0
            if branch_id is not None:
                people, total = await uow.people.lines(
                    branch_id=branch_id,
                    now=now,
                    offset=max(0, offset - len(branches)),
                    size=size - len(shown),
                )
        page = Page(offset, size, len(branches) + total)
        return BranchListing(branch, tuple(shown), tuple(people), page)


@dataclass(frozen=True, slots=True)
class FindPeople:
    """Colleagues by part of their name, in either alphabet."""

    desk: Desk

    async def __call__(
        self, actor: Actor, wanted: str, *, offset: int, size: int
    ) -> tuple[Sequence[PersonLine], Page]:
        """Raises: NameMissing."""
        del actor
        if not wanted.strip():
            raise NameMissing
        async with self.desk.begin() as uow:
            people, total = await uow.people.lines(
                wanted=wanted.strip(), now=self.desk.clock(), offset=offset, size=size
            )
        return people, Page(offset, size, total)


@dataclass(frozen=True, slots=True)
class ListColleagues:
    """Who could stand in: everybody active by name, or those with ``wanted`` in theirs."""

    desk: Desk

    async def __call__(
        self, actor: Actor, wanted: str | None, *, offset: int, size: int
    ) -> tuple[Sequence[PersonLine], Page]:
        """Without ``wanted``, the people of the actor's own branch."""
        async with self.desk.begin() as uow:
            people, total = await uow.people.lines(
                branch_id=None if wanted else actor.branch_id,
                wanted=wanted,
                now=self.desk.clock(),
                offset=offset,
                size=size,
            )
        return people, Page(offset, size, total)


@dataclass(frozen=True, slots=True)
class ViewPerson:
    """Who somebody is, and whether the actor stands above them."""

    desk: Desk

    async def __call__(self, actor: Actor, person_id: PersonId) -> tuple[PersonView, bool]:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.people.view(person_id, now=self.desk.clock())
            heads = await is_head_of(uow, actor, view)
        return view, heads


@dataclass(frozen=True, slots=True)
class ListAbsences:
    """Present and coming absences of the actor and of those they head, the earliest first."""

    desk: Desk

    async def __call__(
        self, actor: Actor, *, offset: int, size: int
    ) -> tuple[Sequence[AbsenceView], Page]:
        today = self.desk.clock().astimezone(actor.zone).date()
        async with self.desk.begin() as uow:
            absences, total = await uow.absences.within(
                authority_of(actor), since=today, offset=offset, size=size
            )
        return absences, Page(offset, size, total)


@dataclass(frozen=True, slots=True)
class ViewAbsence:
    """One absence, for whoever was told of it; None once it is cancelled."""

    desk: Desk

    async def __call__(self, absence_id: AbsenceId) -> AbsenceView | None:
        async with self.desk.begin() as uow:
            return await uow.absences.view(absence_id)


@dataclass(frozen=True, slots=True)
class ListMembers:
    """Everybody the bot can speak to."""

    desk: Desk

    async def __call__(self) -> Sequence[Member]:
        async with self.desk.begin() as uow:
            return await uow.people.members()
