from dataclasses import dataclass
from datetime import datetime

from domain.desk import Desk
from domain.org.model import Actor, PersonId
from domain.org.rules import require_administrator
from domain.rulebook.ports import RulebookFiles


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
            history = await uow.rulebooks.versions()
            line = next(line for line in history if line.version == current.version)
            put_by = (
                None
                if line.created_by is None
                else (await uow.people.see(PersonId(line.created_by))).name
            )
        text = await self.files.write(current.rulebook, current.source_text)
        return CurrentRulebook(current.version, text, line.created_at, put_by)
