"""What the doctor finds in the database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.composition.database import PRODUCTION, program_address
from bot.composition.failures import database_key, facts_of
from bot.doctor.findings import Finding, ill, well
from bot.settings import Settings
from domain.clock import Clock
from storage.condition import Contents, Server, contents_of, server_of
from storage.engine import make_engine
from storage.invariants import MOST_ROWS, Invariant, breach_of, invariants
from storage.migrations.revisions import known_revisions, latest_revision
from storage.postgres.address import server_name, with_database
from storage.postgres.embedded import EmbeddedPostgres
from storage.postgres.errors import DatabaseUnusable, FolderNotWritable
from storage.postgres.privileges import may_change_schema
from storage.postgres.server import connected, require_supported_server

CHECK: Final = "database"
LATE: Final = timedelta(minutes=5)
"""A due row that waits longer: nobody sends, or nothing gets through."""
MINUTE: Final = timedelta(minutes=1)
INVARIANT_SECONDS: Final = 120
CANCELLED: Final = "57014"
MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class DatabaseView:
    """``ahead`` is by how much the server's clock is ahead of ours; None: not known."""

    findings: list[Finding]
    ahead: timedelta | None = None


async def look_at_database(settings: Settings, clock: Clock) -> DatabaseView:
    """Nothing is changed there; the embedded server runs meanwhile, where it has data."""
    try:
        async with _address(settings) as url:
            if url is None:
                view = DatabaseView([ill(CHECK, "doctor-no-database")])
            else:
                view = await _look(url, settings, clock)
    except DatabaseUnusable as error:
        view = DatabaseView([_unusable(error)])
    owner = await _look_as_owner(settings)
    # What keeps both out is said once.
    findings = [*view.findings, *(one for one in owner if one not in view.findings)]
    return DatabaseView(findings, view.ahead)


async def _look_as_owner(settings: Settings) -> list[Finding]:
    """Whether `naparnik migrate` and `backup` will be let in; nothing where they take the program's
    own address."""
    if settings.migration_database_url is None:
        return []
    try:
        async with connected(settings.migration_database_url.get_secret_value()) as connection:
            role = await connection.fetchval("SELECT current_user::text")
            if not await may_change_schema(connection):
                return [ill("owner", "doctor-owner-lacks", role=role)]
    except DatabaseUnusable as error:
        return [_unusable(error)]
    return [well("owner", "doctor-owner", role=role)]


def _unusable(error: DatabaseUnusable) -> Finding:
    return ill(CHECK, database_key(type(error)), **facts_of(error))


@asynccontextmanager
async def _address(settings: Settings) -> AsyncIterator[str | None]:
    """As the program uses it; None where there is an embedded one to be and it was never made."""
    given = program_address(settings)
    if given is not None:
        yield given
        return
    if not _is_made(settings.naparnik_home):
        yield None
        return
    with EmbeddedPostgres(settings.naparnik_home) as admin_url:
        yield with_database(admin_url, PRODUCTION)


def _is_made(home: Path) -> bool:
    """Raises: FolderNotWritable, where this user may not even look."""
    try:
        return (home / "postgres" / "data" / "PG_VERSION").exists()
    except OSError as error:
        raise FolderNotWritable(home) from error


async def _look(url: str, settings: Settings, clock: Clock) -> DatabaseView:
    async with connected(url) as connection:
        await require_supported_server(connection)
        server = await server_of(connection, clock)
        findings = _of_server(server, url, is_embedded=settings.database_url is None)
        if server.revision == latest_revision():
            findings += _of_contents(await contents_of(connection), clock())
    if server.revision == latest_revision():
        findings += await _of_invariants(url)
    return DatabaseView(findings, server.clock_ahead)


def _of_server(server: Server, url: str, *, is_embedded: bool) -> list[Finding]:
    findings = [
        well(
            CHECK,
            "doctor-database",
            version=server.version,
            server=server_name(url),
            size=str(-(-server.size_bytes // MEGABYTE)),
        ),
        _of_revision(server.revision),
    ]
    if server.missing_extensions:
        names = ", ".join(server.missing_extensions)
        findings.append(ill("extensions", "doctor-extensions-missing", names=names))
    else:
        findings.append(well("extensions", "doctor-extensions"))
    if server.may_do_more and not is_embedded:
        findings.append(well("rights", "doctor-rights-surplus", role=server.role))
    if not server.has_autovacuum:
        findings.append(ill("autovacuum", "doctor-autovacuum-off"))
    return findings


def _of_revision(revision: str | None) -> Finding:
    newest = latest_revision()
    if revision == newest:
        return well("migrations", "doctor-migrations", revision=newest)
    if revision is not None and revision not in known_revisions():
        return ill("migrations", "doctor-migrations-newer", revision=revision, newest=newest)
    return ill("migrations", "doctor-migrations-behind", revision=revision or "—", newest=newest)


def _of_contents(contents: Contents, now: datetime) -> list[Finding]:
    findings = [
        ill("rights", "doctor-rights-missing", tables=", ".join(contents.lacking))
        if contents.lacking
        else well("rights", "doctor-rights")
    ]
    if contents.unswept:
        tables = ", ".join(contents.unswept)
        findings.append(ill("autovacuum", "doctor-autovacuum-late", tables=tables))
    findings.append(_of_ledger(contents, now))
    if contents.leader is None:
        findings.append(ill("leader", "doctor-leader-none"))
    else:
        findings.append(well("leader", "doctor-leader", host=contents.leader.host or "localhost"))
    return findings


def _of_ledger(contents: Contents, now: datetime) -> Finding:
    if not contents.depth:
        return well("ledger", "doctor-ledger-empty")
    overdue = timedelta() if contents.oldest_due_at is None else now - contents.oldest_due_at
    facts = {"depth": contents.depth, "minutes": -(-max(overdue, timedelta()) // MINUTE)}
    if overdue > LATE:
        return ill("ledger", "doctor-ledger-late", **facts)
    return well("ledger", "doctor-ledger", **facts)


async def _of_invariants(url: str) -> list[Finding]:
    engine = make_engine(url, pool_size=1)
    findings: list[Finding] = []
    try:
        async with engine.connect() as made:
            # Each query by itself: one that takes too long does not take the others with it.
            connection = await made.execution_options(isolation_level="AUTOCOMMIT")
            await connection.exec_driver_sql("SET default_transaction_read_only = on")
            await connection.exec_driver_sql(f"SET statement_timeout = '{INVARIANT_SECONDS}s'")
            for invariant in invariants():
                found = await _of_invariant(connection, invariant)
                findings += [] if found is None else [found]
    finally:
        await engine.dispose()
    return findings or [well("invariants", "doctor-invariants", count=len(invariants()))]


async def _of_invariant(connection: AsyncConnection, invariant: Invariant) -> Finding | None:
    """None where it holds."""
    try:
        breach = await breach_of(connection, invariant)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != CANCELLED:
            raise
        return ill(
            "invariants",
            "doctor-invariant-slow",
            name=invariant.name,
            seconds=INVARIANT_SECONDS,
        )
    if breach is None:
        return None
    return Finding(
        "invariants",
        is_well=False,
        key="doctor-invariant",
        facts={
            "name": breach.name,
            "rows": len(breach.rows),
            "more": "yes" if len(breach.rows) == MOST_ROWS else "no",
            "first": ", ".join(f"{name} {value}" for name, value in breach.rows[0].items()),
        },
        rule=f"doctor-rule-{breach.name}",
        details={"rows": breach.rows},
    )
