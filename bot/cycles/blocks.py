"""The cycle as one line of a day: how many calls are left, and the way to them."""

from bot.cycles.callback_data import OpenCalls
from bot.day.blocks import Block, Line
from bot.texts import Texts
from domain.cycles.views import CallsOfDay, CycleErrand


def call_blocks(calls: CallsOfDay, texts: Texts) -> list[Block]:
    if not calls.count:
        return []
    key = "day-cycle-calls-promised" if calls.promised else "day-cycle-calls-line"
    words = texts.plain(key, count=calls.count, promised=calls.promised)
    return [Block(CycleErrand.CALLS, "day-cycle-calls", 1, (Line(words, OpenCalls()),))]
