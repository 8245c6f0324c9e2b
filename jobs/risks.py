"""The clock's side of risks."""

import logging

from domain.risks.use_cases import SweepRisks

logger = logging.getLogger(__name__)

RISK_SECONDS = 300


async def watch_risks(sweep_risks: SweepRisks) -> int:
    """Look for clients that may be lost, tell their managers, and climb; how many risks changed.

    Twice or on two replicas: one looks at a time, and what is found is there already. Late: a
    risk opens, goes away or climbs when somebody looks. Dying halfway: nothing changed and nobody
    was told, and the next tick does all.
    """
    changed = await sweep_risks()
    if changed:
        logger.info("risks opened, changed or climbed: %d", changed)
    return changed
