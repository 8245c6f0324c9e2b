"""Working time: what a deadline, a limit, a follow-up or an escalation is counted in.

Hours are wall-clock hours of one zone; durations are real elapsed time. Moments go in aware (any
zone) and come out aware UTC; a naive moment is a ``ValueError``.
"""

from domain.working_time.calendar import (
    DayOff,
    NoWorkingTime,
    PublicHolidays,
    TransferredWorkingDays,
    WorkingCalendar,
)
from domain.working_time.hours import (
    CLOSED,
    DateSpan,
    DayHours,
    HoursUnreadable,
    Shift,
    WorkingWeek,
)

__all__ = [
    "CLOSED",
    "DateSpan",
    "DayHours",
    "DayOff",
    "HoursUnreadable",
    "NoWorkingTime",
    "PublicHolidays",
    "Shift",
    "TransferredWorkingDays",
    "WorkingCalendar",
    "WorkingWeek",
]
