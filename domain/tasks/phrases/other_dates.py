"""The port for dates that this grammar does not know."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo


class OtherDate(NamedTuple):
    """A date that something else read out of ``text[begin:end]``; ``at`` is aware."""

    at: datetime
    has_time: bool
    begin: int
    end: int


ReadOtherDate = Callable[[str, datetime, ZoneInfo], OtherDate | None]
"""Finds a date in a text in which all that the grammar knows is blanked out by spaces; given now
and the person's zone. Asked only where the grammar found no deadline."""
