"""The ledger's way to Telegram at Telegram's pace: time against the ideal, refusals, losses.

Four times as many messages as are asked for: to as many people; with groups written to beside; to a
tenth as many people, ten each; and with the program killed and started again in between.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, pairwise
from typing import Any

import asyncpg

from bench.company import NOW, TELEGRAM, Sizes
from bench.findings import Finding, Rest, Result, milliseconds
from bench.processes import seen_by, stand_in
from bench.servers import make_database
from bench.started_bot import StartedBot, started_bot
from bench.taps import POOL_SIZE, TOKEN
from bot.composition.program import Program
from bot.playground.rate_limits import OVERALL_PER_SECOND
from domain.delivery.ports import Leadership
from storage.engine import make_engine
from storage.postgres.address import dsn

BENCH = "Ledger"
TIME_LIMIT = 1.04
KILLED_TIME_LIMIT = 1.10
FLOOD_LIMIT = 0.01
DEALS_EACH = 40
EACH_OF_FEW = 10
ONE_IN_GROUPS = 15
MOST_IN_A_GROUP = 20
LOOK_SECONDS = 0.1
END_WITHIN_SECONDS = 600.0

# The cards of so many open deals of each of so many reps.
ADD = """
INSERT INTO ledger (recipient_id, kind, matter, matter_id, urgency, not_before, created_at,
                    dedupe_key)
SELECT owner_id, 'deal', 'deal', id, 'now', $1, $1, owner_id || ':deal:deal:' || id
  FROM (SELECT id, owner_id, row_number() OVER (PARTITION BY owner_id ORDER BY id) AS nth
          FROM deals WHERE status = 'open' AND owner_id >= $2 AND owner_id < $3) AS open_deals
 WHERE nth <= $4
 ORDER BY owner_id, id
"""
UNSETTLED = "SELECT count(*) FROM ledger WHERE status IN ('due', 'held')"
IN_FLIGHT = "SELECT count(*) FROM ledger WHERE status = 'due' AND attempted_at IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent: so many cards to so many people each, and to groups beside."""

    people: int
    each: int = 1
    groups: int = 0
    to_a_group: int = 0

    @property
    def messages(self) -> int:
        return self.people * self.each + self.groups * self.to_a_group

    @property
    def ideal_seconds(self) -> float:
        """Telegram gives as many at once as it gives in a second."""
        return max(0, self.messages - OVERALL_PER_SECOND) / OVERALL_PER_SECOND


