"""Rows that are deals or their offers."""

from typing import Any

from sqlalchemy import ColumnElement, and_, literal, select, text, true

from domain.deals.model import DealStatus
from domain.reports.standard import DaysOf
from domain.reports.views import Taken
from storage.reports.choosing import Rows, during, taken_from, whole_days, yes_no
from storage.tables import branches, clients, deals, offers, people, products

STATUSES = {status: text(f"'{status}'") for status in DealStatus}
"""Literals, for the indexes that name them."""
IS_OPEN = deals.c.status == STATUSES[DealStatus.OPEN]
CLIENT = clients.c.name.label("client")
DEAL = deals.c.title.label("deal")
OWNER = people.c.name.label("owner")
BRANCH = branches.c.name.label("branch")
PRODUCT = products.c.name.label("product")
STAGE = deals.c.stage.label("stage")
REASON = deals.c.lost_reason.label("reason")
CREATED = deals.c.created_at.label("created")
CLOSED = deals.c.closed_at.label("closed")


def of_taken(taken: Taken) -> ColumnElement[bool]:
    return taken_from(taken, owner=deals.c.owner_id, branch=deals.c.branch_id)


def _rows(*columns: Any) -> Rows:
    return (
        select(*columns)
        .select_from(deals)
        .join(people, people.c.id == deals.c.owner_id)
        .join(branches, branches.c.id == deals.c.branch_id)
        .outerjoin(clients, clients.c.id == deals.c.client_id)
        .outerjoin(products, products.c.id == deals.c.product_id)
    )


def chosen(taken: Taken) -> ColumnElement[bool]:
    """The deals that a selection takes; its segment is the client's."""
    narrowed, wanted = taken.filter, [of_taken(taken)]
    is_closed = taken.days_of is DaysOf.CLOSED
    wanted.append(during(taken, deals.c.closed_at if is_closed else deals.c.created_at))
    if narrowed.status is not None:
        wanted.append(deals.c.status == STATUSES[narrowed.status])
    if narrowed.stage is not None:
        wanted.append(deals.c.stage == narrowed.stage)
    if narrowed.reason is not None:
        wanted.append(deals.c.lost_reason == narrowed.reason)
    if narrowed.product_id is not None:
        wanted.append(deals.c.product_id == narrowed.product_id)
    if narrowed.segment is not None:
        of_segment = select(clients.c.id).where(clients.c.segment == narrowed.segment)
        wanted.append(deals.c.client_id.in_(of_segment))
    return and_(true(), *wanted)


def order_of(taken: Taken) -> tuple[Any, ...]:
    """The latest first."""
    moment = deals.c.closed_at if taken.days_of is DaysOf.CLOSED else deals.c.created_at
    return (moment.desc(), deals.c.id.desc())


def selected_deals(taken: Taken) -> Rows:
    return (
        _rows(
            CLIENT,
            DEAL,
            deals.c.status.label("status"),
            STAGE,
            deals.c.amount,
            deals.c.currency,
            clients.c.segment.label("segment"),
            PRODUCT,
            REASON,
            deals.c.closes_on.label("closes"),
            CREATED,
            CLOSED,
            OWNER,
            BRANCH,
        )
        .where(chosen(taken))
        .order_by(*order_of(taken))
    )


def open_deals(taken: Taken) -> Rows:
    over_limit = and_(deals.c.stage_due_at.is_not(None), deals.c.stage_due_at <= taken.now)
    return (
        _rows(
            CLIENT,
            DEAL,
            STAGE,
            deals.c.amount,
            deals.c.currency,
            deals.c.closes_on.label("closes"),
            deals.c.next_step.label("step"),
            deals.c.next_step_at.label("step_at"),
            yes_no(over_limit).label("over_limit"),
            PRODUCT,
            CREATED,
            OWNER,
            BRANCH,
        )
        .where(of_taken(taken), IS_OPEN, during(taken, deals.c.created_at))
        .order_by(deals.c.next_step_at.asc().nulls_first(), deals.c.id)
    )


def won_deals(taken: Taken) -> Rows:
    return (
        _rows(
            CLIENT,
            DEAL,
            deals.c.amount,
            deals.c.currency,
            clients.c.segment.label("segment"),
            PRODUCT,
            CREATED,
            CLOSED,
            whole_days(deals.c.created_at, deals.c.closed_at).label("days"),
            OWNER,
            BRANCH,
        )
        .where(_closed_as(taken, DealStatus.WON))
        .order_by(deals.c.closed_at.desc(), deals.c.id.desc())
    )


def lost_deals(taken: Taken) -> Rows:
    return (
        _rows(
            CLIENT,
            DEAL,
            STAGE,
            REASON,
            deals.c.lost_comment.label("comment"),
            deals.c.amount,
            deals.c.currency,
            clients.c.segment.label("segment"),
            CREATED,
            CLOSED,
            OWNER,
            BRANCH,
        )
        .where(_closed_as(taken, DealStatus.LOST))
        .order_by(deals.c.closed_at.desc(), deals.c.id.desc())
    )


def _closed_as(taken: Taken, status: DealStatus) -> ColumnElement[bool]:
    return and_(
        of_taken(taken), deals.c.status == STATUSES[status], during(taken, deals.c.closed_at)
    )


def silent_offers(taken: Taken) -> Rows:
    return (
        _rows(
            CLIENT,
            DEAL,
            offers.c.number.label("offer"),
            offers.c.amount,
            offers.c.currency,
            offers.c.sent_at.label("sent"),
            whole_days(offers.c.sent_at, literal(taken.now)).label("silent_days"),
            STAGE,
            OWNER,
            BRANCH,
        )
        .join(offers, offers.c.deal_id == deals.c.id)
        .where(of_taken(taken), offers.c.status == text("'awaiting'"))
        .order_by(offers.c.sent_at, offers.c.id)
    )
