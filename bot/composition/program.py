"""The whole program, wired: what production and the playground start alike."""

import asyncio
from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from aiogram import Dispatcher
from dishka import Container
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.composition.makers import make_makers
from bot.composition.telegram import make_bot
from bot.composition.wiring import Bell, Wiring
from bot.delivery.courier import Courier
from bot.delivery.makers import Makers
from bot.delivery.sender import Sender
from bot.delivery.throttle import RequestBudget
from bot.delivery.turns import MessageTurns
from bot.heartbeat import Heartbeat
from bot.metrics import Metrics
from bot.updates.intake import Intake
from bot.updates.pace import Pace
from domain.clock import Clock
from domain.delivery.ports import Cards, Leadership, Outbox
from domain.delivery.use_cases import NotePersonBlocked
from domain.desk import Desk
from domain.digests.making import NextDigest
from domain.org.ports import Actors
from domain.rulebook.ports import VersionedRulebook
from jobs.retention import MESSAGES_KEPT
from jobs.scheduler import Ticker
from storage.outages import Outages
from storage.watched_pool import connections_in_use, pool_size, watch_pool

if TYPE_CHECKING:
    from bot.composition.answering import Answering


class Program:
    """Everything between Telegram and the database. The ledger can be sent before the rest is even
    imported (``start_sending``); ``start`` the clock's side, then take updates through ``intake``
    by polling or webhook; ``stop`` finishes what is in flight.
    """

    def __init__(
        self,
        *,
        token: str,
        bot_api_url: str,
        engine: AsyncEngine,
        clock: Clock,
        concurrent_updates: int = 32,
        budget: RequestBudget | None = None,
        pace: Pace | None = None,
        messages_kept: timedelta = MESSAGES_KEPT,
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.metrics = Metrics()
        self._wiring = Wiring(engine, clock)
        self.parts: Container = self._wiring.for_sending()
        self.budget = budget or RequestBudget()
        self.bot = make_bot(token, bot_api_url, self.budget, self.metrics.flooded)
        self.makers: Makers = make_makers(self.parts)
        self.turns = MessageTurns(
            self.parts.get(Cards), clock, self.parts.get(Outages).passes_by_itself
        )
        self.sender = self._make_sender()
        self.parts.get(Bell).wakes = self.sender.wake
        self._concurrent_updates = concurrent_updates
        self._pace = pace
        self._messages_kept = messages_kept
        self._observe()
        self._sending: asyncio.Task[None] | None = None
        self._beside: list[asyncio.Task[None]] = []
        self._vital: list[asyncio.Task[None]] = []

    @cached_property
    def container(self) -> Container:
        """Of everything; ``parts`` is of what the sender takes."""
        return self._wiring.for_all()

    @cached_property
    def answering(self) -> "Answering":
        """All but the sender; made when first asked for, on the running loop."""
        from bot.composition.answering import Answering

        return Answering(
            self.container,
            bot=self.bot,
            makers=self.makers,
            turns=self.turns,
            clock=self.clock,
            metrics=self.metrics,
            concurrent_updates=self._concurrent_updates,
            pace=self._pace,
            messages_kept=self._messages_kept,
        )

    @property
    def dispatcher(self) -> Dispatcher:
        return self.answering.dispatcher

    @property
    def intake(self) -> Intake:
        return self.answering.intake

    @property
    def ticker(self) -> Ticker:
        return self.answering.ticker

    def start_sending(self) -> None:
        """Begin to send the ledger, where this process leads."""
        if self._sending is None:
            self._sending = asyncio.create_task(self.sender.run(), name="sender")

    async def start(self) -> None:
        """Start the sender, the clock's jobs, and what is done beside them."""
        self.start_sending()
        assert self._sending is not None
        self._beside = [
            *self.answering.start(),
            asyncio.create_task(self.heartbeat.run(), name="heartbeat"),
        ]
        self._vital = [
            self._sending,
            *(task for task in self._beside if task.get_name() != "menus"),
        ]

    def ended_parts(self) -> list[str]:
        """What should run as long as the program does, and has ended all the same."""
        return [task.get_name() for task in self._vital if task.done()]

    async def tick(self) -> None:
        """Do now all that the clock would do by and by: what is due is sent when this returns."""
        await self.ticker.tick_all()
        await self.sender.drain()

    async def stop(self) -> None:
        """Finish what is in flight, and close every connection. Another process may lead as soon as
        what leaves now has left: it does not wait for the clock's jobs.
        """
        self._vital = []
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        await self.sender.stop()
        ending = [] if self._sending is None else [self._sending]
        if "answering" in vars(self):
            ending.append(asyncio.create_task(self.ticker.stop()))
        for ended in await asyncio.gather(*ending, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended
        await self.bot.session.close()
        await self.engine.dispose()

    def _observe(self) -> None:
        """What is measured from outside of what is measured."""
        self.heartbeat = Heartbeat(self.metrics.loop_lagged)
        watch_pool(self.engine, self.metrics.pool_waited)
        self.metrics.read_pool_by(
            partial(connections_in_use, self.engine), size=pool_size(self.engine)
        )
        self.metrics.read_ledger_by(self._read_ledger)

    async def _read_ledger(self) -> tuple[int, float]:
        """Its depth, and for how many seconds its oldest due row is overdue."""
        outbox = self.parts.get(Outbox)
        oldest_at = await outbox.oldest_due_at()
        overdue = 0.0 if oldest_at is None else (self.clock() - oldest_at).total_seconds()
        return await outbox.depth(), max(0.0, overdue)

    def _make_sender(self) -> Sender:
        get = self.parts.get
        courier = Courier(
            bot=self.bot,
            outbox=get(Outbox),
            actors=get(Actors),
            makers=self.makers,
            read_rules=self._rules_in_force,
            next_digest=get(NextDigest),
            note_blocked=get(NotePersonBlocked),
            passes_by_itself=get(Outages).passes_by_itself,
            budget=self.budget,
            turns=self.turns,
            clock=self.clock,
            still_leads=get(Leadership).is_certain,
            metrics=self.metrics,
        )
        return Sender(
            outbox=get(Outbox),
            courier=courier,
            leadership=get(Leadership),
            budget=self.budget,
            clock=self.clock,
            metrics=self.metrics,
        )

    async def _rules_in_force(self) -> VersionedRulebook:
        async with self.parts.get(Desk).begin() as uow:
            return await uow.rulebooks.current()
