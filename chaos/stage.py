"""One run: everything is started, people act, fate strikes, all of it heals, and is read."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bot.playground.clock import MovableClock
from bot.playground.server import Playground
from bot.playground.update_queue import FIRST_UPDATE_ID
from chaos.balancer import Balancer
from chaos.clock import SharedClock
from chaos.company import Company
from chaos.database import Database
from chaos.fate import DEADLY, Blow, Event, Plan
from chaos.people import Markers, Somebody
from chaos.programs import Programs
from chaos.rest import come_to_rest
from storage.postgres.server import connected

TOKEN = "7000000003:chaos-token-of-nobody-at-all-000000"
BEGINS = datetime(2026, 10, 23, 8, 0, tzinfo=UTC)
"""A Friday morning; on the Sunday after it the clocks of Berlin go back."""
ONLY, OTHER = "one", "two"
UPDATES_BETWEEN = 25
"""Updates that are done at least between two deadly blows, unless the machine is too slow."""
MOST_DELAY_SECONDS = 20.0
MOST_WAITING = 3
"""Updates for each person that wait for the bot before people hold back."""
IN_FLIGHT = "SELECT id FROM ledger WHERE status = 'due' AND attempted_at IS NOT NULL"
"""A send is noted before it begins, and over when it is settled."""


class Stage:
    """A run that is under way; ``folder`` keeps what the reader reads afterwards."""

    def __init__(self, plan: Plan, home: Path) -> None:
        self.plan = plan
        self.home = home
        self.clock = SharedClock.make(home / "clock", BEGINS)
        self.database = Database(home)
        self.figures: Counter[str] = Counter()
        self.not_ready: list[str] = []
        self.company: Company
        self.playground: Playground
        self.programs: Programs
        self.balancer = Balancer()
        self.origin = ""
        self._done_at_last_blow = FIRST_UPDATE_ID - 1
        self._dice = random.Random(plan.seed)

    @asynccontextmanager
    async def set_up(self) -> AsyncIterator[None]:
        """The database, the stand-in for Telegram, the program; all of them end with this."""
        await self.database.start()
        try:
            self.company = await self.database.fill(self.plan, self.clock)
            self.playground = Playground(
                token=TOKEN,
                bot_username="chaos_bot",
                personas=self.company.personas,
                clock=MovableClock(real=self.clock),
                folder=self.home / "telegram",
                limits="telegram",
            )
            self.origin = await self.playground.start()
            webhook = await self.balancer.start() if self.plan.has_replicas else ""
            self.programs = Programs(self.home, self.home / "clock", self._environment(webhook))
            try:
                for name in self.names:
                    await self._start(name)
                    await self._ready(name)
                yield
            finally:
                await self.programs.end_all()
                await self.balancer.stop()
                await self.playground.stop()
        finally:
            await self.database.stop()
            self.clock.close()

    @property
    def names(self) -> tuple[str, ...]:
        return (ONLY, OTHER) if self.plan.has_replicas else (ONLY,)

    async def _start(self, name: str) -> None:
        await self.programs.start(name)
        self.balancer.ports[name] = self.programs.port_of(name)

    async def _ready(self, name: str) -> None:
        """Every program comes back, whatever was done to it, if it is given time."""
        said = await self.programs.ready(name)
        if said:
            self.not_ready.append(f"{name} is not ready at {self.clock()}: {said}")

    def _environment(self, webhook: str) -> dict[str, str]:
        return {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.origin,
            "DATABASE_URL": self.database.address,
            "NAPARNIK_HOME": str(self.home),
            "WEBHOOK_URL": f"{webhook}/telegram" if webhook else "",
            "LOG_FORMAT": "json",
            "UPDATES_A_MINUTE": "100000",
        }

    async def play(self) -> None:
        """People act and fate strikes, until the plan is over; then all comes to rest."""
        ending = asyncio.Event()
        markers = Markers()
        async with aiohttp.ClientSession() as session:
            people = [
                Somebody(part, self.company, self.origin, session, markers, self.plan.seed)
                for part in self.company.parts
            ]
            await asyncio.gather(*(person.start() for person in people))
            acting = [
                asyncio.create_task(
                    person.act_until(ending, self.plan.pause_seconds, self._is_behind)
                )
                for person in people
            ]
            try:
                await self._let_fate_strike()
            finally:
                ending.set()
                await asyncio.gather(*acting)
            self.figures["acts"] = sum(person.acts for person in people)
            self.figures["programs started"] = self.programs.starts
        await self._heal()
        await come_to_rest(self.clock, self.playground.world, self.database.address)

    async def _let_fate_strike(self) -> None:
        """Its clock stands still until what was killed is up again, however slow the machine is."""
        passed = 0.0
        for event in self.plan.events:
            await asyncio.sleep(max(0.0, event.seconds - passed))
            passed = event.seconds
            if event.blow in DEADLY:
                await self._let_some_be_done()
            await self._strike(event)
        await asyncio.sleep(self.plan.seconds - passed)

    async def _let_some_be_done(self) -> None:
        """A blow that meets nobody at work shows nothing: on a slow machine it comes later."""
        loop = asyncio.get_running_loop()
        until = loop.time() + MOST_DELAY_SECONDS
        enough = self._done_at_last_blow + UPDATES_BETWEEN
        while self._done < enough and (left := until - loop.time()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.playground.world.updates.changed(), left)
        self._done_at_last_blow = self._done

    def _is_behind(self) -> bool:
        """Whether so much waits that people look on: on a slow machine, or while all is down."""
        return len(self.playground.world.updates) > MOST_WAITING * len(self.company.parts)

    @property
    def _done(self) -> int:
        """Updates that the bot has acknowledged so far."""
        updates = self.playground.world.updates
        return updates.latest_id - len(updates)

    async def _strike(self, event: Event) -> None:
        self.note(event.blow, jump_seconds=event.jump.total_seconds(), **dict(event.fault))
        match event.blow:
            case Blow.KILL_PROGRAM:
                name = self._dice.choice(self.names)
                await self.programs.kill(name)
                await self._note_in_flight()
                await asyncio.sleep(event.lasts)
                await self._start(name)
                await self._ready(name)
            case Blow.ROLL:
                for name in self.names:
                    await self.programs.stop(name)
                    await self._start(name)
                    await self._ready(name)
            case Blow.FREEZE:
                name = self._dice.choice(self.names)
                self.programs.freeze(name)
                await self._note_in_flight()
                self.clock.jump(event.jump)
                await asyncio.sleep(event.lasts)
                self.programs.thaw(name)
                self.playground.world.journal.append("thawed")
            case Blow.KILL_DATABASE:
                self.database.kill()
                await asyncio.sleep(event.lasts)
                await self.database.start()
            case Blow.JUMP:
                self.clock.jump(event.jump)
            case Blow.FAULT:
                await self._order_fault(dict(event.fault))
            case Blow.OUTAGE:
                await self._order_fault({"kind": "outage"})
                await asyncio.sleep(event.lasts / 2)
                self.clock.jump(event.jump)
                await asyncio.sleep(event.lasts / 2)
                await self._order_fault({"clear": True})

    def note(self, what: str, **details: object) -> None:
        """Into the journal, so that the reader sees it between the calls where it happened."""
        self.figures[what] += 1
        self.playground.world.journal.append(
            "chaos", what=what, moment=self.clock().isoformat(), **{"details": details}
        )

    async def _note_in_flight(self) -> None:
        """What the sender that was just struck had begun to send and not settled."""
        async with connected(self.database.address) as connection:
            rows = await connection.fetch(IN_FLIGHT)
        self.playground.world.journal.append("in_flight", notice_ids=[row["id"] for row in rows])

    async def _order_fault(self, wish: dict[str, object]) -> None:
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.origin}/play/faults", json=wish) as answer,
        ):
            answer.raise_for_status()

    async def _heal(self) -> None:
        """No more trouble, and everything is up."""
        await self._order_fault({"clear": True})
        await self.database.start()
        for name in self.names:
            await self._ready(name)
        self.note("healed")

    async def end_programs(self) -> None:
        """As whoever supervises them would: with time to finish."""
        for name in self.names:
            code = await self.programs.stop(name)
            self.figures["ended by themselves when asked"] += code == 0
