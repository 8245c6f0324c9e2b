"""Times of day: «в 15», «к 9:30», «в 3 часа дня», «после обеда», «до конца дня», "at 3pm".

A bare hour is a time only after a preposition, and not before what it counts («в 5 магазинов»).
"""

import re
from dataclasses import replace
from datetime import timedelta

from domain.tasks.phrases.atoms import Clock, EndOfWork, Moment, Part, Refused, Wall
from domain.tasks.phrases.day_parts import NOON, PartOfDay, hour_in_part
from domain.tasks.phrases.draft import NoteKind
from domain.tasks.phrases.forms import Form, Meaning, Values
from domain.tasks.phrases.tokens import Token
from domain.tasks.phrases.vocabulary import COUNTED

HOURS, MINUTES = 24, 60
HALF_AN_HOUR = 30
DIGITS_OF_THOUSANDS = 3
LEAST_OF_TWO_DIGITS = 10
MOST_HOURS_AHEAD = 24 * 366
_LAST_MINUTE = 23, 59

_COUNTED_ENDING = re.compile(r"(?:ов|ев|ей|ах|ях|ам|ям|ами|ями)$")


def _hour(values: Values, _wall: Wall) -> Clock | None:
    """Hour, maybe minutes, maybe the part of the day, from whatever the form calls them."""
    hour, minute, is_written_in_full = _numbers(values)
    part = values.get("part")
    if part is not None:
        meant = hour_in_part(hour, part)
        if meant is None:
            return None
        hour = meant
    if (hour, minute) == (HOURS, 0) and "clock" in values:
        return Clock(*_LAST_MINUTE)  # «до 24:00»
    if hour >= HOURS or minute >= MINUTES:
        return None
    is_bare = part is None and not is_written_in_full and 1 <= hour < NOON
    return Clock(hour, minute, is_bare=is_bare)


def _no_such_time(values: Values, wall: Wall) -> Refused | None:
    return None if _hour(values, wall) else Refused(NoteKind.TIME_IMPOSSIBLE)


def _no_such_time_beside_a_day(values: Values, wall: Wall) -> Refused | None:
    """«Завтра 25:00»; «счёт 75:60» alone is no time."""
    refused = _no_such_time(values, wall)
    return replace(refused, needs_day=True) if refused else None


def _hours_beside_a_day(values: Values, wall: Wall) -> Clock | Refused | None:
    """«Завтра в 24 часа» is as «завтра в 24:00»; «уложиться в 24 часа» alone is no time."""
    if _numbers(values)[0] == HOURS:
        return Clock(*_LAST_MINUTE, needs_day=True)
    return _no_such_time_beside_a_day(values, wall)


def _numbers(values: Values) -> tuple[int, int, bool]:
    """Hour, minute, and whether the hour has a leading zero."""
    if "clock" in values:
        hour, minute, is_padded = values["clock"]
        return hour, minute, is_padded
    digits = values.get("digits", values.get("number", 1))
    hour, is_padded = digits if isinstance(digits, tuple) else (digits, False)
    return hour, values.get("minutes", 0), is_padded


def _hour_beside_a_day(values: Values, wall: Wall) -> Clock | None:
    clock = _hour(values, wall)
    if clock is None:
        return None
    return Clock(clock.hour, clock.minute, clock.is_bare, needs_day=True)


def _half_to(values: Values, _wall: Wall) -> Clock:
    hour = (values["half_to"] - 2) % NOON + 1
    return Clock(hour % HOURS, HALF_AN_HOUR, is_bare=hour < NOON)


def _quarter_to(values: Values, _wall: Wall) -> Clock | None:
    hour, minutes = values["number"], values.get("minutes", 15)
    if not (1 <= hour <= NOON and minutes < MINUTES):
        return None
    before = (hour - 2) % NOON + 1
    return Clock(before, MINUTES - minutes, is_bare=before < NOON)


