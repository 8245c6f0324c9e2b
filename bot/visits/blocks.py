"""Visits as blocks of a day."""

from itertools import groupby
from zoneinfo import ZoneInfo

from bot.day.blocks import Block, Line
from bot.shortening import shorten
from bot.texts import Texts
from bot.visits.callback_data import OpenVisit
from domain.org.model import PersonId
from domain.visits.views import VisitErrand, VisitLine, VisitsOfDay

LONGEST_WORDS = 60
SHORT_DAYS = frozenset({VisitErrand.TODAY, VisitErrand.TOMORROW})


def visit_blocks(
    visits: VisitsOfDay, texts: Texts, *, reader: PersonId, zone: ZoneInfo
) -> list[Block]:
    return [
        Block(
            errand,
            f"day-{errand.replace('_', '-')}",
            visits.counts[errand],
            tuple(_line(errand, line, texts, reader=reader, zone=zone) for _, line in lines),
        )
        for errand, lines in groupby(visits.lines, key=lambda pair: pair[0])
    ]


def _line(
    errand: VisitErrand, line: VisitLine, texts: Texts, *, reader: PersonId, zone: ZoneInfo
) -> Line:
    local = line.starts_at.astimezone(zone)
    at = f"{local:%H:%M}" if errand in SHORT_DAYS else f"{local:%d.%m %H:%M}"
    words = [at, shorten(line.client_name, LONGEST_WORDS)]
    if line.address is not None:
        words.append(shorten(line.address, LONGEST_WORDS))
    if line.visitor_id != reader:
        words.append(texts.plain("day-for", owner=line.visitor_name))
    return Line(" · ".join(words), OpenVisit(visit_id=line.id))
