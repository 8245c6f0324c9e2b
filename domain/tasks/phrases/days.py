"""Days: «завтра», «к пятнице», «через 2 рабочих дня», «до конца месяца», «25.11», "by May 5".

A weekday is its next one, never today; with «следующий» it is that of the coming calendar week.
A date without a year is its next one, today included. Weeks, months and longer end on their last
working day, or, once that has passed, on their last day.
"""

from datetime import date, timedelta

from domain.tasks.phrases.atoms import ONE_DAY, Day, Part, Refused, Wall
from domain.tasks.phrases.day_parts import PartOfDay
from domain.tasks.phrases.draft import NoteKind
from domain.tasks.phrases.forms import Form, Meaning, Values
from domain.tasks.phrases.periods import (
    HALF_YEAR,
    LONGEST_MONTH,
    MONTH,
    MONTHS_IN_HALF,
    MONTHS_IN_YEAR,
    QUARTER,
    WEEK,
    YEAR,
    Period,
    add_months,
    first_working_day,
    last_working_day,
    monday_of,
    month_of,
    next_day_of_month,
    next_occurrence,
)
from domain.tasks.phrases.tokens import Token
from domain.tasks.phrases.vocabulary import COUNTED, words
from domain.working_time import NoWorkingTime

DAYS_IN_WEEK = 7
SATURDAY = 5
YEARS_AHEAD = 5  # a deadline further away is a slip of the key
MOST_DAYS_AHEAD = YEARS_AHEAD * 366
MIDDLE_OF_MONTH = 15
CENTURY = range(2000, 2100)

Found = Day | Refused | tuple[Day, Part] | None


def _relative(values: Values, wall: Wall) -> Found:
    return _kept(wall.today + ONE_DAY * values["days_away"], wall)


def _tonight(_values: Values, wall: Wall) -> Found:
    return Day(wall.today), Part(PartOfDay.EVENING)


def _in_the_past(_values: Values, _wall: Wall) -> Found:
    return Refused(NoteKind.DATE_PASSED, is_in_passing=True)


def _after_tomorrow(_values: Values, wall: Wall) -> Found:
    return Day(wall.today + 2 * ONE_DAY)


def _in_days(values: Values, wall: Wall) -> Found:
    return _ahead(values.get("number", 1), wall)


def _in_weeks(values: Values, wall: Wall) -> Found:
    return _ahead(DAYS_IN_WEEK * values.get("number", 1), wall)


def _in_months(values: Values, wall: Wall) -> Found:
    return _kept(add_months(wall.today, values.get("number", 1)), wall)


def _in_half_a_year(_values: Values, wall: Wall) -> Found:
    return _kept(add_months(wall.today, MONTHS_IN_HALF), wall)


def _in_years(values: Values, wall: Wall) -> Found:
    return _kept(add_months(wall.today, MONTHS_IN_YEAR * values.get("number", 1)), wall)


def _in_working_days(values: Values, wall: Wall) -> Found:
    count = values.get("number", 1)
    if count > MOST_DAYS_AHEAD:
        return Refused(NoteKind.DATE_TOO_FAR)
    try:
        return _kept(wall.calendar.add_working_days(wall.today, count), wall)
    except NoWorkingTime:
        return None  # nobody works in this calendar: the words stay in the title


def _in_weeks_on(values: Values, wall: Wall) -> Found:
    until_then = (values["weekday"] - wall.today.weekday()) % DAYS_IN_WEEK
    return _ahead(DAYS_IN_WEEK * values.get("number", 1) + until_then, wall)


def _weekday(values: Values, wall: Wall) -> Found:
    number = values["weekday"]
    ahead = (number - wall.today.weekday() - 1) % DAYS_IN_WEEK + 1
    return Day(wall.today + ONE_DAY * ahead)


def _night_before(values: Values, wall: Wall) -> Found:
    ahead = (values["weekday"] - wall.today.weekday() - 1) % DAYS_IN_WEEK
    return Day(wall.today + ONE_DAY * ahead), Part(PartOfDay.NIGHT)


def _this_weekday(values: Values, wall: Wall) -> Found:
    day = monday_of(wall.today) + ONE_DAY * values["weekday"]
    return Day(day if day >= wall.today else day + timedelta(weeks=1))


def _next_weekday(values: Values, wall: Wall) -> Found:
    return Day(monday_of(wall.today) + timedelta(weeks=1, days=values["weekday"]))


def _last_weekday_of_month(values: Values, wall: Wall) -> Found:
    """Of this month; once that has passed, of the next one."""
    begin = month_of(wall.today)
    for _ in range(2):
        begin = add_months(begin, 1)
        last = begin - ONE_DAY
        day = last - ONE_DAY * ((last.weekday() - values["weekday"]) % DAYS_IN_WEEK)
        if day >= wall.today:
            return Day(day)
    return None


def _last_weekday_of_next_month(values: Values, wall: Wall) -> Found:
    last = add_months(month_of(wall.today), 2) - ONE_DAY
    return Day(last - ONE_DAY * ((last.weekday() - values["weekday"]) % DAYS_IN_WEEK))


