"""Whose board it can be: the people and branches inside what the actor sees."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.deals.views import BoardFilter
from domain.desk import Desk
from domain.org.model import Actor, Branch, Person
from domain.pages import Page


@dataclass(frozen=True, slots=True)
class NameBoard:
    """Whose deals a filter leaves; None for all that the actor sees."""

    desk: Desk

    async def __call__(self, actor: Actor, narrowed: BoardFilter) -> str | None:
        """Raises: NotFound: outside what the actor sees, or nowhere."""
        person = narrowed.owner_id or narrowed.team_of
        async with self.desk.begin() as uow:
            if person is not None:
                return await uow.boards.person_name(person, actor.scope)
            if narrowed.branch_id is not None:
                return await uow.boards.branch_name(narrowed.branch_id, actor.scope)
        return None


@dataclass(frozen=True, slots=True)
class ChoosePeople:
    desk: Desk

    async def __call__(
        self, actor: Actor, *, offset: int, size: int
    ) -> tuple[Sequence[Person], Page]:
        async with self.desk.begin() as uow:
            people, total = await uow.people.directory(actor.scope, offset=offset, size=size)
        return people, Page(offset, size, total)


@dataclass(frozen=True, slots=True)
class ChooseBranches:
    desk: Desk

    async def __call__(
        self, actor: Actor, *, offset: int, size: int
    ) -> tuple[Sequence[Branch], Page]:
        async with self.desk.begin() as uow:
            branches, total = await uow.boards.branches(actor.scope, offset=offset, size=size)
        return branches, Page(offset, size, total)
