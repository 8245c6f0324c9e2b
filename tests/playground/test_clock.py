from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.playground.clock import SKIPS, MovableClock

MOSCOW = ZoneInfo("Europe/Moscow")
FRIDAY = datetime(2026, 11, 20, 18, 30, tzinfo=MOSCOW)


def test_time_keeps_running_after_a_skip() -> None:
    real = [FRIDAY.astimezone(UTC)]
    clock = MovableClock(real=lambda: real[0])

    clock.move_to(FRIDAY + timedelta(days=1))
    real[0] += timedelta(minutes=5)

    assert clock() == FRIDAY + timedelta(days=1, minutes=5)


def test_time_does_not_go_back_unless_forced() -> None:
    clock = MovableClock(real=lambda: FRIDAY)

    with pytest.raises(ValueError, match="forward"):
        clock.move_to(FRIDAY - timedelta(seconds=1))

    clock.move_to(FRIDAY - timedelta(days=1), force=True)
    assert clock() == FRIDAY - timedelta(days=1)


def test_a_moved_clock_is_still_moved_after_a_restart(tmp_path: Path) -> None:
    MovableClock(tmp_path, real=lambda: FRIDAY).move_to(FRIDAY + timedelta(hours=4))

    assert MovableClock(tmp_path, real=lambda: FRIDAY)() == FRIDAY + timedelta(hours=4)


@pytest.mark.parametrize(
    ("key", "moment"),
    [
        ("hour", datetime(2026, 11, 20, 19, 30, tzinfo=MOSCOW)),
        ("four-hours", datetime(2026, 11, 20, 22, 30, tzinfo=MOSCOW)),
        ("next-morning", datetime(2026, 11, 21, 9, tzinfo=MOSCOW)),
        ("next-monday", datetime(2026, 11, 23, 9, tzinfo=MOSCOW)),
        ("week", datetime(2026, 11, 27, 18, 30, tzinfo=MOSCOW)),
    ],
)
def test_skips_lead_where_they_say(key: str, moment: datetime) -> None:
    _, moment_of = SKIPS[key]

    assert moment_of(FRIDAY.astimezone(UTC), MOSCOW) == moment


def test_next_monday_is_never_today() -> None:
    _, moment_of = SKIPS["next-monday"]
    monday = datetime(2026, 11, 23, 8, tzinfo=MOSCOW)

    assert moment_of(monday, MOSCOW) == datetime(2026, 11, 30, 9, tzinfo=MOSCOW)
