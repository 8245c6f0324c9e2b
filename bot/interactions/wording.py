"""Kinds of contact, results and means in words."""

from bot.texts import Texts
from domain.interactions.model import InteractionKind, InteractionResult, Through


def kind_name(kind: InteractionKind, result: InteractionResult, texts: Texts) -> str:
    """«📞 Звонок»; what reached nobody is named so: «📵 Звонок без ответа»."""
    key = f"interaction-{kind}"
    return texts.plain(key if result is InteractionResult.REACHED else f"{key}-no-answer")


def through_name(through: Through | None, texts: Texts) -> str | None:
    return None if through is None else texts.plain(f"through-{through.replace('_', '-')}")
