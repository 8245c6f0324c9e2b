"""Contacts that are due as blocks of a day, and the one line about a team's late ones."""

from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Final

from bot.cadences.callback_data import OpenCadence, OpenCadenceMove
from bot.cadences.wording import lateness, today_in, until_words
from bot.day.blocks import Block, Line
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.cadences.views import CadenceLine, CadencesOfDay, MoveView
from domain.day.model import LateContacts
from domain.org.model import Actor

LONGEST_NAME: Final = 60


class MoveErrand(StrEnum):
    """A later day that the reader is to decide about."""

    DECIDE = "cadence_move"


def cadence_blocks(
    cadences: CadencesOfDay, texts: Texts, *, actor: Actor, now: datetime
) -> list[Block]:
    blocks = [
        Block(
            errand,
            f"day-{errand.replace('_', '-')}",
            cadences.counts[errand],
            tuple(_line(line, texts, actor=actor, now=now) for _, line in lines),
        )
        for errand, lines in groupby(cadences.lines, key=lambda pair: pair[0])
    ]
    if cadences.moves:
        lines = tuple(_move(asked, texts, actor=actor, now=now) for asked in cadences.moves)
        blocks.append(Block(MoveErrand.DECIDE, "day-cadence-move", cadences.moves_count, lines))
    return blocks


def late_contacts_line(late: LateContacts, texts: Texts) -> Markup | None:
    """How many of a team's clients heard nothing in time, and the money at stake."""
    if not late.count:
        return None
    if not late.money:
        return texts("day-cadences-late", count=late.count)
    money = texts.moneys(late.money)
    return texts("day-cadences-late-money", count=late.count, money=money)


def _line(line: CadenceLine, texts: Texts, *, actor: Actor, now: datetime) -> Line:
    today = today_in(actor.zone, now)
    words = [shorten(line.client_name, LONGEST_NAME)]
    if line.late_at <= now:
        words.append(lateness(line.due_on, today, texts))
        words += [texts.moneys(line.money)] if line.money else []
    else:
        words.append(until_words(line.due_on, today, texts))
    if line.responsible_id != actor.id:
        words.append(texts.plain("day-for", owner=line.responsible_name))
    return Line(" · ".join(words), OpenCadence(client_id=line.client_id))


def _move(asked: MoveView, texts: Texts, *, actor: Actor, now: datetime) -> Line:
    today = today_in(actor.zone, now)
    words = [
        shorten(asked.client_name, LONGEST_NAME),
        asked.asked_by_name,
        until_words(asked.move.until_on, today, texts),
    ]
    return Line(" · ".join(words), OpenCadenceMove(move_id=asked.move.id))
