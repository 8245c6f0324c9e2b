"""The demo company's visits: one that was held and one ahead, at clients with addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.playground.led_clock import LedClock
from domain.clients.addresses import NoteAddress, PlaceClient
from domain.clients.model import ClientId
from domain.interactions.model import Spot
from domain.org.model import Actor, Person
from domain.org.ports import Actors
from domain.unit_of_work import Begin
from domain.visits.booking import BookVisit, NewVisit
from domain.visits.queries import ViewFreeSlots
from domain.visits.reporting import ReportVisit, VisitReport

HELD_DAYS_AGO: Final = 20
"""Longer than any run of holidays, so that it is over by now."""
REPORTED_AFTER: Final = timedelta(minutes=5)
OFFICE: Final = Spot(55.7522, 37.6156)
AT_THE_DOOR: Final = Spot(55.7531, 37.6160)


@dataclass(frozen=True, slots=True)
class DemoVisits:
    """Makes them once; ``clock`` is the one that the use cases were wired with."""

    begin: Begin
    clock: LedClock
    actors: Actors
    note_address: NoteAddress
    place_client: PlaceClient
    view_free_slots: ViewFreeSlots
    book_visit: BookVisit
    report_visit: ReportVisit

    async def make(self, now: datetime, sellers: Sequence[Person]) -> None:
        """The first of ``sellers`` goes to two of their clients."""
        self.clock.now = now - timedelta(days=HELD_DAYS_AGO)
        seller = await self.actors.get(sellers[0].id, now=self.clock.now)
        first, second = await self._clients_of(seller)
        await self.note_address(seller, first, "Москва, ул. Моховая, 15, подъезд 2")
        await self.place_client(seller, first, OFFICE)
        await self.note_address(seller, second, "Москва, Ленинский проспект, 30")
        starts_at = await self._first_free(seller, first)
        held = await self.book_visit(
            seller, NewVisit(first, seller.id, starts_at, agreed="Замерить серверную")
        )
        self.clock.now = held.ends_at + REPORTED_AFTER
        words = "Замерили серверную, нужны два блока по 7 кВт"
        await self.report_visit(seller, held.id, VisitReport(True, words, AT_THE_DOOR))
        self.clock.now = now
        starts_at = await self._first_free(seller, second)
        agreed = "Показать каталог вентиляции"
        await self.book_visit(seller, NewVisit(second, seller.id, starts_at, agreed=agreed))

    async def _clients_of(self, seller: Actor) -> tuple[ClientId, ClientId]:
        async with self.begin() as uow:
            found, _ = await uow.clients.search("ООО", None, seller.scope, offset=0, size=2)
        first, second = (line.id for line in found)
        return first, second

    async def _first_free(self, seller: Actor, client_id: ClientId) -> datetime:
        """The last one of the second day: not so soon that it begins while one looks."""
        free = await self.view_free_slots(seller, client_id, seller.id)
        return free.days[1].slots[-1].starts_at
