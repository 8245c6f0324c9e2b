"""What is shown of handovers, and clients in nobody's hands."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clients.model import ClientLine
from domain.desk import Desk
from domain.errors import NotFound
from domain.handovers.giving import may_answer, may_decide
from domain.handovers.model import HandoverId, Status
from domain.handovers.views import HandedLine, HandoverView
from domain.org.errors import NotTheirHead
from domain.org.model import Actor, Role
from domain.pages import Page


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """A handover with one page of its records.

    ``may_undo`` and ``may_answer`` are of this reader at this moment.
    """

    view: HandoverView
    lines: Sequence[HandedLine]
    page: Page
    may_undo: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class ViewHandover:
    """A handover for who made or decided it, whose records they were, and administrators; of
    their own part alone for whoever got something.
    """

    desk: Desk

    async def __call__(
        self, actor: Actor, handover_id: HandoverId, *, offset: int, size: int
    ) -> HandoverPage:
        """Raises: NotFound."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            handover = await uow.handovers.see(handover_id)
            terms = handover.terms
            is_administrator = actor.role is Role.ADMINISTRATOR
            own = {terms.by_id, terms.person_id, handover.settled_by}
            sees_all = is_administrator or actor.id in own
            answers = False
            if terms.person_id is not None and handover.status is Status.PROPOSED:
                owner = await uow.people.see(terms.person_id)
                answers = owner.id != actor.id and await may_answer(uow, actor, owner)
            reader = None if sees_all or answers else actor.id
            view = await uow.handovers.view(handover_id, reader)
            if reader is not None and not view.counts:
                raise NotFound(handover_id=handover_id)
            stayed = handover.status is Status.UNDONE
            lines, total = await uow.handovers.lines(
                handover_id, reader, stayed=stayed, offset=offset, size=size
            )
        return HandoverPage(
            view,
            lines,
            Page(offset, size, total),
            may_undo=is_administrator and handover.may_be_undone(now),
            may_answer=answers,
        )


@dataclass(frozen=True, slots=True)
class ListOwnerless:
    """For heads and administrators: clients in nobody's hands, or in those of who has left."""

    desk: Desk

    async def __call__(
        self, actor: Actor, *, offset: int, size: int
    ) -> tuple[Sequence[ClientLine], Page]:
        """Raises: NotTheirHead."""
        async with self.desk.begin() as uow:
            if not await may_decide(uow, actor, None):
                raise NotTheirHead
            clients, total = await uow.handovers.ownerless(actor.scope, offset=offset, size=size)
        return clients, Page(offset, size, total)
