"""When it happened: «вчера в 15», «утром», «в пятницу», «2 часа назад», "on Monday at 3pm".

A weekday is its last one, never today; a date without a year its last one, today included; a time
of day alone is today's, or yesterday's where it has not come yet. A day without a time is its noon,
or now, where that is still to come; a part of the day its beginning.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from domain.interactions.errors import InteractionInFuture
from domain.tasks.phrases import times
from domain.tasks.phrases.atoms import ONE_DAY, Clock, Day, Moment, Part, Wall
from domain.tasks.phrases.day_parts import NOON, PartOfDay, hour_in_part
from domain.tasks.phrases.forms import Form, Forms, Values
from domain.tasks.phrases.periods import add_months, monday_of
from domain.tasks.phrases.tokens import Token, tokenize
from domain.typed_dates import LONGEST_TEXT, DateUnreadable

DAYS_IN_WEEK = 7
YEARS_BACK = 8  # from one 29 February to the next, over 1900 and its like
MOST_DAYS_BACK = 5 * 366
MIDDAY: Final = time(NOON)

_WHEN = (Day, Clock, Part, Moment)


class Heard(NamedTuple):
    """Atoms that the tokens up to ``end`` say together."""

    atoms: tuple[Any, ...]
    end: int


def _ago(days: int) -> Any:
    return lambda _values, wall: Day(wall.today - ONE_DAY * days)


def _days_ago(values: Values, wall: Wall) -> Day | None:
    return _back(values.get("number", 1), wall)


def _weeks_ago(values: Values, wall: Wall) -> Day | None:
    return _back(DAYS_IN_WEEK * values.get("number", 1), wall)


def _months_ago(values: Values, wall: Wall) -> Day | None:
    months = values.get("number", 1)
    return Day(add_months(wall.today, -months)) if months < MOST_DAYS_BACK // 31 else None


def _back(days: int, wall: Wall) -> Day | None:
    return Day(wall.today - ONE_DAY * days) if days <= MOST_DAYS_BACK else None


def _hours_ago(values: Values, wall: Wall) -> Moment | None:
    return _moment(timedelta(hours=values.get("decimal", values.get("number", 1))), wall)


def _minutes_ago(values: Values, wall: Wall) -> Moment | None:
    return _moment(timedelta(minutes=values.get("number", 1)), wall)


def _half_an_hour_ago(_values: Values, wall: Wall) -> Moment | None:
    return _moment(timedelta(minutes=30), wall)


def _moment(passed: timedelta, wall: Wall) -> Moment | None:
    return Moment(wall.now - passed) if passed <= timedelta(days=MOST_DAYS_BACK) else None


def _weekday(values: Values, wall: Wall) -> Day:
    passed = (wall.today.weekday() - values["weekday"] - 1) % DAYS_IN_WEEK + 1
    return Day(wall.today - ONE_DAY * passed)


def _weekday_of_last_week(values: Values, wall: Wall) -> Day:
    return Day(monday_of(wall.today) - timedelta(weeks=1) + ONE_DAY * values["weekday"])


def _part_of_today(part: PartOfDay) -> Any:
    return lambda _values, wall: (Day(wall.today), Part(part))


def _last_night(_values: Values, wall: Wall) -> tuple[Day, Part]:
    return Day(wall.today - ONE_DAY), Part(PartOfDay.EVENING)


def _dotted(values: Values, wall: Wall) -> Day | None:
    day, month = values["date"]
    return _last(day, month, wall)


def _full(values: Values, _wall: Wall) -> Day | None:
    day, month, year = values["date"]
    try:
        return Day(date(year, month, day))
    except ValueError:
        return None


def _day_and_month(values: Values, wall: Wall) -> Day | None:
    day = values["day_number"]
    number = day[0] if isinstance(day, tuple) else day
    if "year" in values:
        return _full({"date": (number, values["month"], values["year"])}, wall)
    return _last(number, values["month"], wall)


def _last(day: int, month: int, wall: Wall) -> Day | None:
    """The last such date, today included."""
    for year in range(wall.today.year, wall.today.year - YEARS_BACK - 1, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= wall.today:
            return Day(found)
    return None


_LAST = "(прошлый|прошлую|прошлое|прошлом|прошлой|прошедший|прошедшую|последний|последнюю|last)"
_IN = "(в|во|on|at)"

_DAYS = (
    Form("[за] вчера", _ago(1)),
    Form("(вчерашний день|yesterday)", _ago(1)),
    Form("позавчера", _ago(2)),
    Form("[the] day before yesterday", _ago(2)),
    Form("(сегодня|today)", _ago(0)),
    Form("(только что|сейчас|just now|right now)", lambda _values, wall: Moment(wall.now)),
    Form("[<number>] <day> (назад|ago)", _days_ago),
    Form("[<number>] <week> (назад|ago)", _weeks_ago),
    Form("[<number>] <months> (назад|ago)", _months_ago),
    Form("[<number>|<decimal>] <hour> (назад|ago)", _hours_ago),
    Form("[<number>] <minute> (назад|ago)", _minutes_ago),
    Form("(полчаса назад|half an hour ago)", _half_an_hour_ago),
    Form(f"[{_IN}] [{_LAST}] <weekday>", _weekday),
    Form(f"[{_IN}] [{_LAST}] <short_weekday:weekday>", _weekday),
    Form("на прошлой неделе [в|во] <weekday>", _weekday_of_last_week),
    Form(f"{_IN} <weekday> (на прошлой неделе|last week)", _weekday_of_last_week),
    Form("(на прошлой неделе|last week)", _ago(DAYS_IN_WEEK)),
    Form("(this morning|сегодня утром)", _part_of_today(PartOfDay.MORNING)),
    Form("this afternoon", _part_of_today(PartOfDay.AFTERNOON)),
    Form("last (night|evening)", _last_night),
    Form("[on] <dotted:date> [<year_mark>]", _dotted),
    Form("[on] <full_date:date> [<year_mark>]", _full),
    Form(
        "[on] [the] (<digits:day_number>|<nth:day_number>) [of] <month> [<year> [<year_mark>]]",
        _day_and_month,
    ),
    Form("[on] <month> (<digits:day_number>|<nth:day_number>) [[,] <year>]", _day_and_month),
)
_FORMS = Forms(*_DAYS, *times.FORMS)


def heard_at(tokens: Sequence[Token], at: int, wall: Wall) -> Heard | None:
    """What the tokens from ``at`` on say of when it was; None where they say nothing of it."""
    for match in _FORMS.at(tokens, at):
        meant = match.form.meaning(match.values, wall)
        if meant is None:
            continue
        atoms = meant if isinstance(meant, tuple) else (meant,)
        if all(isinstance(atom, _WHEN) and not _is_to_come(atom, wall) for atom in atoms):
            return Heard(atoms, match.end)
    return None


def _is_to_come(atom: object, wall: Wall) -> bool:
    """What is said of a time to come is no time of what has been."""
    if isinstance(atom, Moment):
        return atom.at > wall.now
    return isinstance(atom, Day) and atom.on > wall.today


def moment_of(atoms: Sequence[Any], wall: Wall) -> datetime | None:
    """The moment that all these say together; None where they say nothing.

    It may be to come only where a day and a time were said: «сегодня в 23».
    """
    moment, day, clock, part = (_first(atoms, kind) for kind in (Moment, Day, Clock, Part))
    if moment is not None:
        at: datetime = moment.at
        return at
    if clock is None and part is None:
        return None if day is None else _at_midday(day.on, wall)
    if clock is None:
        on = day.on if day else wall.today
        found = wall.at(on, wall.begin_of(part.part, on))
        return _on_yesterday(found, wall, is_sure=day is not None)
    wanted = _hour(clock, part, day.on if day else wall.today, wall)
    found = wall.at(day.on if day else wall.today, time(wanted, clock.minute))
    return found if day is not None else _before(found, wall)


def _first(atoms: Sequence[Any], kind: type) -> Any:
    return next((atom for atom in atoms if isinstance(atom, kind)), None)


def _at_midday(on: date, wall: Wall) -> datetime:
    return min(wall.at(on, MIDDAY), wall.now)


def _on_yesterday(found: datetime, wall: Wall, *, is_sure: bool) -> datetime:
    """«Вечером», said in the morning, was yesterday; «сегодня вечером» is now at the latest."""
    if found <= wall.now:
        return found
    return wall.now if is_sure else found - ONE_DAY


def _before(found: datetime, wall: Wall) -> datetime:
    return found if found <= wall.now else found - ONE_DAY


def _hour(clock: Clock, part: Part | None, on: date, wall: Wall) -> int:
    """On a 24-hour clock. A bare hour is the one at which people work; of two, the last one."""
    if part is not None and clock.is_bare:
        return hour_in_part(clock.hour, part.part) or clock.hour
    if not clock.is_bare or clock.hour + NOON >= times.HOURS:
        return clock.hour
    begins, ends = wall.hours(on)
    halves = [clock.hour, clock.hour + NOON]
    worked = [hour for hour in halves if begins <= time(hour, clock.minute) <= ends]
    if len(worked) == 1:
        return worked[0]
    passed = [h for h in worked or halves if wall.at(on, time(h, clock.minute)) <= wall.now]
    return passed[-1] if passed else halves[0]


def parse_past(text: str, wall: Wall) -> datetime:
    """The moment that the whole of ``text`` says.

    Raises: DateUnreadable: it says none, or more than that; InteractionInFuture.
    """
    tokens, at = tokenize(text[:LONGEST_TEXT]), 0
    atoms: list[Any] = []
    while at < len(tokens):
        heard = heard_at(tokens, at, wall)
        if heard is not None:
            atoms += heard.atoms
            at = heard.end
        elif tokens[at].text in {",", "."}:
            at += 1
        else:
            raise DateUnreadable(text=text[:LONGEST_TEXT])
    moment = moment_of(atoms, wall)
    if moment is None:
        raise DateUnreadable(text=text[:LONGEST_TEXT])
    if moment > wall.now:
        raise InteractionInFuture(moment=moment)
    return moment
