"""The ledger's sender: the only one that writes to people outside a handler."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.delivery.courier import Courier, Ending
from bot.delivery.metrics import DeliveryMetrics, NoMetrics
from bot.delivery.throttle import RequestBudget
from bot.updates.pauses import Pauses
from domain.clock import Clock
from domain.delivery.model import Notice, NoticeId
from domain.delivery.ports import Leadership, Outbox

logger = structlog.get_logger(__name__)

CONCURRENCY: Final = 60  # as many chats as are kept to one message a second, and as many more
HANDFUL: Final = 10  # free hands that are worth a claim: one for each would cost as much as sending
FIRST_HANDS: Final = 3
"""So many at once until the first is through: sixty made ready side by side are all late."""
FIRST_LOOK_SECONDS: Final = 1.0
LEASE: Final = timedelta(minutes=2)  # longer than a request, its turn and a flood pause together
POLL_SECONDS: Final = 1.0
AWAKE_SECONDS: Final = 30.0
"""A sender that has not looked for so long, be it in vain, does not look any more."""
CLOCK_SLACK: Final = timedelta(seconds=5)
"""A clock that goes back by more has been set back."""
STOP_WITHIN_SECONDS: Final = 20.0


class Sender:
    """Claims what is due and has it delivered, many at once, while this process leads.

    An outage of Telegram is waited out, trying with a single notice, and one of the database: the
    rows stay where they are. Who begins to lead voids the claims of whoever led before, again when
    the clock was set back, for a claim lapses by the clock, and after an outage of the database.
    Who follows and is woken by its own commit calls the leader.
    """

    def __init__(
        self,
        *,
        outbox: Outbox,
        courier: Courier,
        leadership: Leadership,
        budget: RequestBudget,
        clock: Clock,
        pauses: Pauses | None = None,
        metrics: DeliveryMetrics | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox = outbox
        self._courier = courier
        self._leadership = leadership
        self._budget = budget
        self._clock = clock
        self._pauses = pauses or Pauses()
        self._metrics = metrics or NoMetrics()
        self._monotonic = monotonic
        self._in_flight: dict[NoticeId, asyncio.Task[None]] = {}
        self._latest: datetime | None = None
        self._stepping = asyncio.Lock()
        self._woken = asyncio.Event()
        self._has_news = False
        self._looked = asyncio.Event()
        self._stopping = asyncio.Event()
        self._outage: Iterator[float] | None = None
        self._is_cut_off = False
        self._is_warm = False
        self._tries_again_at = float("-inf")
        self._stepped_at = float("-inf")
        self._asks_again_at = float("-inf")
        self._is_leader = False
        self._releases_at = float("-inf")

    @property
    def is_working(self) -> bool:
        """Whether it looks after the ledger, as leader or as one that asked lately who leads."""
        is_awake = self._monotonic() - self._stepped_at < AWAKE_SECONDS
        is_well = self._outage is None and not self._is_cut_off
        return is_awake and is_well and not self._stopping.is_set()

    def wake(self) -> None:
        """Something was added to the ledger."""
        self._has_news = True
        self._woken.set()

    async def run(self) -> None:
        """Send until ``stop``; what has begun to leave is finished first, the rest is another's."""
        try:
            while not self._stopping.is_set():
                self._woken.clear()
                if not await self.step():
                    if not self._in_flight:
                        self._looked.set()
                    await self._rest()
        finally:
            self._looked.set()
            await self._finish()
            await self._leadership.resign()

    async def first_look(self) -> None:
        """While ``run`` begins: until something is through, or there is nothing to do; a second at
        most.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(self._looked.wait(), FIRST_LOOK_SECONDS)

    async def stop(self) -> None:
        """Claim no more; ``run`` returns when what is in flight is done."""
        self._stopping.set()
        self._woken.set()

    async def drain(self) -> None:
        """Deliver all that is due now, and what follows from it; also while ``run`` is running.

        Ends early in an outage, in a flood pause, and where another process leads.
        """
        while await self.step() or self._in_flight:
            if self._in_flight:
                await asyncio.wait(self._in_flight.values(), return_when=asyncio.FIRST_COMPLETED)

    async def step(self) -> bool:
        """Take up what is due and free hands allow; whether there was anything."""
        self._stepped_at = self._monotonic()
        try:
            async with self._stepping:
                return await self._step()
        except Exception as error:
            # Whatever it is, most likely the database: the ledger keeps the rows.
            logger.exception("sender interrupted", error=type(error).__name__)
            self._lose_database()
            return False

    async def _step(self) -> bool:
        # Asked first, in an outage and a silence too: who does not ask leads no longer.
        has_news, self._has_news = self._has_news, False
        if not await self._leads():
            if has_news:
                await self._leadership.call()
            self._is_cut_off = False
            return False
        if self._monotonic() < self._tries_again_at or self._budget.paused_seconds:
            return False
        most, handful = self._most_at_once()
        hands = most - len(self._in_flight)
        if hands < handful:
            return False
        if self._is_cut_off:  # what could not be given back need not wait for its claim to lapse
            await self._outbox.void_claims(except_for=list(self._in_flight))
        claimed = await self._claim(hands)
        self._is_cut_off = False
        for notice in claimed:
            if notice.id not in self._in_flight:  # else its claim lapsed while the machine slept
                self._begin(notice)
        return bool(claimed)

    def _most_at_once(self) -> tuple[int, int]:
        """Notices in flight, and free hands that are worth a claim."""
        if self._outage:
            return 1, 1
        return (CONCURRENCY, HANDFUL) if self._is_warm else (FIRST_HANDS, FIRST_HANDS)

    def _begin(self, notice: Notice) -> None:
        task = asyncio.create_task(self._deliver(notice), name=f"notice-{notice.id}")
        self._in_flight[notice.id] = task
        task.add_done_callback(lambda _: self._in_flight.pop(notice.id))

    async def _claim(self, hands: int) -> Sequence[Notice]:
        """What is due; the summaries that are now to be made are, when nothing else is or a second
        has passed.
        """
        now = self._clock()
        if self._latest is not None and now < self._latest - CLOCK_SLACK:
            logger.warning("the clock was set back", by=str(self._latest - now))
            await self._outbox.void_claims(except_for=list(self._in_flight))
        self._latest = now
        if self._monotonic() < self._releases_at:
            claimed = await self._outbox.claim(now, lease=LEASE, limit=hands)
            if claimed or self._in_flight:
                return claimed
        self._releases_at = self._monotonic() + POLL_SECONDS
        await self._outbox.release_held(now)
        return await self._outbox.claim(now, lease=LEASE, limit=hands)

    async def _deliver(self, notice: Notice) -> None:
        try:
            ending = await self._courier.deliver(notice)
        except Exception:
            logger.exception("delivery interrupted", notice_id=notice.id)
            ending = Ending.CUT_OFF
        self._is_warm = True
        self._looked.set()
        if ending is Ending.OUTAGE:
            self._meet_outage()
        elif ending is Ending.CUT_OFF:
            self._lose_database()
        elif ending is Ending.REACHED:
            self._outage = None

    def _meet_outage(self) -> None:
        if self._monotonic() < self._tries_again_at:
            return  # one of several in flight that met the same outage
        self._outage = self._outage or iter(self._pauses)
        self._tries_again_at = self._monotonic() + next(self._outage)

    def _lose_database(self) -> None:
        self._is_cut_off = True
        self._tries_again_at = max(self._tries_again_at, self._monotonic() + POLL_SECONDS)

    async def _leads(self) -> bool:
        """Asked once a second, by who follows too, however often its own commits wake it."""
        now = self._monotonic()
        if now < self._asks_again_at:
            return self._is_leader
        is_leader = await self._leadership.is_held()
        if is_leader != self._is_leader:
            if is_leader:
                await self._outbox.void_claims(except_for=list(self._in_flight))
            logger.info("sender leads" if is_leader else "sender follows")
            self._metrics.leading(is_leader=is_leader)
            self._is_leader = is_leader
        self._asks_again_at = now + POLL_SECONDS
        return is_leader

    async def _rest(self) -> None:
        """Until something is added, a hand is free again, or a second has passed."""
        woken = asyncio.create_task(self._woken.wait())
        silence = self._budget.paused_seconds
        await asyncio.wait(
            {woken, *self._in_flight.values()},
            timeout=min(silence, POLL_SECONDS) if silence else POLL_SECONDS,
            return_when=asyncio.FIRST_COMPLETED,
        )
        woken.cancel()
        with suppress(asyncio.CancelledError):
            await woken

    async def _finish(self) -> None:
        for notice_id, task in list(self._in_flight.items()):
            if not self._courier.is_under_way(notice_id):
                task.cancel()  # whoever leads next voids its claim
        if self._in_flight:
            _, unfinished = await asyncio.wait(
                self._in_flight.values(), timeout=STOP_WITHIN_SECONDS
            )
            for task in unfinished:
                task.cancel()  # its claim lapses, and it is sent again, marked
