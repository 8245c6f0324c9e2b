from collections import namedtuple
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    bindparam,
    func,
    insert,
    literal,
    select,
    text,
    update,
)

from domain.clients.model import ClientId
from domain.clock import Clock
from domain.deals.model import Deal, DealId, DealStatus
from domain.deals.views import DealLine, DealsPage, DealView
from domain.errors import NotFound
from domain.money import Money
from domain.org.model import BranchId, PersonId
from domain.org.visibility import Scope
from domain.org.workplaces import Workplace
from domain.pages import Page
from domain.products.model import ProductId
from domain.tasks.visibility import Viewer
from storage.changes import change_marks
from storage.deals.rows import deal_columns, to_deal, to_offer
from storage.money import to_money
from storage.org.visibility import Ways, ids_of, visible, visible_to, ways_of
from storage.readings import Reading
from storage.tables import (
    branches,
    clients,
    deals,
    offers,
    people,
    phones,
    products,
    requests,
    tasks,
)
from storage.tasks.listed import IS_OPEN
from storage.tasks.visibility import task_visible_to
from storage.transaction import Transaction
from storage.writings import Writing


def deal_visible(scope: Scope) -> ColumnElement[bool]:
    return visible(scope, owner=deals.c.owner_id, branch=deals.c.branch_id)


WORKPLACE = (
    select(branches.c.country, branches.c.zone, people.c.working_hours)
    .select_from(branches)
    .join(people, people.c.id == bindparam("of_owner", type_=BigInteger))
    .where(branches.c.id == bindparam("of_branch"))
)
OfferRow = namedtuple("OfferRow", offers.c.keys())  # type: ignore[misc]  # as in the table
"""An offer's columns under the names that ``to_offer`` knows; they stand last in a deal's row."""
OWNERS_WORKPLACE = (
    select(func.json_build_array(branches.c.country, branches.c.zone, people.c.working_hours))
    .select_from(branches.join(people, people.c.id == deals.c.owner_id))
    .where(branches.c.id == deals.c.branch_id)
    .correlate(deals)
    .scalar_subquery()
)

REQUEST_OF_DEAL = (
    select(requests.c.id)
    .where(requests.c.made_deal_id == deals.c.id)
    .correlate(deals)
    .scalar_subquery()
)


@cache
def _load(ways: Ways) -> Reading:
    seen = visible_to(ways, owner=deals.c.owner_id, branch=deals.c.branch_id)
    return Reading(
        select(*deals.c, OWNERS_WORKPLACE.label("workplace"))
        .where(deals.c.id == bindparam("of_deal"), seen)
        .with_for_update(of=deals)
    )


@cache
def _save(changed: tuple[str, ...]) -> Writing:
    saved = update(deals).where(deals.c.id == bindparam("of_deal"))
    return Writing(saved.values(version=deals.c.version + 1), to=deals, columns=changed)


@cache
def _view(ways: Ways, tasks_ways: Ways | None, *, locks: bool) -> Reading:
    """A row for each offer of the deal, the newest first; one without where there is none.

    ``tasks_ways`` is None where no tasks are to be counted. ``locks``: nothing is found where
    another has the deal locked.
    """
    open_tasks = (
        literal(0)
        if tasks_ways is None
        else select(func.count())
        .select_from(tasks)
        .where(tasks.c.deal_id == deals.c.id, IS_OPEN, task_visible_to(tasks_ways))
        .correlate(deals)
        .scalar_subquery()
    )
    shown = (
        select(
            *deals.c,
            OWNERS_WORKPLACE.label("workplace"),
            clients.c.name.label("client_name"),
            first_phone().label("client_phone"),
            people.c.name.label("owner_name"),
            branches.c.name.label("branch_name"),
            products.c.name.label("product_name"),
            REQUEST_OF_DEAL.label("request_id"),
            open_tasks.label("open_tasks"),
            *(column.label(f"offer_{column.name}") for column in offers.c),  # last: see OfferRow
        )
        .join(people, people.c.id == deals.c.owner_id)
        .join(branches, branches.c.id == deals.c.branch_id)
        .outerjoin(clients, clients.c.id == deals.c.client_id)
        .outerjoin(products, products.c.id == deals.c.product_id)
        .outerjoin(offers, offers.c.deal_id == deals.c.id)
        .where(
            deals.c.id == bindparam("of_deal"),
            visible_to(ways, owner=deals.c.owner_id, branch=deals.c.branch_id),
        )
        .order_by(offers.c.id.desc())
    )
    return Reading(shown.with_for_update(of=deals, skip_locked=True) if locks else shown)


