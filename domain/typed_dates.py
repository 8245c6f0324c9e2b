"""Days and times of day as people type them, in Russian and English, and dates as files hold them.

Day before month is the rule, always: 03.04 is the third of April. What a whole column of a file may
hint (a 25 in second place) is not used; an American file is to be converted first.
"""

import calendar
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from domain.errors import BadInput

LONGEST_TEXT = 64
YEARS_AHEAD = 5  # a next step further away is a slip of the key
YEARS_TO_LEAP_DAY = 8  # 1896 to 1904, and again 2096 to 2104
CENTURY_TURN = 70  # two digits: 69 is 2069, 70 is 1970
MONTHS_IN_YEAR = 12
DAYS_IN_WEEK = 7

SERIAL_EPOCH = date(1899, 12, 30)  # day 0 of the 1900 system, once its 29.02.1900 has passed
FIRST_SERIAL_ON, LAST_SERIAL_ON = date(1920, 1, 1), date(2100, 1, 1)
"""A number is a date only in these bounds, so that a bare year (2017) is not taken for 1905."""


class DateUnreadable(BadInput):
    """``text`` is no date that we know how to read."""


class DateImpossible(BadInput):
    """The calendar has no such ``day``, ``month`` (and ``year``, None where none was named)."""


class DateInPast(BadInput):
    """``date`` is before ``today``."""


class DateTooFar(BadInput):
    """After ``latest``, which is ``years`` years ahead."""


class TimeUnreadable(BadInput):
    """``text`` is no time of day."""


_MONTHS = [
    "январь января янв january jan",
    "февраль февраля фев february feb",
    "март марта мар march mar",
    "апрель апреля апр april apr",
    "май мая may",
    "июнь июня июн june jun",
    "июль июля июл july jul",
    "август августа авг august aug",
    "сентябрь сентября сен сент september sep sept",
    "октябрь октября окт october oct",
    "ноябрь ноября ноя нояб november nov",
    "декабрь декабря дек december dec",
]
_WEEKDAYS = [
    "понедельник понедельника понедельнику пн пон monday mon",
    "вторник вторника вторнику вт втр tuesday tue tues",
    "среда среду среды среде ср wednesday wed",
    "четверг четверга четвергу чт чтв thursday thu thur thurs",
    "пятница пятницу пятницы пятнице пт птн friday fri",
    "суббота субботу субботы субботе сб суб saturday sat",
    "воскресенье воскресенья воскресенью вс вск sunday sun",
]
_NUMBERS = [
    "",
    "один одну one a an",
    "два две two пару",
    "три three",
    "четыре four",
    "пять five",
    "шесть six",
    "семь seven",
    "восемь eight",
    "девять nine",
    "десять ten",
]
_MONTH_BY_WORD = {word: n for n, words in enumerate(_MONTHS, 1) for word in words.split()}
_WEEKDAY_BY_WORD = {word: n for n, words in enumerate(_WEEKDAYS) for word in words.split()}
_NUMBER_BY_WORD = {word: n for n, words in enumerate(_NUMBERS) for word in words.split()}
_DAYS_AWAY = {
    "сегодня": 0,
    "today": 0,
    "завтра": 1,
    "tomorrow": 1,
    "послезавтра": 2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "вчера": -1,
    "yesterday": -1,
    "позавчера": -2,
}
_DAYS_IN_UNIT = {
    **dict.fromkeys(("день", "дня", "дней", "day", "days"), 1),
    **dict.fromkeys(("неделя", "неделю", "недели", "недель", "week", "weeks"), DAYS_IN_WEEK),
}
_MONTHS_IN_UNIT = {
    **dict.fromkeys(("месяц", "месяца", "месяцев", "month", "months"), 1),
    **dict.fromkeys(("год", "года", "лет", "year", "years"), MONTHS_IN_YEAR),
}

