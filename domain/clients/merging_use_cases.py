"""What a head does with two records of one client."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.cadences.reckoning import reckon
from domain.clients.merging import (
    UNDONE_WITHIN,
    AlreadyMerged,
    Merge,
    MergeChanged,
    MergedIntoItself,
    MergeField,
    MergeId,
    MergeLine,
    MergePreview,
    MergeSide,
    merged_fields,
    require_merger,
    require_undoable,
    seen_of,
)
from domain.clients.model import ClientId
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.org.model import Actor
from domain.rulebook.model import Rulebook
from domain.segments.recomputing import recompute_segments
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PreviewMerge:
    """What would become of two clients; nothing is changed."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        survivor_id: ClientId,
        loser_id: ClientId,
        taken: frozenset[MergeField] = frozenset(),
    ) -> tuple[MergePreview, Rulebook]:
        """Raises: MergeNotAllowed, MergedIntoItself, AlreadyMerged, NotFound."""
        require_merger(actor)
        _require_two(survivor_id, loser_id)
        async with self.desk.begin() as uow:
            survivor = await uow.client_merges.side(survivor_id, actor.scope)
            loser = await uow.client_merges.side(loser_id, actor.scope)
            _require_apart(survivor, loser)
            moves = await uow.client_merges.moves(loser.client.id)
            rules = await self.desk.rules(uow, actor)
        return MergePreview(survivor, loser, taken, moves), rules.rulebook


@dataclass(frozen=True, slots=True)
class MergeClients:
    """One transaction: every record of ``loser_id`` goes to ``survivor_id``, which stays.

    A second tap of the same merge changes nothing. An id of a client that was merged before means
    the one that it is part of now.
    """

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        survivor_id: ClientId,
        loser_id: ClientId,
        taken: frozenset[MergeField] = frozenset(),
        *,
        seen: int | None = None,
    ) -> ClientId:
        """The survivor.

        Raises: MergeNotAllowed, MergedIntoItself, AlreadyMerged: they were merged the other way
        round; NotFound; MergeChanged: they are not as they were shown, ``seen`` being of that.
        """
        require_merger(actor)
        _require_two(survivor_id, loser_id)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await uow.client_merges.lock()
            survivor, loser = await uow.client_merges.lock_sides(survivor_id, loser_id, actor.scope)
            if survivor.client.id == loser.client.id:
                if survivor.client.id == loser_id:
                    raise AlreadyMerged(client_id=survivor.client.id)
                return survivor.client.id  # the second tap
            if seen is not None and seen != seen_of(survivor, loser):
                raise MergeChanged(client_id=survivor.client.id)
            await uow.client_merges.merge(
                loser.client.id,
                survivor.client.id,
                merged_fields(survivor, loser, taken),
                merged_by=actor.id,
                now=now,
            )
            await uow.timeline.add(
                Happened.CLIENTS_MERGED,
                at=now,
                client_id=survivor.client.id,
                actor_id=actor.id,
                facts={"name": loser.client.name, "loser": loser.client.id},
            )
            await recompute_segments(self.desk, uow, [survivor.client.id])
            await reckon(self.desk, uow, [survivor.client.id, loser.client.id])
            await _refresh(uow, survivor.client.id, loser.client.id, actor)
            await uow.commit()
        return survivor.client.id


@dataclass(frozen=True, slots=True)
class ListMerges:
    """What was merged into a client and can still be taken apart, the latest first."""

    desk: Desk

    async def __call__(
        self, actor: Actor, client_id: ClientId
    ) -> tuple[MergeSide, Sequence[MergeLine]]:
        """Raises: MergeNotAllowed, NotFound."""
        require_merger(actor)
        since = self.desk.clock() - UNDONE_WITHIN
        async with self.desk.begin() as uow:
            side = await uow.client_merges.side(client_id, actor.scope)
            return side, await uow.client_merges.of_survivor(side.client.id, since=since)


@dataclass(frozen=True, slots=True)
class UndoMerge:
    """The two are two again: what was moved goes back, what came since stays with the survivor.

    A second undo changes nothing.
    """

    desk: Desk

    async def __call__(self, actor: Actor, merge_id: MergeId) -> Merge:
        """Raises: MergeNotAllowed, NotFound, MergeIsFinal, UndoTooLate, MergedFurther."""
        require_merger(actor)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            await uow.client_merges.lock()
            merge = await uow.client_merges.get(merge_id)
            survivor = await uow.client_merges.side(merge.survivor_id, actor.scope)
            if merge.undone_at is not None:
                return merge
            further = await uow.client_merges.merged_into(merge.survivor_id)
            require_undoable(merge, survivor_merged_into=further and further[1], now=now)
            await uow.client_merges.undo(merge, undone_by=actor.id, now=now)
            for client_id in (merge.survivor_id, merge.loser_id):
                await uow.timeline.add(
                    Happened.MERGE_UNDONE,
                    at=now,
                    client_id=client_id,
                    actor_id=actor.id,
                    facts={"survivor": survivor.client.name},
                )
            await recompute_segments(self.desk, uow, [merge.survivor_id, merge.loser_id])
            await reckon(self.desk, uow, [merge.survivor_id, merge.loser_id])
            await _refresh(uow, merge.survivor_id, merge.loser_id, actor)
            await uow.commit()
        return merge


def _require_two(one_id: ClientId, other_id: ClientId) -> None:
    if one_id == other_id:
        raise MergedIntoItself(client_id=one_id)


def _require_apart(survivor: MergeSide, loser: MergeSide) -> None:
    if survivor.client.id == loser.client.id:
        raise AlreadyMerged(client_id=survivor.client.id)


async def _refresh(
    uow: UnitOfWork, survivor_id: ClientId, loser_id: ClientId, actor: Actor
) -> None:
    for client_id in (survivor_id, loser_id):
        await uow.ledger.refresh(Matter.CLIENT, client_id, except_for=actor.id)
