"""What the figures were found on."""

import os
import platform
from pathlib import Path

import asyncpg

from storage.postgres.address import dsn


async def facts(database_url: str) -> tuple[str, ...]:
    """A line each: processor, memory, systems, and how busy the machine was meanwhile."""
    connection = await asyncpg.connect(dsn(database_url))
    try:
        postgres = await connection.fetchval("SHOW server_version")
        durable = [
            f"{name}={await connection.fetchval(f'SHOW {name}')}"
            for name in ("fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
        ]
    finally:
        await connection.close()
    return (
        f"{os.cpu_count()} cores ({_processor()}), {_memory()}",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"Postgres {postgres} ({', '.join(durable)})",
    )


def load() -> str:
    """Processes that wanted a core in the last minute, the bench's own among them."""
    return f"{os.getloadavg()[0]:.1f}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 2**30:.0f} GB"
