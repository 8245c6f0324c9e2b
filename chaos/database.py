"""The database server of a run: embedded, in the run's own folder, committing as in production."""

import asyncio
import os
import signal
from pathlib import Path

from chaos.company import Company, make_company
from chaos.fate import Plan
from domain.clock import Clock
from storage.migrations.run import migrate
from storage.postgres.embedded import EmbeddedPostgres
from storage.postgres.postmaster import read_pid_file
from storage.postgres.server import connected, ensure_database

NAME = "chaos"
RECORDER = Path(__file__).with_name("recorder.sql")


class Database:
    """``start`` it, ``kill`` it with -9, ``start`` it again; ``address`` stays the same."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._postgres = EmbeddedPostgres(
            home, settings={"max_connections": "60"}, is_durable=False
        )
        self.address = ""

    async def start(self) -> None:
        admin_url = await asyncio.to_thread(self._postgres.start)
        if not self.address:
            self.address = await ensure_database(admin_url, NAME)

    async def fill(self, plan: Plan, clock: Clock) -> Company:
        """Tables, people and their work; then the reader's own records begin."""
        await migrate(self.address)
        company = await make_company(self.address, clock, of_each_kind=plan.of_each_kind)
        async with connected(self.address) as connection:
            await connection.execute(RECORDER.read_text())
        return company

    def kill(self) -> None:
        """The server and, with it, every connection."""
        claim = read_pid_file(self._home / "postgres" / "data")
        if claim is not None:
            os.kill(claim.pid, signal.SIGKILL)

    async def stop(self) -> None:
        await asyncio.to_thread(self._postgres.stop)
