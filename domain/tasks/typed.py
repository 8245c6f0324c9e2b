"""A deadline or an estimate alone, as a person types it in answer to a question.

It is read by the grammar of whole lines, so that whatever may be said there may be said here.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain.desk import Desk
from domain.errors import BadInput
from domain.org.model import Actor
from domain.tasks.model import Deadline
from domain.tasks.phrases import NoteKind, QuestionKind, TaskDraft, parse_task, title_of
from domain.tasks.phrases.durations import LONGEST
from domain.tasks.phrases.tokens import fold
from domain.tasks.phrases.vocabulary import words
from domain.tasks.whole_days import deadline_on
from domain.typed_dates import DateUnreadable, parse_day
from domain.working_time import WorkingCalendar

_LENGTH = re.compile(
    r"(?P<number>[0-9]+(?:[.,][0-9]+)?) ?(?:(?P<minutes>мин(?:ут[аы]?)?|m|min(?:utes?)?)"
    r"|ч|час(?:а|ов)?|h|hours?)?\.?",
    re.IGNORECASE,
)
_MINUTES_IN_HOUR = 60
_WORD = re.compile(r"\w+")
_SAYING_NOTHING = words(
    "пожалуйста давай давайте лучше наверное думаю тогда можно ок окей хорошо да срок новый дедлайн"
    " перенеси на к до please ok okay maybe let us make it the deadline"
)


class DeadlineAmbiguous(BadInput):
    """It may be ``first`` or ``second``."""


class DeadlineWithMore(BadInput):
    """Besides the date (``deadline``, on the wall) it says ``left``, which is no part of one."""


class EstimateUnreadable(BadInput):
    """It is no length of time that we know how to read."""


@dataclass(frozen=True, slots=True)
class ReadDeadline:
    """The deadline that «пятница», «25.11 в 15» or "tomorrow at 3pm" means to the actor."""

    desk: Desk

    async def __call__(
        self, actor: Actor, text: str, *, instead_of: Deadline | None = None
    ) -> Deadline:
        """A day without a time keeps the time of the deadline that it is ``instead_of``, unless
        that has passed; else it ends with the actor's work on it.

        Raises: DeadlineAmbiguous, DeadlineWithMore, Date….
        """
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
        calendar = self.desk.calendar_for(actor, rules, now)
        draft = parse_task(text, now=now, zone=actor.zone, calendar=calendar)
        today = now.astimezone(actor.zone).date()
        if draft.deadline is not None:
            _refuse_other_date(draft.title, today)
            said = draft.deadline.value
            left = title_of(text, draft.deadline.spans)
            if any(word not in _SAYING_NOTHING for word in _WORD.findall(fold(left))):
                moment = said.at.astimezone(actor.zone)
                raise DeadlineWithMore(deadline=moment if said.has_time else said.day, left=left)
            read = Deadline(said.at, said.has_time)
            return _at_time_of(instead_of, read, calendar, now)
        for question in draft.questions:
            if question.kind in {QuestionKind.HOUR, QuestionKind.DATE}:
                moments = [one.deadline.at for one in question.readings if one.deadline]
                first, second = (moment.astimezone(actor.zone) for moment in moments[:2])
                raise DeadlineAmbiguous(first=first, second=second)
        _refuse_past(draft, today)
        day = parse_day(text, today=today)
        return _at_time_of(instead_of, deadline_on(day, calendar), calendar, now)


def _at_time_of(
    before: Deadline | None, read: Deadline, calendar: WorkingCalendar, now: datetime
) -> Deadline:
    if before is None or not before.has_time or read.has_time:
        return read
    time = before.at.astimezone(calendar.zone).time()
    moment = calendar.at(calendar.local_day(read.at), time)
    return Deadline(moment, has_time=True) if moment > now else read


def _refuse_other_date(left: str, today: date) -> None:
    """What the grammar left of «вчера в 15» and «завтра в 25:00» says that it is not that date.

    Raises: Date….
    """
    if any(mark.isdigit() for mark in left):
        raise DateUnreadable
    try:
        parse_day(left, today=today)
    except DateUnreadable:
        return  # «пожалуйста»


def _refuse_past(draft: TaskDraft, today: date) -> None:
    """«Вчера в 15» is read no further than its day. Raises: DateInPast."""
    for note in draft.notes:
        if note.kind is NoteKind.DATE_PASSED:
            with suppress(DateUnreadable):
                parse_day(draft.text[note.span.begin : note.span.end], today=today)


@dataclass(frozen=True, slots=True)
class ReadEstimate:
    """The length that «2ч», «полтора часа», «30 мин» or a bare number of hours means."""

    desk: Desk

    async def __call__(self, actor: Actor, text: str) -> timedelta:
        """Raises: EstimateUnreadable."""
        plain = _LENGTH.fullmatch(" ".join(text.split()))
        if plain is not None:
            number = Decimal(plain["number"].replace(",", "."))
            hours = number / _MINUTES_IN_HOUR if plain["minutes"] else number
            return timedelta(hours=float(min(hours, Decimal(LONGEST / timedelta(hours=1)))))
        now = self.desk.clock()
        async with self.desk.begin() as uow:
            rules = await self.desk.rules(uow, actor)
        calendar = self.desk.calendar_for(actor, rules, now)
        said = parse_task(text, now=now, zone=actor.zone, calendar=calendar).estimate
        if said is None:
            raise EstimateUnreadable
        return said.value
