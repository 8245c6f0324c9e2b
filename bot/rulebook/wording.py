"""What people call the keys of the rulebook, in their language.

Records outlive rulebooks: a key that the rulebook in force has dropped is shown as it is.
"""

from typing import Final

from bot.texts import Texts
from domain.rulebook.model import Rulebook
from domain.rulebook.offers import EscalationStep
from domain.rulebook.pipeline import LOST, WON

HOURS_A_DAY: Final = 8
"""Working hours that people call a working day, whatever their own is like."""


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


def working_time(hours: int, texts: Texts) -> str:
    """«2 рабочих дня» where the hours are whole days of eight, else «20 рабочих часов»."""
    if hours % HOURS_A_DAY == 0:
        return texts.plain("rulebook-working-days", count=hours // HOURS_A_DAY)
    return texts.plain("rulebook-working-hours", count=hours)


def working_days(days: int, texts: Texts) -> str:
    return texts.plain("rulebook-working-days", count=days)


def step_words(step: EscalationStep, texts: Texts) -> str:
    """«через 1 рабочий день — руководителю»."""
    to = texts.plain(f"rulebook-step-to-{step.to}")
    if step.after_working_days:
        wait = texts.plain("rulebook-step-days", count=step.after_working_days)
    elif step.after_working_hours:
        wait = texts.plain("rulebook-step-hours", count=step.after_working_hours)
    else:
        wait = texts.plain("rulebook-step-at-once")
    return texts.plain("rulebook-step", wait=wait, to=to)
