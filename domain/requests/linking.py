"""A request and the deal that was made of it. Apart from the use cases: deals begin with it."""

from datetime import datetime

from domain.deals.model import Deal
from domain.errors import NotFound
from domain.org.model import Actor
from domain.requests.acts import note
from domain.requests.errors import RequestMadeAlready
from domain.requests.model import RequestId
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


async def link_deal(
    uow: UnitOfWork, actor: Actor, request_id: RequestId, deal: Deal, *, now: datetime
) -> None:
    """Within the transaction that makes the deal.

    Raises: NotFound: it is another client's; RequestMadeAlready.
    """
    request = await uow.requests.get(request_id, actor)
    if request.client_id != deal.client_id:
        raise NotFound(request_id=request_id)
    if request.made_deal_id is not None:
        raise RequestMadeAlready(request_id=request_id)
    await uow.requests.link_deal(request.id, deal.id, now)
    facts = {"title": deal.title}
    await note(uow, request, Happened.REQUEST_BECAME_DEAL, actor=actor, now=now, facts=facts)
