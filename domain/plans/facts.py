"""What was reached, by the definitions of ``domain/kpi``: a statement for each kind of whose."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from domain.kpi.closing import known_figures
from domain.kpi.model import Figure
from domain.org.whose import Whose
from domain.periods import Period
from domain.plans.model import Planned
from domain.rulebook.model import Rulebook
from domain.unit_of_work import UnitOfWork

Facts = Mapping[tuple[Whose, Planned], Decimal]


async def facts_of(
    uow: UnitOfWork,
    whoses: Collection[Whose],
    month: Period,
    planned: Collection[Planned],
    rulebook: Rulebook,
    now: datetime,
) -> Facts:
    """Of each of ``whoses``; 0 where there is nothing. Of a closed month as they were kept."""
    facts = {(whose, kind): Decimal(0) for whose in whoses for kind in planned}
    measures = {kind.measure: kind for kind in planned}
    is_over = month.has_ended(now, ZoneInfo(rulebook.company.zone))
    for kind in sorted({whose.kind for whose in whoses}):
        ids = [whose.id for whose in whoses if whose.kind is kind]
        asked: dict[str, Any] = {"now": now, "ids": ids, "measures": list(measures)}
        found: Iterable[Figure]
        if is_over:
            found = (await known_figures(uow, kind, month, rulebook, **asked)).figures.values()
        else:
            found = await uow.kpi.figures(kind, month, rulebook, **asked)
        facts.update(
            {
                (figure.whose, measures[figure.measure]): figure.value
                for figure in found
                if figure.value is not None
            }
        )
    return facts
