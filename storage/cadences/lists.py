"""Lists of clients under a cadence; each is one statement, with the money of open deals."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cadences.views import CadenceErrand, CadenceLine, CadenceList, CadencePart
from domain.clients.model import ClientId
from domain.money import Money
from domain.org.model import Actor, PersonId
from domain.org.visibility import Scope
from domain.pages import Page
from storage.clients.visibility import client_visible, client_visible_to
from storage.deals.deals import deal_visible
from storage.money import to_sums
from storage.org.own_records import Who
from storage.org.visibility import Ways, ids_of, visible_to, ways_of
from storage.readings import Reading
from storage.tables import cadences, clients, deals, people, reporting

SOONEST = (cadences.c.due_on, cadences.c.client_id)
PASSED = cadences.c.late_at <= bindparam("now", type_=DateTime(timezone=True))
# Lapses that are noted and those that are not stand in an index each.
IS_LATE = or_(
    and_(cadences.c.late_in_a_row == text("0"), PASSED),
    and_(cadences.c.late_in_a_row > text("0"), PASSED),
)
IS_OPEN: ColumnElement[bool] = deals.c.status == literal_column("'open'")


def money_of_client(scope: Scope) -> Any:
    """``[[amount, currency], ...]`` of the client's open deals that ``scope`` sees."""
    return _money_of_client(deal_visible(scope))


def _money_of_client(is_seen: ColumnElement[bool]) -> Any:
    sums = (
        select(func.sum(deals.c.amount).label("amount"), deals.c.currency)
        .where(
            deals.c.client_id == clients.c.id,
            IS_OPEN,
            deals.c.amount.is_not(None),
            is_seen,
        )
        .group_by(deals.c.currency)
        .correlate(clients)
        .lateral("sums")
    )
    return (
        select(func.json_agg(func.json_build_array(cast(sums.c.amount, Text), sums.c.currency)))
        .select_from(sums)
        .correlate(clients)
        .scalar_subquery()
    )


async def page(
    connection: AsyncConnection,
    actor: Actor,
    part: CadencePart,
    *,
    now: datetime,
    offset: int,
    size: int,
) -> CadenceList:
    chosen = and_(client_visible(actor.scope), _narrowed(actor, part, now))
    sums = await connection.execute(_sums(chosen, deal_visible(actor.scope)))
    total, money = _to_count_and_sums(sums.all())
    shown = Page.nearest(offset, size, total)
    rows = await connection.execute(
        _lines(deal_visible(actor.scope))
        .where(chosen)
        .order_by(*SOONEST)
        .offset(shown.offset)
        .limit(size)
    )
    return CadenceList(tuple(_to_line(row) for row in rows), shown, money)


async def late(
    connection: AsyncConnection, scope: Scope, now: datetime
) -> tuple[int, tuple[Money, ...]]:
    values = {"now": now, **ids_of(scope)}
    return _to_count_and_sums(await _late(ways_of(scope)).rows(connection, values))


async def of_day(
    connection: AsyncConnection,
    owners: frozenset[PersonId],
    scope: Scope,
    *,
    now: datetime,
    day_ends_at: datetime,
    today: date,
    each: int,
) -> tuple[tuple[tuple[CadenceErrand, CadenceLine], ...], Mapping[CadenceErrand, int]]:
    who = Who.of(owners)
    rows = await _of_day(ways_of(scope), who).rows(
        connection,
        {
            "owners": who.ids(owners),
            "now": now,
            "day_ends_at": day_ends_at,
            "today": today,
            "each": each,
            **ids_of(scope),
        },
    )
    counts: dict[CadenceErrand, int] = {}
    lines: list[tuple[CadenceErrand, CadenceLine]] = []
    for row in rows:
        counts[CadenceErrand(row.errand)] = row.how_many
        lines.append((CadenceErrand(row.errand), _to_line(row)))
    return tuple(lines), counts