def _span(values: Values, _wall: Wall) -> Clock | None:
    """From one time to another: when it begins, and how long it takes."""
    if "clocks" in values:
        begin_hour, begin_minute, end_hour, end_minute = values["clocks"]
    else:
        begin_hour, begin_minute = _half_of_span(values, "begin")
        end_hour, end_minute = _half_of_span(values, "end")
    is_bare = 1 <= begin_hour < NOON and 1 <= end_hour <= NOON and "clocks" not in values
    if max(begin_hour, end_hour) >= HOURS or max(begin_minute, end_minute) >= MINUTES:
        return None
    length = timedelta(hours=end_hour - begin_hour, minutes=end_minute - begin_minute)
    if is_bare and length < timedelta(0):
        length += timedelta(hours=NOON)  # «с 11 до 1»
    if length <= timedelta(0):
        return None
    return Clock(begin_hour, begin_minute, is_bare=is_bare, length=length)


def _half_of_span(values: Values, name: str) -> tuple[int, int]:
    if f"{name}_clock" in values:
        hour, minute, _ = values[f"{name}_clock"]
        return hour, minute
    return values[f"{name}_digits"][0], 0


def _in_hours(values: Values, wall: Wall) -> Moment | None:
    hours = values.get("decimal", values.get("number", 1))
    return _moment(timedelta(hours=hours, minutes=values.get("minutes", 0)), wall)


def _in_minutes(values: Values, wall: Wall) -> Moment | None:
    return _moment(timedelta(minutes=values.get("number", 1)), wall)


def _in_hour_and_a_half(_values: Values, wall: Wall) -> Moment | None:
    return _moment(timedelta(minutes=MINUTES + HALF_AN_HOUR), wall)


def _in_half_an_hour(_values: Values, wall: Wall) -> Moment | None:
    return _moment(timedelta(minutes=HALF_AN_HOUR), wall)


def _moment(ahead: timedelta, wall: Wall) -> Moment | None:
    if ahead > timedelta(hours=MOST_HOURS_AHEAD):
        return None
    return Moment(wall.now + ahead)


def _part(part: PartOfDay) -> Meaning:
    return lambda _values, _wall: Part(part)


def _said_part(values: Values, _wall: Wall) -> Part:
    return Part(values["part"])


def _at(hour: int) -> Meaning:
    return lambda _values, _wall: Clock(hour)


def counts_something(token: Token) -> bool:
    """Whether a number before ``token`` says how many: «15 каталогов», "5%", «10 000»."""
    if token.word in COUNTED or _is_thousands(token):
        return True
    is_lower_noun = token.is_word and token.text[0].islower() and not token.meanings
    return is_lower_noun and _COUNTED_ENDING.search(token.word) is not None


def _is_thousands(token: Token) -> bool:
    """«10 000», but not «в 15 2ч»: a number of other length says something else."""
    return token.text[0].isdigit() and len(token.text) == DIGITS_OF_THOUSANDS


def _says_length(token: Token) -> bool:
    """«в 15 30 мин» is a time and a length; «в 15 30» is half past three."""
    return counts_something(token) or not token.meanings.keys().isdisjoint(_UNITS)


def _hour_and_minutes(values: Values, wall: Wall) -> Clock | None:
    """Two numbers side by side; minutes have two digits."""
    minutes, is_padded = values["after"]
    is_two_digits = is_padded or minutes >= LEAST_OF_TWO_DIGITS
    return _hour({**values, "minutes": minutes}, wall) if is_two_digits else None


_UNITS = {"minute", "short_minute", "hour"}
_PART_OF_CLOCK = "(<meridiem:part>|<of_the_day:part>)"

