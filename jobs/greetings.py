"""The clock's side of congratulations."""

import logging

from domain.greetings.making import MakeGreetings

logger = logging.getLogger(__name__)

GREETING_SECONDS = 60


async def make_due_greetings(make_greetings: MakeGreetings) -> int:
    """Make the congratulations of the mornings that have begun; how many.

    Twice or on two replicas: a person's morning is taken once, and of one occasion one is made.
    Late: what was missed within ``MADE_UP_DAYS`` is made, and its card says so. Dying halfway:
    nothing was taken, and the next tick makes all.
    """
    made = await make_greetings()
    if made:
        logger.info("congratulations: %d", made)
    return made
