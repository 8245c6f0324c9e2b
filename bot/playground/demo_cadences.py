"""The demo company's VIPs: one whose contact is due tomorrow, two that nobody reached in time.

They are made by the use cases, on the led clock; the steps that came due in the past are climbed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.playground.led_clock import LedClock
from domain.cadences.watch import ClimbDueCadences
from domain.clients.model import ClientId
from domain.interactions.model import InteractionKind, NewInteraction
from domain.interactions.use_cases import LogInteraction
from domain.org.model import Actor, Person
from domain.org.ports import Actors
from domain.segments.use_cases import ChangeSegment
from domain.unit_of_work import Begin

VIP: Final = "vip"
VIP_SINCE_DAYS: Final = 40


@dataclass(frozen=True, slots=True)
class Reached:
    """A client that became a VIP, and when its owner last reached it."""

    client: str
    days_ago: int
    kind: InteractionKind
    words: str


STORY: Final = (
    Reached("ООО «Ромашка»", 13, InteractionKind.CALL, "Просят скидку на сервис"),
    Reached("ООО «Ледник»", 17, InteractionKind.MEETING, "Показали каталог, думают"),
    Reached("АО «Северный ветер»", 20, InteractionKind.CALL, "Перенесли поставку на весну"),
)


@dataclass(frozen=True, slots=True)
class DemoCadences:
    begin: Begin
    clock: LedClock
    actors: Actors
    change_segment: ChangeSegment
    log_interaction: LogInteraction
    climb_due_cadences: ClimbDueCadences

    async def make(self, now: datetime, sellers: Sequence[Person]) -> None:
        """Of the ``sellers``, whoever owns the client has reached it."""
        for told in STORY:
            since = now - timedelta(days=VIP_SINCE_DAYS)
            owner, client_id = await self._owner_of(told.client, sellers, since)
            await self.change_segment(owner, client_id, VIP)
            self.clock.now = now - timedelta(days=told.days_ago)
            contact = NewInteraction(told.kind, client_id, words=told.words)
            await self.log_interaction(owner, contact)
        self.clock.now = now
        await self.climb_due_cadences()

    async def _owner_of(
        self, name: str, sellers: Sequence[Person], at: datetime
    ) -> tuple[Actor, ClientId]:
        """Raises: LookupError: no seller owns a client of this name."""
        self.clock.now = at
        for seller in sellers:
            actor = await self.actors.get(seller.id, now=at)
            async with self.begin() as uow:
                found, _ = await uow.clients.search(name, None, actor.scope, offset=0, size=1)
            if found and found[0].name == name:
                return actor, found[0].id
        raise LookupError(f"nobody owns {name}")
