from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

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
