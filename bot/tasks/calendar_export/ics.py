"""Tasks as an iCalendar file (RFC 5545).

Events rather than to-dos: phones show no to-dos of a file. A task with a time is an event that ends
at its deadline, one without is a whole day on the person's wall. What was taken from an older file
is replaced: the UID stays, the sequence is the task's version.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.tasks.wording import duration
from bot.texts import Texts
from domain.tasks.model import Deadline, TaskPriority
from domain.tasks.views import TaskLine

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT: Final = "-//Naparnik//Tasks//"
VERSION: Final = "2.0"
USUAL_LENGTH: Final = timedelta(minutes=30)
"""Of a task without an estimate."""
LONGEST: Final = timedelta(hours=8)
"""What takes longer is done over days: its block is no longer than a working day."""
ONE_DAY: Final = timedelta(days=1)
PRIORITIES: Final = {
    TaskPriority.URGENT: 1,
    TaskPriority.HIGH: 3,
    TaskPriority.NORMAL: 5,
    TaskPriority.LOW: 9,
}


def calendar_file(
    lines: Sequence[TaskLine], texts: Texts, *, now: datetime, zone: ZoneInfo, origin: str
) -> bytes:
    """``lines`` that have a deadline, as UTF-8. ``origin`` tells one bot's tasks from another's."""
    from icalendar import Calendar  # noqa: PLC0415 - late: files are rarely asked for

    calendar = Calendar()
    calendar.add("prodid", f"{PRODUCT}{texts.language.value.upper()}")
    calendar.add("version", VERSION)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", texts.plain("calendar-name"))
    calendar.add("x-wr-timezone", zone.key)
    for line in lines:
        if line.deadline is not None:
            event = _event(line, line.deadline, texts, now=now, zone=zone, origin=origin)
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(
    line: TaskLine, deadline: Deadline, texts: Texts, *, now: datetime, zone: ZoneInfo, origin: str
) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - late: files are rarely asked for

    event = Event()
    event.add("uid", f"task-{line.id}@{origin}")
    event.add("sequence", line.version)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", line.title)
    event.add("description", _description(line, texts))
    event.add("priority", PRIORITIES[line.priority])
    event.add("status", "CONFIRMED")
    if deadline.has_time:
        length = min(line.estimate or USUAL_LENGTH, LONGEST)
        event.add("dtstart", (deadline.at - length).astimezone(UTC))
        event.add("dtend", deadline.at.astimezone(UTC))
        event.add("transp", "OPAQUE")
    else:
        day = deadline.day(zone)
        event.add("dtstart", day)
        event.add("dtend", day + ONE_DAY)
        event.add("transp", "TRANSPARENT")
    return event


def _description(line: TaskLine, texts: Texts) -> str:
    said = []
    if line.assigner_id != line.executor_id:
        said.append(texts.plain("calendar-assigner", name=line.assigner_name))
    if line.client_name is not None:
        said.append(texts.plain("calendar-client", name=line.client_name))
    if line.estimate is not None:
        said.append(texts.plain("calendar-estimate", span=duration(line.estimate, texts)))
    return "\n".join(said)
