"""A client's way from one segment into another, and what was measured for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from domain.clients.model import ClientId
from domain.org.model import PersonId

SegmentChangeId = NewType("SegmentChangeId", int)

SEGMENT_CHANGED = "segment_changed"
"""The kind of the notice that a client entered or left a watched segment."""

SEGMENTS_CHANGED = "segments_changed"
"""The kind of the notice that many did; its matter's id is the recipient's."""


class Measure(StrEnum):
    """What a criterion of the rulebook looks at."""

    WON_MONEY = "won_money"
    WON_DEALS = "won_deals"
    WON_MARGIN = "won_margin"
    REGION = "region"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Measured:
    """One criterion: what it found, whether that is enough, what was wanted, in how many ``months``
    up to that day.

    Money is in the company's currency. ``found`` of a region or sector is None where none is known.
    """

    what: Measure
    found: str | None
    is_met: bool
    at_least: Decimal | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class SegmentMove:
    """A client whom the rules put into another segment."""

    client_id: ClientId
    was: str
    segment: str


@dataclass(frozen=True, slots=True)
class SegmentChange:
    """``by_id`` is None where the rules decided; then ``why`` says on what: the criteria of the
    segment that was entered, or those that no longer hold of the one that was left.
    """

    id: SegmentChangeId
    client_id: ClientId
    client_name: str
    owner_name: str | None
    branch_name: str
    was: str
    segment: str
    at: datetime
    by_id: PersonId | None
    by_name: str | None
    why: Sequence[Measured]


def measured_of(facts: Sequence[Mapping[str, object]]) -> tuple[Measured, ...]:
    """What was kept of measures, read back."""
    return tuple(
        Measured(
            Measure(str(fact["what"])),
            _text(fact.get("value")),
            fact.get("is_met") is True,
            None if (least := _text(fact.get("least"))) is None else Decimal(least),
            None if (months := _text(fact.get("months"))) is None else int(months),
        )
        for fact in facts
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
