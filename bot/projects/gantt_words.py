from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GanttWords:
    """What stands in the plan's picture besides names, in the reader's language."""

    title: str
    subtitle: str
    today: str
    done: str
    going: str
    waiting: str
    critical: str
    late: str
    deadline: str
    milestone: str
    months: Sequence[str]
    """Twelve, short."""
