"""A client of the demo company that may be lost: its complaint was closed, and it is unhappy."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.playground.led_clock import LedClock
from domain.clients.queries import FindClients
from domain.org.model import Role
from domain.org.ports import Actors
from domain.requests.model import NewRequest, Rating
from domain.requests.use_cases import CloseRequest, LogRequest, RateRequest, ReactToRequest
from domain.risks.use_cases import SweepRisks
from domain.unit_of_work import Begin

CLIENT: Final = "АО «Северный ветер»"
WORDS: Final = "Приехали на день позже, монтаж сорвался"
RESULT: Final = "Извинились, дали скидку на сервис"
DAYS_AGO: Final = 2


@dataclass(frozen=True, slots=True)
class DemoRisks:
    """Makes it once; ``clock`` is the one that the use cases were wired with."""

    begin: Begin
    clock: LedClock
    actors: Actors
    find_clients: FindClients
    log_request: LogRequest
    react_to_request: ReactToRequest
    close_request: CloseRequest
    rate_request: RateRequest
    sweep_risks: SweepRisks

    async def make(self, now: datetime) -> None:
        """The client is a VIP by then."""
        moment = self.clock.now = now - timedelta(days=DAYS_AGO)
        async with self.begin() as uow:
            director = (await uow.people.with_role((Role.DIRECTOR,)))[0]
        actor = await self.actors.get(director.id, now=moment)
        found = await self.find_clients(actor, CLIENT, offset=0, size=1)
        new = NewRequest(found.lines[0].id, "phone", "complaint", WORDS)
        asked = await self.log_request(actor, new)
        seller = await self.actors.get(asked.responsible_id, now=moment)
        self.clock.now = moment + timedelta(minutes=20)
        reacted = await self.react_to_request(seller, asked.id, asked.version)
        self.clock.now = moment + timedelta(hours=2)
        closed = await self.close_request(seller, asked.id, RESULT, version=reacted.version)
        await self.rate_request(seller, closed.id, Rating.DOWN, closed.version)
        self.clock.now = now
        await self.sweep_risks()
