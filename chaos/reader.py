"""The independent reader: it knows the journal and the database, and believes nobody else."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from chaos.cards import CardReader
from chaos.effects import check_effects
from chaos.evidence import read_journal
from chaos.findings import Findings
from chaos.notices import check_notices
from storage.engine import make_engine
from storage.invariants import Breach, breaches, invariants
from storage.postgres.server import connected


async def read(database_url: str, journal: Path, now: datetime) -> Findings:
    """Everything that must hold at ``now``, when all has come to rest."""
    evidence, findings = read_journal(journal), Findings()
    engine = make_engine(database_url, pool_size=2)
    try:
        async with connected(database_url) as connection:
            await check_effects(connection, evidence, findings)
            await check_notices(connection, evidence, findings, now)
            await CardReader(engine).check(connection, evidence, findings, now)
        async with engine.connect() as own:
            check_invariants(await breaches(own), findings)
    finally:
        await engine.dispose()
    return findings


def check_invariants(broken: Sequence[Breach], findings: Findings) -> None:
    """``storage/invariants.sql``, every query of it."""
    findings.count("invariants asked", len(invariants()))
    for breach in broken:
        findings.broken(f"invariant {breach.name}", f"{breach.sentence} {list(breach.rows)[:3]}")
