"""The deals, clients, contacts and offers behind a figure of sales."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    DateTime,
    Numeric,
    Select,
    Subquery,
    Text,
    TextClause,
    column,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.kpi.definitions_sales import SECONDS_IN_DAY, SECONDS_IN_HOUR
from domain.kpi.model import Fact, FactKind, LeftOut, Measure, Part
from domain.org.visibility import Scope
from storage.kpi.attribution import Asking, Attribution, statement
from storage.kpi.sales_acts import BEGUN, IS_CALL, IS_MEETING, IS_OFFER, acted
from storage.kpi.sales_clients import IS_GONE, active, patience
from storage.kpi.sales_closed import BOUGHT, CLOSED, IS_PRICED, narrowed
from storage.kpi.sales_open import (
    IS_QUALIFIED,
    IS_TRANSPARENT,
    STEPS_ARE_KNOWN,
    opened,
)
from storage.kpi.sales_stages import ENTRIES, MOVES, taken
from storage.org.visibility import visible
from storage.tables import clients, deals, interactions, offers, people


@dataclass(frozen=True, slots=True)
class Listed:
    """Which rows of a source are listed, and in SQL what each adds and why it is left out."""

    source: str
    rows: str = "true"
    number: str = "1"
    why: str = "NULL"
    kind: FactKind = FactKind.DEAL


DAYS: Final = f"microseconds::bigint / {SECONDS_IN_DAY * 1_000_000}::numeric"
HOURS: Final = f"microseconds::bigint / {SECONDS_IN_HOUR * 1_000_000}::numeric"
LIVED: Final = f"extract(epoch FROM last_at - first_at)::numeric / {SECONDS_IN_DAY}"
WON, LOST = "kind = 'won'", "kind = 'lost'"
PRICED: Final = f"({IS_PRICED})"
UNPRICED: Final = (
    f"CASE WHEN amount IS NULL THEN '{LeftOut.NO_AMOUNT}'"
    f" WHEN currency <> :currency THEN '{LeftOut.OTHER_CURRENCY}' END"
)
NO_MARGIN: Final = f"coalesce({UNPRICED}, '{LeftOut.NO_MARGIN}')"

_CLOSED_MONEY: Final = Listed("closed", f"{WON} AND {PRICED}", "amount")
_WITHOUT_MONEY: Final = Listed("closed", f"{WON} AND NOT {PRICED}", why=UNPRICED)
_OPEN: Final = Listed("opened")
_OPEN_UNPRICED: Final = Listed("opened", f"NOT {PRICED}", why=UNPRICED)
_CLIENT_GONE: Final = Listed("kept", IS_GONE, kind=FactKind.CLIENT)
_CLIENT_ACTIVE: Final = Listed("kept", kind=FactKind.CLIENT)
_CYCLES: Final = Listed("closed", WON, DAYS)
N, D, L = Part.NUMERATOR, Part.DENOMINATOR, Part.LEFT_OUT

LISTED: Final[Mapping[Measure, Mapping[Part, Listed]]] = {
    Measure.WON_COUNT: {N: Listed("closed", WON)},
    Measure.WON_VALUE: {N: _CLOSED_MONEY, L: _WITHOUT_MONEY},
    Measure.MEAN_WON: {
        N: _CLOSED_MONEY,
        D: Listed("closed", f"{WON} AND {PRICED}"),
        L: _WITHOUT_MONEY,
    },
    Measure.YIELD: {
        N: Listed("closed", f"{WON} AND {PRICED} AND margin IS NOT NULL", "margin"),
        D: Listed("closed", f"{WON} AND {PRICED} AND margin IS NOT NULL", "amount"),
        L: Listed("closed", f"{WON} AND (margin IS NULL OR NOT {PRICED})", why=NO_MARGIN),
    },
    Measure.LOST_COUNT: {N: Listed("closed", LOST)},
    Measure.LOST_VALUE: {
        N: Listed("closed", f"{LOST} AND {PRICED}", "amount"),
        L: Listed("closed", f"{LOST} AND NOT {PRICED}", why=UNPRICED),
    },
    Measure.NEW_DEALS: {N: Listed("begun")},
    Measure.WIN_RATE: {N: Listed("closed", WON), D: Listed("closed")},
    Measure.CYCLE: {N: _CYCLES},
    Measure.MEAN_CYCLE: {N: _CYCLES, D: Listed("closed", WON)},
    Measure.STAGE_CONVERSION: {
        N: Listed("entered", "key = :stage AND went_on"),
        D: Listed("entered", "key = :stage"),
    },
    Measure.STAGE_PASSAGE: {
        N: Listed("moved", "key = :stage AND is_on"),
        D: Listed("moved", "key = :stage AND is_in"),
    },
    Measure.STAGE_TIME: {N: Listed("moved", "key = :stage AND microseconds IS NOT NULL", DAYS)},
    Measure.CONTRACTS: {N: Listed("entered", "key = :stage")},
    Measure.HAND_OFF: {
        N: Listed("taken", "microseconds IS NOT NULL", HOURS),
        L: Listed("taken", "microseconds IS NULL", why=f"'{LeftOut.NOT_DUE}'"),
    },
    Measure.OPEN_PIPELINE: {N: Listed("opened", PRICED, "amount"), L: _OPEN_UNPRICED},
    Measure.WEIGHTED_PIPELINE: {
        N: Listed("opened", PRICED, "amount * probability"),
        L: _OPEN_UNPRICED,
    },
    Measure.VELOCITY: {N: Listed("opened", IS_QUALIFIED), D: _CYCLES, L: _WITHOUT_MONEY},
    Measure.TRANSPARENCY: {N: Listed("opened", IS_TRANSPARENT), D: _OPEN},
    Measure.CHURN: {N: _CLIENT_GONE, D: _CLIENT_ACTIVE},
    Measure.RETENTION: {
        N: Listed("kept", f"NOT ({IS_GONE})", kind=FactKind.CLIENT),
        D: _CLIENT_ACTIVE,
    },
    Measure.LIFETIME: {N: Listed("kept", IS_GONE, LIVED, kind=FactKind.CLIENT), D: _CLIENT_GONE},
    Measure.INFLOW: {
        N: Listed("bought", "NOT is_again AND client_id IS NOT NULL", kind=FactKind.CLIENT)
    },
    Measure.REPEAT_SHARE: {N: Listed("bought", "is_again"), D: Listed("bought")},
    Measure.CALLS: {N: Listed("acted", IS_CALL, kind=FactKind.INTERACTION)},
    Measure.MEETINGS: {N: Listed("acted", IS_MEETING, kind=FactKind.INTERACTION)},
    Measure.OFFERS_SENT: {N: Listed("acted", IS_OFFER, kind=FactKind.OFFER)},
}
"""Of a velocity the numerator lists the open qualified deals, the denominator those won."""

IDS: Final = {
    FactKind.DEAL: "deal_id",
    FactKind.CLIENT: "client_id",
    FactKind.INTERACTION: "id",
    FactKind.OFFER: "id",
}
_LINES: Final = """
WITH {people} {source}, {owned}
SELECT {id} AS id, at, owner_id, ({number})::numeric AS number, ({why})::text AS why
  FROM owned WHERE {rows}
