from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.clients.model import ClientId, ClientLine
from domain.deals.model import DealId
from domain.handovers.model import (
    Handover,
    HandoverId,
    Held,
    Holding,
    Move,
    NewHandover,
    Proposal,
    Reason,
)
from domain.handovers.views import HandedLine, HandoverView
from domain.org.model import PersonId
from domain.org.visibility import Scope


class Handovers(Protocol):
    async def held(
        self, person_id: PersonId, *, today: date, is_locked: bool = True
    ) -> Sequence[Holding]:
        """Everything open in the person's hands, locked until the transaction ends."""
        ...

    async def awaiting_offers(self, person_id: PersonId) -> int:
        """Offers without an answer, which go with the person's deals."""
        ...

    async def clients_of(self, person_id: PersonId) -> Sequence[Holding]:
        """The person's clients, and their open deals with them, locked."""
        ...

    async def client(self, client_id: ClientId) -> Sequence[Holding]:
        """The client, and what deals of it are open in the same hands, locked."""
        ...

    async def deal(self, deal_id: DealId) -> Sequence[Holding]:
        """The deal if it is open, locked."""
        ...

    async def proposals(self, person_id: PersonId, *, today: date) -> Sequence[Proposal]:
        """Who could take the person's records: deputy, boss, and the colleague of their branch and
        department who has the least to do; each person once.
        """
        ...

    async def add(self, new: NewHandover) -> Handover | None:
        """None where the same client or deal is proposed already."""
        ...

    async def get(self, handover_id: HandoverId) -> Handover:
        """Locked until the transaction ends. Raises: NotFound."""
        ...

    async def see(self, handover_id: HandoverId) -> Handover:
        """The same unlocked. Raises: NotFound."""
        ...

    async def last_leaving(self, person_id: PersonId) -> Handover | None: ...

    async def save(self, handover: Handover) -> None: ...

    async def withdraw_proposal(
        self, reason: Reason, record_id: int, *, by: PersonId, now: datetime
    ) -> None:
        """What was proposed about the record is settled otherwise."""
        ...

    async def apply(
        self, handover_id: HandoverId, moves: Sequence[Move], *, by: PersonId, now: datetime
    ) -> None:
        """Put the records into their new hands, note it in their histories, and have shown cards
        edited.
        """
        ...

    async def moves(self, handover_id: HandoverId) -> Sequence[Move]: ...

    async def holders(
        self, moves: Sequence[Move], handover_id: HandoverId, *, today: date
    ) -> Collection[tuple[tuple[Held, int], PersonId | None]]:
        """Of the records of ``moves`` those that are open still, each with its holder, locked."""
        ...

    async def take_back(
        self,
        handover_id: HandoverId,
        back: Sequence[Move],
        *,
        by: PersonId,
        now: datetime,
    ) -> None:
        """Put ``back`` into the former hands, and note which of the handover stayed."""
        ...

    async def view(self, handover_id: HandoverId, reader: PersonId | None) -> HandoverView:
        """What came to ``reader``; None: all of it. Raises: NotFound."""
        ...

    async def lines(
        self,
        handover_id: HandoverId,
        reader: PersonId | None,
        *,
        stayed: bool,
        offset: int,
        size: int,
    ) -> tuple[Sequence[HandedLine], int]:
        """The records, by kind and name, with the number of all; ``stayed``: only those that an
        undo left where they were.
        """
        ...

    async def ownerless(
        self, scope: Scope, *, offset: int, size: int
    ) -> tuple[Sequence[ClientLine], int]:
        """Clients in nobody's hands, or in those of somebody who has left; by name."""
        ...
