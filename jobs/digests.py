"""The clock's side of the digests."""

import logging

from domain.digests.making import MakeDigests

logger = logging.getLogger(__name__)

DIGEST_SECONDS = 60


async def make_due_digests(make_digests: MakeDigests) -> int:
    """Put the digests whose hour has come into the ledger; how many.

    Twice or on two replicas: a person's day, week or month is taken once. Late: made up to
    ``DIGEST_LATENESS`` after its hour, then left out. Dying halfway: nothing was taken, and the
    next tick takes all.
    """
    made = await make_digests()
    if made:
        logger.info("digests: %d", made)
    return made
