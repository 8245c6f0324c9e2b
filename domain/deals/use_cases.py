"""What a person can do with a deal. Each loads it locked through the actor's scope."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.amounts import TypedAmount
from domain.clients.model import ClientId
from domain.deals import rules as deal_rules
from domain.deals.closing import answer_offers_of_lost, answer_offers_of_won
from domain.deals.errors import NoSuchStage
from domain.deals.model import Deal, DealId, OfferId
from domain.deals.typed_moments import parse_moment
from domain.deals.views import DealView
from domain.desk import Desk
from domain.notes import clean_comment, clean_note
from domain.org.model import Actor
from domain.products.model import ProductId
from domain.products.rules import require_sold
from domain.requests.linking import link_deal
from domain.requests.model import RequestId
from domain.rulebook.model import Rulebook
from domain.segments.recomputing import recompute_segments
from domain.tasks.visibility import Viewer
from domain.timeline import Happened
from domain.unit_of_work import UnitOfWork


async def _keep(
    uow: UnitOfWork,
    before: Deal,
    after: Deal,
    kind: Happened,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, object] | None = None,
) -> Deal:
    """Save the changed deal, its line in the timeline, and have shown cards edited."""
    saved = await uow.deals.save(after)
    moved = before.stage != after.stage
    await uow.timeline.add(
        kind,
        at=now,
        deal=after,
        actor_id=actor.id,
        from_stage=before.stage if moved or not after.is_open else None,
        to_stage=after.stage if moved else None,
        facts=facts,
    )
    await uow.ledger.refresh_deal(after.id, except_for=actor.id)
    return saved


async def _recompute_segment(desk: Desk, uow: UnitOfWork, deal: Deal) -> None:
    """What was won counts for the client's segment."""
    if deal.client_id is not None:
        await recompute_segments(desk, uow, [deal.client_id])


@dataclass(frozen=True, slots=True)
class CreateDeal:
    """A new deal of a client, on the first stage, with its hint as the next step.

    The next step falls due when the stage's limit runs out, so that no deal starts without one.
    """

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        client_id: ClientId,
        *,
        title: str | None = None,
        amount: TypedAmount | None = None,
        product_id: ProductId | None = None,
        request_id: RequestId | None = None,
    ) -> Deal:
        """``title`` says what is sold where no product does. ``request_id``: it is what the client
        asked for.

        Raises: NotFound, ProductWithdrawn, CurrencyMismatch, RequestMadeAlready, NameMissing,
        NameTooLong.
        """
        now = self.desk.clock()
        title = deal_rules.clean_title(title) if title is not None else None
        async with self.desk.begin() as uow:
            client = await uow.clients.get(client_id, actor.scope)
            rules = await self.desk.rules(uow, actor)
            stage = rules.rulebook.first_stage
            calendar = self.desk.calendar_for(actor, rules, now)
            limit = deal_rules.stage_limit(stage, now, calendar)
            product = await uow.products.get(product_id) if product_id is not None else None
            if product is not None:
                require_sold(product)
            currency = rules.rulebook.company.currency
            deal = await uow.deals.add(
                title=title or (product.name if product else client.name),
                client_id=client.id,
                owner_id=actor.id,
                branch_id=actor.branch_id,
                stage=stage.key,
                stage_due_at=limit,
                amount=deal_rules.priced(amount, currency) if amount else None,
                currency=currency,
                now=now,
                product_id=product_id,
                next_step=stage.name.for_language(actor.language),
                next_step_at=limit,
            )
            await uow.timeline.add(
                Happened.DEAL_CREATED, at=now, deal=deal, actor_id=actor.id, to_stage=stage.key
            )
            if request_id is not None:
                await link_deal(uow, actor, request_id, deal, now=now)
            await uow.commit()
        return deal


