"""What the demo company's clients have asked for: one closed, one answered, one late, one new."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.playground.led_clock import LedClock
from domain.clients.model import ClientId
from domain.clients.queries import FindClients
from domain.org.model import Actor, Role
from domain.org.ports import Actors
from domain.requests.model import NewRequest, Rating, Request
from domain.requests.use_cases import CloseRequest, LogRequest, RateRequest, ReactToRequest
from domain.requests.watching import WatchRequests
from domain.unit_of_work import Begin

ASKED: Final = (
    ("ООО «Ромашка»", "phone", "documents", "Просят закрывающие документы за прошлый месяц", 9),
    ("Отель «Берег»", "email", "question", "Можно ли перенести поставку на неделю раньше?", 6),
    ("Кафе «Облако»", "messenger", "complaint", "Второй блок шумит, просят приехать", 3),
    ("ООО «Тёплый дом»", "phone", "order", "Нужны ещё два комплекта фильтров", 0),
)
"""Client, channel, kind, words, and how many days ago."""
CLOSED_AFTER: Final = timedelta(hours=5)
REACTED_AFTER: Final = timedelta(minutes=50)


@dataclass(frozen=True, slots=True)
class DemoRequests:
    """Makes them once; ``clock`` is the one that the use cases were wired with."""

    begin: Begin
    clock: LedClock
    actors: Actors
    find_clients: FindClients
    log_request: LogRequest
    react_to_request: ReactToRequest
    close_request: CloseRequest
    rate_request: RateRequest
    watch_requests: WatchRequests

    async def make(self, now: datetime) -> None:
        requests = [await self._ask(*asked, now=now) for asked in ASKED]
        closed, answered = requests[0], requests[1]
        seller = await self._seller(closed)
        self.clock.now = closed.came_at + REACTED_AFTER
        reacted = await self.react_to_request(seller, closed.id, closed.version)
        self.clock.now = closed.came_at + CLOSED_AFTER
        words = "Отправили документы почтой, оригиналы с курьером"
        over = await self.close_request(seller, closed.id, words, version=reacted.version)
        await self.rate_request(seller, over.id, Rating.UP, over.version)
        self.clock.now = answered.came_at + REACTED_AFTER
        await self.react_to_request(await self._seller(answered), answered.id, answered.version)
        self.clock.now = now - timedelta(days=1)
        await self.watch_requests()  # whom it concerned was told of what is late then
        self.clock.now = now

    async def _ask(
        self, client: str, channel: str, kind: str, words: str, days_ago: int, *, now: datetime
    ) -> Request:
        moment = now - timedelta(days=days_ago, minutes=10)
        self.clock.now = moment
        director = await self._director(moment)
        found = await self.find_clients(director, client, offset=0, size=1)
        new = NewRequest(ClientId(found.lines[0].id), channel, kind, words)
        return await self.log_request(director, new)

    async def _seller(self, request: Request) -> Actor:
        return await self.actors.get(request.responsible_id, now=self.clock.now)

    async def _director(self, moment: datetime) -> Actor:
        async with self.begin() as uow:
            found = await uow.people.with_role((Role.DIRECTOR,))
        return await self.actors.get(min(person.id for person in found), now=moment)
