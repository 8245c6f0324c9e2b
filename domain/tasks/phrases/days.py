"""Days: «завтра», «к пятнице», «через 2 рабочих дня», «до конца месяца», «25.11», "by May 5".

A weekday is its next one, never today; with «следующий» it is that of the coming calendar week.
A date without a year is its next one, today included. Weeks, months and longer end on their last
working day, or, once that has passed, on their last day.
"""

import calendar as months
from collections.abc import Callable
from datetime import date, timedelta

from domain.tasks.phrases.atoms import ONE_DAY, Clock, Day, EndOfWork, Part, Refused, Wall
from domain.tasks.phrases.day_parts import PartOfDay
from domain.tasks.phrases.draft import NoteKind
from domain.tasks.phrases.forms import Form, Meaning, Values
from domain.tasks.phrases.tokens import Token
from domain.tasks.phrases.vocabulary import COUNTED, words
from domain.working_time import NoWorkingTime

DAYS_IN_WEEK = 7
MONTHS_IN_YEAR = 12
MONTHS_IN_QUARTER, MONTHS_IN_HALF = 3, 6
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
YEARS_AHEAD = 5
YEARS_TO_LEAP_DAY = 8
LONGEST_MONTH = 31
MIDDLE_OF_MONTH = 15
CENTURY = range(2000, 2100)

Found = Day | Refused | tuple[Day, Part | EndOfWork | Clock] | None


def _relative(values: Values, wall: Wall) -> Found:
    return _kept(wall.today + ONE_DAY * values["days_away"], wall)


def _tonight(_values: Values, wall: Wall) -> Found:
    return Day(wall.today), Part(PartOfDay.EVENING)


def _after_tomorrow(_values: Values, wall: Wall) -> Found:
    return Day(wall.today + 2 * ONE_DAY)


def _in_days(values: Values, wall: Wall) -> Found:
    return _kept(wall.today + ONE_DAY * values.get("number", 1), wall)


def _in_weeks(values: Values, wall: Wall) -> Found:
    return _kept(wall.today + timedelta(weeks=values.get("number", 1)), wall)


def _in_months(values: Values, wall: Wall) -> Found:
    return _kept(_add_months(wall.today, values.get("number", 1)), wall)


def _in_half_a_year(_values: Values, wall: Wall) -> Found:
    return _kept(_add_months(wall.today, MONTHS_IN_HALF), wall)


def _in_years(values: Values, wall: Wall) -> Found:
    return _kept(_add_months(wall.today, MONTHS_IN_YEAR * values.get("number", 1)), wall)


def _in_working_days(values: Values, wall: Wall) -> Found:
    count = values.get("number", 1)
    if count > YEARS_AHEAD * 250:
        return Refused(NoteKind.DATE_TOO_FAR)
    try:
        return _kept(wall.calendar.add_working_days(wall.today, count), wall)
    except NoWorkingTime:
        return None  # nobody works in this calendar: the words stay in the title


def _in_weeks_on(values: Values, wall: Wall) -> Found:
    monday = _monday(wall.today) + timedelta(weeks=values.get("number", 1))
    return _kept(monday + ONE_DAY * values["weekday"], wall)


def _weekday(values: Values, wall: Wall) -> Found:
    number = values["weekday"]
    ahead = (number - wall.today.weekday() - 1) % DAYS_IN_WEEK + 1
    return Day(wall.today + ONE_DAY * ahead)


def _night_before(values: Values, wall: Wall) -> Found:
    ahead = (values["weekday"] - wall.today.weekday() - 1) % DAYS_IN_WEEK
    return Day(wall.today + ONE_DAY * ahead), Part(PartOfDay.NIGHT)


def _this_weekday(values: Values, wall: Wall) -> Found:
    day = _monday(wall.today) + ONE_DAY * values["weekday"]
    return Day(day if day >= wall.today else day + timedelta(weeks=1))


def _next_weekday(values: Values, wall: Wall) -> Found:
    return Day(_monday(wall.today) + timedelta(weeks=1, days=values["weekday"]))


def _after(months_ahead: int) -> Callable[[date], date]:
    return lambda day: _add_months(day, months_ahead)


def _end_of(
    first: Callable[[date], date], length: Callable[[date], date], skip: int = 0
) -> Meaning:
    """The last day of a period; ``skip`` periods after the one of today."""

    def meaning(_values: Values, wall: Wall) -> Found:
        begin = first(wall.today)
        for _ in range(skip):
            begin = length(begin)
        return Day(_last_day_worked(begin, length(begin) - ONE_DAY, wall))

    return meaning


