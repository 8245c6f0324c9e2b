"""What people and the clock do about clients' segments."""

from dataclasses import dataclass
from datetime import timedelta

from domain.cadences.reckoning import reckon, reckon_all
from domain.clients.model import Client, ClientId
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.org.model import Actor
from domain.pages import Page, read_page
from domain.rulebook.model import Rulebook
from domain.segments.model import SegmentChange, SegmentChangeId
from domain.segments.recomputing import recompute_segments
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork

LATELY = timedelta(days=7)
"""How far back the list of changes goes."""


@dataclass(frozen=True, slots=True)
class ChangeSegment:
    """Choose a client's segment by hand: the rules leave it from then on."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId, segment: str) -> None:
        """Raises: NotFound, also where the rulebook knows no such segment (any more)."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            rules = await self.desk.rules(uow, actor)
            chosen = rules.rulebook.segment(segment)
            if client.segment == chosen.key and client.is_segment_pinned:
                return  # the second tap
            await uow.segments.pin(client.id, chosen.key, now)
            await _note(uow, client, chosen.key, actor, self.desk, is_pinned=True)
            await reckon(self.desk, uow, [client.id])
            if client.segment != chosen.key:
                await uow.segments.tell(client.id, client.segment, chosen.key, by=actor.id, now=now)
            await uow.commit()


@dataclass(frozen=True, slots=True)
class LeaveSegmentToRules:
    """The rules decide on a client's segment again, at once."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId) -> None:
        """Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            if not client.is_segment_pinned:
                return  # the second tap
            await uow.segments.unpin(client.id, now)
            await _note(uow, client, client.segment, actor, self.desk, is_pinned=False)
            await recompute_segments(self.desk, uow, [client.id])
            await uow.commit()


async def _note(
    uow: UnitOfWork, client: Client, segment: str, actor: Actor, desk: Desk, *, is_pinned: bool
) -> None:
    await uow.timeline.add(
        Happened.SEGMENT_CHANGED,
        at=desk.clock(),
        client_id=client.id,
        actor_id=actor.id,
        facts={"was": client.segment, "segment": segment, "is_pinned": is_pinned},
    )
    await uow.ledger.refresh(Matter.CLIENT, client.id, except_for=actor.id)


@dataclass(frozen=True, slots=True)
class RecomputeSegments:
    """What months that passed take from clients, and what new days give.

    ``of_all``: whatever the day, because much was brought in at once, owners too: so due days are
    reckoned anew.
    """

    desk: Desk

    async def __call__(self, *, of_all: bool = False) -> int:
        """How many clients moved."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            stale = None if of_all else await uow.segments.begin_day(now)
            moved = await recompute_segments(self.desk, uow, stale)
            if of_all:
                await reckon_all(self.desk, uow, await uow.rulebooks.current())
            await uow.commit()
        return moved


@dataclass(frozen=True, slots=True)
class SegmentChangePage:
    change: SegmentChange
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class ViewSegmentChange:
    desk: Desk

    async def __call__(self, actor: Actor, change_id: SegmentChangeId) -> SegmentChangePage:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            change = await uow.segments.change(change_id, actor.scope)
            rules = await self.desk.rules(uow, actor)
        return SegmentChangePage(change, rules.rulebook)


@dataclass(frozen=True, slots=True)
class SegmentChanges:
    """The latest first."""

    lines: tuple[SegmentChange, ...]
    page: Page
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class ListSegmentChanges:
    """Which clients of the actor's entered or left watched segments lately."""

    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int) -> SegmentChanges:
        since = self.desk.clock() - LATELY
        async with self.desk.begin() as uow:
            lines, page = await read_page(
                lambda start: uow.segments.latest_changes(actor, since, offset=start, size=size),
                offset,
                size,
            )
            rules = await self.desk.rules(uow, actor)
        return SegmentChanges(lines, page, rules.rulebook)
