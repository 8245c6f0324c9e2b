"""The calendar file: read back as a phone reads it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.tasks.calendar_export.ics import calendar_file
from bot.texts import texts_for
from domain.language import Language
from domain.tasks.model import Deadline, TaskPriority, TaskState
from domain.tasks.views import TaskLine
from tests.builders import NOW, utc
from tests.tasks_world import ASSIGNER, EXECUTOR, FRIDAY

ORIGIN = "naparnik_bot.t.me"
MOSCOW = ZoneInfo("Europe/Moscow")


def a_line(**fields: Any) -> TaskLine:
    known: dict[str, Any] = {
        "id": 12,
        "title": "Подготовить КП",
        "assigner_id": ASSIGNER,
        "assigner_name": "Ольга Смирнова",
        "executor_id": EXECUTOR,
        "executor_name": "Иван Петров",
        "state": TaskState.GIVEN,
        "priority": TaskPriority.NORMAL,
        "deadline": Deadline(FRIDAY, has_time=True),
        "estimate": None,
        "client_name": None,
        "is_stopped": False,
        "has_new_date": False,
        "version": 3,
    }
    return TaskLine(**known | fields)


def written(*lines: TaskLine, zone: ZoneInfo = MOSCOW, language: str = "ru") -> bytes:
    texts = texts_for(Language(language))
    return calendar_file(lines, texts, now=NOW, zone=zone, origin=ORIGIN)


def event_of(line: TaskLine, zone: ZoneInfo = MOSCOW) -> Event:
    (event,) = Calendar.from_ical(written(line, zone=zone)).walk("VEVENT")
    return event


def test_a_task_with_a_time_ends_at_its_deadline_and_lasts_as_estimated():
    event = event_of(a_line(estimate=timedelta(hours=2)))

    assert event.decoded("dtstart") == utc("2026-11-20 13:00")
    assert event.decoded("dtend") == utc("2026-11-20 15:00")


def test_a_task_without_an_estimate_takes_half_an_hour():
    event = event_of(a_line())

    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=30)


def test_an_estimate_of_days_takes_no_more_than_a_working_day_before_the_deadline():
    event = event_of(a_line(estimate=timedelta(hours=40)))

    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=8)


def test_moments_are_written_in_utc_whatever_the_zone():
    for zone in ("Europe/Berlin", "Asia/Vladivostok", "America/New_York"):
        file = written(a_line(), zone=ZoneInfo(zone))

        assert b"DTEND:20261120T150000Z" in file


def test_a_task_without_a_time_is_a_whole_day_on_the_persons_wall():
    late_evening = Deadline(utc("2026-11-20 20:00"))

    in_moscow = event_of(a_line(deadline=late_evening))
    in_vladivostok = event_of(a_line(deadline=late_evening), ZoneInfo("Asia/Vladivostok"))

    assert in_moscow.decoded("dtstart") == date(2026, 11, 20)
    assert in_moscow.decoded("dtend") == date(2026, 11, 21)
    assert in_vladivostok.decoded("dtstart") == date(2026, 11, 21)


def test_a_day_on_which_the_clocks_change_is_still_one_whole_day():
    berlin = ZoneInfo("Europe/Berlin")

    event = event_of(a_line(deadline=Deadline(utc("2027-03-28 16:00"))), berlin)

    assert event.decoded("dtstart") == date(2027, 3, 28)
    assert event.decoded("dtend") == date(2027, 3, 29)


def test_an_event_over_the_change_of_clocks_lasts_as_long_as_estimated():
    berlin = ZoneInfo("Europe/Berlin")
    after_the_change = Deadline(utc("2027-03-28 01:30"), has_time=True)

    event = event_of(a_line(deadline=after_the_change, estimate=timedelta(hours=1)), berlin)

    assert event.decoded("dtstart").astimezone(berlin).hour == 1
    assert event.decoded("dtend").astimezone(berlin).hour == 3


def test_a_newer_file_replaces_what_an_older_one_brought():
    before, after = event_of(a_line(version=3)), event_of(a_line(version=4))

    assert before["uid"] == after["uid"] == f"task-12@{ORIGIN}"
    assert (before["sequence"], after["sequence"]) == (3, 4)
    assert after.decoded("dtstamp") == NOW


def test_a_task_without_a_deadline_is_not_in_the_file():
    assert not Calendar.from_ical(written(a_line(deadline=None))).walk("VEVENT")


def test_the_description_says_who_gave_it_for_whom_and_how_long_it_takes():
    event = event_of(a_line(client_name="ООО «Ромашка»", estimate=timedelta(minutes=90)))

    assert str(event["description"]).split("\n") == [
        "Кто поставил: Ольга Смирнова",
        "Клиент: ООО «Ромашка»",
        "Займёт: 1 ч 30 мин",
    ]


def test_lines_are_folded_within_75_bytes_and_no_letter_is_torn():
    title = "Согласовать, подписать; отправить\\ договор «Ромашке» " * 4

    file = written(a_line(title=title))

    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    for line in file.split(b"\r\n"):
        line.decode("utf-8")
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert str(event["summary"]) == title


@given(
    title=st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is added
    minutes=st.integers(1, 480),
    zone=st.sampled_from(["Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Almaty"]),
)
def test_what_is_written_is_read_back(title, at, minutes, zone):
    at = at.replace(microsecond=0)
    line = a_line(
        title=title, deadline=Deadline(at, has_time=True), estimate=timedelta(minutes=minutes)
    )

    event = event_of(line, ZoneInfo(zone))

    assert str(event["summary"]) == title
    assert event.decoded("dtend") == at
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=minutes)