def _start_of(first: Callable[[date], date], length: Callable[[date], date]) -> Meaning:
    """The first working day of the coming period."""

    def meaning(_values: Values, wall: Wall) -> Found:
        return Day(_first_day_worked(length(first(wall.today)), wall))

    return meaning


def _monday(day: date) -> date:
    return day - ONE_DAY * day.weekday()


def _week_later(day: date) -> date:
    return day + timedelta(weeks=1)


def _month_start(day: date) -> date:
    return day.replace(day=1)


def _quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1, 1)


def _half_start(day: date) -> date:
    return date(day.year, 1 if day.month <= MONTHS_IN_HALF else 7, 1)


def _year_start(day: date) -> date:
    return date(day.year, 1, 1)


def end_of_period(months_long: int, wall: Wall) -> date:
    """The last working day of the running week (0 months), month, quarter, half or year."""
    first, length = {
        MONTHS_IN_QUARTER: QUARTER,
        MONTHS_IN_HALF: HALF_YEAR,
        MONTHS_IN_YEAR: YEAR,
    }.get(months_long, MONTH if months_long else WEEK)
    begin = first(wall.today)
    return _last_day_worked(begin, length(begin) - ONE_DAY, wall)


WEEK = (_monday, _week_later)
MONTH = (_month_start, _after(1))
QUARTER = (_quarter_start, _after(MONTHS_IN_QUARTER))
HALF_YEAR = (_half_start, _after(MONTHS_IN_HALF))
YEAR = (_year_start, _after(MONTHS_IN_YEAR))


def _weekend(_values: Values, wall: Wall) -> Found:
    today = wall.today
    return Day(today if today.weekday() >= SATURDAY else _monday(today) + SATURDAY * ONE_DAY)


def _middle_of_week(_values: Values, wall: Wall) -> Found:
    wednesday = _monday(wall.today) + 2 * ONE_DAY
    return Day(wednesday if wednesday >= wall.today else _week_later(wednesday))


def _middle_of_next_week(_values: Values, wall: Wall) -> Found:
    return Day(_week_later(_monday(wall.today)) + 2 * ONE_DAY)


def _middle_of_month(_values: Values, wall: Wall) -> Found:
    return _day_of_month(MIDDLE_OF_MONTH, wall)


def _end_of_named_month(values: Values, wall: Wall) -> Found:
    begin = date(wall.today.year, values["month"], 1)
    if _add_months(begin, 1) <= wall.today:
        begin = begin.replace(year=begin.year + 1)
    return Day(_last_day_worked(begin, _add_months(begin, 1) - ONE_DAY, wall))


def _start_of_named_month(values: Values, wall: Wall) -> Found:
    begin = date(wall.today.year, values["month"], 1)
    day = _first_day_worked(begin, wall)
    if day < wall.today:
        day = _first_day_worked(begin.replace(year=begin.year + 1), wall)
    return Day(day)


def _dotted(values: Values, wall: Wall) -> Found:
    day, month = values["date"]
    return _written(day, month, None, wall)


def _full(values: Values, wall: Wall) -> Found:
    day, month, year = values["full_date"]
    return _written(day, month, year, wall)


def _slashed(values: Values, wall: Wall) -> Found:
    """Day before month, unless only the other way round makes a date; both: two readings."""
    first, second, *rest = values["date"]
    year = rest[0] if rest else None
    day_first, month_first = (
        _written(*pair, year, wall) for pair in ((first, second), (second, first))
    )
    if not isinstance(month_first, Day) or first == second:
        return day_first
    if not isinstance(day_first, Day):
        return month_first
    return Day(day_first.on, other=month_first.on, is_yearless=year is None)


def _day_and_month(values: Values, wall: Wall) -> Found:
    day = values["day_number"]
    year = values.get("year")
    if year is not None and year not in CENTURY:
        return None
    return _written(day[0] if isinstance(day, tuple) else day, values["month"], year, wall)


def _of_month(values: Values, wall: Wall) -> Found:
    day = values["day_number"]
    return _day_of_month(day[0] if isinstance(day, tuple) else day, wall)


def _day_of_month(number: int, wall: Wall) -> Found:
    if not 1 <= number <= LONGEST_MONTH:
        return None
    begin = _month_start(wall.today)
    while True:
        if number <= months.monthrange(begin.year, begin.month)[1]:
            day = begin.replace(day=number)
            if day >= wall.today:
                return Day(day, is_dated=True)
        begin = _add_months(begin, 1)


