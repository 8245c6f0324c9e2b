"""When the parts of a day are; beginning and end of work are the calendar's own."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class PartOfDay(StrEnum):
    MORNING = "morning"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class DayParts:
    """Wall-clock bounds. A part means its beginning; once that has passed today, its end.

    The morning begins with work, and the evening when work ends, but not after ``evening``;
    ``morning`` and ``evening`` also bound the work of a calendar that has none.
    """

    morning: time = time(9)
    lunch: time = time(13)
    afternoon: time = time(14)
    evening: time = time(18)
    night: time = time(22)
    midnight: time = time(23, 59)

    def end_of(self, part: PartOfDay) -> time:
        return {
            PartOfDay.MORNING: time(12),
            PartOfDay.LUNCH: self.afternoon,
            PartOfDay.AFTERNOON: self.evening,
            PartOfDay.EVENING: self.night,
            PartOfDay.NIGHT: self.midnight,
        }[part]

    def begin_of(self, part: PartOfDay) -> time:
        return {
            PartOfDay.MORNING: self.morning,
            PartOfDay.LUNCH: self.lunch,
            PartOfDay.AFTERNOON: self.afternoon,
            PartOfDay.EVENING: self.evening,
            PartOfDay.NIGHT: self.night,
        }[part]


NOON = 12
_HOURS = {
    PartOfDay.MORNING: {hour: hour for hour in range(NOON)} | {NOON: 0},
    PartOfDay.LUNCH: {NOON: NOON} | {hour: hour + NOON for hour in range(1, 4)},
    PartOfDay.AFTERNOON: {NOON: NOON} | {hour: hour + NOON for hour in range(1, 8)},
    PartOfDay.EVENING: {NOON: NOON} | {hour: hour + NOON for hour in range(1, NOON)},
    PartOfDay.NIGHT: {NOON: 0}
    | {hour: hour for hour in range(6)}
    | {hour: hour + NOON for hour in range(9, NOON)},
}


def hour_in_part(hour: int, part: PartOfDay) -> int | None:
    """24-hour clock of ``hour`` on a 12-hour one in ``part``; None where there is none.

    Hours over twelve stay as they are.
    """
    return hour if hour > NOON else _HOURS[part].get(hour)
