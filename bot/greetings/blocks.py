"""Congratulations as blocks of a day."""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.day.blocks import Block, Line
from bot.greetings.callback_data import OpenGreeting
from bot.greetings.wording import line_words
from bot.shortening import shorten
from bot.texts import Texts
from domain.greetings.views import GreetingErrand, GreetingLine, GreetingsOfDay
from domain.org.model import PersonId

LONGEST_WORDS = 60


def greeting_blocks(
    greetings: GreetingsOfDay, texts: Texts, *, reader: PersonId, now: datetime, zone: ZoneInfo
) -> list[Block]:
    return [
        Block(
            errand,
            f"day-{errand.replace('_', '-')}",
            greetings.counts[errand],
            tuple(
                _line(errand, line, texts, reader=reader, now=now, zone=zone) for _, line in lines
            ),
        )
        for errand, lines in groupby(greetings.lines, key=lambda pair: pair[0])
    ]


def _line(
    errand: GreetingErrand,
    line: GreetingLine,
    texts: Texts,
    *,
    reader: PersonId,
    now: datetime,
    zone: ZoneInfo,
) -> Line:
    words = [shorten(line_words(line, texts), LONGEST_WORDS)]
    today = now.astimezone(zone).date()
    if line.on != today:
        words.append(texts.day(line.on, today=today))
    if errand is GreetingErrand.TEAM:
        words.append(line.responsible_name)
    elif line.responsible_id != reader:
        words.append(texts.plain("day-for", owner=line.responsible_name))
    return Line(" · ".join(words), OpenGreeting(greeting_id=line.id))
