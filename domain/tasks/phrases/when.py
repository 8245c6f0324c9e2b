"""Days, times and repetitions put together into one deadline.

Neighbours make a group («завтра в 15»). The group with a day that was said firmly («до пятницы»)
wins, else the first with a day; a time elsewhere in the text joins it. What is left over stays in
the title. A bare hour is the one within working hours; if both halves of the day are, or neither
is, that is a question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple

from domain.tasks.phrases.atoms import (
    ONE_DAY,
    Clock,
    Day,
    EndOfWork,
    Moment,
    Part,
    Repeat,
    Wall,
)
from domain.tasks.phrases.day_parts import NOON, hour_in_part
from domain.tasks.phrases.days import end_of_period, next_occurrence
from domain.tasks.phrases.draft import Deadline, NoteKind, QuestionKind
from domain.tasks.phrases.recurrence import Every, Repetition
from domain.tasks.phrases.tokens import Token
from domain.working_time import NoWorkingTime

MOST_REPETITIONS_TRIED = 400  # the first of today may have passed; the rest is for odd calendars

WhenAtom = Day | Clock | Part | EndOfWork | Moment | Repeat


class Piece(NamedTuple):
    """An atom and the tokens ``begin`` up to ``end`` that say it."""

    atom: WhenAtom
    begin: int
    end: int


@dataclass(slots=True)
class Group:
    """Pieces that speak of one moment, at most one of each kind."""

    pieces: list[Piece] = field(default_factory=list)

    def get(self, *kinds: type) -> Piece | None:
        return next((piece for piece in self.pieces if isinstance(piece.atom, kinds)), None)

    @property
    def has_day(self) -> bool:
        return self.get(Day, Moment, Repeat) is not None

    @property
    def repeats_on_days(self) -> bool:
        """«Every Friday» says more than «weekly»."""
        repeat = self.get(Repeat)
        if repeat is None or not isinstance(repeat.atom, Repeat):
            return False
        return bool(repeat.atom.repetition.weekdays or repeat.atom.repetition.month_day)

    @property
    def is_firm(self) -> bool:
        day = self.get(Day)
        return day is not None and isinstance(day.atom, Day) and day.atom.is_firm

    def sharpens_its_day(self, piece: Piece) -> bool:
        """Take ``piece`` if it says the group's day once more: «в пятницу, 27 ноября»."""
        known = self.get(Day)
        if known is None or not isinstance(known.atom, Day) or not isinstance(piece.atom, Day):
            return False
        one, other = known.atom, piece.atom
        is_same_weekday = one.on.weekday() == other.on.weekday()
        if one.on != other.on and not (is_same_weekday and one.is_dated != other.is_dated):
            return False
        dated = one if one.is_dated else other
        day = replace(dated, is_firm=one.is_firm or other.is_firm)
        self.pieces[self.pieces.index(known)] = known._replace(atom=day)
        self.pieces.append(piece._replace(atom=day))
        return True

    def takes(self, piece: Piece) -> bool:
        """Whether ``piece`` says something that the group does not say yet."""
        return not any(_clash(piece.atom, other.atom) for other in self.pieces)


_TIMES = (Clock, EndOfWork, Moment)


def _clash(one: WhenAtom, other: WhenAtom) -> bool:
    if type(one) is type(other):
        return True
    if isinstance(one, _TIMES) and isinstance(other, _TIMES):
        return True
    for first, second in ((one, other), (other, one)):
        if isinstance(first, Moment) and isinstance(second, Day | Repeat | Part):
            return True
        if isinstance(first, EndOfWork) and isinstance(second, Part):
            return True
    return False


class Option(NamedTuple):
    deadline: Deadline
    note: NoteKind | None = None


@dataclass(frozen=True, slots=True)
class When:
    """What ``pieces`` mean together: one option, or several to choose from; maybe none."""

    pieces: tuple[Piece, ...]
    options: tuple[Option, ...]
    asks: QuestionKind
    repeat: Piece | None = None
    length: timedelta | None = None


def put_together(pieces: Sequence[Piece], tokens: Sequence[Token], wall: Wall) -> When | None:
    """The deadline that ``pieces``, in the order of the text, speak of."""
    groups = _groups(pieces, tokens)
    chosen = _choose(groups)
    if chosen is None:
        return None
    for group in groups:
        if group is not chosen and not group.has_day and not _needs_day(group.pieces[0]):
            for piece in group.pieces:
                if chosen.takes(piece):
                    chosen.pieces.append(piece)
    chosen.pieces.sort(key=lambda piece: piece.begin)
    repeat, clock = chosen.get(Repeat), chosen.get(Clock)
    options = tuple(_options(chosen, wall))
    day = chosen.get(Day)
    has_two_days = day is not None and isinstance(day.atom, Day) and day.atom.other is not None
    return When(
        tuple(chosen.pieces),
        options,
        QuestionKind.DATE if has_two_days else QuestionKind.HOUR,
        repeat,
        clock.atom.length if clock and isinstance(clock.atom, Clock) else None,
    )


