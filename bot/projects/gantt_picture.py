"""The plan of a project as a picture that a phone shows without zooming, up to 60 rows.

Few rows have their names above the bars, many beside them. What a colour says, a mark says too:
``▶`` is critical, ``✓`` done, ``◆`` a milestone, hatching late. The background is painted, so that
the picture reads the same in a light and in a dark chat.
"""

import asyncio
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.projects.gantt_canvas import (
    CRITICAL,
    CRITICAL_EDGE,
    CRITICAL_LIGHT,
    CRITICAL_MARK,
    DEADLINE,
    DONE,
    DONE_MARK,
    EVENT,
    GOING,
    GRID,
    INK,
    LATE,
    MILESTONE_MARK,
    MUTED,
    PAPER,
    WAITING,
    WEEKEND,
    Canvas,
)
from bot.projects.gantt_layout import (
    HEAD,
    MARGIN,
    ONE_DAY,
    WIDTH,
    Layout,
    cut_to,
    marked_days,
    short_name,
    text_width,
)
from bot.projects.gantt_marks import (
    SMALL,
    draw_arrows,
    draw_legend,
    has_deadline_mark,
    legend_height,
    used_legend,
)
from domain.projects.plan import ScheduledTask
from domain.projects.plan_files import PlanPaper, PlanWords

MOST_ROWS = 60
POINTS_PER_INCH = 72.0
SHARPNESS = 3.0
"""Dots a point: a phone's."""
LONGEST_SIDE_DOTS = 2560.0
"""Telegram makes what is longer smaller."""
MOST_DAYS_WITH_WEEKENDS = 200
"""Weekends of a longer time are too thin to be seen."""
ROWS_BETWEEN_LINES = 5
"""Where names stand beside the bars."""
NAME_OF_EXECUTOR_SHARE = 0.3
TITLE, SUBTITLE, SMALLEST = 14.0, 9.5, 6.5


async def draw_gantt(paper: PlanPaper) -> bytes:
    """PNG of a plan with at most ``MOST_ROWS``, drawn in a thread."""
    return await asyncio.to_thread(picture, paper)


def picture(paper: PlanPaper) -> bytes:
    # Late: drawing is rare, and the import costs half a second and forty megabytes.
    from matplotlib.figure import Figure  # noqa: PLC0415 - late: pictures are rarely asked for

    plan, words, today = paper.plan, paper.words, paper.today
    if not 0 < len(plan.tasks) <= MOST_ROWS:
        raise ValueError(f"a picture has from one to {MOST_ROWS} rows, not {len(plan.tasks)}")
    layout, legend = Layout.of(plan, today), used_legend(plan, words)
    height = layout.rows_to + legend_height(legend)
    sharpness = min(SHARPNESS, LONGEST_SIDE_DOTS / height)
    figure = Figure(
        figsize=(WIDTH / POINTS_PER_INCH, height / POINTS_PER_INCH),
        dpi=POINTS_PER_INCH * sharpness,
        facecolor=PAPER,
    )
    axes: Any = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    canvas = Canvas(axes)
    _draw_head(canvas, paper)
    _draw_time(canvas, layout, paper)
    draw_arrows(canvas, layout, plan)
    for number, scheduled in enumerate(plan.tasks):
        _draw_name(canvas, layout, number, scheduled)
        _draw_task(canvas, layout, number, scheduled, today)
    draw_legend(canvas, layout, legend)
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=PAPER)
    return out.getvalue()


def _draw_head(canvas: Canvas, paper: PlanPaper) -> None:
    width = WIDTH - 2 * MARGIN
    title = cut_to(paper.title, TITLE, width, is_bold=True)
    canvas.text(MARGIN, 19, title, TITLE, weight="bold")
    needed = text_width(paper.subtitle, SUBTITLE)
    size = SUBTITLE if needed <= width else max(SUBTITLE * width / needed * 0.98, SMALLEST)
    canvas.text(MARGIN, 38, cut_to(paper.subtitle, size, width), size, color=MUTED)


def _draw_time(canvas: Canvas, layout: Layout, paper: PlanPaper) -> None:
    """Weekends, lines and dates of weeks or months, lines between rows, today, and the event."""
    words, height = paper.words, layout.rows_to - layout.rows_from
    if layout.days <= MOST_DAYS_WITH_WEEKENDS:
        for number in range(layout.days):
            day = layout.first + ONE_DAY * number
            if not paper.working_days.is_working_day(day):
                canvas.box(
                    layout.start_of(day), layout.rows_from, layout.day_width, height, WEEKEND
                )
    taken = [
        place for place in (_draw_today(canvas, layout, words, paper.today),) if place is not None
    ]
    if paper.plan.fixed_day is not None:
        taken.append(_draw_event(canvas, layout, words, paper.plan.fixed_day.on, taken))
    free_from = 0.0
    for day in marked_days(layout.first, layout.last):
        x = layout.start_of(day)
        canvas.line([x, x], [layout.rows_from, layout.rows_to], GRID, 0.7)
        label = _label(day, words)
        until = x + text_width(label, SMALL)
        is_free = x > free_from and until <= WIDTH - MARGIN / 2
        if is_free and all(until < begin - 3 or x > end + 3 for begin, end in taken):
            canvas.text(x, HEAD + 12, label, SMALL, color=MUTED)
            free_from = until + 6
    step = 1 if layout.measures.names_above else ROWS_BETWEEN_LINES
    for number in range(0, layout.rows + 1, step):
        canvas.line([MARGIN, WIDTH - MARGIN], [layout.top(number)] * 2, GRID, 0.5)


