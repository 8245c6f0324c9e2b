"""What people call the keys of the rulebook, in their language.

Records outlive rulebooks: a key that the rulebook in force has dropped is shown as it is.
"""

from bot.texts import Texts
from domain.rulebook.model import Rulebook
from domain.rulebook.pipeline import LOST, WON


def stage_name(rulebook: Rulebook, key: str, texts: Texts) -> str:
    """Of a stage, or of one of the two ends."""
    pipeline = rulebook.pipeline
    ends = {WON: pipeline.won, LOST: pipeline.lost}
    named = ends.get(key) or rulebook.find_stage(key)
    return key if named is None else named.name.for_language(texts.language)


def reason_name(rulebook: Rulebook, key: str, texts: Texts) -> str:
    """Why a deal was lost, or an offer refused."""
    for reason in rulebook.pipeline.lost_reasons:
        if reason.key == key:
            return reason.name.for_language(texts.language)
    return key


def item_name(rulebook: Rulebook, key: str, texts: Texts) -> str:
    """An item of any stage's checklist."""
    for stage in rulebook.stages:
        for item in stage.checklist:
            if item.key == key:
                return item.text.for_language(texts.language)
    return key


def segment_name(rulebook: Rulebook, key: str, texts: Texts) -> str:
    for segment in rulebook.segments:
        if segment.key == key:
            return segment.name.for_language(texts.language)
    return key