@dataclass(frozen=True, slots=True)
class MoveDeal:
    """To the next stage, back, or further on past others."""

    desk: Desk

    async def __call__(
        self, actor: Actor, deal_id: DealId, to: str, *, version: int
    ) -> tuple[DealView, Rulebook]:
        """The deal as its card shows it from then on: nobody moves one without looking at it.

        Raises: NotFound, DealChanged, DealClosed, NoSuchStage, ChecklistUnfinished.
        """
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            view = await uow.deals.get_view(deal_id, actor.scope, tasks_for=Viewer.of(actor))
            deal = view.deal
            rules = await self.desk.rules(uow, actor)
            if deal.is_open and deal.stage == to:
                return view, rules.rulebook  # the second tap on the same button
            deal_rules.require_version(deal, version)
            calendar = await self.desk.calendar_of(uow, deal, rules, now)
            moved = deal_rules.move_to_stage(
                deal, to, rulebook=rules.rulebook, now=now, calendar=calendar
            )
            saved = await _keep(uow, deal, moved, Happened.STAGE, actor=actor, now=now)
            await uow.commit()
        return replace(view, deal=saved), rules.rulebook


@dataclass(frozen=True, slots=True)
class WinDeal:
    desk: Desk

    async def __call__(self, actor: Actor, deal_id: DealId, *, version: int) -> Deal:
        """Raises: NotFound, DealChanged, DealClosed, ChecklistUnfinished."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            deal_rules.require_open(deal)
            deal_rules.require_version(deal, version)
            rules = await self.desk.rules(uow, actor)
            won = deal_rules.win(deal, rulebook=rules.rulebook, now=now)
            await answer_offers_of_won(uow, won, actor=actor, now=now)
            saved = await _keep(uow, deal, won, Happened.WON, actor=actor, now=now)
            await _recompute_segment(self.desk, uow, saved)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class LoseDeal:
    """A lost deal always says why; its unanswered offers count as refused for the same reason."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        deal_id: DealId,
        reason: str,
        comment: str | None = None,
        *,
        version: int,
    ) -> Deal:
        """Raises: NotFound, DealChanged, DealClosed, ReasonMissing, Note…"""
        now = self.desk.clock()
        comment = clean_comment(comment) if comment else None
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            deal_rules.require_open(deal)
            deal_rules.require_version(deal, version)
            rules = await self.desk.rules(uow, actor)
            why = rules.rulebook.lost_reason(reason)
            lost = deal_rules.lose(deal, why, comment, now=now)
            await answer_offers_of_lost(uow, lost, why, comment, actor=actor, now=now)
            facts = {"reason": reason, "comment": comment}
            saved = await _keep(uow, deal, lost, Happened.LOST, actor=actor, now=now, facts=facts)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ReopenDeal:
    desk: Desk

    async def __call__(self, actor: Actor, deal_id: DealId, *, version: int) -> Deal:
        """Raises: NotFound, DealChanged, DealOpen."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            if deal.is_open:
                return deal  # the second tap, or somebody was faster: it is open, as wanted
            deal_rules.require_version(deal, version)
            rules = await self.desk.rules(uow, actor)
            calendar = await self.desk.calendar_of(uow, deal, rules, now)
            again = deal_rules.reopen(deal, rulebook=rules.rulebook, now=now, calendar=calendar)
            facts = {"was": str(deal.status), "reason": deal.lost_reason}
            saved = await _keep(
                uow, deal, again, Happened.REOPENED, actor=actor, now=now, facts=facts
            )
            await _recompute_segment(self.desk, uow, saved)
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class TickItem:
    """Tick or clear one item of the checklist of the deal's stage."""

    desk: Desk

    async def __call__(
        self, actor: Actor, deal_id: DealId, item: str, *, is_done: bool, version: int
    ) -> Deal:
        """Raises: NotFound, DealClosed, NoSuchStage; DealChanged: the button is an older deal's."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            deal_rules.require_open(deal)
            rules = await self.desk.rules(uow, actor)
            stage = rules.rulebook.find_stage(deal.stage)
            if stage is None:
                raise NoSuchStage(stage=deal.stage)
            ticked = deal_rules.tick(deal, item, is_done=is_done, stage=stage)
            if ticked is deal:
                return deal  # the second tap on the same button
            deal_rules.require_version(deal, version)
            facts = {"item": item, "is_done": is_done}
            saved = await _keep(
                uow, deal, ticked, Happened.TICKED, actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class PlanNextStep:
    """What to do next, and when."""

    desk: Desk

    async def __call__(self, actor: Actor, deal_id: DealId, words: str, when: str) -> Deal:
        """``when`` is as typed (see ``parse_moment``).

        Raises: NotFound, DealClosed, NextStepInPast, NextStepTooFar, Note…, Date…, TimeUnreadable.
        """
        now = self.desk.clock()
        words = clean_comment(words)
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            rules = await self.desk.rules(uow, actor)
            calendar = self.desk.calendar_for(actor, rules, now)
            at = parse_moment(when, now=now, zone=actor.zone, calendar=calendar)
            planned = deal_rules.plan_next_step(deal, words, at, now=now)
            if planned == deal:
                return deal
            facts = {"step": words, "at": at.isoformat()}
            saved = await _keep(
                uow, deal, planned, Happened.NEXT_STEP, actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class ChangeDeal:
    """Its amount, its margin, or the day its money is expected; what is not given stays."""

    desk: Desk

    async def __call__(
        self,
        actor: Actor,
        deal_id: DealId,
        *,
        amount: TypedAmount | None = None,
        margin: TypedAmount | None = None,
        closes_on: date | None = None,
    ) -> Deal:
        """Raises: NotFound, DealClosed, MarginAboveAmount, ClosingDayInPast."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            changed = deal
            facts: dict[str, object] = {}
            if margin is not None:  # the old one must not stand in the way of the new amount
                changed = deal_rules.set_margin(changed, None)
            if amount is not None:
                changed = deal_rules.set_amount(changed, deal_rules.priced(amount, deal.currency))
                facts |= {"amount": str(amount.amount), "currency": deal.currency}
            if margin is not None:
                changed = deal_rules.set_margin(changed, deal_rules.priced(margin, deal.currency))
                facts |= {"margin": str(margin.amount), "currency": deal.currency}
            if closes_on is not None:
                today = now.astimezone(actor.zone).date()
                changed = deal_rules.set_closing_day(changed, closes_on, today=today)
                facts["closes_on"] = closes_on.isoformat()
            if changed == deal:
                return deal
            saved = await _keep(
                uow, deal, changed, Happened.CHANGED, actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class RenameDeal:
    """Call an open deal otherwise. The name that it has already changes nothing."""

    desk: Desk

    async def __call__(self, actor: Actor, deal_id: DealId, title: str, *, version: int) -> Deal:
        """Raises: NotFound, DealClosed, DealChanged, NameMissing, NameTooLong."""
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            renamed = deal_rules.rename(deal, title)
            if renamed == deal:
                return deal
            deal_rules.require_version(deal, version)
            facts = {"was": deal.title, "title": renamed.title}
            saved = await _keep(
                uow, deal, renamed, Happened.CHANGED, actor=actor, now=now, facts=facts
            )
            await uow.commit()
        return saved


@dataclass(frozen=True, slots=True)
class AddNote:
    """A few words kept on the timeline of the deal and its client."""

    desk: Desk

    async def __call__(self, actor: Actor, deal_id: DealId, words: str) -> Deal:
        """Raises: NotFound, NoteMissing, NoteTooLong."""
        note = clean_note(words)
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            deal = await uow.deals.get(deal_id, actor.scope)
            await uow.timeline.add(
                Happened.NOTE, at=now, deal=deal, actor_id=actor.id, facts={"text": note}
            )
            await uow.commit()
        return deal


@dataclass(frozen=True, slots=True)
class AddOfferNote:
    """The same for an offer: the words stand on its deal's and its client's timeline."""

    desk: Desk

    async def __call__(self, actor: Actor, offer_id: OfferId, words: str) -> Deal:
        """Raises: NotFound, NoteMissing, NoteTooLong."""
        note = clean_note(words)
        async with self.desk.begin() as uow:
            _, deal = await uow.offers.get(offer_id, actor.scope)
            await uow.timeline.add(
                Happened.NOTE,
                at=self.desk.clock(),
                deal=deal,
                offer_id=offer_id,
                actor_id=actor.id,
                facts={"text": note},
            )
            await uow.commit()
        return deal
