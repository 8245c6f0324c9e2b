from collections.abc import Mapping
from dataclasses import dataclass

from domain.handovers.model import Handover, Held, Kind
from domain.org.model import PersonId


@dataclass(frozen=True, slots=True)
class HandedLine:
    """One record of a handover; ``open_id`` is what a tap on it opens, by ``held``."""

    held: Held
    open_id: int
    name: str
    receiver_name: str | None = None


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A handover as one of its readers sees it.

    ``counts``: of the records that came to the reader, or of all of them. ``receivers``: to whom
    how many came. ``stayed``: how many an undo left where they were.
    """

    handover: Handover
    person_name: str | None
    by_name: str
    counts: Mapping[Kind, int]
    receivers: Mapping[str, int]
    stayed: int = 0
    record_name: str | None = None
    receiver_name: str | None = None
    reader_id: PersonId | None = None
