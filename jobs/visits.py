"""The clock's side of visits."""

import logging

from domain.visits.watching import WatchVisits

logger = logging.getLogger(__name__)

VISIT_SECONDS = 60


async def watch_over_visits(watch_visits: WatchVisits) -> int:
    """Remind of visits, and ask what came of them; how many steps.

    Twice or on two replicas: each step is taken together with its notice, once. Late: a reminder
    of what has begun is not sent, and the result is asked for all the same. Dying halfway: what was
    not committed is due still.
    """
    done = await watch_visits()
    if done:
        logger.info("steps about visits: %d", done)
    return done