def _in_week_and_a_half(_values: Values, wall: Wall) -> Found:
    return _ahead(DAYS_IN_WEEK * 3 // 2, wall)


def _end_of(period: Period, *, ahead: int = 0) -> Meaning:
    return lambda _values, wall: Day(period.last_working_day(wall, ahead=ahead))


def _start_of(period: Period) -> Meaning:
    return lambda _values, wall: Day(period.next_first_working_day(wall))


def _weekend(_values: Values, wall: Wall) -> Found:
    today = wall.today
    return Day(today if today.weekday() >= SATURDAY else monday_of(today) + SATURDAY * ONE_DAY)


def _middle_of_week(_values: Values, wall: Wall) -> Found:
    wednesday = monday_of(wall.today) + 2 * ONE_DAY
    return Day(wednesday if wednesday >= wall.today else wednesday + timedelta(weeks=1))


def _middle_of_next_week(_values: Values, wall: Wall) -> Found:
    return Day(monday_of(wall.today) + timedelta(weeks=1, days=2))


def _middle_of_month(_values: Values, wall: Wall) -> Found:
    return _day_of_month(MIDDLE_OF_MONTH, wall)


def _end_of_named_month(values: Values, wall: Wall) -> Found:
    begin = date(wall.today.year, values["month"], 1)
    if add_months(begin, 1) <= wall.today:
        begin = begin.replace(year=begin.year + 1)
    return Day(last_working_day(begin, add_months(begin, 1) - ONE_DAY, wall))


def _start_of_named_month(values: Values, wall: Wall) -> Found:
    begin = date(wall.today.year, values["month"], 1)
    day = first_working_day(begin, wall)
    if day < wall.today:
        day = first_working_day(begin.replace(year=begin.year + 1), wall)
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
    return Day(next_day_of_month(number, wall.today), is_dated=True)


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


def _ahead(days: int, wall: Wall) -> Day | Refused:
    if days > MOST_DAYS_AHEAD:
        return Refused(NoteKind.DATE_TOO_FAR)
    return _kept(wall.today + ONE_DAY * days, wall)


def _kept(day: date, wall: Wall, *, is_dated: bool = False) -> Day | Refused:
    limit = add_months(wall.today, YEARS_AHEAD * MONTHS_IN_YEAR)
    return Day(day, is_dated=is_dated) if day <= limit else Refused(NoteKind.DATE_TOO_FAR)


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
    # «вчера», «2 дня назад», "last Friday"
    Form("[{due}|на|on|for] <days_ago>", _in_the_past),
    Form("[<number>] (<day>|<week>|<months>|<years>) (назад|ago)", _in_the_past),
    Form("(в|во) (прошлый|прошлую|прошлое) <weekday>", _in_the_past),
    Form("[on] last (<weekday>|<short_weekday:weekday>)", _in_the_past),
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
    Form("{in} (полторы|полутора) (недели|недель)", _in_week_and_a_half),
    Form("{in} (неделю с половиной|[a] week and a half)", _in_week_and_a_half),
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
    Form("[{due}|{on}] <weekday> на той неделе", _next_weekday),
    Form("на той неделе [в|во|,] <weekday>", _next_weekday),
    Form("[{due}|{on}] <weekday> [на] {this} <week>", _this_weekday),
    # the ends of weeks, months, quarters, years
    Form("[на|{due}] {this} <week>", _end_of(WEEK)),
    Form("[на|{due}] {next} <week>", _end_of(WEEK, ahead=1)),
    Form("на той неделе", _end_of(WEEK, ahead=1)),
    Form("[{due}|{on}] {end} [рабочей|{this}] <week>", _end_of(WEEK)),
    Form("[{due}] eow", _end_of(WEEK)),
    Form("[{due}|{on}] {end} {next} <week>", _end_of(WEEK, ahead=1)),
    Form("[{due}|{on}] {start} [{next}] <week>", _start_of(WEEK)),
    Form("[{due}|{on}] {middle} <week>", _middle_of_week),
    Form("[{due}|{on}] {middle} {next} <week>", _middle_of_next_week),
    Form("(на|в|до) [эти|этих|ближайшие] (выходных|выходные)", _weekend),
    Form("(on|at|over|this) [the|this] weekend", _weekend),
    Form("(в|in) {this} <months>", _end_of(MONTH)),
    Form("[в|in|{due}] {next} <months>", _end_of(MONTH, ahead=1)),
    Form("[{due}|{on}] {end} [{this}] <months>", _end_of(MONTH)),
    Form("[{due}] eom", _end_of(MONTH)),
    Form("[{due}|{on}] {last} <weekday> [{this}] <months>", _last_weekday_of_month),
    Form("[{due}|{on}] [the] {last} <weekday> of [{this}] <months>", _last_weekday_of_month),
    Form("[{due}|{on}] {last} <weekday> {next} <months>", _last_weekday_of_next_month),
    Form("[{due}|{on}] [the] {last} <weekday> of {next} <months>", _last_weekday_of_next_month),
    Form("[{due}|{on}] {end} {next} <months>", _end_of(MONTH, ahead=1)),
    Form("[{due}|{on}] {start} [{next}] <months>", _start_of(MONTH)),
    Form("[{due}|{on}] {middle} [{this}] <months>", _middle_of_month),
    Form("[{due}|{on}] {end} [{this}] (квартала|квартал|quarter)", _end_of(QUARTER)),
    Form("(в|до|in) {this} (квартале|квартала|quarter)", _end_of(QUARTER)),
    Form("[{due}|{on}] {end} {next} (квартала|quarter)", _end_of(QUARTER, ahead=1)),
    Form("[{due}|{on}] {start} [{next}] (квартала|quarter)", _start_of(QUARTER)),
    Form("[{due}|{on}] {end} [{this}] (полугодия|half-year)", _end_of(HALF_YEAR)),
    Form("[{due}|{on}] {end} [{this}] <years>", _end_of(YEAR)),
    Form("{due} (нового года|[the] new year)", _end_of(YEAR)),
    Form("[{due}|{on}] {end} {next} <years>", _end_of(YEAR, ahead=1)),
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
