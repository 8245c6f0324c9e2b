"""The blocks of a day: a heading with a count, and the first lines of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from bot.callback_data import OpenDeal, OpenOffer, OpenTask
from bot.shortening import shorten
from bot.tasks.wording import deadline_words
from bot.texts import Markup, Texts
from domain.day.model import Day, DayLine, Errand
from domain.org.model import PersonId
from domain.tasks.model import Deadline
from domain.tasks.views import TaskErrand, TaskLine, TasksOfDay

ONE_MINUTE: Final = timedelta(minutes=1)
LONGEST_WORDS: Final = 60

OF_EXECUTOR: Final = frozenset(
    {TaskErrand.OVERDUE, TaskErrand.TODAY, TaskErrand.BEGIN, TaskErrand.NEW}
)
"""What the executor is to do; the other errands are the assigner's or the approver's."""


@dataclass(frozen=True, slots=True)
class Line:
    """``words`` are bare; ``opens`` is what its button does."""

    words: str
    opens: CallbackData


@dataclass(frozen=True, slots=True)
class Block:
    """``count`` is the number of all, of which ``lines`` are the first."""

    errand: StrEnum
    heading: str
    count: int
    lines: tuple[Line, ...]

    def worded(self, texts: Texts, *, first: int) -> Markup:
        """``first`` is the number of its first line."""
        said: list[str | None] = [texts(self.heading, count=self.count)]
        said += [
            texts("day-line", number=number, words=line.words)
            for number, line in enumerate(self.lines, start=first)
        ]
        more = self.count - len(self.lines)
        said.append(texts("day-more", count=more) if more and self.lines else None)
        return texts.lines(said)


def fitted(blocks: Sequence[Block], most: int) -> list[Block]:
    """The blocks with ``most`` lines in all, each as many as the others where it has them.

    Every block keeps a line at least.
    """
    each = max((len(block.lines) for block in blocks), default=0)
    while each > 1 and sum(min(each, len(block.lines)) for block in blocks) > most:
        each -= 1
    return [replace(block, lines=block.lines[:each]) for block in blocks]


def thinned(blocks: Sequence[Block]) -> list[Block]:
    """The same with the least pressing block that has lines told by its heading alone."""
    last = max((place for place, block in enumerate(blocks) if block.lines), default=-1)
    return [
        replace(block, lines=()) if place == last else block for place, block in enumerate(blocks)
    ]


def deal_blocks(day: Day, texts: Texts, *, now: datetime, zone: ZoneInfo) -> list[Block]:
    return [
        Block(
            errand,
            f"day-{errand.replace('_', '-')}",
            day.counts[errand],
            tuple(_of_deal(line, texts, now=now, zone=zone) for line in lines),
        )
        for errand, lines in groupby(day.lines, key=lambda line: line.errand)
    ]


def _of_deal(line: DayLine, texts: Texts, *, now: datetime, zone: ZoneInfo) -> Line:
    words = [shorten(line.client_name or line.title, LONGEST_WORDS)]
    if line.words:
        words.append(shorten(line.words, LONGEST_WORDS))
    if line.money is not None and line.offer_id is not None:
        words.append(texts.money(line.money))
    if line.at is not None:
        is_today = line.errand in {Errand.OFFER_TODAY, Errand.STEP_TODAY}
        words.append(
            f"{line.at.astimezone(zone):%H:%M}" if is_today else _late(line.at, texts, now, zone)
        )
    if not line.is_own:
        words.append(texts.plain("day-for", owner=line.owner_name))
    return Line(
        " · ".join(words),
        OpenDeal(deal_id=line.deal_id)
        if line.offer_id is None
        else OpenOffer(offer_id=line.offer_id),
    )


def _late(at: datetime, texts: Texts, now: datetime, zone: ZoneInfo) -> str:
    """«20 мин назад», «вчера», «2 дня назад»: other days are counted as the calendar does."""
    late = now - at
    if late < ONE_MINUTE:
        return texts.plain("day-now")
    days = (now.astimezone(zone).date() - at.astimezone(zone).date()).days
    if days == 1:
        return texts.plain("day-yesterday")
    if days:
        return texts.plain("day-late-by", span=texts.span(timedelta(days=days)))
    return texts.plain("day-late-by", span=texts.span(late))


def task_blocks(
    tasks: TasksOfDay, texts: Texts, *, reader: PersonId, now: datetime, zone: ZoneInfo
) -> list[Block]:
    return [
        Block(
            errand,
            f"day-task-{errand.replace('_', '-')}",
            tasks.counts[errand],
            tuple(
                _of_task(
                    errand,
                    line,
                    texts,
                    reader=reader,
                    now=now,
                    zone=zone,
                    missed_before=tasks.missed_before.get(line.id, 0),
                )
                for _, line in lines
            ),
        )
        for errand, lines in groupby(tasks.lines, key=lambda pair: pair[0])
    ]


def _of_task(
    errand: TaskErrand,
    line: TaskLine,
    texts: Texts,
    *,
    reader: PersonId,
    now: datetime,
    zone: ZoneInfo,
    missed_before: int,
) -> Line:
    words = [shorten(line.title, LONGEST_WORDS)]
    if errand is TaskErrand.APPROVE:
        words.append(
            texts.plain("day-task-who", assigner=line.assigner_name, executor=line.executor_name)
        )
    elif errand in OF_EXECUTOR:
        if line.assigner_id != line.executor_id:
            words.append(texts.plain("tasks-from", name=line.assigner_name))
    else:
        words.append(line.executor_name)
    if line.deadline is not None and (errand in OF_EXECUTOR or errand is TaskErrand.APPROVE):
        words += _when(errand, line.deadline, texts, now=now, zone=zone)
    if missed_before:
        words.append(texts.plain("day-missed-before", count=missed_before))
    owner = _owner(errand, line)
    if owner is not None and owner[0] != reader:
        words.append(texts.plain("day-for", owner=owner[1]))
    return Line(" · ".join(words), OpenTask(task_id=line.id))


def _owner(errand: TaskErrand, line: TaskLine) -> tuple[PersonId, str] | None:
    """Whose errand it is: somebody else's where the reader stands in for them. Of an approval the
    line does not say whose.
    """
    if errand is TaskErrand.APPROVE:
        return None
    if errand in OF_EXECUTOR:
        return line.executor_id, line.executor_name
    return line.assigner_id, line.assigner_name


def _when(
    errand: TaskErrand, deadline: Deadline, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> list[str]:
    """Nothing for a task of today at no special time."""
    if errand is TaskErrand.OVERDUE:
        return [_late(deadline.at, texts, now, zone)]
    if errand is TaskErrand.TODAY:
        return [f"{deadline.at.astimezone(zone):%H:%M}"] if deadline.has_time else []
    return [deadline_words(deadline, texts, now=now, zone=zone)]
