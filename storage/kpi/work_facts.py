"""The tasks behind a figure of work."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, Integer, Text, column, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.definitions_work import MINUTES_IN_HOUR
from domain.kpi.model import Fact, FactKind, LeftOut, Measure, Part
from domain.org.visibility import Scope
from storage.kpi.attribution import Asking, statement
from storage.kpi.work import ACCEPTED, DUE, THUMBS
from storage.org.visibility import visible
from storage.tables import people, tasks

SOURCES: Final = {
    Measure.TIMELINESS: DUE,
    Measure.PRODUCTIVITY: ACCEPTED,
    Measure.ORIENTATION: THUMBS,
}
PARTS: Final[Mapping[tuple[Measure, Part], Sequence[str]]] = {
    (Measure.TIMELINESS, Part.NUMERATOR): ("on_time",),
    (Measure.TIMELINESS, Part.DENOMINATOR): ("on_time", "late"),
    (Measure.TIMELINESS, Part.LEFT_OUT): ("own", "declined", "not_due"),
    (Measure.PRODUCTIVITY, Part.NUMERATOR): ("estimated",),
    (Measure.PRODUCTIVITY, Part.LEFT_OUT): ("without_estimate", "own_accepted"),
    (Measure.ORIENTATION, Part.NUMERATOR): ("up",),
    (Measure.ORIENTATION, Part.DENOMINATOR): ("up", "down"),
    (Measure.ORIENTATION, Part.LEFT_OUT): ("unrated",),
}
WHY: Final = {
    "own": LeftOut.OWN,
    "own_accepted": LeftOut.OWN,
    "declined": LeftOut.DECLINED,
    "not_due": LeftOut.NOT_DUE,
    "without_estimate": LeftOut.NO_ESTIMATE,
    "unrated": LeftOut.UNRATED,
}
FACTS: Final = (
    "WITH {people} fact AS ({source}), {owned} SELECT task_id, at, what, minutes FROM owned"
)


async def work_facts(
    connection: AsyncConnection,
    asked: Asking,
    measure: Measure,
    part: Part,
    scope: Scope,
    *,
    offset: int,
    size: int,
) -> tuple[Sequence[Fact], int]:
    """Tasks, the newest first, as far as ``scope`` shows them, and how many there are; none behind
    the hours that people were present. ``number`` is hours of a productivity, else 1.
    """
    wanted = PARTS.get((measure, part))
    if wanted is None:
        return [], 0
    fact = (
        statement(_counted(asked, measure))
        .columns(
            column("task_id", BigInteger),
            column("at", DateTime(timezone=True)),
            column("what", Text),
            column("minutes", Integer),
        )
        .subquery("counted")
    )
    seen = visible(scope, owner=tasks.c.executor_id, branch=tasks.c.branch_id)
    lines = (
        select(fact, tasks.c.title, people.c.name)
        .join(tasks, tasks.c.id == fact.c.task_id)
        .join(people, people.c.id == tasks.c.executor_id)
        .where(fact.c.what.in_(wanted), seen)
    )
    total = await connection.scalar(
        select(func.count()).select_from(lines.subquery()), asked.parameters
    )
    rows = await connection.execute(
        lines.order_by(fact.c.at.desc(), fact.c.task_id.desc()).offset(offset).limit(size),
        asked.parameters,
    )
    return [_to_fact(row, measure) for row in rows], int(total or 0)


def _counted(asked: Asking, measure: Measure) -> str:
    attribution = asked.attribution
    narrowed = attribution.narrowed("tasks.executor_id", None)
    return FACTS.format(
        people=attribution.people,
        source=SOURCES[measure].format(narrowed=narrowed),
        owned=attribution.owned(has_branch=False),
    )


def _to_fact(row: Any, measure: Measure) -> Fact:
    is_hours = measure is Measure.PRODUCTIVITY
    number = Decimal(row.minutes) / MINUTES_IN_HOUR if is_hours else Decimal(1)
    return Fact(FactKind.TASK, row.task_id, row.title, row.name, row.at, number, WHY.get(row.what))
