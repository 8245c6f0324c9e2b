import asyncio
from typing import Any

from bot.imports.runner import ImportRunner


async def test_an_outage_of_the_database_does_not_end_the_looking_for_imports():
    looked_again = asyncio.Event()
    looks = 0

    async def take() -> None:
        nonlocal looks
        looks += 1
        if looks == 1:
            runner.wake()  # not to wait half a minute
            raise ConnectionError
        looked_again.set()

    unused: Any = None
    runner = ImportRunner(unused, take, *[unused] * 7)
    running = asyncio.create_task(runner.run_forever())

    first, _ = await asyncio.wait(
        {running, asyncio.create_task(looked_again.wait())}, return_when=asyncio.FIRST_COMPLETED
    )

    assert running not in first
    running.cancel()
