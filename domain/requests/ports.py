from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.model import ClientId
from domain.deals.model import DealId
from domain.interactions.model import FiledMessage, InteractionId
from domain.org.model import Actor, PersonId
from domain.org.visibility import Scope
from domain.requests.model import Placed, Request, RequestId
from domain.requests.views import Figures, RequestLine, RequestsOfDay, RequestView, Stands, Whose
from domain.tasks.model import TaskId
from domain.timeline import TimelineEntry


class Requests(Protocol):
    """Seen by whoever sees the client, by the responsible person, by the manager whose day it
    stands on, and by who stands in for these: else NotFound. A client is locked before its
    requests.
    """

    async def placed(
        self, client_id: ClientId, *, on_managers_day: bool, otherwise: PersonId
    ) -> Placed:
        """The client's owner, else the head of its branch, else ``otherwise``; and the manager
        above them."""
        ...

    async def manager_of(self, client_id: ClientId, responsible_id: PersonId) -> PersonId | None:
        """The manager above ``responsible_id``; None where they are one themself."""
        ...

    async def add(
        self, request: Request, files: Sequence[FiledMessage], *, once: str | None
    ) -> Request | None:
        """None where one of the same ``once`` is kept already: see ``logged``."""
        ...

    async def logged(self, once: str, actor: Actor) -> Request:
        """The one of this name. Raises NotFound."""
        ...

    async def see(self, request_id: RequestId, actor: Actor) -> Request:
        """Unlocked. Raises NotFound."""
        ...

    async def get(self, request_id: RequestId, actor: Actor) -> Request:
        """Locked until the transaction ends. Raises NotFound."""
        ...

    async def segment_of(self, client_id: ClientId) -> str: ...

    async def waiting_of(self, client_id: ClientId) -> Sequence[Request]:
        """Those to which nobody has reacted, locked, the earliest first."""
        ...

    async def reacted_by(self, interaction_id: InteractionId) -> Request | None:
        """The one to which this contact was the first reaction, locked."""
        ...

    async def save(self, request: Request, now: datetime) -> Request:
        """As saved: its version is one higher."""
        ...

    async def link_task(self, request_id: RequestId, task_id: TaskId, now: datetime) -> None:
        """Its version stays: what stands on the card does not change by it."""
        ...

    async def link_deal(self, request_id: RequestId, deal_id: DealId, now: datetime) -> None: ...

    async def file(
        self, request_id: RequestId, files: Sequence[FiledMessage], now: datetime
    ) -> None:
        """Behind those that it has."""
        ...

    async def view(self, request_id: RequestId, actor: Actor) -> RequestView:
        """Raises NotFound."""
        ...

    async def history(
        self, request_id: RequestId, *, offset: int, size: int
    ) -> tuple[Sequence[TimelineEntry], int]:
        """Newest first, with the number of all. The request was loaded through the actor before."""
        ...

    async def of_client(
        self, client_id: ClientId, *, offset: int, size: int
    ) -> tuple[Sequence[RequestLine], int]:
        """Open ones first, the most urgent before others, then closed ones, the newest first; with
        the number of all. The client was loaded through the actor's scope before."""
        ...

    async def count_open(self, client_id: ClientId) -> int: ...

    async def open_of(self, client_id: ClientId, scope: Scope) -> Sequence[RequestLine]:
        """Open requests of a client inside ``scope``, the most urgent first."""
        ...

    async def listed(
        self,
        actor: Actor,
        whose: Whose,
        stands: Stands,
        *,
        now: datetime,
        offset: int,
        size: int,
    ) -> tuple[Sequence[RequestLine], int]:
        """With the number of all."""
        ...

    async def figures(
        self, actor: Actor, whose: Whose, *, since: datetime, now: datetime
    ) -> Figures:
        """Of what came from ``since`` on."""
        ...

    async def of_day(
        self, owners: frozenset[PersonId], *, now: datetime, each: int
    ) -> RequestsOfDay:
        """The first ``each`` of every errand of these people."""
        ...

    async def follow(self, managed: Sequence[str], now: datetime) -> int:
        """What is open passes to whose it is now, and that of the segments ``managed`` stands on
        the manager's day, too: how many did."""
        ...

    async def climb(self, now: datetime, limit: int) -> int:
        """Tell whom each due step names, once each; how many steps were climbed."""
        ...