@cache
def _of_day(ways: Ways, who: Who) -> Reading:
    """The first of each errand of ``owners``, with the money that a scope of ``ways`` sees."""
    today = bindparam("today", type_=Date)
    # Who planned it for a later day, sees it then; on the last day in time it stands in any case.
    stands = or_(
        PASSED,
        cadences.c.due_on <= today,
        cadences.c.planned_at < bindparam("day_ends_at", type_=DateTime(timezone=True)),
        and_(cadences.c.planned_at.is_(None), cadences.c.shows_on <= today),
    )
    errand = case((PASSED, str(CadenceErrand.OVERDUE)), else_=str(CadenceErrand.DUE))
    ranked = (
        select(
            cadences.c.client_id,
            errand.label("errand"),
            func.row_number().over(partition_by=errand, order_by=SOONEST).label("place"),
            func.count().over(partition_by=errand).label("how_many"),
        )
        .where(who.has(cadences.c.responsible_id, "owners"), stands)
        .subquery()
    )
    is_seen = visible_to(ways, owner=deals.c.owner_id, branch=deals.c.branch_id)
    return Reading(
        _lines(is_seen)
        .add_columns(ranked.c.errand, ranked.c.how_many)
        .join(ranked, ranked.c.client_id == cadences.c.client_id)
        .where(ranked.c.place <= bindparam("each", type_=Integer))
        .order_by(ranked.c.errand.desc(), ranked.c.place)
    )


def _narrowed(actor: Actor, part: CadencePart, now: datetime) -> ColumnElement[bool]:
    acts_for = sorted({actor.id, *actor.stands_in_for})
    match part:
        case CadencePart.MINE:
            return cadences.c.responsible_id.in_(acts_for)
        case CadencePart.TEAM:
            team = select(reporting.c.subordinate_id).where(
                reporting.c.boss_id.in_(acts_for), reporting.c.depth > 0
            )
            return cadences.c.responsible_id.in_(team)
        case CadencePart.LATE:
            return cadences.c.late_at <= now
        case CadencePart.ALL:
            return cadences.c.responsible_id.is_not(None)


def _sums(chosen: ColumnElement[bool], is_seen: ColumnElement[bool]) -> Select[Any]:
    """How many there are, and the money of their open deals by currency, the largest first: a row
    for each, or one without money.
    """
    theirs = (
        select(clients.c.id)
        .join(cadences, cadences.c.client_id == clients.c.id)
        .where(cadences.c.responsible_id.is_not(None), chosen)
        .cte("theirs")
    )
    how_many = select(func.count().label("total")).select_from(theirs).subquery()
    money = (
        select(deals.c.currency, func.sum(deals.c.amount).label("money"))
        .where(
            deals.c.client_id.in_(select(theirs.c.id)),
            IS_OPEN,
            deals.c.amount.is_not(None),
            is_seen,
        )
        .group_by(deals.c.currency)
        .subquery()
    )
    return (
        select(how_many.c.total, money.c.currency, money.c.money)
        .join_from(how_many, money, true(), isouter=True)
        .order_by(money.c.money.desc())
    )


@cache
def _late(ways: Ways) -> Reading:
    inside = visible_to(ways, owner=deals.c.owner_id, branch=deals.c.branch_id)
    return Reading(_sums(and_(client_visible_to(ways), IS_LATE), inside))


def _to_count_and_sums(rows: Sequence[Any]) -> tuple[int, tuple[Money, ...]]:
    sums = tuple(Money(row.money, row.currency) for row in rows if row.currency is not None)
    return rows[0].total, sums


def _lines(is_seen: ColumnElement[bool]) -> Select[Any]:
    """With the money of the deals of each that are seen."""
    return (
        select(
            cadences.c.client_id,
            clients.c.name.label("client_name"),
            cadences.c.segment,
            cadences.c.due_on,
            cadences.c.late_at,
            cadences.c.planned_at,
            cadences.c.responsible_id,
            people.c.name.label("responsible_name"),
            _money_of_client(is_seen).label("money"),
        )
        .join(clients, clients.c.id == cadences.c.client_id)
        .join(people, people.c.id == cadences.c.responsible_id)
        .where(clients.c.merged_into_id.is_(None))
    )


def _to_line(row: Any) -> CadenceLine:
    return CadenceLine(
        client_id=ClientId(row.client_id),
        client_name=row.client_name,
        segment=row.segment,
        due_on=row.due_on,
        late_at=row.late_at,
        planned_at=row.planned_at,
        responsible_id=PersonId(row.responsible_id),
        responsible_name=row.responsible_name,
        money=to_sums(row.money),
    )
