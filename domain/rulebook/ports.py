from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
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
    """One line of the history. ``created_by`` is the person's id; None for the shipped default."""

    version: int
    comment: str | None
    created_at: datetime
    created_by: int | None


ProposalId = NewType("ProposalId", int)


class ProposalStatus(StrEnum):
    OPEN = "open"
    ACTIVATED = "activated"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A checked file that waits for its sender's word; ``based_on`` is the version it was
    compared with. ``settled_by`` and ``settled_at`` are None while it is open.
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
        """Any version that there was; the same object every time in one process."""
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
    ) -> VersionedRulebook:
        """Put ``rulebook`` in force as the version after ``after_version`` (0: the first).

        Raises:
            Outdated: another version was added meanwhile.
        """
        ...

    async def versions(self) -> Sequence[RulebookVersion]:
        """Every version, the newest first."""
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
    ) -> Proposal: ...

    async def proposal(self, proposal_id: ProposalId) -> Proposal:
        """The proposal, locked until the transaction ends. Raises NotFound."""
        ...

    async def settle(self, proposal: Proposal) -> None:
        """Save what became of the proposal."""
        ...
