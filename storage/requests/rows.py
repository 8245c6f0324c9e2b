from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ScalarSelect,
    any_,
    bindparam,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.clients.model import ClientId, ContactId
from domain.deals.model import DealId, Ladder
from domain.interactions.model import InteractionId
from domain.org.model import Actor, PersonId
from domain.requests.model import Rating, Request, RequestId, RequestStatus
from domain.requests.views import RequestLine
from domain.rulebook.offers import Recipient
from domain.tasks.model import TaskId
from storage.clients.visibility import client_visible
from storage.org.visibility import IDS, Ways, visible_to
from storage.tables import clients, people, requests, tasks

LINES = (
    select(
        requests.c.id,
        requests.c.client_id,
        clients.c.name.label("client_name"),
        requests.c.kind,
        requests.c.words,
        requests.c.status,
        requests.c.came_at,
        requests.c.limit_at,
        requests.c.closed_at,
        requests.c.responsible_id,
        people.c.name.label("responsible_name"),
    )
    .join(clients, clients.c.id == requests.c.client_id)
    .join(people, people.c.id == requests.c.responsible_id)
)


def request_visible(actor: Actor) -> ColumnElement[bool]:
    """Joined with its client: who sees that, and whose it is."""
    return or_(client_visible(actor.scope), is_of({actor.id, *actor.stands_in_for}))


def request_of_task(ways: Ways) -> ScalarSelect[int]:
    """The request that a task of the outer statement came of, where whoever is given at execution
    sees it: ``viewer_ids``, and ``ids_of`` their scope.
    """
    asked = clients.alias("asked")
    me = bindparam("viewer_ids", type_=IDS)
    return (
        select(requests.c.id)
        .join(asked, asked.c.id == requests.c.client_id)
        .where(
            requests.c.task_id == tasks.c.id,
            or_(
                requests.c.responsible_id == any_(me),
                requests.c.manager_id == any_(me),
                visible_to(ways, owner=asked.c.owner_id, branch=asked.c.branch_id),
            ),
        )
        .correlate(tasks)
        .scalar_subquery()
    )


def is_of(owners: set[PersonId] | frozenset[PersonId]) -> ColumnElement[bool]:
    """Theirs to see to, or on their day as a manager's."""
    ids = literal(sorted(owners), ARRAY(BigInteger))
    return or_(requests.c.responsible_id == ids.any_(), requests.c.manager_id == ids.any_())


def to_line(row: Any) -> RequestLine:
    return RequestLine(
        id=RequestId(row.id),
        client_id=ClientId(row.client_id),
        client_name=row.client_name,
        kind=row.kind,
        words=row.words,
        status=RequestStatus(row.status),
        came_at=row.came_at,
        limit_at=row.limit_at,
        closed_at=row.closed_at,
        responsible_id=PersonId(row.responsible_id),
        responsible_name=row.responsible_name,
    )


def to_request(row: Any) -> Request:
    return Request(
        id=RequestId(row.id),
        client_id=ClientId(row.client_id),
        channel=row.channel,
        kind=row.kind,
        words=row.words,
        came_at=row.came_at,
        noted_at=row.noted_at,
        noted_by=PersonId(row.noted_by),
        responsible_id=PersonId(row.responsible_id),
        react_by=row.react_by,
        contact_id=None if row.contact_id is None else ContactId(row.contact_id),
        deal_id=None if row.deal_id is None else DealId(row.deal_id),
        is_reassigned=row.is_reassigned,
        manager_id=_person(row.manager_id),
        status=RequestStatus(row.status),
        close_by=row.close_by,
        limit_at=row.limit_at,
        ladder=Ladder(tuple(row.ladder), tuple(Recipient(rung) for rung in row.ladder_to)),
        steps_done=row.steps_done,
        reacted_at=row.reacted_at,
        reacted_by=_person(row.reacted_by),
        reaction_seconds=row.reaction_seconds,
        reaction_id=None if row.reaction_id is None else InteractionId(row.reaction_id),
        closed_at=row.closed_at,
        closed_by=_person(row.closed_by),
        closing_seconds=row.closing_seconds,
        result=row.result,
        rating=None if row.rating is None else Rating(row.rating),
        reopened_at=row.reopened_at,
        task_id=None if row.task_id is None else TaskId(row.task_id),
        made_deal_id=None if row.made_deal_id is None else DealId(row.made_deal_id),
        version=row.version,
    )


def _person(id_: int | None) -> PersonId | None:
    return None if id_ is None else PersonId(id_)
