"""What a person can look up about requests."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from domain.clients.model import ClientId
from domain.clients.views import ClientView
from domain.desk import Desk
from domain.org.model import Actor
from domain.pages import Page, read_page
from domain.requests import rules
from domain.requests.model import RequestId
from domain.requests.views import RequestLine, RequestList, RequestView, Stands, Whose
from domain.rulebook.model import Rulebook
from domain.timeline import TimelineEntry


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request's card; ``can_reopen``: it was closed so lately."""

    view: RequestView
    rulebook: Rulebook
    can_reopen: bool


@dataclass(frozen=True, slots=True)
class ViewRequest:
    desk: Desk

    async def __call__(self, actor: Actor, request_id: RequestId) -> RequestPage:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.requests.view(request_id, actor)
            rulebook = (await self.desk.rules(uow, actor)).rulebook
        now = self.desk.clock()
        can_reopen = rules.can_reopen(view.request, rulebook.requests, now=now)
        return RequestPage(view, rulebook, can_reopen)


@dataclass(frozen=True, slots=True)
class RequestHistory:
    """What happened with one request, newest first."""

    view: RequestView
    entries: tuple[TimelineEntry, ...]
    page: Page
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class ViewRequestHistory:
    desk: Desk

    async def __call__(
        self, actor: Actor, request_id: RequestId, *, offset: int, size: int
    ) -> RequestHistory:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.requests.view(request_id, actor)
            entries, page = await read_page(
                lambda start: uow.requests.history(view.request.id, offset=start, size=size),
                offset,
                size,
            )
            rulebook = (await self.desk.rules(uow, actor)).rulebook
        return RequestHistory(view, entries, page, rulebook)


@dataclass(frozen=True, slots=True)
class ClientRequests:
    """One page of a client's requests."""

    client: ClientView
    lines: tuple[RequestLine, ...]
    page: Page
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class ListClientRequests:
    """Of one client: open ones first, the most urgent before others, then the newest."""

    desk: Desk

    async def __call__(
        self, actor: Actor, client_id: ClientId, *, offset: int, size: int
    ) -> ClientRequests:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            client = await uow.clients.view(client_id, actor.scope)
            lines, page = await read_page(
                lambda start: uow.requests.of_client(client.client.id, offset=start, size=size),
                offset,
                size,
            )
            rulebook = (await self.desk.rules(uow, actor)).rulebook
        return ClientRequests(client, lines, page, rulebook)


@dataclass(frozen=True, slots=True)
class ListRequests:
    """The actor's requests, or all they see, with this month's figures."""

    desk: Desk

    async def __call__(
        self, actor: Actor, whose: Whose, stands: Stands, *, offset: int, size: int
    ) -> tuple[RequestList, Rulebook]:
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            lines, page = await read_page(
                lambda start: uow.requests.listed(
                    actor, whose, stands, now=now, offset=start, size=size
                ),
                offset,
                size,
            )
            figures = await uow.requests.figures(
                actor, whose, since=month_began(now, actor), now=now
            )
            rulebook = (await self.desk.rules(uow, actor)).rulebook
        return RequestList(lines, page, figures), rulebook


def month_began(now: datetime, actor: Actor) -> datetime:
    """Midnight of the month's first day where the actor is, aware UTC."""
    first = now.astimezone(actor.zone).date().replace(day=1)
    return datetime.combine(first, time(), tzinfo=actor.zone).astimezone(UTC)