_PREPOSITION = re.compile(r"(?:в|во|на|к|до|on|by|at|for) ")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?\.?")
_DAY_MONTH_WORD = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|-?го)? (?:of )?([a-zа-я]+)\.?(?:,? ([0-9]{4}))?"
    r"(?: ?(?:г|год|года)\.?)?"
)
_MONTH_WORD_DAY = re.compile(r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")
_DISTANCE = re.compile(r"(?:через|in) (?:([0-9]{1,4}|[a-zа-я]+) )?([a-zа-я]+)")
_NEXT_WEEKDAY = re.compile(r"(?:(следующий|следующая|следующую|следующее|next) )?([a-zа-я]+)")
_TIME_OF_FILE = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?.{0,8}")
_SERIAL = re.compile(r"[0-9]{4,5}(?:[.,][0-9]+)?")

_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.\-](?P<minute>[0-9]{2}))? ?"
    r"(?:(?:ч|час|часа|часов|h|o'clock)\b\.? ?)?(?:(?P<more>[0-9]{1,2}) ?(?:м|мин|минут|min)\.?)? ?"
    r"(?P<part>утра|дня|вечера|ночи|am|pm|a\.m\.|p\.m\.)?"
)
_NAMED_TIMES = {
    "полдень": time(12),
    "noon": time(12),
    "полночь": time(0),
    "midnight": time(0),
}
NOON = 12
_HOURS_OF_PART = {
    "утра": {hour: hour for hour in range(1, NOON)},
    "дня": {NOON: NOON} | {hour: hour + NOON for hour in range(1, 7)},
    "вечера": {hour: hour + NOON for hour in range(4, NOON)},
    "ночи": {NOON: 0, 10: 22, 11: 23} | {hour: hour for hour in range(1, 6)},
    "am": {NOON: 0} | {hour: hour for hour in range(1, NOON)},
    "pm": {NOON: NOON} | {hour: hour + NOON for hour in range(1, NOON)},
}


def parse_day(
    text: str, *, today: date, allow_past: bool = False, years_ahead: int = YEARS_AHEAD
) -> date:
    """The day meant by «25.11», «25 ноября 2027», «завтра», "Friday", «через неделю» and the like.

    A day without a year is its next occurrence, today included. A weekday is its next one, never
    today; with «следующий» or "next" it is that day of the coming calendar week.

    Raises:
        DateUnreadable, DateImpossible
        DateInPast: unless ``allow_past``.
        DateTooFar: more than ``years_ahead`` years from today.
    """
    clean = _cleaned(text)
    if len(text) > LONGEST_TEXT or not clean:
        raise DateUnreadable(text=text[:LONGEST_TEXT])
    clean = _PREPOSITION.sub("", clean, count=1) if _PREPOSITION.match(clean) else clean
    latest = _add_months(today, years_ahead * MONTHS_IN_YEAR)
    try:
        day = _relative_day(clean, today) or _written_day(clean, today)
    except OverflowError as beyond_calendar:
        raise DateTooFar(latest=latest, years=years_ahead) from beyond_calendar
    if day is None:
        raise DateUnreadable(text=text)
    if day > latest:
        raise DateTooFar(latest=latest, years=years_ahead)
    if day < today and not allow_past:
        raise DateInPast(date=day, today=today)
    return day


def parse_yearly_day(text: str) -> tuple[int, int, int | None, bool]:
    """Day, month and year of «5 мая», «05.05», «5 мая 1980», "May 5", «05.05.80» and the like; the
    year is None where there is none, and the last says whether all its digits were there.

    Whether the calendar has such a day is not looked at. Raises DateUnreadable.
    """
    clean = _cleaned(text)
    spelled = _spelled_day(clean) if len(text) <= LONGEST_TEXT else None
    if spelled is None:
        raise DateUnreadable(text=text[:LONGEST_TEXT])
    day, month, year = spelled
    return day, month, year, year is not None and str(year) in clean


def parse_file_date(cell: object) -> date | None:
    """The date in a cell of a file; None for an empty one.

    Reads dates and moments (their date as written, no zone applied), ISO, 20270131, dd.mm.yyyy,
    dd-mm-yy, dd/mm/yyyy, months by name, and Excel's day numbers (1900 system), each with or
    without a time of day. There is no today to lean on, so the year must be there.

    Raises:
        DateUnreadable, DateImpossible
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _date_of_number(cell)
    if not isinstance(cell, str) or len(cell) > LONGEST_TEXT:
        raise DateUnreadable(text=str(cell)[:LONGEST_TEXT])
    return _file_date_of_text(cell)


def parse_time(text: str) -> time:
    """The time of day meant by «15», «15:30», «в 9», «9 утра», «7 вечера», "3pm", "noon".

    Raises TimeUnreadable.
    """
    clean = _cleaned(text)
    clean = _PREPOSITION.sub("", clean, count=1) if _PREPOSITION.match(clean) else clean
    if clean in _NAMED_TIMES:
        return _NAMED_TIMES[clean]
    match = _TIME.fullmatch(clean) if len(text) <= LONGEST_TEXT else None
    if match is None or (match["minute"] and match["more"]):
        raise TimeUnreadable(text=text[:LONGEST_TEXT])
    hour, minute = int(match["hour"]), int(match["minute"] or match["more"] or 0)
    part = (match["part"] or "").replace(".", "")
    if part and hour <= NOON:
        hour = _HOURS_OF_PART[part].get(hour, -1)
    try:
        return time(hour, minute)
    except ValueError as impossible:
        raise TimeUnreadable(text=text) from impossible


def month_named(word: str) -> int | None:
    """The number of the month that ``word``, in lower case, names; None: it names none."""
    return _MONTH_BY_WORD.get(word)


def _cleaned(text: str) -> str:
    """Lower case, ё as е, single plain spaces, invisible marks of pasted text dropped."""
    visible = (mark for mark in text if unicodedata.category(mark) != "Cf")
    return " ".join("".join(visible).casefold().replace("ё", "е").split())


def _relative_day(text: str, today: date) -> date | None:
    if text in _DAYS_AWAY:
        return today + timedelta(days=_DAYS_AWAY[text])
    weekday = _NEXT_WEEKDAY.fullmatch(text)
    if weekday and weekday[2] in _WEEKDAY_BY_WORD:
        number = _WEEKDAY_BY_WORD[weekday[2]]
        if weekday[1]:
            next_monday = today + timedelta(days=DAYS_IN_WEEK - today.weekday())
            return next_monday + timedelta(days=number)
        return today + timedelta(days=(number - today.weekday() - 1) % DAYS_IN_WEEK + 1)
    return _day_at_a_distance(text, today)


def _day_at_a_distance(text: str, today: date) -> date | None:
    match = _DISTANCE.fullmatch(text)
    if match is None:
        return None
    word, unit = match[1] or "a", match[2]
    number = int(word) if word.isdecimal() else _NUMBER_BY_WORD.get(word)
    if number is None:
        return None
    if unit in _DAYS_IN_UNIT:
        return today + timedelta(days=number * _DAYS_IN_UNIT[unit])
    if unit in _MONTHS_IN_UNIT:
        return _add_months(today, number * _MONTHS_IN_UNIT[unit])
    return None


def _add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last. OverflowError after the year 9999."""
    year, month = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    if year > date.max.year:
        raise OverflowError(year)
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last_day))


