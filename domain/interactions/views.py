from dataclasses import dataclass

from domain.clients.model import ClientId
from domain.interactions.model import FiledMessage, Interaction


@dataclass(frozen=True, slots=True)
class InteractionView:
    """An interaction with the names around it, and what was filed with it, in order."""

    interaction: Interaction
    client_name: str
    person_name: str
    contact_name: str | None
    deal_title: str | None
    files: tuple[FiledMessage, ...]


@dataclass(frozen=True, slots=True)
class NamedClient:
    id: ClientId
    name: str