def _groups(pieces: Sequence[Piece], tokens: Sequence[Token]) -> list[Group]:
    groups: list[Group] = []
    end = -1
    for piece in pieces:
        between = tokens[end : piece.begin] if end >= 0 else ()
        is_near = end >= 0 and all(token.text in ",-–—(" for token in between)
        if groups and is_near and groups[-1].sharpens_its_day(piece):
            pass
        elif groups and is_near and groups[-1].takes(piece) and _may_follow(piece, groups[-1]):
            groups[-1].pieces.append(piece)
        else:
            groups.append(Group([piece]))
        end = piece.end
    return groups


def _may_follow(piece: Piece, group: Group) -> bool:
    """«Завтра на 10» is a time; «на 20 до конца года» is not."""
    if _needs_day(group.pieces[0]):
        return False
    return not _needs_day(piece) or isinstance(group.pieces[-1].atom, Day)


def _choose(groups: Sequence[Group]) -> Group | None:
    repeated = (group for group in groups if group.get(Repeat))
    on_days = (group for group in groups if group.repeats_on_days)
    firm = (group for group in groups if group.is_firm)
    dated = (group for group in groups if group.has_day)
    timed = (group for group in groups if not _needs_day(group.pieces[0]))
    for choice in (on_days, repeated, firm, dated, timed):
        found = next(choice, None)
        if found is not None:
            return found
    return None


def _needs_day(piece: Piece) -> bool:
    return isinstance(piece.atom, Clock) and piece.atom.needs_day


def _options(group: Group, wall: Wall) -> Iterator[Option]:
    """All that the group may mean, the likelier first, none in the past, none twice."""
    seen: set[datetime] = set()
    for option in _all_options(group, wall):
        at = option.deadline.at
        if at >= wall.now and at not in seen:
            seen.add(at)
            yield option


def _all_options(group: Group, wall: Wall) -> Iterator[Option]:
    moment, repeat, day = (_atom(group, kind) for kind in (Moment, Repeat, Day))
    if isinstance(moment, Moment):
        on = moment.at.astimezone(wall.zone).date()
        yield Option(Deadline(moment.at, on, has_time=True))
    elif isinstance(repeat, Repeat):
        yield from _repeated(repeat, day if isinstance(day, Day) else None, group, wall)
    elif isinstance(day, Day):
        for on in [day.on] if day.other is None else [day.on, day.other]:
            yield from _on_day(on, group, wall, is_yearless=day.is_yearless)
    else:
        yield from _on_no_day(group, wall)


def _atom(group: Group, kind: type) -> WhenAtom | None:
    piece = group.get(kind)
    return piece.atom if piece else None


class _Time(NamedTuple):
    """``wall`` is None for the end of work."""

    wall: time | None
    note: NoteKind | None = None
    has_time: bool = True


def _times(group: Group, day: date | None, wall: Wall) -> list[_Time]:
    clock, part = _atom(group, Clock), _atom(group, Part)
    if isinstance(clock, Clock):
        if not clock.is_bare:
            return [_Time(time(clock.hour, clock.minute))]
        if isinstance(part, Part):
            hour = hour_in_part(clock.hour, part.part)
            if hour is not None:
                return [_Time(time(hour, clock.minute))]
        return _halves(clock, day, wall)
    if isinstance(part, Part):
        return [_Time(wall.begin_of(part.part, day or wall.today))]
    return [_Time(None, has_time=False)]


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
            yield option
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
    part = _atom(group, Part)
    if isinstance(part, Part) and _atom(group, Clock) is None:
        end = wall.parts.end_of(part.part)
    elif at.wall is None:
        end = wall.parts.midnight
    else:
        return None
    option = _option(on, _Time(end, has_time=at.has_time), wall)
    return option if option.deadline.at >= wall.now else None


def _on_no_day(group: Group, wall: Wall) -> Iterator[Option]:
    """Today, or once that has passed the next working day."""
    is_end_of_work = _atom(group, EndOfWork) is not None
    for at in _times(group, None, wall):
        today = _option(wall.today, at, wall)
        is_possible = not is_end_of_work or wall.calendar.is_working_day(wall.today)
        if is_possible and today.deadline.at >= wall.now:
            yield today
            continue
        running = None if is_end_of_work else _later_that_day(wall.today, at, group, wall)
        yield running or _option(_next_working_day(wall), at, wall)


def _repeated(repeat: Repeat, since: Day | None, group: Group, wall: Wall) -> Iterator[Option]:
    first = since.on if since else _first_day(repeat.repetition, wall)
    for index in range(len(_times(group, first, wall))):
        try:
            days = repeat.repetition.days(first, wall.calendar)
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
        return end_of_period(0, wall)
    if repetition.unit is Every.MONTH and repetition.month_day is None:
        return end_of_period(repetition.step, wall)
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
