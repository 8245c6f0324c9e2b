"""What files of products add."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from domain.imports.columns import Field, Kind
from domain.imports.directory import KnownProduct, compact_key
from domain.imports.model import Fault, ProductDraft, RefusedRow, RowFault


@dataclass(slots=True)
class ProductsPlan:
    """``filled`` are products of the base whose empty fields are filled; none is overwritten."""

    new: list[ProductDraft] = field(default_factory=list)
    filled: list[KnownProduct] = field(default_factory=list)
    unchanged_rows: int = 0
    refused: list[RefusedRow] = field(default_factory=list)

    def as_known(self) -> list[KnownProduct]:
        """The new ones as they will be known, with ids that are not theirs yet."""
        return [
            KnownProduct(-1 - place, draft.name, draft.series, draft.price, draft.currency)
            for place, draft in enumerate(self.new)
        ]


def plan_products(drafts: Iterable[ProductDraft], known: Sequence[KnownProduct]) -> ProductsPlan:
    """A product is the same by its name, however it is spaced and in whichever alphabet."""
    by_key = {compact_key(product.name): product for product in known}
    plan = ProductsPlan()
    met: set[str] = set()
    for draft in drafts:
        key = compact_key(draft.name)
        same = by_key.get(key)
        if not key or key in met:
            code = Fault.REPEATED if key else Fault.MISSING
            fault = RowFault(Field.NAME, code, draft.name)
            plan.refused.append(RefusedRow(draft.file, Kind.PRODUCTS, draft.row, (fault,)))
        elif same is None:
            plan.new.append(draft)
        else:
            _plan_known(same, draft, plan)
        met.add(key)
    return plan


def _plan_known(known: KnownProduct, draft: ProductDraft, plan: ProductsPlan) -> None:
    filled = replace(known, series=known.series or draft.series)
    if known.price is None:
        filled = replace(filled, price=draft.price, currency=draft.currency)
    if filled == known:
        plan.unchanged_rows += 1
    else:
        plan.filled.append(filled)
