"""Plans with defaults, and words for what is made of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.projects.gantt_cards import plan_words
from bot.texts import texts_for
from domain.language import Language
from domain.projects.plan import PlannedTask
from domain.projects.plan_files import PlanPaper
from domain.projects.scheduling import schedule
from domain.tasks.model import TaskId
from tests.builders import a_calendar

MONDAY = date(2026, 11, 16)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in range(1, 5))
NEXT_MONDAY = MONDAY + timedelta(days=7)
NEXT_TUESDAY = MONDAY + timedelta(days=8)


def a_planned(id_: int, starts_on: date, ends_on: date, *after: int, **fields: Any) -> PlannedTask:
    known: dict[str, Any] = {
        "id": TaskId(id_),
        "title": f"Задача {id_}",
        "executor_name": "Иван Петров",
        "starts_on": starts_on,
        "ends_on": ends_on,
        "depends_on": tuple(TaskId(before) for before in after),
    }
    return PlannedTask(**known | fields)


def a_chain(length: int) -> list[PlannedTask]:
    """Each takes a working day and waits for the one before it."""
    calendar = a_calendar()
    days = [calendar.add_working_days(MONDAY, number) for number in range(length)]
    return [
        a_planned(number, day, day, *([number - 1] if number > 1 else []))
        for number, day in enumerate(days, 1)
    ]


def a_paper(tasks: Sequence[PlannedTask], *, today: date = MONDAY, **fields: Any) -> PlanPaper:
    calendar = a_calendar()
    known: dict[str, Any] = {
        "title": "Выставка",
        "subtitle": "Готово: 0 из 5",
        "plan": schedule(tasks, today, calendar),
        "today": today,
        "working_days": calendar,
        "words": plan_words(texts_for(Language.RUSSIAN)),
    }
    return PlanPaper(**known | fields)
