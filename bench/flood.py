"""One chat floods the bot: how much slower the taps of others become."""

import asyncio
import json
import time
from itertools import count
from unittest.mock import patch

from aiogram.types import Update

from bench.company import TELEGRAM, Sizes
from bench.findings import Result, compare, in_turns
from bench.processes import stand_in
from bench.taps import NO_THROTTLE, PEOPLE, Numbers, choose_deals, program_on, strict, taps
from bot.composition.program import Program
from bot.runtime import tune_garbage_collection
from bot.updates.pace import UPDATES_AT_ONCE, Pace

BENCH = "Flood"
LIMIT = 1.5
A_SECOND = 200
"""Beyond what one account may: every one of them but one a second is left unread."""
AT_ONCE = 4
WORDS = "/day"
"""Dear enough to be a nuisance."""


async def run(database_url: str, sizes: Sizes, rounds: int, taps_a_round: int) -> Result:
    """``taps_a_round`` taps of others, while one chat goes on sending."""
    numbers = Numbers()
    accounts = (TELEGRAM + sizes.first_rep + place for place in count(PEOPLE))
    with patch.multiple("bot.delivery.throttle", **NO_THROTTLE):
        async with stand_in() as origin, program_on(database_url, origin, pace=Pace()) as program:
            deals = await choose_deals(database_url, skip=5)
            handle = strict(program)
            tune_garbage_collection()
            quiet = taps(handle, deals, numbers, taps_a_round, AT_ONCE)

            async def flooded() -> float:
                account = next(accounts)
                for _ in range(UPDATES_AT_ONCE):  # answered like anybody's
                    await _delivered(program, account, numbers.next())
                flood = asyncio.create_task(_goes_on(program, account, numbers))
                seconds = await quiet()
                flood.cancel()
                await asyncio.wait([flood])
                return seconds

            seconds = await in_turns(flooded, quiet, rounds)
    what = f"taps of others, {AT_ONCE} in flight, while one chat sends {A_SECOND} a second"
    return Result((compare(BENCH, what, "no flood", seconds, limit=LIMIT),))


async def _goes_on(program: Program, account: int, numbers: Numbers) -> None:
    while True:
        await _delivered(program, account, numbers.next())
        await asyncio.sleep(1 / A_SECOND)


async def _delivered(program: Program, account: int, update_id: int) -> None:
    """As over a webhook: its turn in its chat, then to the end."""
    person = {"id": account, "is_bot": False, "first_name": "Ф", "language_code": "ru"}
    message = {
        "message_id": update_id % 1_000_000,
        "date": int(time.time()),  # the pace of an account goes by it
        "chat": {"id": account, "type": "private"},
        "from": person,
        "text": WORDS,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(WORDS)}],
    }
    delivered = json.dumps({"update_id": update_id, "message": message})
    update = Update.model_validate_json(delivered, context={"bot": program.bot})
    if await program.intake.is_too_fast(update):
        return
    async with program.intake.lane(update):
        await program.intake.handle(update)
