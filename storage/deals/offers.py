from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Integer,
    and_,
    any_,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.clock import Clock
from domain.deals.model import Deal, DealId, Ladder, Offer, OfferFile, OfferId
from domain.deals.views import OfferLine, OfferView, SilentOffers
from domain.errors import NotFound
from domain.money import Money
from domain.org.model import PersonId
from domain.org.visibility import Scope
from domain.pages import Page
from storage.changes import change_marks
from storage.deals.deals import deal_visible, first_phone
from storage.deals.rows import offer_columns, to_deal, to_offer
from storage.org.visibility import Ways, ids_of, visible_to, ways_of
from storage.readings import Reading
from storage.tables import branches, clients, deals, offers, people


class SqlOffers:
    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def add(
        self,
        *,
        deal_id: DealId,
        price: Money,
        number: str | None,
        file: OfferFile | None,
        sent_by: PersonId,
        sent_at: datetime,
        follow_up_at: datetime,
        ladder: Ladder,
    ) -> Offer:
        added = await self._connection.execute(
            insert(offers)
            .values(
                deal_id=deal_id,
                amount=price.amount,
                currency=price.currency,
                number=number,
                file_id=file and file.file_id,
                file_kind=file and file.kind,
                status="awaiting",
                sent_by=sent_by,
                sent_at=sent_at,
                follow_up_at=follow_up_at,
                ladder=list(ladder.moments),
                ladder_to=[str(to) for to in ladder.recipients],
                next_step_at=ladder.moments[0],
                **change_marks(sent_at),
            )
            .returning(*offers.c)
        )
        return to_offer(added.one())

    async def get(self, offer_id: OfferId, scope: Scope) -> tuple[Offer, Deal]:
        # The deal first, as everywhere: two acts must not wait for each other crosswise.
        of = select(offers.c.deal_id).where(offers.c.id == offer_id).scalar_subquery()
        found = await self._connection.execute(
            select(deals).where(deals.c.id == of, deal_visible(scope)).with_for_update()
        )
        deal = found.first()
        if deal is None:
            raise NotFound(offer_id=offer_id)
        offer = await self._connection.execute(
            select(offers).where(offers.c.id == offer_id).with_for_update()
        )
        return to_offer(offer.one()), to_deal(deal)

    async def awaiting(self, deal_id: DealId) -> Sequence[Offer]:
        rows = await self._connection.execute(
            select(offers)
            .where(offers.c.deal_id == deal_id, offers.c.status == text("'awaiting'"))
            .order_by(offers.c.id)
            .with_for_update()
        )
        return [to_offer(row) for row in rows]

    async def save(self, offer: Offer) -> Offer:
        await self._connection.execute(
            update(offers)
            .where(offers.c.id == offer.id)
            .values(
                **offer_columns(offer),
                version=offers.c.version + 1,
                **change_marks(self._clock()),
            )
        )
        return replace(offer, version=offer.version + 1)

    async def view(self, offer_id: OfferId, scope: Scope) -> OfferView:
        found = await self._connection.execute(
            select(offers)
            .join(deals, deals.c.id == offers.c.deal_id)
            .where(offers.c.id == offer_id, deal_visible(scope))
        )
        offer = found.first()
        if offer is None:
            raise NotFound(offer_id=offer_id)
        around = await self._connection.execute(
            select(
                *deals.c,
                clients.c.name.label("client_name"),
                first_phone().label("client_phone"),
                people.c.name.label("owner_name"),
                people.c.telegram_id.label("owner_telegram_id"),
                branches.c.name.label("branch_name"),
            )
            .join(people, people.c.id == deals.c.owner_id)
            .join(branches, branches.c.id == deals.c.branch_id)
            .outerjoin(clients, clients.c.id == deals.c.client_id)
            .where(deals.c.id == offer.deal_id)
        )
        row = around.one()
        return OfferView(
            offer=to_offer(offer),
            deal=to_deal(row),
            client_name=row.client_name,
            client_phone=row.client_phone,
            owner_name=row.owner_name,
            owner_telegram_id=row.owner_telegram_id,
            branch_name=row.branch_name,
        )

    async def silent(self, scope: Scope, *, now: datetime, offset: int, size: int) -> SilentOffers:
        values = {"now": now, "offset": offset, "size": size, **ids_of(scope)}
        by_currency = await _silent_sums(ways_of(scope)).rows(self._connection, values)
        rows = await _silent_lines(ways_of(scope)).rows(self._connection, values) if size else []
        return SilentOffers(
            lines=tuple(_to_line(row) for row in rows),
            page=Page(offset=offset, size=size, total=sum(row.number for row in by_currency)),
            money=tuple(Money(row.money, row.currency) for row in by_currency),
            overdue=sum(row.overdue for row in by_currency),
        )