def _written(day: int, month: int, year: int | None, wall: Wall) -> Found:
    if not (1 <= day <= LONGEST_MONTH and 1 <= month <= MONTHS_IN_YEAR):
        return None
    if year is not None:
        try:
            found = date(year, month, day)
        except ValueError:
            return Refused(NoteKind.DATE_IMPOSSIBLE)
        return (
            Refused(NoteKind.DATE_PASSED)
            if found < wall.today
            else _kept(found, wall, is_dated=True)
        )
    coming = next_occurrence(day, month, wall.today)
    return (
        Day(coming, is_dated=True, is_yearless=True)
        if coming
        else Refused(NoteKind.DATE_IMPOSSIBLE)
    )


def next_occurrence(day: int, month: int, since: date) -> date | None:
    """The first such day from ``since`` on; None for what never comes (31.02)."""
    for year in range(since.year, since.year + YEARS_TO_LEAP_DAY + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue  # 29.02 waits for a leap year
        if found >= since:
            return found
    return None


def _kept(day: date, wall: Wall, *, is_dated: bool = False) -> Day | Refused:
    limit = _add_months(wall.today, YEARS_AHEAD * MONTHS_IN_YEAR)
    return Day(day, is_dated=is_dated) if day <= limit else Refused(NoteKind.DATE_TOO_FAR)


def _add_months(day: date, count: int) -> date:
    """The same day of a later month, or its last one; stops at the calendar's last year."""
    year, index = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + count, MONTHS_IN_YEAR)
    if year > date.max.year:
        return date.max
    return date(year, index + 1, min(day.day, months.monthrange(year, index + 1)[1]))


def _last_day_worked(begin: date, end: date, wall: Wall) -> date:
    day = end
    while day >= max(begin, wall.today):
        if wall.calendar.is_working_day(day):
            return day
        day -= ONE_DAY
    return end


def _first_day_worked(begin: date, wall: Wall) -> date:
    for ahead in range(LONGEST_MONTH):
        if wall.calendar.is_working_day(begin + ONE_DAY * ahead):
            return begin + ONE_DAY * ahead
    return begin


_NUMBERED = words(
    """
    отдела этажа кабинета класса ряда дома уровня места вагона года раза филиала магазина склада
    участка размера пункта лица порядка сорта поколения
    """
)


def _is_counted(token: Token) -> bool:
    return token.word in COUNTED or not (token.is_word or token.is_mark or token.meanings)


def _is_no_time(token: Token) -> bool:
    """A short English weekday is a word like others («sun») except before a time."""
    return token.word not in {"at", "by"} and "clock" not in token.meanings


def _is_noun_in_genitive(token: Token) -> bool:
    """«25-го отдела»: the number belongs to the noun."""
    return token.word in _NUMBERED


