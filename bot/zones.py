"""Time zones as people read them."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MINUS: Final = "\u2212"


def zone_words(zone: ZoneInfo, on: date) -> str:
    """«UTC+3», as it is on that day."""
    offset = datetime.combine(on, time(12), tzinfo=zone).utcoffset() or timedelta(0)
    minutes = abs(offset) // timedelta(minutes=1)
    sign = MINUS if offset < timedelta(0) else "+"
    rest = f":{minutes % 60:02}" if minutes % 60 else ""
    return f"UTC{sign}{minutes // 60}{rest}"
