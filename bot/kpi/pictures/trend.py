"""Twelve months of a few figures, one under the other: bars of what adds up, lines of shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from bot.pictures import HEAD, ROOM, SMALL, TEXT, draw_head, figure_of
from bot.projects.gantt_canvas import GOING, GRID, INK, MUTED, WAITING, Canvas
from bot.projects.gantt_layout import MARGIN, WIDTH, cut_to, text_width

PANEL: Final = 128.0
TOP, BOTTOM = 50.0, 26.0
"""Of a panel: words above what is drawn, months below it."""
DOT: Final = 3.4
EVERY: Final = 2
"""Months that are named: all of them have no room."""


@dataclass(frozen=True, slots=True)
class TrendPanel:
    """A value for each month, None for a gap; ``labels`` say each as it is read. A line where
    ``is_share``, else bars.
    """

    name: str
    now: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    is_share: bool


@dataclass(frozen=True, slots=True)
class TrendPaper:
    title: str
    subtitle: str
    months: tuple[str, ...]
    panels: tuple[TrendPanel, ...]


def trend_figure(paper: TrendPaper) -> Any:
    height = HEAD + PANEL * len(paper.panels)

    def draw(canvas: Canvas) -> None:
        draw_head(canvas, paper.title, paper.subtitle)
        for number, panel in enumerate(paper.panels):
            _draw_panel(canvas, panel, paper.months, HEAD + PANEL * number)

    return figure_of(height, draw)


def _draw_panel(canvas: Canvas, panel: TrendPanel, months: Sequence[str], top: float) -> None:
    room = ROOM - text_width(panel.now, TEXT, is_bold=True) - 10
    name = cut_to(panel.name, TEXT, room, is_bold=True)
    canvas.text(MARGIN, top + 16, name, TEXT, weight="bold")
    canvas.text(WIDTH - MARGIN, top + 16, panel.now, TEXT, color=GOING, weight="bold", ha="right")
    step = ROOM / len(months)
    floor, ceiling = top + PANEL - BOTTOM, top + TOP
    canvas.line([MARGIN, WIDTH - MARGIN], [floor, floor], GRID, 1.0)
    for number, month in enumerate(months):
        x = MARGIN + step * (number + 0.5)
        from_last = len(months) - 1 - number
        if from_last % EVERY == 0:
            canvas.bare_text(x, floor + 12, month, SMALL, MUTED if from_last else INK)
    known = [value for value in panel.values if value is not None]
    if not known:
        return
    highest = max(*known, 0.0) or 1.0
    places = [
        None
        if value is None
        else (MARGIN + step * (number + 0.5), floor - (floor - ceiling) * max(value, 0) / highest)
        for number, value in enumerate(panel.values)
    ]
    if panel.is_share:
        _draw_line(canvas, places)
    else:
        _draw_bars(canvas, places, floor, step)
    _label(canvas, panel, places)


Places = Sequence[tuple[float, float] | None]


def _draw_bars(canvas: Canvas, places: Places, floor: float, step: float) -> None:
    last = len(places) - 1
    for number, place in enumerate(places):
        if place is not None:
            x, y = place
            colour = GOING if number == last else WAITING
            canvas.box(x - step * 0.36, y, step * 0.72, floor - y, colour, zorder=3)


def _draw_line(canvas: Canvas, places: Places) -> None:
    """A gap where nothing could be divided."""
    for before, after in pairwise(places):
        if before is not None and after is not None:
            canvas.line([before[0], after[0]], [before[1], after[1]], GOING, 2.2, zorder=3)
    for place in places:
        if place is not None:
            x, y = place
            canvas.pill(x - DOT, y - DOT, 2 * DOT, 2 * DOT, GOING)


def _label(canvas: Canvas, panel: TrendPanel, places: Places) -> None:
    """The highest, and the last where that is another: what stands beside is read off them."""
    known = [(value, number) for number, value in enumerate(panel.values) if value is not None]
    highest = max(known)[1]
    for number in {highest, known[-1][1]}:
        place = places[number]
        if place is None:
            continue
        x, y = place
        half = text_width(panel.labels[number], SMALL) / 2
        x = min(max(x, MARGIN + half), WIDTH - MARGIN - half)
        if number != highest and abs(x - (places[highest] or (x, y))[0]) < 3 * half:
            continue  # the panel's own line says what the last one is
        canvas.text(x, y - 11, panel.labels[number], SMALL, color=INK, ha="center")
