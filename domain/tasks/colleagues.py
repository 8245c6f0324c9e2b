"""Colleagues looked for, to be given a task."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.desk import Desk
from domain.org.model import Actor
from domain.pages import Page
from domain.tasks.staff import KnownColleague


@dataclass(frozen=True, slots=True)
class FindColleagues:
    """Colleagues by part of a name or by login; all of them, the own branch first, by nothing."""

    desk: Desk

    async def __call__(
        self, actor: Actor, wanted: str, *, offset: int, size: int
    ) -> tuple[Sequence[KnownColleague], Page]:
        async with self.desk.begin() as uow:
            staff = await uow.task_lines.staff()
        found = staff.found(wanted, near=actor.branch_id)
        page = Page.nearest(offset, size, len(found))
        return found[page.offset : page.offset + size], page
