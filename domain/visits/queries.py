"""What a person can look up about visits."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clients.model import ClientId
from domain.desk import Desk
from domain.errors import NotFound
from domain.interactions.model import InteractionKind
from domain.org.model import Actor, PersonId
from domain.pages import Page, read_page
from domain.visits.acting import calendar_of, fit_visitor, may_change, may_report
from domain.visits.model import VisitId
from domain.visits.slots import ONE_DAY, free_days
from domain.visits.views import FreeSlots, VisitList, VisitorLine, VisitPage

HISTORY = 3
"""Contacts of the client that the card of a visit tells of."""


@dataclass(frozen=True, slots=True)
class ViewFreeSlots:
    """When somebody could go to a client: the actor's pair where nobody is named, else the actor.

    ``visit_id``: for a visit that is to be moved, whose own time is free for it.
    """

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        visitor_id: PersonId | None = None,
        *,
        visit_id: VisitId | None = None,
    ) -> FreeSlots:
        """Raises: NotFound, VisitorElsewhere."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            moved = None if visit_id is None else (await uow.visits.see(visit_id, actor)).visit
            if moved is None:
                wanted = visitor_id or await uow.visits.pair_of(actor) or actor.id
            else:
                wanted = visitor_id or moved.visitor_id
            is_same = moved is not None and wanted == moved.visitor_id
            visitor = (
                await uow.visits.visitor(wanted, since=now)
                if is_same
                else await fit_visitor(uow, actor, wanted, now)
            )
            if moved is None:
                client = (await uow.clients.view(client_id, actor.scope)).client
                client_id, name = client.id, client.name
            else:
                client_id = moved.client_id
                name = (await uow.visits.see(moved.id, actor)).client_name
            rules = await self.desk.rules(uow, actor)
            visits = rules.rulebook.visits
            taken = await uow.visits.taken(
                visitor.id,
                now - ONE_DAY,
                now + (visits.days_ahead + 2) * ONE_DAY,
                but=visit_id,
            )
        calendar = calendar_of(self.desk, visitor, rules, now)
        return FreeSlots(
            client_id=client_id,
            client_name=name,
            visitor_id=visitor.id,
            visitor_name=visitor.name,
            zone=calendar.zone,
            days=free_days(calendar, taken, visits, now=now),
            moved=moved,
        )


@dataclass(frozen=True, slots=True)
class ListVisitors:
    """Whom the actor may book visits for: the pair first, then themself, then others by name."""

    desk: Desk

    async def __call__(
        self, actor: Actor, *, offset: int, size: int
    ) -> tuple[Sequence[VisitorLine], Page]:
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            return await read_page(
                lambda start: uow.visits.colleagues(actor, now=now, offset=start, size=size),
                offset,
                size,
            )


@dataclass(frozen=True, slots=True)
class ViewVisit:
    desk: Desk

    async def __call__(self, actor: Actor, visit_id: VisitId) -> VisitPage:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.visits.see(visit_id, actor)
            visit = view.visit
            history = await uow.interactions.last_interactions(
                visit.client_id, tuple(InteractionKind), HISTORY
            )
            try:
                await uow.clients.view(visit.client_id, actor.scope)
                sees_client = True
            except NotFound:
                sees_client = False
            changes = visit.status.is_open and await may_change(uow, actor, visit)
            reports = visit.status.is_open and await may_report(uow, actor, visit)
        return VisitPage(view, history, changes, reports, sees_client)


@dataclass(frozen=True, slots=True)
class ListVisits:
    """The actor's own visits and those they booked, or the team's; ahead or over."""

    desk: Desk

    async def __call__(
        self, actor: Actor, *, is_past: bool, is_team: bool, offset: int, size: int
    ) -> VisitList:
        is_team = is_team and actor.role.leads_people
        async with self.desk.begin() as uow:
            listed = uow.visit_lists.past if is_past else uow.visit_lists.ahead
            lines, page = await read_page(
                lambda start: listed(actor, is_team=is_team, offset=start, size=size), offset, size
            )
        return VisitList(lines, page, actor.role.leads_people)
