"""Arrows between the bars of the plan's picture, and the legend beneath it."""

from bot.projects.gantt_canvas import (
    ARROW,
    CRITICAL,
    CRITICAL_EDGE,
    CRITICAL_LIGHT,
    CRITICAL_MARK,
    DEADLINE,
    DONE,
    DONE_MARK,
    GOING,
    MUTED,
    PAPER,
    WAITING,
    Canvas,
)
from bot.projects.gantt_layout import MARGIN, WIDTH, Layout, cut_to
from domain.projects.plan import Plan, ScheduledTask
from domain.projects.plan_files import PlanWords

IN_LINE = 4
LINE_HEIGHT = 15.0
SMALL = 8.2
HEAD_HEIGHT = 4.0
"""Of an arrow."""


def draw_arrows(canvas: Canvas, layout: Layout, plan: Plan) -> None:
    """From what is waited for to what waits; what began without waiting has no arrow."""
    place = {found.task.id: number for number, found in enumerate(plan.tasks)}
    for number, after in enumerate(plan.tasks):
        for id_ in after.task.depends_on:
            if id_ in place and plan.tasks[place[id_]].ends_on <= after.starts_on:
                _draw_arrow(canvas, layout, plan, place[id_], number)


def _draw_arrow(canvas: Canvas, layout: Layout, plan: Plan, source: int, target: int) -> None:
    """Out of the end of one bar, down, and into the beginning of the other; where they touch, from
    under the one onto the other."""
    before, after = plan.tasks[source], plan.tasks[target]
    is_critical = before.is_critical and after.is_critical
    color, width = (CRITICAL, 1.2) if is_critical else (ARROW, 0.8)
    begin, end = layout.ends(before)[1], layout.ends(after)[0]
    out = min(max(layout.day_width * 0.3, 1.5), 4.0)
    from_y, to_y = layout.middle(source), layout.middle(target)
    if end - begin > 2 * out and end - begin > HEAD_HEIGHT:
        canvas.line([begin, begin + out, begin + out], [from_y, from_y, to_y], color, width)
        canvas.arrow((begin + out, to_y), (end, to_y), color, width)
        return
    side = 1 if target > source else -1
    from_y += side * layout.measures.bar / 2
    to_y -= side * (layout.measures.bar / 2 + 1)
    bend = to_y - side * HEAD_HEIGHT
    into = max(end + out, layout.measures.left + 1)
    canvas.line([begin - out, begin - out, into], [from_y, bend, bend], color, width)
    canvas.arrow((into, bend), (into, to_y), color, width)


def has_deadline_mark(scheduled: ScheduledTask) -> bool:
    """Whether the promised end is elsewhere than the end of the bar."""
    task = scheduled.task
    return not task.is_milestone and not task.is_done and task.promised_on != scheduled.ends_on


def used_legend(plan: Plan, words: PlanWords) -> list[tuple[str, str]]:
    """Kinds that are in the picture, and their words."""
    bars = [found for found in plan.tasks if not found.task.is_milestone]
    open_bars = [found for found in bars if not found.task.is_done]
    kinds = (
        ("done", words.done, any(found.task.is_done for found in plan.tasks)),
        ("going", words.going, any(found.is_begun for found in open_bars)),
        ("waiting", words.waiting, any(not found.is_begun for found in open_bars)),
        ("critical", words.critical, any(found.is_critical for found in plan.tasks)),
        ("late", words.late, any(found.is_late for found in plan.tasks)),
        ("deadline", words.deadline, any(has_deadline_mark(found) for found in plan.tasks)),
        ("milestone", words.milestone, any(found.task.is_marked for found in plan.tasks)),
    )
    return [(kind, name) for kind, name, is_used in kinds if is_used]


def legend_height(legend: list[tuple[str, str]]) -> float:
    return 14 + LINE_HEIGHT * -(-len(legend) // IN_LINE)


def draw_legend(canvas: Canvas, layout: Layout, legend: list[tuple[str, str]]) -> None:
    column = (WIDTH - 2 * MARGIN) / IN_LINE
    for number, (kind, name) in enumerate(legend):
        x = MARGIN + column * (number % IN_LINE)
        y = layout.rows_to + 16 + LINE_HEIGHT * (number // IN_LINE)
        _draw_sample(canvas, kind, x, y)
        canvas.text(x + 19, y, cut_to(name, SMALL, column - 21), SMALL, color=MUTED)


def _draw_sample(canvas: Canvas, kind: str, x: float, y: float) -> None:
    top, width, height = y - 4, 14.0, 8.0
    middle = x + width / 2
    fills = {"done": DONE, "going": GOING, "waiting": WAITING, "critical": CRITICAL_LIGHT}
    match kind:
        case "late":
            canvas.hatch(x, top, width, height)
        case "deadline":
            canvas.line([middle] * 2, [y - 6, y + 6], DEADLINE, 1.8)
        case "milestone":
            canvas.diamond(middle, y, 5.5, GOING, GOING)
        case _:
            canvas.box(x, top, width, height, fills[kind])
    if kind == "critical":
        canvas.frame(x, top, width, height, CRITICAL_EDGE)
        canvas.bare_text(middle, y, CRITICAL_MARK, 6.0, CRITICAL_EDGE)
    if kind == "done":
        canvas.bare_text(middle, y, DONE_MARK, 6.0, PAPER)
