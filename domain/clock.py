from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""The present moment, aware UTC. The composition root supplies the real one."""


def utc_now() -> datetime:
    """The real time of this machine, aware UTC."""
    return datetime.now(UTC)
