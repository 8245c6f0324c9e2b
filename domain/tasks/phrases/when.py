"""What a group of phrases means as a deadline.

A bare hour is the one within working hours; if both halves of the day are, or neither is, that is
a question. What has passed today is meant for the next working day, a date without a year for the
next year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from domain.tasks.phrases.atoms import ONE_DAY, Clock, Day, EndOfWork, Moment, Part, Repeat, Wall
from domain.tasks.phrases.day_parts import NOON, hour_in_part
from domain.tasks.phrases.draft import Deadline, NoteKind, QuestionKind
from domain.tasks.phrases.groups import Group, Piece, deadline_of
from domain.tasks.phrases.periods import BY_MONTHS, MONTH, WEEK, next_occurrence
from domain.tasks.phrases.recurrence import Every, Repetition
from domain.tasks.phrases.tokens import Token
from domain.working_time import NoWorkingTime

LONG_AHEAD = timedelta(days=300)
"""A date without a year that comes as late was some weeks ago: said by a slip, as often as not."""
MOST_REPETITIONS_TRIED = 400  # the first of today may have passed; the rest is for odd calendars


class Option(NamedTuple):
    deadline: Deadline
    note: NoteKind | None = None


@dataclass(frozen=True, slots=True)
class When:
    """What ``pieces`` mean together: one option, or several to choose from; maybe none.

    ``length`` is how long it takes, where a time was said with its end.
    """

    pieces: tuple[Piece, ...]
    options: tuple[Option, ...]
    asks: QuestionKind
    repetition: Repetition | None = None
    length: timedelta | None = None


def put_together(pieces: Sequence[Piece], tokens: Sequence[Token], wall: Wall) -> When | None:
    """The deadline that ``pieces``, in the order of the text, speak of."""
    group = deadline_of(pieces, tokens)
    if group is None:
        return None
    day, clock, repeat = group.atom(Day), group.atom(Clock), group.atom(Repeat)
    return When(
        tuple(group.pieces),
        tuple(_options(group, wall)),
        QuestionKind.DATE if day and day.other else QuestionKind.HOUR,
        repeat.repetition if repeat else None,
        clock.length if clock else None,
    )


def _options(group: Group, wall: Wall) -> Iterator[Option]:
    """All that the group may mean, the likelier first, none in the past, none twice."""
    seen: set[datetime] = set()
    for option in _all_options(group, wall):
        at = option.deadline.at
        if at >= wall.now and at not in seen:
            seen.add(at)
            yield option


def _all_options(group: Group, wall: Wall) -> Iterator[Option]:
    moment, repeat, day = group.atom(Moment), group.atom(Repeat), group.atom(Day)
    if moment:
        on = moment.at.astimezone(wall.zone).date()
        yield Option(Deadline(moment.at, on, has_time=True))
    elif repeat:
        yield from _repeated(repeat.repetition, day, group, wall)
    elif day:
        for on in [day.on] if day.other is None else [day.on, day.other]:
            yield from _on_day(on, group, wall, is_yearless=day.is_yearless)
    else:
        yield from _on_no_day(group, wall)


class _Time(NamedTuple):
    """``wall`` is None for the end of work."""

    wall: time | None
    note: NoteKind | None = None
    has_time: bool = True


def _times(group: Group, day: date | None, wall: Wall) -> list[_Time]:
    """The times that the group may mean on ``day``: two where the half of the day is open."""
    clock, part = group.atom(Clock), group.atom(Part)
    if clock is None:
        if part is None:
            return [_Time(None, has_time=False)]
        return [_Time(wall.begin_of(part.part, day or wall.today))]
    if not clock.is_bare:
        return [_Time(time(clock.hour, clock.minute))]
    hour = hour_in_part(clock.hour, part.part) if part else None
    return _halves(clock, day, wall) if hour is None else [_Time(time(hour, clock.minute))]


def _halves(clock: Clock, day: date | None, wall: Wall) -> list[_Time]:
    """The half of the day in which people work; both if that does not decide."""
    morning, evening = time(clock.hour, clock.minute), time(clock.hour + NOON, clock.minute)
    begins, ends = wall.hours(day)
    is_morning, is_evening = (begins <= half <= ends for half in (morning, evening))
    if is_morning and not is_evening:
        return [_Time(morning)]
    if is_evening and not is_morning:
        return [_Time(evening, NoteKind.AFTERNOON)]
    if clock.minute and not is_evening:
        return [_Time(morning)]  # «8:30» is how a 24-hour clock shows it
    return [_Time(morning), _Time(evening)]


def _on_day(on: date, group: Group, wall: Wall, *, is_yearless: bool = False) -> Iterator[Option]:
    times = _times(group, on, wall)
    options = [_option(on, at, wall) for at in times]
    if len(options) > 1 and options[-1].deadline.at >= wall.now:
        if options[0].deadline.at >= wall.now:
            yield from options
        else:  # of two halves of today the passed one is not meant
            yield options[-1]._replace(note=NoteKind.AFTERNOON)
        return
    for at, option in zip(times, options, strict=True):
        if option.deadline.at >= wall.now:
            has_just_passed = is_yearless and on > wall.today + LONG_AHEAD
            yield option._replace(note=NoteKind.MOVED_ON) if has_just_passed else option
        elif (later := _later_that_day(on, at, group, wall)) is not None:
            yield later
        elif on == wall.today:
            moved = _moved(on, wall, is_yearless=is_yearless)
            yield _option(moved, at, wall)._replace(note=NoteKind.MOVED_ON)


def _moved(on: date, wall: Wall, *, is_yearless: bool) -> date:
    """The day that makes sense where the moment on ``on`` has passed."""
    next_year = next_occurrence(on.day, on.month, on + ONE_DAY) if is_yearless else None
    return next_year or _next_working_day(wall)


def _later_that_day(on: date, at: _Time, group: Group, wall: Wall) -> Option | None:
    """The end of the part of the day that is running; of a day without a time, its last minute."""
    part = group.atom(Part)
    if part and group.atom(Clock) is None:
        end = wall.parts.end_of(part.part)
    elif at.wall is None:
        end = wall.parts.midnight
    else:
        return None
    option = _option(on, _Time(end, has_time=at.has_time), wall)
    return option if option.deadline.at >= wall.now else None


def _on_no_day(group: Group, wall: Wall) -> Iterator[Option]:
    """Today, or once that has passed the next working day."""
    is_end_of_work = group.atom(EndOfWork) is not None
    for at in _times(group, None, wall):
        today = _option(wall.today, at, wall)
        is_possible = not is_end_of_work or wall.calendar.is_working_day(wall.today)
        if is_possible and today.deadline.at >= wall.now:
            yield today
            continue
        running = None if is_end_of_work else _later_that_day(wall.today, at, group, wall)
        yield running or _option(_next_working_day(wall), at, wall)


def _repeated(
    repetition: Repetition, since: Day | None, group: Group, wall: Wall
) -> Iterator[Option]:
    first = since.on if since else _first_day(repetition, wall)
    for index in range(len(_times(group, first, wall))):
        try:
            days = repetition.days(first, wall.calendar)
            for day in islice(days, MOST_REPETITIONS_TRIED):
                times = _times(group, day, wall)
                option = _option(day, times[min(index, len(times) - 1)], wall)
                if option.deadline.at >= wall.now:
                    yield option
                    break
        except NoWorkingTime:
            return


def _first_day(repetition: Repetition, wall: Wall) -> date:
    """From where to look: today, or, if no day was named, the end of the week or month."""
    if repetition.unit is Every.WEEK and not repetition.weekdays:
        return WEEK.last_working_day(wall)
    if repetition.unit is Every.MONTH and repetition.month_day is None:
        return BY_MONTHS.get(repetition.step, MONTH).last_working_day(wall)
    return wall.today


def _option(day: date, at: _Time, wall: Wall) -> Option:
    ends = wall.hours(day)[1]
    deadline = Deadline(wall.at(day, at.wall or ends), day, at.has_time)
    return Option(deadline, at.note)


def _next_working_day(wall: Wall) -> date:
    try:
        return wall.calendar.add_working_days(wall.today, 1)
    except NoWorkingTime:
        return wall.today + ONE_DAY