def _written_day(text: str, today: date | None) -> date | None:
    """The day that digits and month names spell; without a year only where ``today`` is given."""
    spelled = _spelled_day(text)
    if spelled is None:
        return None
    day, month, year = spelled
    if year is not None:
        return real_date(day, month, year)
    return None if today is None else _next_occurrence(day, month, today)


def _spelled_day(text: str) -> tuple[int, int, int | None] | None:
    """Day, month, and the year if there is one."""
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[4]), int(match[3]), int(match[1])
    if match := _DAY_FIRST.fullmatch(text):
        return int(match[1]), int(match[3]), _full_year(match[4])
    if match := _DAY_MONTH_WORD.fullmatch(text):
        day, word, year = match.groups()
    elif match := _MONTH_WORD_DAY.fullmatch(text):
        word, day, year = match.groups()
    else:
        return None
    month = _MONTH_BY_WORD.get(word)
    return None if month is None else (int(day), month, int(year) if year else None)


def _full_year(digits: str | None) -> int | None:
    if digits is None:
        return None
    year = int(digits)
    if len(digits) == len("yyyy"):
        return year
    return year + (2000 if year < CENTURY_TURN else 1900)


def real_date(day: int, month: int, year: int) -> date:
    """Raises: DateImpossible."""
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise DateImpossible(day=day, month=month, year=year) from impossible


def _next_occurrence(day: int, month: int, today: date) -> date:
    for year in range(today.year, today.year + YEARS_TO_LEAP_DAY + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue  # 29.02 waits for a leap year; 31.02 never comes
        if found >= today:
            return found
    raise DateImpossible(day=day, month=month, year=None)


def _file_date_of_text(text: str) -> date:
    clean = _cleaned(text).replace("t", "T") if re.search(r"[0-9]T[0-9]", text) else _cleaned(text)
    without_time = _TIME_OF_FILE.sub("", clean)
    if _SERIAL.fullmatch(clean):
        return _date_of_serial(float(clean.replace(",", ".")))
    day = _compact_date(without_time) or _written_day(without_time, None)
    if day is None:
        raise DateUnreadable(text=text)
    return day


def _compact_date(text: str) -> date | None:
    """20270131 as a date; None if it is not eight digits."""
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    return real_date(int(text[6:]), int(text[4:6]), int(text[:4]))


def _date_of_number(number: float) -> date:
    has_eight_digits = 10**7 <= number < 10**8  # asked first: str() of a huge integer fails
    compact = _compact_date(str(number)) if has_eight_digits else None
    return compact or _date_of_serial(number)


def _date_of_serial(serial: float) -> date:
    """The date of Excel's day number; its fraction is the time of day. Raises DateUnreadable."""
    first, last = ((day - SERIAL_EPOCH).days for day in (FIRST_SERIAL_ON, LAST_SERIAL_ON))
    if not first <= serial < last:
        raise DateUnreadable(text=f"{Decimal(serial):.15g}")
    return SERIAL_EPOCH + timedelta(days=int(serial))
