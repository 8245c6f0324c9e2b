"""The clock's side of clients' requests."""

import logging

from domain.requests.watching import WatchRequests

logger = logging.getLogger(__name__)

WATCH_REQUESTS_SECONDS = 60


async def watch_requests(watch: WatchRequests) -> int:
    """Tell whom each request past its limit is told to by now; how many steps were climbed.

    Twice or on two replicas: a step is climbed once, and the ledger tells each person once. Late:
    several steps are climbed together. Dying halfway: a step and its notices are one statement.
    """
    climbed = await watch()
    if climbed:
        logger.info("requests past their limit: %d", climbed)
    return climbed