FORMS = (
    # with digits: «15:30», «в 15», «к 9 утра», "3pm"
    Form("[{at}|на|@] <clock> [ч|h]", _hour),
    Form("[{at}|на] <clock> " + _PART_OF_CLOCK, _hour),
    Form(
        "(в|во|at|к|до|by) <clock_like:clock> [" + _PART_OF_CLOCK + "]",
        _hour,
        unless_before=counts_something,
    ),
    Form("{at} <digits>", _hour, unless_before=counts_something),
    Form("{at} <digits> <digits:after>", _hour_and_minutes, unless_before=_says_length),
    Form("(часам|часов|часа|часиков|где-то|примерно) (к|в|до) <digits>", _hour),
    Form("<clock_like:clock>", _hour_beside_a_day, unless_before=counts_something),
    Form("на <digits>", _hour_beside_a_day, unless_before=counts_something),
    Form("{at} (<digits>|<number>) <hour>", _hour),
    Form("{at} <digits> <hour> <number:minutes> [<minute>|<short_minute>]", _hour),
    Form("{at} (<digits>|<number>) [<hour>] " + _PART_OF_CLOCK, _hour),
    Form("на (<digits>|<number>) ([<hour>] <meridiem:part>|<hour> <of_the_day:part>)", _hour),
    Form("<digits> [<hour>] <meridiem:part>", _hour),
    Form("{at} <digits> o'clock [" + _PART_OF_CLOCK + "]", _hour),
    # in words: «в час дня», «в полтретьего», «без четверти три»
    Form("{at} <hour> " + _PART_OF_CLOCK, _hour),
    Form("[в|к|до] <half_to>", _half_to),
    Form("(в|к) половине <ordinal:half_to>", _half_to),
    Form("[к] без четверти <number>", _quarter_to),
    Form("[к] без <number:minutes> [минут] <number>", _quarter_to),
    Form("[{at}|на] (полдень|полудню|полудня|noon|midday)", _at(12)),
    Form("[{at}] (полночь|полуночи|midnight)", lambda _values, _wall: Clock(*_LAST_MINUTE)),
    # from and to: «с 15 до 16:30»
    Form("[в|at|from] <clocks>", _span),
    Form(
        "(с|со|from) (<digits:begin_digits>|<clock:begin_clock>) (до|to|till|until)"
        " (<digits:end_digits>|<clock:end_clock>)",
        _span,
        unless_before=counts_something,
    ),
    # parts of the day
    Form("[in the|this] <part>", _said_part),
    Form("(с|к|до) утра", _part(PartOfDay.MORNING)),
    Form("(к|до|под) (утру|утро)", _part(PartOfDay.MORNING)),
    Form("[с] самого утра", _part(PartOfDay.MORNING)),
    Form("(first thing|первым делом)", _part(PartOfDay.MORNING)),
    Form("{start} [рабочего] дня", _part(PartOfDay.MORNING)),
    Form(
        "(в обед|[ближе] к обеду|до обеда|перед обедом|в обеденное время)", _part(PartOfDay.LUNCH)
    ),
    Form("в первой половине дня", _part(PartOfDay.LUNCH)),
    Form("(at|by|before|over) (lunch|lunchtime|lunch time)", _part(PartOfDay.LUNCH)),
    Form("(после обеда|во второй половине дня|after lunch)", _part(PartOfDay.AFTERNOON)),
    Form("[ближе] (к|до|под) (вечеру|вечера|вечер)", _part(PartOfDay.EVENING)),
    Form("by [the] evening", _part(PartOfDay.EVENING)),
    Form("({due}|в|at) {end} [рабочего|working|the|business] <day>", lambda _v, _w: EndOfWork()),
    Form("(в течение дня|during the day)", lambda _values, _wall: EndOfWork()),
    Form("(конец дня|к концу рабочего)", lambda _values, _wall: EndOfWork()),
    Form("[{due}|at] (eod|cob|end of day|end of the day)", lambda _values, _wall: EndOfWork()),
    # «через 2 часа», "in 30 minutes"
    Form("{in} [<number>|<decimal>] <hour>", _in_hours),
    Form(
        "({in}|within|в течение) [<number>] <hour> [<number:minutes> (<minute>|<short_minute>)]",
        _in_hours,
    ),
    Form("({in}|within|в течение) [<number>] <minute>", _in_minutes),
    Form("(минут|минуты) через <number>", _in_minutes),
    Form("(часа|часов) через <number>", _in_hours),
    Form("(через|в течение) полтора часа", _in_hour_and_a_half),
    Form("(через|в течение) (полчаса|получаса|пол часа)", _in_half_an_hour),
    Form("in half an hour", _in_half_an_hour),
)

IMPOSSIBLE = (
    Form("({at}|на|@) <clock>", _no_such_time),
    Form("<clock>", _no_such_time_beside_a_day),
    Form("(в|во|at) <digits> <hour>", _hours_beside_a_day),
)
"""What looks like a time and is none, or hardly one: read after ``FORMS``."""
