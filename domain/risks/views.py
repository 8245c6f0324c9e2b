"""Risks on a day."""

from dataclasses import dataclass
from enum import StrEnum

from domain.risks.model import RiskLine


class RiskErrand(StrEnum):
    """``OPEN``: nobody has decided about it yet."""

    OPEN = "risk_open"


@dataclass(frozen=True, slots=True)
class RisksOfDay:
    """The oldest first; ``count`` is of all."""

    lines: tuple[RiskLine, ...] = ()
    count: int = 0
