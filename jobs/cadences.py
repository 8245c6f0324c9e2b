"""The clock's side of cadences."""

import logging

from domain.cadences.watch import (
    ClimbDueCadences,
    ExpireCadenceMoves,
    ReckonCadences,
    ReportUnwatchedClients,
)

logger = logging.getLogger(__name__)

CADENCE_SECONDS = 15
RECKON_SECONDS = 60
WATCH_CLIENTS_SECONDS = 3600


async def reckon_cadences(reckon: ReckonCadences) -> int:
    """Reckon the due days of all clients, once a day and once a rulebook; how many changed.

    Twice or on two replicas: a day is taken once. Late: what changed meanwhile was reckoned where
    it changed. Dying halfway: nothing was taken, and the next tick reckons all.
    """
    changed = await reckon()
    if changed:
        logger.info("due days of clients that changed: %d", changed)
    return changed


async def remind_of_cadences(climb: ClimbDueCadences, expire: ExpireCadenceMoves) -> int:
    """Tell whoever is to contact a client, and take requests that nobody decided further up.

    Twice or on two replicas: a step that one has taken, the other skips. Late: every step that has
    passed is taken, and each person is told once. Dying halfway: what was committed is told, the
    rest is taken by the next tick.
    """
    told = await climb() + await expire()
    if told:
        logger.info("steps of cadences: %d", told)
    return told


async def report_unwatched_clients(report: ReportUnwatchedClients) -> int:
    """Report clients under a cadence without a due day: there should never be one.

    Twice or on two replicas: administrators are told once. Late: they are told later. Dying
    halfway: nobody was told, and the next tick tells them.
    """
    unwatched = await report()
    if unwatched:
        logger.error("clients without a due day: %s", list(unwatched))
    return len(unwatched)
