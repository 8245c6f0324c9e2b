"""Who is told that the rules are others now: heads whom a change concerns, once a version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.delivery.model import Matter, NewNotice, Urgency
from domain.desk import Desk
from domain.org.model import Actor
from domain.rulebook.changes import Change, changes
from domain.rulebook.model import Rulebook
from domain.rulebook.topics import HEADS, changes_for_heads
from domain.unit_of_work import UnitOfWork

RULEBOOK_CHANGED: Final = "rulebook_changed"


async def tell_heads(
    uow: UnitOfWork, actor: Actor, version: int, different: Sequence[Change]
) -> None:
    """Without haste; whoever changed the rules knows."""
    if not changes_for_heads(different):
        return
    await uow.ledger.add(
        [
            NewNotice(head.id, RULEBOOK_CHANGED, Matter.RULEBOOK, version, Urgency.BATCH)
            for head in await uow.people.with_role(HEADS)
            if head.id != actor.id
        ]
    )


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """What a version changed for heads; ``old`` and ``new`` are the rulebooks before and of it."""

    version: int
    changes: tuple[Change, ...]
    old: Rulebook
    new: Rulebook


@dataclass(frozen=True, slots=True)
class ViewRulesChanged:
    desk: Desk

    async def __call__(self, version: int) -> RulesChanged:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            new = (await uow.rulebooks.get(version)).rulebook
            old = (await uow.rulebooks.get(version - 1)).rulebook
        return RulesChanged(version, changes_for_heads(changes(old, new)), old, new)
