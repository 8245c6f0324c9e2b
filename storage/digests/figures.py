"""A day's facts for digests: each statement covers all that a scope sees."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    all_,
    and_,
    any_,
    bindparam,
    func,
    literal_column,
    not_,
    or_,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.deals.views import DealsPage
from domain.digests.group_model import Worked
from domain.digests.ports import ClosedPart, PersonPlace
from domain.digests.views import LateClients, Sums
from domain.errors import NotFound
from domain.money import Money
from domain.org.model import PersonId
from domain.org.visibility import Scope
from domain.org.whose import Whose, WhoseKind
from storage.clients.visibility import client_visible_to
from storage.deals.deals import SqlDeals, deal_visible
from storage.org.visibility import IDS, Ways, ids_of, visible, visible_to, ways_of
from storage.readings import Reading
from storage.tables import (
    branch_tree,
    branches,
    cadences,
    clients,
    deals,
    interactions,
    offers,
    people,
    reporting,
    requests,
    tasks,
)
from storage.tasks.listed import IS_WORKING

IS_CLOSED: ColumnElement[bool] = deals.c.status != literal_column("'open'")
IS_OPEN: ColumnElement[bool] = deals.c.status == literal_column("'open'")
IS_AWAITED: ColumnElement[bool] = offers.c.status == literal_column("'awaiting'")
MOMENT = DateTime(timezone=True)
COLLEAGUES = ("rep", "lead", "manager", "director")

BRANCHES_INSIDE = Reading(
    select(branch_tree.c.descendant_id, branch_tree.c.ancestor_id).where(
        branch_tree.c.ancestor_id == any_(bindparam("branches", type_=IDS))
    )
)
PLACE_OF = text(
    """
    SELECT people.branch_id,
           (SELECT boss.id FROM reporting JOIN people boss ON boss.id = reporting.boss_id
             WHERE reporting.subordinate_id = people.id AND boss.role = 'lead'
             ORDER BY reporting.depth DESC LIMIT 1) AS lead_id
      FROM people WHERE people.id = :person_id
    """
)


@cache
def _closed(ways: Ways, *, by_owner: bool) -> Reading:
    owner = deals.c.owner_id if by_owner else literal_column("0::bigint")
    begins_at = bindparam("begins_at", type_=MOMENT)
    return Reading(
        select(
            deals.c.branch_id,
            owner.label("owner_id"),
            deals.c.status,
            deals.c.lost_reason,
            deals.c.currency,
            (deals.c.closed_at >= begins_at).label("is_of_day"),
            func.count().label("number"),
            func.sum(deals.c.amount).label("money"),
            func.count().filter(deals.c.amount.is_(None)).label("without_amount"),
        )
        .where(
            IS_CLOSED,
            deals.c.closed_at >= bindparam("since", type_=MOMENT),
            deals.c.closed_at < bindparam("ends_at", type_=MOMENT),
            _deal_visible_to(ways),
        )
        .group_by(text("1, 2, 3, 4, 5, 6"))
    )


@cache
def _pipeline(ways: Ways) -> Reading:
    """Where branches count, their deals are found by the index, and those of the team that lie
    elsewhere beside: one condition for both would read all that is open.
    """
    chosen = select(deals.c.currency, deals.c.amount).where(IS_OPEN)
    parts = [chosen.where(_deal_visible_to(ways))]
    if ways.by_branch:
        below = select(branch_tree.c.descendant_id).where(
            branch_tree.c.ancestor_id == any_(bindparam("scope_branches", type_=IDS))
        )
        of_branches = func.array(below.scalar_subquery())
        elsewhere = _deal_visible_to(replace(ways, by_branch=False))
        parts = [
            chosen.where(deals.c.branch_id == any_(of_branches)),
            chosen.where(deals.c.branch_id != all_(of_branches), elsewhere),
        ]
    seen = union_all(*parts).subquery()
    return Reading(
        select(
            seen.c.currency,
            func.count().label("number"),
            func.sum(seen.c.amount).label("money"),
            func.count().filter(seen.c.amount.is_(None)).label("without_amount"),
        )
        .group_by(seen.c.currency)
        .order_by(func.sum(seen.c.amount).desc().nulls_last())
    )


@cache
def _late_clients(ways: Ways) -> Reading:
    """Of each segment the number, the names of those late for longest, and money by currency."""
    late = (
        select(cadences.c.client_id, cadences.c.segment, cadences.c.due_on, clients.c.name)
        .join(clients, clients.c.id == cadences.c.client_id)
        .where(
            cadences.c.late_at <= bindparam("now", type_=MOMENT),
            cadences.c.responsible_id.is_not(None),
            client_visible_to(ways),
        )
        .cte("late")
    )
    longest = aggregate_order_by(late.c.name, late.c.due_on, late.c.client_id)
    names = func.trim_array(
        func.array_agg(longest),
        func.greatest(func.count() - bindparam("names", type_=Integer), 0).cast(Integer),
    )
    counted = (
        select(late.c.segment, func.count().label("number"), names.label("names"))
        .group_by(late.c.segment)
        .subquery()
    )
    money = (
        select(late.c.segment, deals.c.currency, func.sum(deals.c.amount).label("money"))
        .join(deals, deals.c.client_id == late.c.client_id)
        .where(IS_OPEN, deals.c.amount.is_not(None), _deal_visible_to(ways))
        .group_by(late.c.segment, deals.c.currency)
        .subquery()
    )
    return Reading(
        select(counted, money.c.currency, money.c.money)
        .outerjoin(money, money.c.segment == counted.c.segment)
        .order_by(counted.c.segment, money.c.money.desc())
    )


@cache
def _late_requests(ways: Ways) -> Reading:
    return Reading(
        select(func.count())
        .select_from(requests.join(clients, clients.c.id == requests.c.client_id))
        .where(
            requests.c.status != literal_column("'closed'"),
            requests.c.limit_at <= bindparam("now", type_=MOMENT),
            client_visible_to(ways),
        )
    )


def _deal_visible_to(ways: Ways) -> ColumnElement[bool]:
    return visible_to(ways, owner=deals.c.owner_id, branch=deals.c.branch_id)


class SqlDigestFigures:
    def __init__(self, connection: AsyncConnection, deals_: SqlDeals) -> None:
        self._connection = connection
        self._deals = deals_

    async def closed(
        self,
        scope: Scope,
        *,
        since: datetime,
        day: tuple[datetime, datetime],
        by_owner: bool = False,
    ) -> Sequence[ClosedPart]:
        values = {"since": min(since, day[0]), "begins_at": day[0], "ends_at": day[1]}
        rows = await _closed(ways_of(scope), by_owner=by_owner).rows(
            self._connection, values | ids_of(scope)
        )
        return [
            ClosedPart(
                branch, owner, status == "won", reason, currency, number, money, unpriced, is_new
            )
            for branch, owner, status, reason, currency, is_new, number, money, unpriced in rows
        ]

    async def pipeline(self, scope: Scope) -> Sums:
        found = await _pipeline(ways_of(scope)).rows(self._connection, ids_of(scope))
        return Sums(
            sum(row.number for row in found),
            tuple(Money(row.money, row.currency) for row in found if row.money is not None),
            sum(row.without_amount for row in found),
        )

    async def late_clients(
        self, scope: Scope, *, now: datetime, names: int
    ) -> Sequence[LateClients]:
        values = {"now": now, "names": names, **ids_of(scope)}
        rows = await _late_clients(ways_of(scope)).rows(self._connection, values)
        found: dict[str, LateClients] = {}
        for row in rows:
            sums = () if row.money is None else (Money(row.money, row.currency),)
            known = found.get(row.segment)
            before = known.money if known else ()
            found[row.segment] = LateClients(
                row.segment, row.number, (*before, *sums), tuple(row.names)
            )
        return list(found.values())

    async def late_requests(self, scope: Scope, *, now: datetime) -> int:
        values = {"now": now, **ids_of(scope)}
        found = await _late_requests(ways_of(scope)).scalar(self._connection, values)
        return int(found or 0)

    async def silent_by_owner(self, scope: Scope) -> Mapping[tuple[int, int], int]:
        rows = await self._connection.execute(
            select(deals.c.branch_id, deals.c.owner_id, func.count().label("number"))
            .select_from(offers.join(deals, deals.c.id == offers.c.deal_id))
            .where(IS_AWAITED, deal_visible(scope))
            .group_by(deals.c.branch_id, deals.c.owner_id)
        )
        return {(row.branch_id, row.owner_id): row.number for row in rows}

    async def branches_inside(self, branch_ids: Collection[int]) -> Mapping[int, int]:
        rows = await BRANCHES_INSIDE.rows(self._connection, {"branches": sorted(branch_ids)})
        return dict(rows)

    async def parent_of(self, branch_id: int) -> int | None:
        found = await self._connection.scalar(
            select(branches.c.parent_id).where(branches.c.id == branch_id)
        )
        return None if found is None else int(found)

    async def people_of(self, whose: Whose, scope: Scope) -> Sequence[PersonPlace]:
        boss = people.alias("boss")
        topmost = (
            select(boss.c.id)
            .join(reporting, reporting.c.boss_id == boss.c.id)
            .where(
                reporting.c.subordinate_id == people.c.id, boss.c.role == literal_column("'lead'")
            )
            .order_by(reporting.c.depth.desc())
            .limit(1)
            .correlate(people)
            .scalar_subquery()
        )
        rows = await self._connection.execute(
            select(people.c.id, people.c.name, topmost.label("lead_id"))
            .where(
                people.c.is_active,
                people.c.role.in_(COLLEAGUES),
                visible(scope, owner=people.c.id, branch=people.c.branch_id),
                _inside(whose, people.c.id, people.c.branch_id),
            )
            .order_by(people.c.name, people.c.id)
        )
        return [PersonPlace(row.id, row.name, row.lead_id) for row in rows]

    async def place_of(self, person_id: PersonId) -> tuple[int, int | None]:
        found = await self._connection.execute(PLACE_OF, {"person_id": person_id})
        row = found.one_or_none()
        if row is None:
            raise NotFound(person_id=person_id)
        return row.branch_id, row.lead_id

    async def closed_deals(
        self,
        whose: Whose,
        scope: Scope,
        day: tuple[datetime, datetime],
        *,
        offset: int,
        size: int,
    ) -> DealsPage:
        chosen = and_(
            IS_CLOSED,
            deals.c.closed_at >= day[0],
            deals.c.closed_at < day[1],
            deal_visible(scope),
            _inside(whose, deals.c.owner_id, deals.c.branch_id),
        )
        order = (deals.c.status.desc(), deals.c.closed_at.desc(), deals.c.id.desc())
        return await self._deals.page(chosen, order, offset=offset, size=size)

    async def worked(
        self, whose: Whose, day: tuple[datetime, datetime], *, now: datetime
    ) -> Worked:
        is_done = and_(tasks.c.done_at >= day[0], tasks.c.done_at < day[1])
        agreed_at = tasks.c.agreed_deadline_at  # as the figure of timeliness has it
        is_timely = or_(agreed_at.is_(None), tasks.c.done_at <= agreed_at)
        is_overdue = and_(IS_WORKING, tasks.c.deadline_at <= now)
        done = await self._connection.execute(
            select(
                func.count().filter(and_(is_done, is_timely)).label("timely"),
                func.count().filter(and_(is_done, not_(is_timely))).label("late"),
                func.count().filter(is_overdue).label("overdue"),
            ).where(
                or_(is_done, is_overdue),
                tasks.c.executor_id != tasks.c.assigner_id,
                tasks.c.state != literal_column("'cancelled'"),
                _inside(whose, tasks.c.executor_id, tasks.c.branch_id),
            )
        )
        counted = done.one()
        contacts = await self._connection.execute(
            select(interactions.c.kind, func.count().label("number"))
            .join(people, people.c.id == interactions.c.person_id)
            .where(
                interactions.c.at >= day[0],
                interactions.c.at < day[1],
                interactions.c.result == literal_column("'reached'"),
                _inside(whose, people.c.id, people.c.branch_id),
            )
            .group_by(interactions.c.kind)
        )
        kinds = {row.kind: row.number for row in contacts}
        return Worked(
            timely=counted.timely,
            late=counted.late,
            overdue=counted.overdue,
            calls=kinds.get("call", 0),
            meetings=kinds.get("meeting", 0),
            visits=kinds.get("visit", 0),
        )


def _inside(
    whose: Whose, person: ColumnElement[int], branch: ColumnElement[int]
) -> ColumnElement[bool]:
    """Whether a row of this person and branch is of ``whose``."""
    match whose.kind:
        case WhoseKind.PERSON:
            return person == whose.id
        case WhoseKind.TEAM:
            return visible(Scope(teams=frozenset({whose.id})), owner=person, branch=branch)
        case WhoseKind.BRANCH:
            return visible(Scope(branches=frozenset({whose.id})), owner=person, branch=branch)
        case WhoseKind.COMPANY:
            return true()
        case WhoseKind.DEPARTMENT:
            of_department = select(people.c.id).where(people.c.department_id == whose.id)
            return person.in_(of_department)