class SqlDeals:
    def __init__(self, connection: Transaction, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._loaded: dict[int, dict[str, Any]] = {}
        self._workplaces: dict[tuple[int, int], Workplace] = {}

    async def add(
        self,
        *,
        title: str,
        client_id: ClientId | None,
        owner_id: PersonId,
        branch_id: BranchId,
        stage: str,
        stage_due_at: datetime,
        amount: Money | None,
        currency: str,
        now: datetime,
        product_id: ProductId | None = None,
        next_step: str | None = None,
        next_step_at: datetime | None = None,
    ) -> Deal:
        added = await self._connection.execute(
            insert(deals)
            .values(
                title=title,
                client_id=client_id,
                product_id=product_id,
                owner_id=owner_id,
                branch_id=branch_id,
                status="open",
                stage=stage,
                stage_since=now,
                stage_due_at=stage_due_at,
                amount=amount and amount.amount,
                currency=currency,
                next_step=next_step,
                next_step_at=next_step_at,
                created_at=now,
                **change_marks(now),
            )
            .returning(*deals.c)
        )
        return to_deal(added.one())

    async def get(self, deal_id: DealId, scope: Scope) -> Deal:
        await self._connection.begin_now()
        row = await _load(ways_of(scope)).row(
            self._connection, {"of_deal": deal_id, **ids_of(scope)}
        )
        if row is None:
            raise NotFound(deal_id=deal_id)
        return self._note_loaded(row)

    async def get_view(
        self, deal_id: DealId, scope: Scope, *, tasks_for: Viewer | None = None
    ) -> DealView:
        await self._connection.begin_now()
        rows = await self._find_view(deal_id, scope, tasks_for, locks=True)
        if rows:
            return _to_view(rows, self._note_loaded(rows[0]))
        # A statement that waits for a lock sees all but the locked row as it was before: what
        # whoever had the deal has just written around it is read by another one, after the wait.
        await self.get(deal_id, scope)
        return await self.view(deal_id, scope, tasks_for=tasks_for)

    def _note_loaded(self, row: Any) -> Deal:
        deal = to_deal(row)
        self._loaded[deal.id] = deal_columns(deal)
        self._workplaces[deal.owner_id, deal.branch_id] = _to_workplace(*row.workplace)
        return deal

    async def save(self, deal: Deal) -> Deal:
        was = self._loaded.get(deal.id, {})
        columns = deal_columns(deal)
        changed = {name: value for name, value in columns.items() if was.get(name, ...) != value}
        if not changed:
            return deal
        changed |= change_marks(self._clock())
        await self._connection.write(_save(tuple(changed)), {"of_deal": deal.id, **changed})
        self._loaded[deal.id] = columns
        return replace(deal, version=deal.version + 1)

    async def workplace(self, deal: Deal) -> Workplace:
        """Of whoever had the deal when it was loaded, it was read with it."""
        known = self._workplaces.get((deal.owner_id, deal.branch_id))
        if known is not None:
            return known
        found = await self._connection.execute(
            WORKPLACE, {"of_owner": deal.owner_id, "of_branch": deal.branch_id}
        )
        return _to_workplace(*found.one())

    async def view(
        self, deal_id: DealId, scope: Scope, *, tasks_for: Viewer | None = None
    ) -> DealView:
        rows = await self._find_view(deal_id, scope, tasks_for, locks=False)
        if not rows:
            raise NotFound(deal_id=deal_id)
        return _to_view(rows, to_deal(rows[0]))

    async def _find_view(
        self, deal_id: DealId, scope: Scope, tasks_for: Viewer | None, *, locks: bool
    ) -> list[Any]:
        asked = {"of_deal": deal_id, **ids_of(scope)}
        tasks_ways = None
        if tasks_for is not None:
            tasks_ways = ways_of(tasks_for.scope)
            asked["viewer_ids"] = sorted(tasks_for.ids)
        reading = _view(ways_of(scope), tasks_ways, locks=locks)
        return await reading.rows(self._connection, asked)

    async def of_client(
        self, client_id: ClientId, scope: Scope, *, offset: int, size: int
    ) -> DealsPage:
        mine = (deals.c.client_id == client_id) & deal_visible(scope)
        order = (
            (deals.c.status != text("'open'")),
            deals.c.closed_at.desc().nulls_first(),
            deals.c.id.desc(),
        )
        return await self.page(mine, order, offset=offset, size=size)

    async def page(
        self, chosen: Any, order: tuple[Any, ...], *, offset: int, size: int
    ) -> DealsPage:
        """Deals that satisfy ``chosen``, in ``order``."""
        total = await self._connection.scalar(select(func.count()).select_from(deals).where(chosen))
        rows = await self._connection.execute(
            select(
                deals.c.id,
                deals.c.title,
                deals.c.status,
                deals.c.stage,
                deals.c.amount,
                deals.c.currency,
                deals.c.stage_due_at,
                clients.c.name.label("client_name"),
                people.c.name.label("owner_name"),
            )
            .join(people, people.c.id == deals.c.owner_id)
            .outerjoin(clients, clients.c.id == deals.c.client_id)
            .where(chosen)
            .order_by(*order)
            .offset(offset)
            .limit(size)
        )
        return DealsPage(
            lines=tuple(
                DealLine(
                    id=DealId(row.id),
                    title=row.title,
                    client_name=row.client_name,
                    owner_name=row.owner_name,
                    status=DealStatus(row.status),
                    stage=row.stage,
                    amount=to_money(row.amount, row.currency),
                    stage_due_at=row.stage_due_at,
                )
                for row in rows
            ),
            page=Page(offset=offset, size=size, total=total or 0),
        )


def _to_view(rows: Sequence[Any], deal: Deal) -> DealView:
    """Of one deal's rows."""
    row = rows[0]
    the_last = slice(-len(OfferRow._fields), None)
    sent = (OfferRow(*one[the_last]) for one in rows if one.offer_id is not None)
    return DealView(
        deal=deal,
        client_name=row.client_name,
        client_phone=row.client_phone,
        owner_name=row.owner_name,
        branch_name=row.branch_name,
        product_name=row.product_name,
        offers=tuple(to_offer(offer) for offer in sent),
        open_tasks=row.open_tasks,
        request_id=row.request_id,
    )


def _to_workplace(country: str, zone: str, working_hours: dict[str, object] | None) -> Workplace:
    return Workplace(country, ZoneInfo(zone), working_hours)


def first_phone() -> Any:
    """The number that a client was given first."""
    return (
        select(phones.c.number)
        .where(phones.c.client_id == clients.c.id)
        .order_by(phones.c.id)
        .limit(1)
        .correlate(clients)
        .scalar_subquery()
    )
