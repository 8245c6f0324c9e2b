"""The clock's side of segments."""

import logging

from domain.segments.use_cases import RecomputeSegments

logger = logging.getLogger(__name__)

SEGMENT_SECONDS = 600


async def recompute_segments(recompute_segments: RecomputeSegments) -> int:
    """Put clients where the rules want them on the day that began; how many moved.

    Twice or on two replicas: a zone's day is taken once, and the second finds nothing to move.
    Late: what passed meanwhile moves clients by what holds now. Dying halfway: nothing moved, no
    day was taken, and the next tick does all.
    """
    moved = await recompute_segments()
    if moved:
        logger.info("clients moved to other segments: %d", moved)
    return moved
