"""The clock's side of sent offers."""

import logging

from domain.deals.offer_watch import ClimbDueOffers, ReportUnwatchedOffers

logger = logging.getLogger(__name__)

CLIMB_SECONDS = 15
WATCH_SECONDS = 3600


async def remind_of_silent_offers(climb_due_offers: ClimbDueOffers) -> int:
    """Tell whoever a due step of a silent offer names; how many steps.

    Twice or on two replicas: a step that one has taken, the other skips. Late: every step that has
    passed is taken, and each person is told once. Dying halfway: what was committed is told, the
    rest is taken by the next tick.
    """
    climbed = await climb_due_offers()
    if climbed:
        logger.info("offer reminders: %d", climbed)
    return climbed


async def report_unwatched(report_unwatched_offers: ReportUnwatchedOffers) -> int:
    """Report unanswered offers that nobody would be reminded of: there should never be one.

    Twice or on two replicas: administrators are told once. Late: they are told later. Dying
    halfway: nobody was told, and the next tick tells them.
    """
    unwatched = await report_unwatched_offers()
    if unwatched:
        logger.error("offers without a watch: %s", list(unwatched))
    return len(unwatched)
