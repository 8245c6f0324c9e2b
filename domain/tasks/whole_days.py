"""Deadlines by which only a day was said."""

from datetime import date

from domain.tasks.model import Deadline
from domain.working_time import WorkingCalendar


def deadline_on(day: date, calendar: WorkingCalendar) -> Deadline:
    """When work ends on ``day``; on a day off, at the same hour as on the working day before."""
    if calendar.is_working_day(day):
        return Deadline(calendar.end_of_working_day(day))
    usual = calendar.end_of_working_day(calendar.last_working_day_on_or_before(day))
    return Deadline(calendar.at(day, usual.astimezone(calendar.zone).time()))
