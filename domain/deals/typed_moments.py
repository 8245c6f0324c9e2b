"""A day and, perhaps, a time as a person types them: «завтра 15:00», «25.11 в 10», «пятница»."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.errors import BadInput
from domain.typed_dates import TimeUnreadable, parse_day, parse_time
from domain.working_time import WorkingCalendar


def parse_moment(
    text: str, *, now: datetime, zone: ZoneInfo, calendar: WorkingCalendar
) -> datetime:
    """The moment meant, aware; without a time it is when work begins that day.

    The last word or two are a time if they read as one and what is left reads as a day; a time
    alone is today's, or tomorrow's once it has passed. Raises: as ``domain.typed_dates.parse_day``.
    """
    words = text.split()
    today = now.astimezone(zone).date()
    for count in (2, 1):
        if len(words) <= count:
            continue
        try:
            at = parse_time(" ".join(words[-count:]))
            day = parse_day(" ".join(words[:-count]), today=today)
        except BadInput:
            continue
        return calendar.at(day, at)
    try:
        at = parse_time(text)
    except TimeUnreadable:
        day = parse_day(text, today=today)
        return calendar.start_of_working_day(calendar.add_working_days(day, 0))
    moment = calendar.at(today, at)
    return moment if moment > now else calendar.at(calendar.add_working_days(today, 1), at)