def _unanswered(ways: Ways) -> ColumnElement[bool]:
    """An offer that awaits its answer is of an open deal: of those alone there is an index with all
    that decides who sees them.
    """
    is_awaiting = offers.c.status == text("'awaiting'")
    if ways.sees_all:
        return is_awaiting
    seen = visible_to(ways, owner=deals.c.owner_id, branch=deals.c.branch_id)
    return and_(is_awaiting, deals.c.status == text("'open'"), seen)


def _unanswered_to_sum(ways: Ways) -> tuple[Any, ColumnElement[bool]]:
    """From what, and which of it: as ``_unanswered``, where nothing is asked of the deals."""
    if ways.sees_all:
        return offers, _unanswered(ways)  # an index of offers alone answers
    if ways.by_branch:
        return offers.join(deals), _unanswered(ways)
    # A team's are few among all: looked up together, in the order of the index, they take two
    # thirds of what looking each up takes.
    seen = visible_to(ways, owner=deals.c.owner_id, branch=deals.c.branch_id)
    theirs = select(deals.c.id).where(deals.c.status == text("'open'"), seen).scalar_subquery()
    is_theirs = offers.c.deal_id == any_(func.array(theirs))
    return offers, and_(offers.c.status == text("'awaiting'"), is_theirs)


@cache
def _silent_sums(ways: Ways) -> Reading:
    from_deals, unanswered = _unanswered_to_sum(ways)
    is_overdue = offers.c.follow_up_at <= bindparam("now", type_=DateTime(timezone=True))
    return Reading(
        select(
            offers.c.currency,
            func.count().label("number"),
            func.sum(offers.c.amount).label("money"),
            func.count().filter(is_overdue).label("overdue"),
        )
        .select_from(from_deals)
        .where(unanswered)
        .group_by(offers.c.currency)
        .order_by(func.sum(offers.c.amount).desc())
    )


@cache
def _silent_lines(ways: Ways) -> Reading:
    return Reading(
        select(
            offers.c.id,
            offers.c.deal_id,
            offers.c.number,
            offers.c.amount,
            offers.c.currency,
            offers.c.sent_at,
            offers.c.follow_up_at,
            deals.c.title,
            clients.c.name.label("client_name"),
            people.c.name.label("owner_name"),
        )
        .join(deals, deals.c.id == offers.c.deal_id)
        .join(people, people.c.id == deals.c.owner_id)
        .outerjoin(clients, clients.c.id == deals.c.client_id)
        .where(_unanswered(ways))
        .order_by(offers.c.sent_at, offers.c.id)
        .offset(bindparam("offset", type_=Integer))
        .limit(bindparam("size", type_=Integer))
    )


def _to_line(row: Any) -> OfferLine:
    return OfferLine(
        id=OfferId(row.id),
        deal_id=DealId(row.deal_id),
        number=row.number,
        client_name=row.client_name,
        title=row.title,
        owner_name=row.owner_name,
        price=Money(row.amount, row.currency),
        sent_at=row.sent_at,
        follow_up_at=row.follow_up_at,
    )
