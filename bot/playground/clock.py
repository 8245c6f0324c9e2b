"""The playground's clock: real time plus an offset that a person may enlarge.

Time keeps running after a skip, so that waits and reminders behave as they would on that day.
"""

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.clock import Clock, utc_now

MORNING = time(9)


class MovableClock:
    """A ``Clock`` that can be moved forward; with ``folder`` it is still moved after a restart."""

    def __init__(self, folder: Path | None = None, *, real: Clock = utc_now) -> None:
        self._real = real
        self._file = folder / "clock.json" if folder is not None else None
        self._offset = timedelta()
        if self._file is not None and self._file.exists():
            self._offset = timedelta(seconds=json.loads(self._file.read_text())["offset_seconds"])

    def __call__(self) -> datetime:
        """The present moment of the playground, aware UTC."""
        return self._real() + self._offset

    @property
    def is_moved(self) -> bool:
        """Whether it was ever moved, also before a restart."""
        return self._offset != timedelta()

    def move_to(self, moment: datetime, *, force: bool = False) -> None:
        """Make ``moment`` (aware) the present.

        Raises:
            ValueError: it has no time zone, or lies in the past and ``force`` is not set.
        """
        if moment.tzinfo is None:
            raise ValueError("the moment needs a time zone")
        if moment < self() and not force:
            raise ValueError("time only moves forward")
        self._offset = moment - self._real()
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"offset_seconds": self._offset.total_seconds()}))


Skip = Callable[[datetime, ZoneInfo], datetime]


def _morning_in(days: int, now: datetime, zone: ZoneInfo) -> datetime:
    day = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, MORNING, tzinfo=zone)


def _next_monday(now: datetime, zone: ZoneInfo) -> datetime:
    return _morning_in(7 - now.astimezone(zone).weekday(), now, zone)


SKIPS: dict[str, tuple[dict[str, str], Skip]] = {
    "hour": ({"ru": "+1 час", "en": "+1 hour"}, lambda now, _: now + timedelta(hours=1)),
    "four-hours": ({"ru": "+4 часа", "en": "+4 hours"}, lambda now, _: now + timedelta(hours=4)),
    "next-morning": (
        {"ru": "Завтра в 09:00", "en": "Tomorrow 09:00"},
        lambda now, zone: _morning_in(1, now, zone),
    ),
    "next-monday": ({"ru": "Понедельник, 09:00", "en": "Next Monday 09:00"}, _next_monday),
    "week": ({"ru": "Через неделю", "en": "In a week"}, lambda now, _: now + timedelta(weeks=1)),
}
"""What the chat page offers: key to titles and the moment it leads to."""
