import asyncio
import signal


def stop_asked() -> asyncio.Event:
    """Set once somebody asks this process to end: Ctrl+C, or whoever supervises it."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked.set)
    return asked
