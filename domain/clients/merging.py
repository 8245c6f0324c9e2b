"""Two records of one client become one: what is asked, what is refused, and for how long the way
back is open.

Every record about the merged client goes to the survivor, and so does everything that is written
about it later; its old buttons and links open the survivor. A merge is undone like a plate is
taken off a pile: not before a later merge of its survivor.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from domain.clients.model import Client, ClientId
from domain.errors import DomainError, NotAllowed, Outdated
from domain.geography import Point
from domain.org.model import Actor, BranchId, PersonId, Role

MergeId = NewType("MergeId", int)

UNDONE_WITHIN = timedelta(days=30)


class MergedIntoItself(DomainError):
    """Both are the same client."""


class AlreadyMerged(Outdated):
    """The two are one already: ``client_id`` is the survivor."""


class MergeNotAllowed(NotAllowed):
    """Only heads merge clients."""


class MergeChanged(Outdated):
    """One of the two was changed after it was shown."""


class UndoTooLate(DomainError):
    """A merge is undone within ``days`` days."""


class MergedFurther(DomainError):
    """The survivor itself was merged into ``name`` since: that is undone first."""


class MergeIsFinal(DomainError):
    """Data of the client was erased since, for good."""


class MergeField(StrEnum):
    """What may differ between the two and is chosen; the owner comes with their branch."""

    NAME = "name"
    OWNER = "owner"
    SEGMENT = "segment"
    SECTOR = "sector"
    REGION = "region"
    TAX_NUMBER = "tax_number"
    ADDRESS = "address"


FIELDS = tuple(MergeField)


@dataclass(frozen=True, slots=True)
class MergeSide:
    """One of the two, with the names of what it refers to."""

    client: Client
    owner_name: str | None
    branch_name: str
    tax_number: str | None = None

    def value(self, field: MergeField) -> object:
        """What is compared; None where nothing is there."""
        client = self.client
        match field:
            case MergeField.NAME:
                return client.name
            case MergeField.OWNER:
                return (client.owner_id, client.branch_id)
            case MergeField.SEGMENT:
                return client.segment
            case MergeField.SECTOR:
                return client.sector
            case MergeField.REGION:
                return client.region
            case MergeField.TAX_NUMBER:
                return self.tax_number
            case MergeField.ADDRESS:
                return client.address or client.point

    def has(self, field: MergeField) -> bool:
        if field is MergeField.OWNER:
            return self.client.owner_id is not None
        return self.value(field) is not None


@dataclass(frozen=True, slots=True)
class Merged:
    """The survivor's chosen fields after the merge."""

    name: str
    owner_id: PersonId | None
    branch_id: BranchId
    segment: str
    sector: str | None
    region: str | None
    tax_number: str | None
    address: str | None
    point: Point | None
    is_segment_pinned: bool = False


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging ``loser`` into ``survivor`` would do; ``taken`` are the loser's fields that
    survive.

    ``moves`` is how many records of each kind go over, by the kind's key. ``seen`` tells whether
    either was changed after it was shown.
    """

    survivor: MergeSide
    loser: MergeSide
    taken: frozenset[MergeField]
    moves: Mapping[str, int]

    @property
    def differing(self) -> tuple[MergeField, ...]:
        return differing_fields(self.survivor, self.loser)

    @property
    def seen(self) -> int:
        return seen_of(self.survivor, self.loser)


@dataclass(frozen=True, slots=True)
class Merge:
    id: MergeId
    loser_id: ClientId
    survivor_id: ClientId
    merged_at: datetime
    undone_at: datetime | None = None
    is_final: bool = False

    def may_be_undone(self, now: datetime) -> bool:
        is_open = self.undone_at is None and not self.is_final
        return is_open and now <= self.merged_at + UNDONE_WITHIN


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge as the survivor's card lists it."""

    merge: Merge
    loser_name: str
    merged_by: str


def require_merger(actor: Actor) -> None:
    """Raises: MergeNotAllowed. What lies outside the head's scope is not found anyway."""
    if not may_merge(actor):
        raise MergeNotAllowed


def may_merge(actor: Actor) -> bool:
    return actor.role.leads_people or actor.role is Role.ADMINISTRATOR


def differing_fields(survivor: MergeSide, loser: MergeSide) -> tuple[MergeField, ...]:
    """Fields that both have, and not alike: for the others there is nothing to choose."""
    return tuple(
        field
        for field in FIELDS
        if survivor.has(field) and loser.has(field) and survivor.value(field) != loser.value(field)
    )


def merged_fields(survivor: MergeSide, loser: MergeSide, taken: frozenset[MergeField]) -> Merged:
    """The chosen values; an empty one never wins over one that is there."""

    def chosen(field: MergeField) -> MergeSide:
        if not survivor.has(field):
            return loser
        return loser if field in taken and loser.has(field) else survivor

    owner, located = chosen(MergeField.OWNER).client, chosen(MergeField.ADDRESS).client
    is_one_address = survivor.client.address == loser.client.address
    return Merged(
        name=chosen(MergeField.NAME).client.name,
        owner_id=owner.owner_id,
        branch_id=owner.branch_id,
        segment=chosen(MergeField.SEGMENT).client.segment,
        sector=chosen(MergeField.SECTOR).client.sector,
        region=chosen(MergeField.REGION).client.region,
        tax_number=chosen(MergeField.TAX_NUMBER).tax_number,
        address=located.address,
        point=located.point or (loser.client.point if is_one_address else None),
        is_segment_pinned=_is_segment_pinned(survivor.client, loser.client, taken),
    )


def _is_segment_pinned(survivor: Client, loser: Client, taken: frozenset[MergeField]) -> bool:
    """One that was picked here out of two is somebody's choice, like one that was pinned before."""
    if survivor.segment == loser.segment:
        return survivor.is_segment_pinned or loser.is_segment_pinned
    return survivor.is_segment_pinned or MergeField.SEGMENT in taken


def seen_of(survivor: MergeSide, loser: MergeSide) -> int:
    """A number that differs (but for one case in four billion) once either was changed."""
    values = [str(side.value(field)) for side in (survivor, loser) for field in FIELDS]
    return zlib.crc32("\x1f".join(values).encode())


def fields_of(mask: int) -> frozenset[MergeField]:
    """Fields whose bits are set, as a button carries them; unknown bits mean nothing."""
    return frozenset(field for place, field in enumerate(FIELDS) if mask >> place & 1)


def mask_of(fields: frozenset[MergeField]) -> int:
    return sum(1 << place for place, field in enumerate(FIELDS) if field in fields)


def swapped(preview: MergePreview) -> MergePreview:
    """The other one survives; what was chosen stays chosen."""
    kept = frozenset(preview.differing) - preview.taken
    return replace(preview, survivor=preview.loser, loser=preview.survivor, taken=kept)


def require_undoable(merge: Merge, *, survivor_merged_into: str | None, now: datetime) -> None:
    """Raises: MergeIsFinal, UndoTooLate, MergedFurther."""
    if merge.is_final:
        raise MergeIsFinal
    if now > merge.merged_at + UNDONE_WITHIN:
        raise UndoTooLate(days=UNDONE_WITHIN.days)
    if survivor_merged_into is not None:
        raise MergedFurther(name=survivor_merged_into)
