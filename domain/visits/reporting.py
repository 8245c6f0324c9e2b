"""What came of a visit: kept together with the contact that it was."""

from dataclasses import dataclass, replace

from domain.clients.model import Client
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.interactions.model import (
    FiledMessage,
    InteractionKind,
    InteractionResult,
    Logged,
    NewInteraction,
    NextStep,
    Spot,
)
from domain.interactions.use_cases import log_interaction
from domain.org.model import Actor
from domain.org.visibility import Scope
from domain.unit_of_work import UnitOfWork
from domain.visits import rules
from domain.visits.acting import may_report, take
from domain.visits.errors import VisitOfOthers
from domain.visits.model import Visit, VisitId, VisitStatus
from domain.visits.views import VisitView


@dataclass(frozen=True, slots=True)
class VisitReport:
    """``is_held`` False: the client did not come, or was not there."""

    is_held: bool
    words: str | None = None
    spot: Spot | None = None
    files: tuple[FiledMessage, ...] = ()
    next_step: NextStep | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """The visit, and the contact that was logged with it."""

    visit: Visit
    logged: Logged


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Whether the actor may say now what came of a visit, before they are asked what."""

    desk: Desk

    async def __call__(self, actor: Actor, visit_id: VisitId) -> VisitView:
        """Raises: NotFound, VisitOfOthers, VisitNotBegun, VisitOver."""
        async with self.desk.begin() as uow:
            view = await uow.visits.see(visit_id, actor)
            await _require_theirs(uow, actor, view)
        rules.require_reportable(view.visit, now=self.desk.clock())
        return view


async def _require_theirs(uow: UnitOfWork, actor: Actor, view: VisitView) -> None:
    """Raises: VisitOfOthers."""
    if not await may_report(uow, actor, view.visit):
        raise VisitOfOthers(name=view.visitor_name)


@dataclass(frozen=True, slots=True)
class ReportVisit:
    """A visit that was held is a contact with the client; one to nobody is kept as such."""

    desk: Desk

    async def __call__(self, actor: Actor, visit_id: VisitId, report: VisitReport) -> Reported:
        """Raises: NotFound, VisitOfOthers, VisitNotBegun, VisitOver, SpotImpossible, TooManyFiled,
        Note….
        """
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            client, view, visit = await take(uow, actor, visit_id)
            await _require_theirs(uow, actor, view)
            rules.require_reportable(visit, now=now)
            result = InteractionResult.REACHED if report.is_held else InteractionResult.NO_ANSWER
            new = NewInteraction(
                kind=InteractionKind.VISIT,
                client_id=client.id,
                once=f"visit:{visit.id}",
                at=visit.starts_at,
                result=result,
                contact_id=visit.contact_id,
                words=report.words,
                spot=report.spot,
                files=report.files,
                next_step=report.next_step,
            )
            logged = await log_interaction(self.desk, uow, _seeing(actor, client), new)
            saved = await uow.visits.save(
                replace(
                    visit,
                    status=VisitStatus.HELD if report.is_held else VisitStatus.NO_SHOW,
                    settled_by=actor.id,
                    settled_at=now,
                    interaction_id=logged.interaction.id,
                    watch=None,
                    watch_at=None,
                ),
                now,
            )
            await uow.ledger.refresh(Matter.VISIT, visit.id, except_for=actor.id)
            await uow.commit()
        return Reported(saved, logged)


def _seeing(actor: Actor, client: Client) -> Actor:
    """Who was sent to a client sees it, for as long as it takes to tell what came of it."""
    sent_to = (
        Scope(branches=frozenset({client.branch_id}))
        if client.owner_id is None
        else Scope(owners=frozenset({client.owner_id}))
    )
    return replace(actor, scope=actor.scope | sent_to)
