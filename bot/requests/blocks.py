"""Requests as blocks of a day."""

from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.day.blocks import Block, Line
from bot.requests.callback_data import OpenRequest
from bot.requests.wording import short_moment
from bot.shortening import shorten, shorten_to_line
from bot.texts import Texts
from domain.org.model import PersonId
from domain.requests.views import RequestLine, RequestsOfDay

LONGEST_CLIENT = 40
LONGEST_WORDS = 40


def request_blocks(
    of_day: RequestsOfDay, texts: Texts, *, reader: PersonId, now: datetime, zone: ZoneInfo
) -> list[Block]:
    return [
        Block(
            errand,
            f"day-{errand.replace('_', '-')}",
            of_day.counts[errand],
            tuple(_line(line, texts, reader=reader, now=now, zone=zone) for _, line in lines),
        )
        for errand, lines in groupby(of_day.lines, key=lambda pair: pair[0])
    ]


def _line(
    line: RequestLine, texts: Texts, *, reader: PersonId, now: datetime, zone: ZoneInfo
) -> Line:
    words = [
        shorten(line.client_name, LONGEST_CLIENT),
        shorten_to_line(line.words, LONGEST_WORDS),
    ]
    if line.limit_at is not None:
        moment = short_moment(line.limit_at, texts, now=now, zone=zone)
        key = "day-request-was-due" if line.is_late(now) else "day-request-due"
        words.append(texts.plain(key, at=moment))
    if line.responsible_id != reader:
        words.append(line.responsible_name)
    return Line(" · ".join(words), OpenRequest(request_id=line.id))
