"""The clock's side of figures."""

import logging

from domain.kpi.closing import CloseKpiPeriods

logger = logging.getLogger(__name__)

CLOSE_SECONDS = 600


async def close_kpi_periods(close_kpi_periods: CloseKpiPeriods) -> int:
    """Keep the figures of the months and quarters whose time has come; how many were closed.

    Twice or on two replicas: a period is closed once, the second waits for the first and finds it
    closed. Late: each period that was missed is closed, the oldest first, with what the facts say
    by then. Dying halfway: nothing of that period was kept, and the next tick closes it.
    """
    closed = await close_kpi_periods()
    if closed:
        logger.info("periods closed: %d", closed)
    return closed
