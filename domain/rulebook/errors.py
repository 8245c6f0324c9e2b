from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.errors import BadInput, DomainError, NotAllowed, Outdated
from domain.rulebook.faults import Expected


@dataclass(frozen=True, slots=True)
class RulebookFault:
    """One fault of a rulebook file.

    ``line`` counts from 1; ``path`` is the place as a person would name it
    (``pipeline.stages[2].key``), empty for the file as a whole; ``found`` is what stands there,
    shortened, or None where nothing does; ``expected_code`` has words in the bot, filled with
    ``expected_params``.
    """

    line: int
    path: str
    found: str | None
    expected_code: Expected
    expected_params: dict[str, Any] = field(default_factory=dict)


class RulebookFileWrong(BadInput):
    """The file is refused as a whole; ``errors`` are in the order of its lines, at most twenty."""

    def __init__(self, errors: Sequence[RulebookFault]) -> None:
        super().__init__(errors=tuple(errors))
        self.errors = tuple(errors)


class StageInUse(DomainError):
    """The new rulebook lacks stages (``keys``) on which open deals stand."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(keys=tuple(keys))
        self.keys = tuple(keys)


class LostReasonInUse(DomainError):
    """The new rulebook lacks reasons (``keys``) that records not yet closed name."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(keys=tuple(keys))
        self.keys = tuple(keys)


class RulebookUnchanged(DomainError):
    """The file says what version ``version``, which is in force, says already."""


class RulebookMovedOn(Outdated):
    """Version ``version`` came into force after the file was compared."""


class ProposalSettled(Outdated):
    """The file was put in force or dismissed before."""


class ProposalActivated(ProposalSettled):
    """The file was put in force already, by ``name``."""


class ProposalDismissed(ProposalSettled):
    """The file was dismissed already, by ``name``."""


class RulesForColleagues(NotAllowed):
    """Whoever asks for the company's rules is its client."""
