"""Pairs that may be one client: looked for, listed, told apart."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.clients.duplicates import (
    DuplicatePair,
    DuplicatesPage,
    PairId,
    is_search_due,
    pairs_among,
)
from domain.clients.merging import UNDONE_WITHIN, may_merge, require_merger
from domain.clients.model import ClientId
from domain.desk import Desk
from domain.errors import NotFound
from domain.org.model import Actor
from domain.pages import read_page
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SearchDuplicates:
    """Look the whole base through, unless that was done a short while ago."""

    desk: Desk

    async def __call__(self) -> bool:
        """Whether it was looked through now."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await uow.duplicates.lock_search()
            if not is_search_due(await uow.duplicates.searched_at(), now):
                return False
            candidates = await uow.duplicates.candidates()
            found = await asyncio.to_thread(pairs_among, candidates)  # seconds in a large base
            await uow.duplicates.keep(found, now)
            await uow.commit()
        return True


@dataclass(frozen=True, slots=True)
class ListDuplicates:
    """A page of pairs, the surest first."""

    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int) -> DuplicatesPage:
        """Raises: MergeNotAllowed."""
        require_merger(actor)
        async with self.desk.begin() as uow:
            searched_at = await uow.duplicates.searched_at()
            pairs, page = await read_page(
                lambda start: uow.duplicates.page(actor.scope, offset=start, size=size),
                offset,
                size,
            )
        return DuplicatesPage(pairs, page, searched_at or self.desk.clock())


@dataclass(frozen=True, slots=True)
class ListDuplicatesOf:
    """What one client may be the same as; nothing for who could not merge it."""

    desk: Desk

    async def __call__(self, actor: Actor, client_id: ClientId) -> Sequence[DuplicatePair]:
        """Raises: MergeNotAllowed, NotFound."""
        require_merger(actor)
        async with self.desk.begin() as uow:
            client = (await uow.clients.view(client_id, actor.scope)).client
            return await uow.duplicates.of_client(client.id, actor.scope)


async def may_be_double(uow: UnitOfWork, actor: Actor, client_id: ClientId, now: datetime) -> bool:
    """Whether a head has to look: the client may be there twice, or was merged lately."""
    if not may_merge(actor):
        return False
    if await uow.duplicates.is_suspected(client_id, actor.scope):
        return True
    return bool(await uow.client_merges.of_survivor(client_id, since=now - UNDONE_WITHIN))


@dataclass(frozen=True, slots=True)
class ViewDuplicatePair:
    desk: Desk

    async def __call__(self, actor: Actor, pair_id: PairId) -> DuplicatePair | None:
        """None where it was settled meanwhile. Raises: MergeNotAllowed."""
        require_merger(actor)
        async with self.desk.begin() as uow:
            return await uow.duplicates.get(pair_id, actor.scope)


@dataclass(frozen=True, slots=True)
class TellApart:
    """The two are not one client, for ever. A second tap changes nothing."""

    desk: Desk

    async def __call__(self, actor: Actor, pair_id: PairId) -> None:
        """Raises: MergeNotAllowed, NotFound: also where the actor does not see both."""
        require_merger(actor)
        async with self.desk.begin() as uow:
            pair = await uow.duplicates.get(pair_id, actor.scope)
            if pair is None:
                return
            if not pair.is_visible:
                raise NotFound(pair_id=pair_id)
            await uow.duplicates.tell_apart(pair_id, by=actor.id, now=self.desk.clock())
            await uow.commit()
