"""The plan of a project as a picture and as files, against what drawing its bars alone costs."""

import io
import random
import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as wall
from typing import Any

from bench.findings import Result, Timed, compare, in_turns
from bot.projects.gantt_cards import plan_words
from bot.projects.gantt_picture import MOST_ROWS, picture
from bot.texts import texts_for
from domain.language import Language
from domain.projects.plan import PlannedTask
from domain.projects.plan_files import PlanPaper
from domain.projects.scheduling import schedule
from domain.tasks.model import TaskId
from storage.projects.plan_pages import write_plan_pages
from storage.projects.plan_workbook import write_plan_workbook
from tests.builders import a_calendar

BENCH = "Gantt"
TASKS = 200
TODAY = date(2026, 11, 18)
FIRST_DAY = date(2026, 11, 2)
SEED = 7
SCHEDULE_LIMIT = 0.5
"""Of drawing as many bars."""
PAGES_LIMIT = 1.5
PICTURE_LIMIT = 10.0
"""Names, arrows, weekends and a legend are several times as many strokes as the bars."""
WORKBOOK_LIMIT = 6.0


def plan_of(count: int) -> list[PlannedTask]:
    """Tasks that wait for one or two of the five before them; a third of those begun are late."""
    chance, calendar = random.Random(SEED), a_calendar()
    made: list[PlannedTask] = []
    for number in range(count):
        first = max(0, number - 5)
        near = [*range(first, number)]
        before = sorted(chance.sample(near, min(len(near), chance.choice((1, 1, 2)))))
        start = FIRST_DAY
        if before and number % 5:
            ends = max(made[place].ends_on for place in before)
            start = calendar.add_working_days(ends, 1)
        end = calendar.add_working_days(start, chance.choice((0, 1, 2, 4)))
        is_begun = start <= TODAY
        made.append(
            PlannedTask(
                id=TaskId(number + 1),
                title=f"Согласовать и подписать договор с площадкой {number + 1}",
                executor_name="Константин Константинопольский",
                starts_on=start,
                ends_on=end,
                department="Маркетинг",
                started_on=start if is_begun else None,
                done_on=end if is_begun and end < TODAY and number % 3 else None,
                depends_on=tuple(made[place].id for place in before),
            )
        )
    return made


def paper_of(count: int) -> PlanPaper:
    calendar = a_calendar()
    return PlanPaper(
        title="Выставка",
        subtitle="Готово: 40 из 200",
        plan=schedule(plan_of(count), TODAY, calendar),
        today=TODAY,
        working_days=calendar,
        words=plan_words(texts_for(Language.RUSSIAN)),
    )


def bars_alone(paper: PlanPaper, kind: str) -> bytes:
    """The same bars in matplotlib, as its own manual draws them: one call, no words."""
    from matplotlib.figure import Figure

    tasks = paper.plan.tasks
    figure = Figure(figsize=(5.4, 0.22 * len(tasks) + 1), dpi=200)
    axes: Any = figure.add_subplot()
    axes.barh(
        range(len(tasks)),
        [(found.ends_on - found.starts_on).days + 1 for found in tasks],
        left=[found.starts_on.toordinal() for found in tasks],
    )
    out = io.BytesIO()
    figure.savefig(out, format=kind)
    return out.getvalue()


def rows_alone(paper: PlanPaper) -> bytes:
    """A name and two dates a row, written by hand."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    style = book.add_format({"num_format": "dd.mm.yyyy"})
    for row, found in enumerate(paper.plan.tasks):
        sheet.write_string(row, 0, found.task.title)
        for column, day in enumerate((found.starts_on, found.ends_on), 1):
            sheet.write_datetime(row, column, datetime.combine(day, wall.min), style)
    book.close()
    return out.getvalue()


async def run(rounds: int) -> Result:
    whole, shown = paper_of(TASKS), paper_of(MOST_ROWS)
    tasks, calendar = plan_of(TASKS), a_calendar()

    def scheduled_pages() -> bytes:
        return write_plan_pages(paper_of(TASKS))

    pdf_bars = _timed(lambda: bars_alone(whole, "pdf"))
    rows: tuple[tuple[str, str, Timed, Timed, float], ...] = (
        (
            f"schedule of {TASKS} tasks",
            f"drawing {TASKS} bars as PDF",
            _timed(lambda: schedule(tasks, TODAY, calendar)),
            pdf_bars,
            SCHEDULE_LIMIT,
        ),
        (
            f"schedule and PDF of {TASKS} tasks",
            f"drawing {TASKS} bars as PDF",
            _timed(scheduled_pages),
            pdf_bars,
            PAGES_LIMIT,
        ),
        (
            f"picture of {MOST_ROWS} tasks",
            f"drawing {MOST_ROWS} bars as PNG",
            _timed(lambda: picture(shown)),
            _timed(lambda: bars_alone(shown, "png")),
            PICTURE_LIMIT,
        ),
        (
            f"workbook of {TASKS} tasks",
            "names and dates alone",
            _timed(lambda: write_plan_workbook(whole)),
            _timed(lambda: rows_alone(whole)),
            WORKBOOK_LIMIT,
        ),
    )
    findings = []
    for what, against, ours, theirs, limit in rows:
        seconds = await in_turns(ours, theirs, rounds)
        findings.append(compare(BENCH, what, against, seconds, limit=limit))
    return Result(tuple(findings))


def _timed(work: Callable[[], object]) -> Timed:
    async def timed() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return timed