def _label(day: date, words: PlanWords) -> str:
    return f"{day.day} {words.months[day.month - 1]}"


def _draw_today(
    canvas: Canvas, layout: Layout, words: PlanWords, today: date
) -> tuple[float, float] | None:
    """Where its label begins and ends; a today far from the project is not drawn."""
    if not layout.first <= today <= layout.last:
        return None
    return _draw_day(canvas, layout, today, f"{words.today}, {_label(today, words)}", LATE, [])


def _draw_event(
    canvas: Canvas,
    layout: Layout,
    words: PlanWords,
    event_on: date,
    taken: Sequence[tuple[float, float]],
) -> tuple[float, float]:
    label = f"{words.event}, {_label(event_on, words)}"
    return _draw_day(canvas, layout, event_on, label, EVENT, taken)


def _draw_day(
    canvas: Canvas,
    layout: Layout,
    day: date,
    label: str,
    color: str,
    taken: Sequence[tuple[float, float]],
) -> tuple[float, float]:
    """A line through its noon under its label, which stands beside what is ``taken``."""
    noon, half = layout.noon_of(day), text_width(label, SMALL) / 2 + 4
    left, right = layout.measures.left + half, WIDTH - MARGIN / 2 - half
    middle = min(max(noon, left), right)
    for begin, end in taken:
        if middle + half > begin - 3 and middle - half < end + 3:
            after, before = end + 3 + half, begin - 3 - half
            middle = after if after <= right else max(before, left)
    canvas.line([noon, noon], [HEAD + 17, layout.rows_to], color, 1.1, zorder=5)
    canvas.pill(middle - half, HEAD + 4.5, 2 * half, 13.5, color)
    canvas.bare_text(middle, HEAD + 11.4, label, SMALL, PAPER)
    return middle - half, middle + half


def _draw_name(canvas: Canvas, layout: Layout, number: int, scheduled: ScheduledTask) -> None:
    measures, task = layout.measures, scheduled.task
    small = measures.font - 1
    if measures.names_above:
        y = layout.top(number) + measures.bar_from / 2 + 0.5
        who = short_name(task.executor_name, small, WIDTH * NAME_OF_EXECUTOR_SHARE)
        canvas.text(WIDTH - MARGIN, y, who, small, color=MUTED, ha="right")
        room = WIDTH - 2 * MARGIN - text_width(who, small) - 8
    else:
        y = layout.middle(number)
        room = measures.left - MARGIN - 5
    x = MARGIN
    marks = []
    if task.is_done or scheduled.is_critical:
        marks.append((DONE_MARK, DONE) if task.is_done else (CRITICAL_MARK, CRITICAL))
    if task.is_marked:
        marks.append((MILESTONE_MARK, DONE if task.is_done else GOING))
    for mark, color in marks:
        canvas.text(x, y, mark, small, color=color)
        x += measures.font + 2
        room -= measures.font + 2
    name = cut_to(task.title, measures.font, room, is_bold=scheduled.is_critical)
    weight = "bold" if scheduled.is_critical else "normal"
    color = MUTED if task.is_done else INK
    canvas.text(x, y, name, measures.font, color=color, weight=weight)


def _draw_task(
    canvas: Canvas, layout: Layout, number: int, scheduled: ScheduledTask, today: date
) -> None:
    task, height = scheduled.task, layout.measures.bar
    solid, light, edge = (
        (CRITICAL, CRITICAL_LIGHT, CRITICAL_EDGE) if scheduled.is_critical else (GOING, WAITING, "")
    )
    middle = layout.middle(number)
    if task.is_milestone:
        fill = DONE if task.is_done else solid
        edge = LATE if scheduled.is_late else edge or fill
        canvas.diamond(layout.noon_of(scheduled.ends_on), middle, height * 0.68, fill, edge)
        return
    since, until = layout.ends(scheduled)
    top = layout.bar_top(number)
    canvas.box(since, top, until - since, height, DONE if task.is_done else light, zorder=3)
    passed = min(layout.noon_of(today), until)
    if scheduled.is_begun and not task.is_done and passed > since:
        canvas.box(since, top, passed - since, height, solid, zorder=3)
    if scheduled.is_late:
        late_from = max(layout.end_of(task.promised_on), since)
        canvas.hatch(late_from, top, until - late_from, height)
    if edge:
        canvas.frame(since, top, until - since, height, edge)
    if has_deadline_mark(scheduled):
        at = layout.end_of(task.promised_on)
        reach = height / 2 + 2
        canvas.line([at, at], [middle - reach, middle + reach], DEADLINE, 1.8, zorder=5)
