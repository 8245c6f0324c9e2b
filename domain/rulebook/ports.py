from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType, Protocol

from domain.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class VersionedRulebook:
    """A rulebook as it was put in force; versions count from 1 without gaps.

    ``source_text`` is the file it came from, comments included; None if it came from none.
    """

    version: int
    rulebook: Rulebook
    source_text: str | None


@dataclass(frozen=True, slots=True)
class RulebookVersion:
    """One line of the history.

    ``comment`` is the name of the file; None where it came without one. ``put_by`` is a person's
    name; None for the rulebook that ships. ``returns_to``: it is that older version again.
    """

    version: int
    comment: str | None
    created_at: datetime
    put_by: str | None
    returns_to: int | None = None


ProposalId = NewType("ProposalId", int)


class ProposalStatus(StrEnum):
    OPEN = "open"
    ACTIVATED = "activated"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A checked file that waits for its sender's word; ``based_on`` is the version it was
    compared with. ``returns_to``: it is that older version again. ``settled_by`` and ``settled_at``
    are None while it is open.
    """

    id: ProposalId
    source_text: str
    file_name: str | None
    based_on: int
    proposed_by: int
    proposed_at: datetime
    status: ProposalStatus = ProposalStatus.OPEN
    settled_by: int | None = None
    settled_at: datetime | None = None
    returns_to: int | None = None


@dataclass(frozen=True, slots=True)
class OpenCounts:
    """Live records, by what new rules may touch.

    ``deals_on_stages``: open deals; ``offers``: without an answer; ``digests_by_role``: colleagues
    who get the daily digest at their role's hour; None stands for no department.
    """

    deals_on_stages: Mapping[str, int]
    offers: int
    tasks: int
    requests: int
    visits: int
    cycles: int
    people_by_department: Mapping[str | None, int]
    digests_by_role: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OpenMoney:
    """Amounts of open deals in one currency by stage; how many deals have one in another."""

    by_stage: Mapping[str, Decimal]
    others: int


class RulebookReach(Protocol):
    """What new rules would touch, of everybody's."""

    async def counts(self) -> OpenCounts: ...

    async def lacking(self, items: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
        """Of stages and their items: how many open deals there lack the tick; none where all
        have it."""
        ...

    async def open_money(self, currency: str) -> OpenMoney: ...


class RulebookFiles(Protocol):
    """Rulebooks as files. What takes long is done outside the event loop."""

    async def read(self, content: bytes | str) -> Rulebook:
        """Raises: RulebookFileWrong."""
        ...

    async def write(self, rulebook: Rulebook, source_text: str | None) -> str:
        """The file of ``rulebook``: ``source_text`` where it still says the same."""
        ...


class Rulebooks(Protocol):
    """All versions there ever were; the last one is in force."""

    async def get(self, version: int) -> VersionedRulebook:
        """Any version that there was; the same object every time in one process.

        Raises: NotFound.
        """
        ...

    async def current(self) -> VersionedRulebook:
        """The rulebook in force.

        Raises:
            NotFound: no version was ever added.
        """
        ...

    async def add(
        self,
        rulebook: Rulebook,
        *,
        after_version: int,
        source_text: str | None,
        comment: str | None,
        created_at: datetime,
        created_by: int | None,
        returns_to: int | None = None,
    ) -> VersionedRulebook:
        """Put ``rulebook`` in force as the version after ``after_version`` (0: the first).

        Raises:
            Outdated: another version was added meanwhile.
        """
        ...

    async def line(self, version: int) -> RulebookVersion:
        """When a version came into force, and through whom. Raises NotFound."""
        ...

    async def page(self, *, offset: int, size: int) -> tuple[Sequence[RulebookVersion], int]:
        """Versions, the newest first, with the number of all."""
        ...

    async def in_use(self) -> tuple[AbstractSet[str], AbstractSet[str]]:
        """Stages on which open deals stand, and reasons that offers of open deals name."""
        ...

    async def propose(
        self,
        *,
        source_text: str,
        file_name: str | None,
        based_on: int,
        proposed_by: int,
        proposed_at: datetime,
        returns_to: int | None = None,
    ) -> Proposal: ...

    async def proposal(self, proposal_id: ProposalId) -> Proposal:
        """The proposal, locked until the transaction ends. Raises NotFound."""
        ...

    async def settle(self, proposal: Proposal) -> None:
        """Save what became of the proposal."""
        ...
