from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from storage.other_dates import read_other_date
from tests.builders import NOW, utc

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("text", "at", "has_time"),
    [
        ("отчёт 2026-11-25T15:00", utc("2026-11-25 12:00"), True),
        ("отчёт 2026/11/25", utc("2026-11-25 20:59"), False),
        ("25-Nov-2026 report", utc("2026-11-25 20:59"), False),
        ("report Nov 25, 2026 3:30 pm", utc("2026-11-25 12:30"), True),
        ("отчёт 25-дек-2026", utc("2026-12-25 20:59"), False),
    ],
)
def test_a_date_in_full_is_read_where_the_person_is(text: str, at: datetime, *, has_time: bool):
    found = read_other_date(text, NOW, MOSCOW)

    assert found is not None
    assert (found.at, found.has_time) == (at, has_time)
    assert text[: found.begin].strip() in ("", "отчёт", "report")


@pytest.mark.parametrize(
    "text",
    [
        "Ромашка",
        "15 каталогов",
        "№25.11",
        "12.500 руб",
        "+7 999 123-45-67",
        "март и май",
        "план на 2027 год",
        "договор от 25-Nov-2026",
        "отчёт за 2026-11-25",
        "версия 2026.11.25.4",
        "отчёт 2026-13-45",
        "отчёт 2020/11/25",
        "",
        "1" * 5000,
    ],
)
def test_numbers_names_and_what_has_passed_are_no_dates(text: str):
    assert read_other_date(text, NOW, MOSCOW) is None
