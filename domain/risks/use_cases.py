"""What the clock and managers do about clients that may be lost."""

from dataclasses import dataclass
from datetime import timedelta

from domain.clients.views import ClientView
from domain.delivery.model import Matter
from domain.desk import Desk
from domain.interactions.model import Interaction, InteractionKind
from domain.notes import clean_comment
from domain.org.model import Actor
from domain.pages import Page, read_page
from domain.risks.model import Risk, RiskId, RiskLine, RiskStatus, RiskView
from domain.risks.rules import dismiss, take
from domain.rulebook.model import Rulebook
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork

SHOWN_CONTACTS = 3


@dataclass(frozen=True, slots=True)
class SweepRisks:
    """The clock's: look for signs, tell managers, and climb where nobody did anything."""

    desk: Desk

    async def __call__(self) -> int:
        """How many risks opened, changed or climbed."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await uow.rulebooks.current()
            risks = rules.rulebook.risks
            changed = await uow.risks.sweep(
                risks.segments, currency=rules.rulebook.company.currency, now=now
            )
            climbed = await uow.risks.climb(risks.climbs, now)
            wait = timedelta(hours=risks.hours_to_decide)
            moments = {
                person_id: self.desk.calendars.of(
                    rules, place, around=now.astimezone(place.zone).date()
                ).add_working_time(now, wait)
                for person_id, place in (await uow.risks.unplanned(risks.climbs)).items()
            }
            await uow.risks.plan(moments, risks.climbs)
            await uow.commit()
        return changed + climbed


@dataclass(frozen=True, slots=True)
class RiskPage:
    """``contacts`` are the last with the client, the latest first."""

    view: RiskView
    client: ClientView
    contacts: tuple[Interaction, ...]
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class ViewRisk:
    desk: Desk

    async def __call__(self, actor: Actor, risk_id: RiskId) -> RiskPage:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.risks.view(risk_id, actor)
            client_id = view.risk.client_id
            client = await uow.clients.view(client_id, actor.scope)
            contacts = await uow.interactions.last_interactions(
                client_id, tuple(InteractionKind), SHOWN_CONTACTS
            )
            rules = await self.desk.rules(uow, actor)
        return RiskPage(view, client, tuple(contacts), rules.rulebook)


@dataclass(frozen=True, slots=True)
class RiskList:
    lines: tuple[RiskLine, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class ListRisks:
    """Risks that are the actor's turn, and of those whom they stand in for; the oldest first."""

    desk: Desk

    async def __call__(self, actor: Actor, *, offset: int, size: int) -> RiskList:
        people = frozenset({actor.id, *actor.stands_in_for})
        async with self.desk.begin() as uow:
            lines, page = await read_page(
                lambda start: uow.risks.live(people, offset=start, size=size), offset, size
            )
        return RiskList(lines, page)


@dataclass(frozen=True, slots=True)
class TakeRisk:
    """«Взял в работу»: nobody above is told; the risk stays until its signs go away."""

    desk: Desk

    async def __call__(self, actor: Actor, risk_id: RiskId, words: str, *, version: int) -> Risk:
        """Raises: NotFound, RiskNotYours, RiskGone, RiskDecided, RiskChanged, Note…"""
        return await _decide(
            self.desk, actor, risk_id, clean_comment(words), RiskStatus.TAKEN, version
        )


@dataclass(frozen=True, slots=True)
class DismissRisk:
    """«Риска нет»: the same signs open no other one until they went away."""

    desk: Desk

    async def __call__(self, actor: Actor, risk_id: RiskId, words: str, *, version: int) -> Risk:
        """Raises: NotFound, RiskNotYours, RiskGone, RiskDecided, RiskChanged, Note…"""
        return await _decide(
            self.desk, actor, risk_id, clean_comment(words), RiskStatus.DISMISSED, version
        )


async def _decide(
    desk: Desk, actor: Actor, risk_id: RiskId, words: str, to: RiskStatus, version: int
) -> Risk:
    now = desk.clock()
    is_taken = to is RiskStatus.TAKEN
    rule = take if is_taken else dismiss
    async with desk.begin() as uow:
        view = await uow.risks.get(risk_id, actor)
        decided = rule(view, actor.id, words, version=version, now=now)
        if decided is view.risk:
            return decided  # the second tap
        saved = await uow.risks.save(decided, now)
        await uow.timeline.add(
            Happened.RISK_TAKEN if is_taken else Happened.RISK_DISMISSED,
            at=now,
            client_id=saved.client_id,
            actor_id=actor.id,
            facts={"words": words},
        )
        await _refresh(uow, saved, actor)
        await uow.commit()
    return saved


async def _refresh(uow: UnitOfWork, risk: Risk, actor: Actor) -> None:
    await uow.ledger.refresh(Matter.RISK, risk.id, except_for=actor.id)
    await uow.ledger.refresh(Matter.CLIENT, risk.client_id, except_for=actor.id)
