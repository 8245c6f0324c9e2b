from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.model import ClientId
from domain.org.model import Actor, PersonId
from domain.org.workplaces import Workplace
from domain.risks.model import Risk, RiskId, RiskLine, RiskView, Sign
from domain.risks.views import RisksOfDay
from domain.rulebook.risks import SegmentRisks


class Risks(Protocol):
    """Risks of losing clients. A client outside the actor's scope is not found."""

    async def sweep(self, watched: Sequence[SegmentRisks], *, currency: str, now: datetime) -> int:
        """Bring risks in line with the signs of this moment; how many opened, grew or went away.

        A client whose signs nobody dismissed gets a risk, which whose turn it is hears of; one
        that has more signs than before is heard of again, and one whose client went to another
        manager's people by that manager. Without signs it is over. All of it
        stands in the client's timeline. Does nothing while another sweep runs.
        """
        ...

    async def unplanned(self, climbs: int) -> Mapping[PersonId, Workplace]:
        """Whose turn it is about risks that are to climb and nobody has said when."""
        ...

    async def plan(self, moments: Mapping[PersonId, datetime], climbs: int) -> None:
        """When the risks in these people's hands climb on."""
        ...

    async def climb(self, climbs: int, now: datetime) -> int:
        """What is due goes to the head above whose turn it was, who is told; how many did.

        Where nobody is above, it climbs no more.
        """
        ...

    async def get(self, risk_id: RiskId, actor: Actor) -> RiskView:
        """Locked until the transaction ends. Raises: NotFound."""
        ...

    async def view(self, risk_id: RiskId, actor: Actor) -> RiskView:
        """Raises: NotFound."""
        ...

    async def save(self, risk: Risk, now: datetime) -> Risk:
        """With the next version. A dismissed one's signs are silenced until they go away."""
        ...

    async def of_client(self, client_id: ClientId) -> Sequence[Sign]:
        """The signs of the client's present risk; none where there is no risk."""
        ...

    async def of_day(self, people_ids: Collection[PersonId], *, each: int) -> RisksOfDay:
        """Undecided risks that are these people's turn."""
        ...

    async def live(
        self, people_ids: Collection[PersonId], *, offset: int, size: int
    ) -> tuple[Sequence[RiskLine], int]:
        """Risks that are these people's turn, or that they took; the oldest first, with the number
        of all."""
        ...
