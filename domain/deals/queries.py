"""What a person can look at: one deal, the board, a stage of it, the cash it promises."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clients.model import ClientId
from domain.deals.model import DealId, OfferId
from domain.deals.views import (
    Board,
    BoardFilter,
    CashMonth,
    DealsPage,
    DealView,
    OfferView,
    StageSum,
)
from domain.desk import Desk
from domain.org.model import Actor
from domain.pages import Page
from domain.rulebook.model import Rulebook
from domain.tasks.visibility import Viewer
from domain.timeline import TimelineEntry


@dataclass(frozen=True, slots=True)
class ViewDeal:
    desk: Desk

    async def __call__(self, actor: Actor, deal_id: DealId) -> tuple[DealView, Rulebook]:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.deals.view(deal_id, actor.scope, tasks_for=Viewer.of(actor))
            rules = await self.desk.rules(uow, actor)
        return view, rules.rulebook


@dataclass(frozen=True, slots=True)
class ViewOffer:
    desk: Desk

    async def __call__(self, actor: Actor, offer_id: OfferId) -> tuple[OfferView, Rulebook]:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.offers.view(offer_id, actor.scope)
            rules = await self.desk.rules(uow, actor)
        return view, rules.rulebook


@dataclass(frozen=True, slots=True)
class ViewBoard:
    """Every stage with its deals and money, the empty ones too, and the two ends."""

    desk: Desk

    async def __call__(
        self, actor: Actor, narrowed: BoardFilter | None = None
    ) -> tuple[Board, Rulebook]:
        async with self.desk.begin() as uow:
            sums = await uow.boards.sums(
                actor.scope, narrowed or BoardFilter(), now=self.desk.clock()
            )
            rules = await self.desk.rules(uow, actor)
        by_stage = {sum_.stage: sum_ for sum_ in sums}
        known = (*rules.rulebook.stage_keys, "won", "lost")
        dropped = [stage for stage in by_stage if stage not in known]
        board = Board(
            stages=tuple(
                by_stage.get(stage, StageSum(stage, 0, (), 0, 0))
                for stage in (*rules.rulebook.stage_keys, *dropped)
            ),
            won=by_stage.get("won", StageSum("won", 0, (), 0, 0)),
            lost=by_stage.get("lost", StageSum("lost", 0, (), 0, 0)),
        )
        return board, rules.rulebook


@dataclass(frozen=True, slots=True)
class ListDealsOnStage:
    desk: Desk

    async def __call__(
        self, actor: Actor, narrowed: BoardFilter, stage: str, *, offset: int, size: int
    ) -> tuple[DealsPage, Rulebook]:
        async with self.desk.begin() as uow:
            page = await uow.boards.on_stage(actor.scope, narrowed, stage, offset=offset, size=size)
            rules = await self.desk.rules(uow, actor)
        return page, rules.rulebook


@dataclass(frozen=True, slots=True)
class ListDealsOfClient:
    desk: Desk

    async def __call__(
        self, actor: Actor, client_id: ClientId, *, offset: int, size: int
    ) -> tuple[DealsPage, Rulebook]:
        """Raises: NotFound: the actor sees no such client."""
        async with self.desk.begin() as uow:
            client_id = (await uow.clients.view(client_id, actor.scope)).client.id
            page = await uow.deals.of_client(client_id, actor.scope, offset=offset, size=size)
            rules = await self.desk.rules(uow, actor)
        return page, rules.rulebook


@dataclass(frozen=True, slots=True)
class ViewExpectedCash:
    """Money of open deals by the month it is expected in, plain and weighted by stage."""

    desk: Desk

    async def __call__(
        self, actor: Actor, narrowed: BoardFilter | None = None
    ) -> Sequence[CashMonth]:
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
            shares = {stage.key: stage.probability for stage in rules.rulebook.stages}
            return await uow.boards.expected_cash(actor.scope, narrowed or BoardFilter(), shares)


@dataclass(frozen=True, slots=True)
class ViewDealHistory:
    desk: Desk

    async def __call__(
        self, actor: Actor, deal_id: DealId, *, offset: int, size: int
    ) -> tuple[DealView, Sequence[TimelineEntry], Page, Rulebook]:
        """Raises: NotFound."""
        async with self.desk.begin() as uow:
            view = await uow.deals.view(deal_id, actor.scope)
            entries, total = await uow.timeline.of_deal(deal_id, offset=offset, size=size)
            rules = await self.desk.rules(uow, actor)
        shown_from = offset if offset < total else 0
        return view, entries, Page(shown_from, size, total), rules.rulebook
