from aiogram.filters.callback_data import CallbackData

from domain.rulebook.topics import Topic


class Activate(CallbackData, prefix="rules-on"):
    proposal_id: int


class Dismiss(CallbackData, prefix="rules-no"):
    proposal_id: int


class OpenVersions(CallbackData, prefix="rules-vs"):
    page: int = 0


class OpenVersion(CallbackData, prefix="rules-v"):
    """``page``: of the list that it was opened from."""

    version: int
    page: int = 0


class TakeVersionFile(CallbackData, prefix="rules-vf"):
    version: int


class ReturnToVersion(CallbackData, prefix="rules-vr"):
    """Proposes it; in force it comes by ``Activate``."""

    version: int


class OpenRules(CallbackData, prefix="rules-menu"):
    """What concerns me."""


class OpenRulesTopic(CallbackData, prefix="rules-topic"):
    topic: Topic
