from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from domain.clients.model import ClientId
from domain.deals.model import Deal, DealId, Ladder, Offer, OfferFile, OfferId
from domain.deals.views import (
    BoardFilter,
    CashMonth,
    DealsPage,
    DealView,
    OfferView,
    SilentOffers,
    StageSum,
)
from domain.money import Money
from domain.org.model import Branch, BranchId, PersonId
from domain.org.visibility import Scope
from domain.org.workplaces import Workplace
from domain.products.model import ProductId
from domain.tasks.visibility import Viewer
from domain.timeline import Happened, TimelineEntry


class Deals(Protocol):
    """Loading takes the actor's scope: what lies outside it raises NotFound."""

    async def add(
        self,
        *,
        title: str,
        client_id: ClientId | None,
        owner_id: PersonId,
        branch_id: BranchId,
        stage: str,
        stage_due_at: datetime,
        amount: Money | None,
        currency: str,
        now: datetime,
        product_id: ProductId | None = None,
        next_step: str | None = None,
        next_step_at: datetime | None = None,
    ) -> Deal: ...

    async def get(self, deal_id: DealId, scope: Scope) -> Deal:
        """The deal, locked until the transaction ends."""
        ...

    async def get_view(
        self, deal_id: DealId, scope: Scope, *, tasks_for: Viewer | None = None
    ) -> DealView:
        """The same with what its card shows of it; see ``view``."""
        ...

    async def save(self, deal: Deal) -> Deal:
        """The deal as saved: its version is one higher."""
        ...

    async def workplace(self, deal: Deal) -> Workplace:
        """Where the deal is worked on: its branch, in its owner's hours."""
        ...

    async def view(
        self, deal_id: DealId, scope: Scope, *, tasks_for: Viewer | None = None
    ) -> DealView:
        """``tasks_for``: whose open tasks in it are counted; of the same scope, or of none."""
        ...

    async def of_client(
        self, client_id: ClientId, scope: Scope, *, offset: int, size: int
    ) -> DealsPage:
        """Deals of a client, open ones first."""
        ...


class Boards(Protocol):
    async def sums(
        self, scope: Scope, narrowed: BoardFilter, *, now: datetime
    ) -> Sequence[StageSum]:
        """A sum for each stage that has open deals, and for ``won`` and ``lost``."""
        ...

    async def on_stage(
        self, scope: Scope, narrowed: BoardFilter, stage: str, *, offset: int, size: int
    ) -> DealsPage:
        """Deals of a stage, or won, or lost: open ones by limit, closed ones latest first."""
        ...

    async def expected_cash(
        self, scope: Scope, narrowed: BoardFilter, probabilities: Mapping[str, Decimal]
    ) -> Sequence[CashMonth]:
        """Open deals by the month their money is expected, those with no date last."""
        ...

    async def person_name(self, person_id: PersonId, scope: Scope) -> str:
        """Raises: NotFound: the person is outside ``scope``."""
        ...

    async def branch_name(self, branch_id: BranchId, scope: Scope) -> str:
        """Raises: NotFound: the branch is outside ``scope``."""
        ...

    async def busiest_owner(self) -> PersonId | None:
        """Whose deals are the most; None where there are none."""
        ...

    async def branches(
        self, scope: Scope, *, offset: int, size: int
    ) -> tuple[Sequence[Branch], int]:
        """Branches inside ``scope`` by name, with the number of all."""
        ...


class Offers(Protocol):
    async def add(
        self,
        *,
        deal_id: DealId,
        price: Money,
        number: str | None,
        file: OfferFile | None,
        sent_by: PersonId,
        sent_at: datetime,
        follow_up_at: datetime,
        ladder: Ladder,
    ) -> Offer: ...

    async def get(self, offer_id: OfferId, scope: Scope) -> tuple[Offer, Deal]:
        """The offer and its deal, both locked."""
        ...

    async def awaiting(self, deal_id: DealId) -> Sequence[Offer]:
        """Unanswered offers of a deal, locked, oldest first."""
        ...

    async def save(self, offer: Offer) -> Offer: ...

    async def view(self, offer_id: OfferId, scope: Scope) -> OfferView: ...

    async def silent(
        self, scope: Scope, *, now: datetime, offset: int, size: int
    ) -> SilentOffers: ...


class OfferWatch(Protocol):
    """The clock's side of sent offers."""

    async def climb(self, now: datetime, limit: int) -> int:
        """Tell those whom due steps name, at most ``limit`` offers, oldest first.

        One statement: the ledger rows and the step counters together. Offers that another
        process is climbing are skipped. Returns how many offers climbed a step.
        """
        ...

    async def unwatched(self, now: datetime, limit: int) -> Sequence[OfferId]:
        """Unanswered offers that break the invariant of ``domain.deals.follow_up.is_watched``."""
        ...


class Timeline(Protocol):
    async def add(
        self,
        kind: Happened,
        *,
        at: datetime,
        deal: Deal | None = None,
        client_id: ClientId | None = None,
        offer_id: OfferId | None = None,
        request_id: int | None = None,
        actor_id: PersonId | None,
        from_stage: str | None = None,
        to_stage: str | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None: ...

    async def of_client(
        self,
        client_id: ClientId,
        scope: Scope,
        kinds: Collection[Happened] | None = None,
        *,
        offset: int,
        size: int,
    ) -> tuple[Sequence[TimelineEntry], int]:
        """Newest first, with the number of all; of ``kinds`` alone where they are given, and of
        deals only those inside ``scope``."""
        ...

    async def of_deal(
        self, deal_id: DealId, *, offset: int, size: int
    ) -> tuple[Sequence[TimelineEntry], int]:
        """Newest first, with the number of all."""
        ...
