"""Risks as a block of a day."""

from bot.day.blocks import Block, Line
from bot.risks.callback_data import OpenRisk
from bot.risks.wording import kinds_words
from bot.shortening import shorten
from bot.texts import Texts
from domain.org.model import PersonId
from domain.risks.model import RiskLine
from domain.risks.views import RiskErrand, RisksOfDay

LONGEST_NAME = 60


def risk_blocks(of_day: RisksOfDay, texts: Texts, *, reader: PersonId) -> list[Block]:
    if not of_day.count:
        return []
    lines = tuple(_line(line, texts, reader=reader) for line in of_day.lines)
    return [Block(RiskErrand.OPEN, "day-risk-open", of_day.count, lines)]


def _line(line: RiskLine, texts: Texts, *, reader: PersonId) -> Line:
    words = [shorten(line.client_name, LONGEST_NAME), kinds_words(line.kinds, texts)]
    if line.asked_id != reader:
        words.append(texts.plain("day-for", owner=line.asked_name))
    return Line(" · ".join(words), OpenRisk(risk_id=line.id))
