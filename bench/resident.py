"""A process whose memory is looked at from outside.

    python -m bench.resident imports
    python -m bench.resident taps DATABASE_URL ORIGIN

The first imports what any such bot imports, says ``ready``, and waits. The second is the program:
it takes as many taps as each line of its input says, and answers each line when they are done.
"""

import asyncio
import os
import sys
from unittest.mock import patch

BATCH = 50


def import_alone() -> None:
    import aiogram
    import aiogram_dialog
    import sqlalchemy

    print("ready", len([aiogram, aiogram_dialog, sqlalchemy]), flush=True)
    sys.stdin.read()


async def take_taps(database_url: str, origin: str) -> None:
    from bench.taps import NO_THROTTLE, Numbers, choose_deals, program_on, strict, taps
    from bot.runtime import tune_garbage_collection

    loop = asyncio.get_running_loop()
    numbers = Numbers()
    with patch.multiple("bot.delivery.throttle", **NO_THROTTLE):
        async with program_on(database_url, origin) as program:
            deals = await choose_deals(database_url, skip=2)
            tune_garbage_collection()
            while line := await loop.run_in_executor(None, sys.stdin.readline):
                for _ in range(0, int(line), BATCH):
                    # Few at a time: updates that wait their turn would be memory of the bench's.
                    await taps(strict(program), deals, numbers, BATCH, 16)()
                print("done", flush=True)


def main() -> None:
    if sys.argv[1] == "imports":
        import_alone()
        return
    from bot.logs import set_up_logs
    from bot.runtime import run
    from bot.settings import LogFormat, LogLevel

    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, no path of ours
        set_up_logs(LogLevel.INFO, LogFormat.JSON, stream=nowhere)
        run(take_taps(sys.argv[2], sys.argv[3]))


if __name__ == "__main__":
    main()