FORMS = (
    Form("[{due}|на|on|for] <days_away>", _relative),
    Form("(к|до) завтрашнему дню", lambda _values, wall: Day(wall.today + ONE_DAY)),
    Form("[{due}|on] [the] day after tomorrow", _after_tomorrow),
    Form("(на следующий день|[the] next day)", lambda _v, wall: Day(wall.today + ONE_DAY)),
    Form("[{due}] tonight", _tonight),
    # «через 3 дня», "in two weeks"
    Form("{in} [<number>] <day>", _in_days),
    Form("{in} a couple of days", lambda _values, wall: Day(wall.today + 2 * ONE_DAY)),
    Form("(в течение|within) <number> <day>", _in_days),
    Form("<number> <day> from now", _in_days),
    Form("(дня|дней) через <number>", _in_days),
    Form("({in}|в течение|within) [<number>] {workdays} <day>", _in_working_days),
    Form("({in}|в течение|within) [<number>] <week>", _in_weeks),
    Form("({in}|в течение|within) [<number>] <months>", _in_months),
    Form("{in} [<number>] <years>", _in_years),
    Form("через полгода", _in_half_a_year),
    Form("{in} [<number>] <week> (в|во|on) <weekday>", _in_weeks_on),
    Form("(в|во|on) <weekday> {in} [<number>] <week>", _in_weeks_on),
    # «в пятницу», «к следующей среде», "by Friday"
    Form("[{due}|{on}] <weekday>", _weekday),
    Form("в ночь на <weekday>", _night_before),
    Form("({due}|on) <short_weekday:weekday>", _weekday),
    Form("<short_weekday:weekday>", _weekday, unless_before=_is_no_time),
    Form("[{due}|{on}] {nearest} <weekday>", _weekday),
    Form("[{due}|{on}] {this} (<weekday>|<short_weekday:weekday>)", _this_weekday),
    Form("[{due}|{on}] {next} (<weekday>|<short_weekday:weekday>)", _next_weekday),
    Form("[{due}|{on}] <weekday> [на] {next} <week>", _next_weekday),
    Form("[на] {next} <week> [в|во|on|,] <weekday>", _next_weekday),
    Form("[{due}|{on}] <weekday> [на] {this} <week>", _this_weekday),
    # the ends of weeks, months, quarters, years
    Form("[на|{due}] {this} <week>", _end_of(*WEEK)),
    Form("[на|{due}] {next} <week>", _end_of(*WEEK, skip=1)),
    Form("[{due}|{on}] {end} [рабочей|{this}] <week>", _end_of(*WEEK)),
    Form("[{due}] eow", _end_of(*WEEK)),
    Form("[{due}|{on}] {end} {next} <week>", _end_of(*WEEK, skip=1)),
    Form("[{due}|{on}] {start} [{next}] <week>", _start_of(*WEEK)),
    Form("[{due}|{on}] {middle} <week>", _middle_of_week),
    Form("[{due}|{on}] {middle} {next} <week>", _middle_of_next_week),
    Form("(на|в|до) [эти|этих|ближайшие] (выходных|выходные)", _weekend),
    Form("(on|at|over|this) [the|this] weekend", _weekend),
    Form("(в|in) {this} <months>", _end_of(*MONTH)),
    Form("[в|in|{due}] {next} <months>", _end_of(*MONTH, skip=1)),
    Form("[{due}|{on}] {end} [{this}] <months>", _end_of(*MONTH)),
    Form("[{due}] eom", _end_of(*MONTH)),
    Form("[{due}|{on}] {end} {next} <months>", _end_of(*MONTH, skip=1)),
    Form("[{due}|{on}] {start} [{next}] <months>", _start_of(*MONTH)),
    Form("[{due}|{on}] {middle} [{this}] <months>", _middle_of_month),
    Form("[{due}|{on}] {end} [{this}] (квартала|квартал|quarter)", _end_of(*QUARTER)),
    Form("(в|до|in) {this} (квартале|квартала|quarter)", _end_of(*QUARTER)),
    Form("[{due}|{on}] {end} {next} (квартала|quarter)", _end_of(*QUARTER, skip=1)),
    Form("[{due}|{on}] {start} [{next}] (квартала|quarter)", _start_of(*QUARTER)),
    Form("[{due}|{on}] {end} [{this}] (полугодия|half-year)", _end_of(*HALF_YEAR)),
    Form("[{due}|{on}] {end} [{this}] <years>", _end_of(*YEAR)),
    Form("{due} (нового года|[the] new year)", _end_of(*YEAR)),
    Form("[{due}|{on}] {end} {next} <years>", _end_of(*YEAR, skip=1)),
    Form("({due}|{on}) ({end}|end) <month>", _end_of_named_month),
    Form("({due}|{on}) {start} <month>", _start_of_named_month),
    # dates
    Form("[{due}|на|on] <dotted:date> [<year_mark>]", _dotted, unless_before=_is_counted),
    Form("({due}|на) <dotted_short:date>", _dotted, unless_before=_is_counted),
    Form("[{due}|на|on] <full_date> [<year_mark>]", _full),
    Form("[{due}|на|on] (<slashed:date>|<slashed_full:date>)", _slashed),
    Form("({due}|на|on) <slashed_short:date>", _slashed, unless_before=_is_counted),
    Form(
        "[{due}|на|on] [the] (<digits:day_number>|<nth:day_number>) [of] <month> [.]"
        " [[,] <year> [<year_mark>]]",
        _day_and_month,
    ),
    Form(
        "[{due}|on] <month> (<digits:day_number>|<nth:day_number>) [[,] <year>]",
        _day_and_month,
    ),
    Form("[{due}|на] <digits:day_number> (числа|числу|число)", _of_month),
    Form("[{due}|на] (<nth:day_number>|<ordinal:day_number>) (числа|числу|число)", _of_month),
    Form("[{due}|на] <ordinal:day_number> <month>", _day_and_month),
    Form("({due}|на) <nth_of_month:day_number>", _of_month, unless_before=_is_noun_in_genitive),
    Form("({due}|on) the <nth_of_month:day_number>", _of_month),
    Form("<nth_of_month:day_number>", _of_month, unless_before=lambda token: token.is_word),
)