"""


async def sales_facts(
    connection: AsyncConnection,
    asked: Asking,
    measure: Measure,
    part: Part,
    scope: Scope,
    *,
    of: str,
    offset: int,
    size: int,
) -> tuple[Sequence[Fact], int]:
    """The newest first, as far as ``scope`` shows them, and how many those are. ``of``: a stage."""
    listed = LISTED[measure].get(part)
    moment = asked.parameters["moment"]
    is_known = asked.now - moment <= STEPS_ARE_KNOWN
    if listed is None or (measure is Measure.TRANSPARENCY and not is_known):
        return [], 0
    of = asked.rulebook.kpi.contract_stage or "" if measure is Measure.CONTRACTS else of
    parameters = {**asked.parameters, **patience(asked), "stage": of}
    counted = (
        _lines(asked.attribution, listed, is_past=moment < asked.now, is_known=is_known)
        .columns(
            column("id", BigInteger),
            column("at", DateTime(timezone=True)),
            column("owner_id", BigInteger),
            column("number", Numeric),
            column("why", Text),
        )
        .subquery("counted")
    )
    lines = _with_titles(counted, listed.kind, scope)
    total = await connection.scalar(select(func.count()).select_from(lines.subquery()), parameters)
    rows = await connection.execute(
        lines.order_by(counted.c.at.desc(), counted.c.id.desc()).offset(offset).limit(size),
        parameters,
    )
    return [
        Fact(
            listed.kind,
            row.id,
            row.title,
            row.person_name,
            row.at,
            row.number,
            None if row.why is None else LeftOut(row.why),
        )
        for row in rows
    ], int(total or 0)


@cache
def _lines(of: Attribution, listed: Listed, *, is_past: bool, is_known: bool) -> TextClause:
    sources = {
        "closed": narrowed(CLOSED, of),
        "bought": narrowed(BOUGHT, of),
        "begun": narrowed(BEGUN, of),
        "entered": narrowed(ENTRIES, of),
        "moved": narrowed(MOVES, of),
        "taken": taken(of),
        "acted": acted(of),
        "kept": active(of),
        "opened": opened(of, is_past=is_past, is_known=is_known),
    }
    owned = of.owned(
        has_branch=listed.source != "acted", is_in_period=listed.source not in {"kept", "opened"}
    )
    return statement(
        _LINES.format(
            people=of.people,
            source=sources[listed.source],
            owned=owned,
            id=IDS[listed.kind],
            number=listed.number,
            why=listed.why,
            rows=listed.rows,
        )
    )


def _with_titles(counted: Subquery, kind: FactKind, scope: Scope) -> Select[Any]:
    """A client's name stands for what is theirs; a record is seen where its card is."""
    person = people.c.name.label("person_name")
    of_deal = func.coalesce(clients.c.name, deals.c.title).label("title")
    lines: Select[Any]
    match kind:
        case FactKind.CLIENT | FactKind.INTERACTION:
            lines = select(counted, clients.c.name.label("title"), person)
            if kind is FactKind.INTERACTION:
                lines = lines.join(interactions, interactions.c.id == counted.c.id)
            named = interactions.c.client_id if kind is FactKind.INTERACTION else counted.c.id
            lines = lines.join(clients, clients.c.id == named)
            seen = visible(scope, owner=clients.c.owner_id, branch=clients.c.branch_id)
        case _:
            lines = select(counted, of_deal, person)
            if kind is FactKind.OFFER:
                lines = lines.join(offers, offers.c.id == counted.c.id)
            named = offers.c.deal_id if kind is FactKind.OFFER else counted.c.id
            lines = lines.join(deals, deals.c.id == named).outerjoin(
                clients, clients.c.id == deals.c.client_id
            )
            seen = visible(scope, owner=deals.c.owner_id, branch=deals.c.branch_id)
    return lines.join(people, people.c.id == counted.c.owner_id).where(seen)
