"""What an import would do, or has done, in figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from domain.imports.columns import Field, Kind
from domain.imports.model import DealDraft, Fault, Notice, RefusedRow
from domain.org.model import Role

EXAMPLES = 5


@dataclass(slots=True)
class Counts:
    """Rows of one kind: each row is in exactly one of these."""

    new: int = 0
    unchanged: int = 0
    filled: int = 0
    refused: int = 0

    @property
    def rows(self) -> int:
        return self.new + self.unchanged + self.filled + self.refused


@dataclass(slots=True)
class StageTally:
    deals: int = 0
    sums: dict[str, Decimal] = field(default_factory=dict)
    """Currency to the sum of amounts."""


@dataclass(slots=True)
class Tally:
    """``stages`` counts the deals of the files that are, or will be, in the base."""

    counts: dict[Kind, Counts] = field(default_factory=dict)
    new_by_role: Counter[Role] = field(default_factory=Counter)
    """New people, and among them those whom the files name only as bosses."""
    stages: dict[str, StageTally] = field(default_factory=dict)
    notices: Counter[Notice] = field(default_factory=Counter)
    faults: Counter[tuple[Kind, Field | None, Fault]] = field(default_factory=Counter)
    examples: list[RefusedRow] = field(default_factory=list)
    ignored_columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """File to the names of columns that are not read."""

    def of(self, kind: Kind) -> Counts:
        return self.counts.setdefault(kind, Counts())

    def refuse(self, refused: RefusedRow) -> None:
        self.of(refused.kind).refused += 1
        for fault in refused.faults:
            self.faults[refused.kind, fault.field, fault.code] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(refused)

    def take(self, deals: Iterable[DealDraft]) -> None:
        for deal in deals:
            stage = self.stages.setdefault(deal.stage, StageTally())
            stage.deals += 1
            if deal.amount is not None:
                stage.sums[deal.currency] = stage.sums.get(deal.currency, Decimal(0)) + deal.amount

    @property
    def refused(self) -> int:
        return sum(counts.refused for counts in self.counts.values())

    @property
    def new(self) -> int:
        return sum(counts.new for counts in self.counts.values())
