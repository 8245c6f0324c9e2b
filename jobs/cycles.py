"""The clock's side of cycles."""

import logging

from domain.cycles.planning import PlanCycles
from domain.cycles.rep_check import TellRepChecks

logger = logging.getLogger(__name__)

PLAN_SECONDS = 60
CHECK_SECONDS = 300


async def plan_due_cycles(plan_cycles: PlanCycles) -> int:
    """Make the plans of the day, and begin the cycles that follow; how many.

    Twice or on two replicas: of a caller's day one plan is made. Late: the plan is of today, and
    what was missed comes first. Dying halfway: nothing was written, and the next tick plans all.
    """
    planned = await plan_cycles()
    if planned:
        logger.info("cycles planned: %d", planned)
    return planned


async def tell_rep_checks(tell: TellRepChecks) -> int:
    """Tell managers what their representatives did in the week before; how many were told.

    Twice or on two replicas: a manager's week is taken once. Late: within ``TOLD_WITHIN`` it is
    told, after it the next week is. Dying halfway: nothing was taken, and the next tick tells.
    """
    told = await tell()
    if told:
        logger.info("checks of representatives told: %d", told)
    return told
