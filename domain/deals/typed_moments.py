"""A day and, perhaps, a time as a person types them: «завтра 15:00», «25.11 в 10», «пятница»."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.errors import BadInput
from domain.typed_dates import (
    DateImpossible,
    DateUnreadable,
    TimeUnreadable,
    parse_day,
    parse_time,
)
from domain.working_time import WorkingCalendar

LONGEST_TIME_WORDS = 3  # «в 9 утра»


def parse_moment(
    text: str, *, now: datetime, zone: ZoneInfo, calendar: WorkingCalendar
) -> datetime:
    """The moment meant, aware; without a time it is when work begins that day, or ends today.

    The last words are a time if they read as one and what is left reads as a day. What can be both
    («12.10») is a day; a time alone is today's, or the next working day's once it has passed.
    Raises: as ``domain.typed_dates.parse_day``.
    """
    words = text.split()
    today = now.astimezone(zone).date()
    for count in range(LONGEST_TIME_WORDS, 0, -1):
        if len(words) <= count:
            continue
        try:
            at = parse_time(" ".join(words[-count:]))
            day = parse_day(" ".join(words[:-count]), today=today)
        except (TimeUnreadable, DateUnreadable):
            continue
        return calendar.at(day, at)
    try:
        day = parse_day(text, today=today)
    except (DateUnreadable, DateImpossible) as no_day:
        return _next_time(text, no_day, now=now, zone=zone, calendar=calendar)
    working_day = calendar.add_working_days(day, 0)
    begins_at = calendar.start_of_working_day(working_day)
    return begins_at if begins_at > now else calendar.end_of_working_day(working_day)


def _next_time(
    text: str, no_day: BadInput, *, now: datetime, zone: ZoneInfo, calendar: WorkingCalendar
) -> datetime:
    """When the wall next shows the time in ``text`` on a working day, today counting as one.

    Raises ``no_day`` where the text is no time either.
    """
    try:
        at = parse_time(text)
    except TimeUnreadable:
        raise no_day from None
    today = now.astimezone(zone).date()
    moment = calendar.at(today, at)
    return moment if moment > now else calendar.at(calendar.add_working_days(today, 1), at)
