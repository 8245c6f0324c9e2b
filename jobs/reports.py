"""The clock's side of reports."""

import logging
from collections.abc import Callable

from domain.reports.sending import QueueDueReports

logger = logging.getLogger(__name__)

REPORT_SECONDS = 60


async def queue_due_reports(queue_due_reports: QueueDueReports, wake: Callable[[], None]) -> int:
    """Have the subscriptions made whose hour has come; how many.

    Twice or on two replicas: a subscription is taken once, together with its next moment. Late: up
    to ``LATENESS`` after its hour, then at that hour of the next day. Dying halfway: nothing was
    taken, and the next tick takes all; what was queued is made by whoever runs.
    """
    queued = await queue_due_reports()
    if queued:
        logger.info("reports: %d", queued)
        wake()
    return queued
