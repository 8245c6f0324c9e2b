from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.clients.model import ClientId, ContactId
from domain.interactions.model import (
    FiledMessage,
    Interaction,
    InteractionId,
    InteractionKind,
    NewInteraction,
)
from domain.interactions.views import InteractionView, NamedClient
from domain.org.model import PersonId
from domain.org.visibility import Scope


class Interactions(Protocol):
    """Seen by whoever sees the client and, where there is one, the deal: else NotFound."""

    async def add(
        self, new: NewInteraction, *, person_id: PersonId, now: datetime
    ) -> Interaction | None:
        """None where one of the same ``once`` is kept already: see ``logged``. ``at`` is set."""
        ...

    async def logged(self, once: str, scope: Scope) -> Interaction:
        """The one of this name. Raises NotFound."""
        ...

    async def get(self, interaction_id: InteractionId, scope: Scope) -> Interaction:
        """Locked until the transaction ends. Raises NotFound."""
        ...

    async def save(self, interaction: Interaction, now: datetime) -> Interaction:
        """As saved: its version is one higher."""
        ...

    async def file(
        self, interaction_id: InteractionId, files: Sequence[FiledMessage], now: datetime
    ) -> None:
        """Behind those that it has."""
        ...

    async def view(self, interaction_id: InteractionId, scope: Scope) -> InteractionView:
        """Raises NotFound."""
        ...

    async def of_client(
        self,
        client_id: ClientId,
        scope: Scope,
        kinds: Collection[InteractionKind],
        *,
        offset: int,
        size: int,
    ) -> tuple[Sequence[InteractionView], int]:
        """Of ``kinds`` (of all, where none is named), latest first, with the number of all."""
        ...

    async def last_interactions(
        self,
        client_id: ClientId,
        kinds: Collection[InteractionKind],
        limit: int,
        *,
        only_reached: bool = True,
    ) -> Sequence[Interaction]:
        """The latest of these kinds, whoever had them; by default those that reached somebody."""
        ...

    async def recent_clients(
        self, person_id: PersonId, scope: Scope, limit: int
    ) -> Sequence[NamedClient]:
        """Clients whose cards stand in the person's chat, or whom they had a contact with, the
        latest first."""
        ...

    async def is_contact_of(self, contact_id: ContactId, client_id: ClientId) -> bool: ...
