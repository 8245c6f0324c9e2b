from dataclasses import dataclass

from domain.clients.model import Client, ClientPhone, Contact
from domain.money import Money


@dataclass(frozen=True, slots=True)
class ClientView:
    """A client with the names around it; counts and money are of the deals that the actor sees."""

    client: Client
    owner_name: str | None
    branch_name: str
    contacts: tuple[Contact, ...]
    phones: tuple[ClientPhone, ...]
    open_deals: int
    won_deals: int
    open_money: tuple[Money, ...]
    won_money: tuple[Money, ...]
