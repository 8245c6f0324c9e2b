"""The clock's side of clients."""

import logging

from domain.clients.duplicates_use_cases import SearchDuplicates

logger = logging.getLogger(__name__)

SEARCH_SECONDS = 6 * 3600


async def search_duplicates(search_duplicates: SearchDuplicates) -> bool:
    """Look the whole base through for clients that may be one; whether it was done now.

    Twice or on two replicas: one search at a time, and none soon after another. Late: cards offer
    what the last search found. Dying halfway: that stays, and the next tick searches anew.
    """
    is_done = await search_duplicates()
    if is_done:
        logger.info("clients looked through for duplicates")
    return is_done
