"""What was reached, by the definitions of ``domain/kpi``: a statement for each kind of whose."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal

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
    """Of each of ``whoses``; 0 where there is nothing."""
    facts = {(whose, kind): Decimal(0) for whose in whoses for kind in planned}
    measures = {kind.measure: kind for kind in planned}
    for kind in sorted({whose.kind for whose in whoses}):
        found = await uow.kpi.figures(
            kind,
            month,
            rulebook,
            now=now,
            ids=[whose.id for whose in whoses if whose.kind is kind],
            measures=list(measures),
        )
        facts.update(
            {
                (figure.whose, measures[figure.measure]): figure.value
                for figure in found
                if figure.value is not None
            }
        )
    return facts
