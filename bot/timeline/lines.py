"""What happened with a client, a deal or a task, each thing in one line."""

from typing import Final
from zoneinfo import ZoneInfo

from bot.texts import Markup, Texts
from bot.timeline import clients, contacts, deals, tasks
from bot.timeline.telling import Telling, Words, moment_in_history
from domain.rulebook.model import Rulebook
from domain.timeline import TimelineEntry


def timeline_line(
    entry: TimelineEntry,
    rulebook: Rulebook,
    texts: Texts,
    zone: ZoneInfo,
    *,
    names_deal: bool = False,
) -> Markup:
    """Icon and words, then when and by whom; ``names_deal`` where entries of many deals stand
    together.

    A kind that has no words (yet) is told as a change, so that no history has holes.
    """
    told = Telling(entry, rulebook, texts, zone)
    words = _WORDS.get(entry.kind, _by_kind_alone)(told)
    marks = [moment_in_history(entry.at, zone), entry.actor_name]
    if names_deal and entry.deal_title:
        marks.append(entry.deal_title)
    return texts("timeline-line", words=words, marks=" · ".join(mark for mark in marks if mark))


_WORDS: Final[Words] = {**tasks.WORDS, **deals.WORDS, **clients.WORDS, **contacts.WORDS}
"""Kinds whose words take facts; the others are worded by their name alone."""


def _by_kind_alone(told: Telling) -> Markup:
    return told.texts(told.key if told.texts.has(told.key) else "timeline-other")
