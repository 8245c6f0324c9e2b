"""Every use case, by noun: the whole list of what people and the clock can ask for.

Handlers get them by name: ``MoveDeal`` as ``move_deal``.
"""

import re

from bot.composition.use_cases.clients import (
    CADENCES,
    CLIENTS,
    CYCLES,
    GREETINGS,
    INTERACTIONS,
    RISKS,
    SEGMENTS,
    VISITS,
)
from bot.composition.use_cases.company import DELIVERY, HANDOVERS, IMPORTS, ORG, RULEBOOK
from bot.composition.use_cases.figures import BONUSES, KPI, PLANS, REPORTS
from bot.composition.use_cases.sales import DEALS, OFFERS, POLLS, PRODUCTS
from bot.composition.use_cases.work import BRIEFS, DAY, PROJECTS, TASKS

USE_CASES = (
    *REPORTS,
    *DEALS,
    *PRODUCTS,
    *POLLS,
    *OFFERS,
    *CLIENTS,
    *GREETINGS,
    *CADENCES,
    *VISITS,
    *CYCLES,
    *PLANS,
    *BONUSES,
    *KPI,
    *SEGMENTS,
    *RISKS,
    *INTERACTIONS,
    *DAY,
    *DELIVERY,
    *ORG,
    *HANDOVERS,
    *RULEBOOK,
    *IMPORTS,
    *TASKS,
    *BRIEFS,
    *PROJECTS,
)

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def parameter_of(use_case: type) -> str:
    """The name of the handler's parameter that takes this use case."""
    return _WORD_START.sub("_", use_case.__name__).lower()
