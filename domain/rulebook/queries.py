"""The rulebook as files: the one in force, and all that there were."""

from dataclasses import dataclass
from datetime import datetime

from domain.desk import Desk
from domain.org.model import Actor
from domain.org.rules import require_administrator
from domain.pages import Page, read_page
from domain.rulebook.changes import Change, changes
from domain.rulebook.model import Rulebook
from domain.rulebook.ports import RulebookFiles, RulebookVersion


@dataclass(frozen=True, slots=True)
class CurrentRulebook:
    """The rulebook in force as a file. ``put_by`` is None for the one that ships."""

    version: int
    text: str
    put_at: datetime
    put_by: str | None


@dataclass(frozen=True, slots=True)
class ViewRulebook:
    desk: Desk
    files: RulebookFiles

    async def __call__(self, actor: Actor) -> CurrentRulebook:
        """Raises: AdministratorsOnly."""
        require_administrator(actor)
        async with self.desk.begin() as uow:
            current = await uow.rulebooks.current()
            line = await uow.rulebooks.line(current.version)
        text = await self.files.write(current.rulebook, current.source_text)
        return CurrentRulebook(current.version, text, line.created_at, line.put_by)


@dataclass(frozen=True, slots=True)
class RulebookVersions:
    """The newest first."""

    lines: tuple[RulebookVersion, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class ListRulebookVersions:
    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int) -> RulebookVersions:
        """Raises: AdministratorsOnly."""
        require_administrator(actor)
        async with self.desk.begin() as uow:
            lines, page = await read_page(
                lambda start: uow.rulebooks.page(offset=start, size=size), offset, size
            )
        return RulebookVersions(lines, page)


@dataclass(frozen=True, slots=True)
class RulebookVersionPage:
    """A version with what it changed against the one before; of the first, nothing.

    ``old`` and ``new`` are that one and it: ``old`` is ``new`` of the first.
    """

    line: RulebookVersion
    changes: tuple[Change, ...]
    is_in_force: bool
    old: Rulebook
    new: Rulebook


@dataclass(frozen=True, slots=True)
class ViewRulebookVersion:
    desk: Desk

    async def __call__(self, actor: Actor, version: int) -> RulebookVersionPage:
        """Raises: AdministratorsOnly, NotFound."""
        require_administrator(actor)
        async with self.desk.begin() as uow:
            line = await uow.rulebooks.line(version)
            new = (await uow.rulebooks.get(version)).rulebook
            old = (await uow.rulebooks.get(version - 1)).rulebook if version > 1 else new
            current = await uow.rulebooks.current()
        different = tuple(changes(old, new))
        return RulebookVersionPage(line, different, version == current.version, old, new)


@dataclass(frozen=True, slots=True)
class TakeRulebookFile:
    """The file of any version, as it was sent."""

    desk: Desk
    files: RulebookFiles

    async def __call__(self, actor: Actor, version: int) -> CurrentRulebook:
        """Raises: AdministratorsOnly, NotFound."""
        require_administrator(actor)
        async with self.desk.begin() as uow:
            line = await uow.rulebooks.line(version)
            kept = await uow.rulebooks.get(version)
        text = await self.files.write(kept.rulebook, kept.source_text)
        return CurrentRulebook(version, text, line.created_at, line.put_by)
