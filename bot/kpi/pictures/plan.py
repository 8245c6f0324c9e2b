"""Plan and fact: a bar for each thing that is planned, and where it should be by today."""

from dataclasses import dataclass
from typing import Any, Final

from bot.pictures import HEAD, ROOM, SMALL, TEXT, draw_head, figure_of
from bot.projects.gantt_canvas import GOING, LATE, MUTED, WAITING, WEEKEND, Canvas
from bot.projects.gantt_layout import MARGIN, WIDTH, cut_to, text_width

LINE: Final = 72.0
BAR: Final = 18.0
LEGEND: Final = 30.0


@dataclass(frozen=True, slots=True)
class PlanBar:
    """``done`` and ``due`` are shares of the plan, 1 is all of it; ``due`` is None afterwards."""

    name: str
    share: str
    words: str
    done: float
    due: float | None


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """``due`` names the mark of where one should be by today; «» where the period is over."""

    title: str
    subtitle: str
    due: str
    bars: tuple[PlanBar, ...]


def plan_figure(paper: PlanPaper) -> Any:
    legend = LEGEND if paper.due else 0.0
    height = HEAD + LINE * len(paper.bars) + legend + MARGIN / 2

    def draw(canvas: Canvas) -> None:
        draw_head(canvas, paper.title, paper.subtitle)
        for number, bar in enumerate(paper.bars):
            _draw_bar(canvas, bar, HEAD + LINE * number)
        if paper.due:
            y = HEAD + LINE * len(paper.bars) + LEGEND / 2
            canvas.line([MARGIN + 5, MARGIN + 5], [y - 8, y + 8], LATE, 2.2, zorder=5)
            canvas.text(MARGIN + 16, y, cut_to(paper.due, SMALL, ROOM - 16), SMALL, color=MUTED)

    return figure_of(height, draw)


def _draw_bar(canvas: Canvas, bar: PlanBar, top: float) -> None:
    """What is above the plan shows as a darker bar over a lighter one."""
    room = ROOM - text_width(bar.share, TEXT, is_bold=True) - 10
    canvas.text(MARGIN, top + 10, cut_to(bar.name, TEXT, room, is_bold=True), TEXT, weight="bold")
    canvas.text(WIDTH - MARGIN, top + 10, bar.share, TEXT, weight="bold", ha="right")
    canvas.box(MARGIN, top + 21, ROOM, BAR, WEEKEND)
    longest = max(1.0, bar.done)
    canvas.box(MARGIN, top + 21, ROOM / longest, BAR, WAITING, zorder=2)
    canvas.box(MARGIN, top + 21, ROOM * bar.done / longest, BAR * 0.62, GOING, zorder=3)
    if bar.due is not None:
        x = MARGIN + ROOM * min(bar.due / longest, 1.0)
        canvas.line([x, x], [top + 17, top + 21 + BAR + 4], LATE, 2.2, zorder=5)
    canvas.text(MARGIN, top + 54, cut_to(bar.words, SMALL, ROOM), SMALL, color=MUTED)