async def run(admin_url: str, messages: int, kills: int) -> Result:
    sizes = Sizes(deals=messages * DEALS_EACH // 4, clients=messages, reps=messages, due=0)
    database_url = await make_database(admin_url, "bench_sending", sizes)
    few = Sizes(
        deals=messages * DEALS_EACH // EACH_OF_FEW,
        clients=messages,
        reps=messages // EACH_OF_FEW,
        due=0,
    )
    few_url = await make_database(admin_url, "bench_sending_few", few)
    to_a_group = min(MOST_IN_A_GROUP, max(1, messages // ONE_IN_GROUPS // 2))
    groups = messages // ONE_IN_GROUPS // to_a_group
    beside = Sending(messages - groups * to_a_group, groups=groups, to_a_group=to_a_group)
    of_few = Sending(few.reps, each=EACH_OF_FEW)
    unbroken = (
        *await _sent(database_url, sizes, Sending(messages), ""),
        *await _sent(database_url, sizes, beside, f", {groups} groups among them"),
        *await _sent(few_url, few, of_few, f", {EACH_OF_FEW} a person"),
    )
    killed = await _sent_through_kills(database_url, sizes, Sending(messages), kills)
    return Result((*unbroken, *killed.findings), killed.rests)


async def _sent(database_url: str, sizes: Sizes, sending: Sending, how: str) -> tuple[Finding, ...]:
    async with stand_in(has_limits=True) as origin:
        program = Program(
            token=TOKEN,
            bot_api_url=origin,
            engine=make_engine(database_url, pool_size=POOL_SIZE),
            clock=running_from(NOW),  # noon: nobody's quiet hours
        )
        try:
            await _add(database_url, sizes, sending)
            began = time.perf_counter()
            async with asyncio.TaskGroup() as at_once:
                at_once.create_task(program.sender.drain())
                for number in range(1, sending.groups + 1):
                    at_once.create_task(_write(program, -number, sending.to_a_group))
            seconds = time.perf_counter() - began
        finally:
            await program.parts.get(Leadership).resign()
            await program.bot.session.close()
            await program.engine.dispose()
        seen = await seen_by(origin)
    lost, doubled = _lost_and_doubled(seen, sizes, sending)
    return (
        _time(sending, how, seconds, TIME_LIMIT),
        _share(f"refused with 429{how}", seen["refused"], sending, FLOOD_LIMIT),
        _share(f"lost{how}", lost, sending, 0.0),
        _share(f"doubled{how}", doubled, sending, 0.0),
    )


async def _sent_through_kills(
    database_url: str, sizes: Sizes, sending: Sending, kills: int
) -> Result:
    """With ``kill -9`` after equal parts of the messages, and a new start at once."""
    how = f", killed {kills} times"
    command = ("bench.sending_program", str(time.time()))
    in_flight = 0
    connection = await asyncpg.connect(dsn(database_url))
    async with AsyncExitStack() as lives, stand_in(has_limits=True) as origin:
        lives.push_async_callback(connection.close)
        await _add(database_url, sizes, sending)
        for life in count(1):
            bot = await lives.enter_async_context(
                started_bot(database_url, origin, command=command)
            )
            if life > kills:
                break
            await _until(bot, _written(origin, sending.messages * life // (kills + 1)))
            bot.process.kill()
            await bot.process.wait()
            in_flight += await connection.fetchval(IN_FLIGHT)

        async def all_is_settled() -> bool:
            unsettled: int = await connection.fetchval(UNSETTLED)
            return unsettled == 0

        await _until(bot, all_is_settled)
        seen = await seen_by(origin)
        bot.process.kill()
    lost, doubled = _lost_and_doubled(seen, sizes, sending)
    moments = sorted(seen["written_at"].values())
    seconds = seen["last_written_at"] - moments[0]
    findings = (
        _time(sending, how, seconds, KILLED_TIME_LIMIT),
        _share(f"refused with 429{how}", seen["refused"], sending, FLOOD_LIMIT),
        _share(f"lost{how}", lost, sending, 0.0),
        _share(f"doubled, of those in flight{how}", doubled, sending, None),
        _share(
            f"doubled beyond the {in_flight} in flight{how}", max(0, doubled - in_flight), sending
        ),
        _share(f"doubled without a mark{how}", seen["unmarked_again"], sending),
    )
    return Result(findings, (_pauses(moments, kills),))


def _pauses(moments: Sequence[float], kills: int) -> Rest:
    """What each kill costs: nothing else keeps two messages so far apart."""
    gaps = sorted((later - before for before, later in pairwise(moments)), reverse=True)
    lines = tuple(f"{milliseconds(gap):>9}" for gap in gaps[:kills])
    return Rest(f"The longest pauses between two messages, killed {kills} times", lines)


def running_from(start: datetime) -> Callable[[], datetime]:
    """A clock that shows ``start`` now, and runs."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def _written(origin: str, messages: int) -> Callable[[], Any]:
    async def are_written() -> bool:
        return bool(sum((await seen_by(origin))["written"].values()) >= messages)

    return are_written


async def _until(bot: StartedBot, is_so: Callable[[], Any]) -> None:
    async with asyncio.timeout(END_WITHIN_SECONDS):
        while not await is_so():
            if bot.process.returncode is not None:
                raise RuntimeError("the program ended")
            await asyncio.sleep(LOOK_SECONDS)


async def _write(program: Program, chat_id: int, messages: int) -> None:
    """As topics and digests of groups are written: by the same way, beside the ledger."""
    for number in range(messages):
        await program.bot.send_message(chat_id, f"Сводка {number}")


async def _add(database_url: str, sizes: Sizes, sending: Sending) -> None:
    connection = await asyncpg.connect(dsn(database_url))
    try:
        await connection.execute("TRUNCATE ledger")
        await connection.execute("DELETE FROM cards WHERE matter = 'deal'")
        last = sizes.first_rep + sending.people
        await connection.execute(ADD, NOW, sizes.first_rep, last, sending.each)
    finally:
        await connection.close()


def _lost_and_doubled(seen: dict[str, Any], sizes: Sizes, sending: Sending) -> tuple[int, int]:
    """How many of the messages came too seldom, and how many too often."""
    wanted = {TELEGRAM + sizes.first_rep + place: sending.each for place in range(sending.people)}
    wanted |= {-number: sending.to_a_group for number in range(1, sending.groups + 1)}
    written = {int(chat): times for chat, times in seen["written"].items()}
    lacking = sum(max(0, times - written.get(chat, 0)) for chat, times in wanted.items())
    beyond = sum(max(0, times - wanted.get(chat, 0)) for chat, times in written.items())
    return lacking, beyond


def _time(sending: Sending, how: str, seconds: float, limit: float) -> Finding:
    ideal = sending.ideal_seconds
    return Finding(
        bench=BENCH,
        what=f"time of {sending.messages:,} messages{how}",
        against=f"(N - {OVERALL_PER_SECOND}) / {OVERALL_PER_SECOND} s",
        ratio=seconds / ideal if ideal else 1.0,
        limit=limit,
        ours=f"{seconds:.1f} s",
        theirs=f"{ideal:.1f} s",
    )


def _share(what: str, number: int, sending: Sending, limit: float | None = 0.0) -> Finding:
    return Finding(
        bench=BENCH,
        what=what,
        against="all sent",
        ratio=number / sending.messages,
        limit=limit,
        ours=str(number),
        theirs=str(sending.messages),
    )
