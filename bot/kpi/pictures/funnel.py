"""The funnel: how many deals entered each stage, with both conversions named beside it."""

from dataclasses import dataclass
from typing import Any, Final

from bot.pictures import HEAD, ROOM, SMALL, TEXT, draw_head, figure_of
from bot.projects.gantt_canvas import EVENT, GOING, INK, MUTED, WEEKEND, Canvas
from bot.projects.gantt_layout import MARGIN, WIDTH, cut_to, text_width

LEGEND: Final = 42.0
STAGE: Final = 58.0
BAR: Final = 10.0
COHORT, PASSAGE = GOING, EVENT
"""The colours of the two conversions, in the legend and on every stage."""


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """``share`` is the length of the bar, from 0 to 1; the rest is said as it stands."""

    name: str
    count: str
    share: float
    cohort: str
    passage: str


@dataclass(frozen=True, slots=True)
class FunnelPaper:
    title: str
    subtitle: str
    cohort: str
    passage: str
    stages: tuple[FunnelStage, ...]


def funnel_figure(paper: FunnelPaper) -> Any:
    height = HEAD + LEGEND + STAGE * len(paper.stages)

    def draw(canvas: Canvas) -> None:
        draw_head(canvas, paper.title, paper.subtitle)
        for number, (colour, words) in enumerate(
            ((COHORT, paper.cohort), (PASSAGE, paper.passage))
        ):
            y = HEAD + 6 + number * 20
            canvas.box(MARGIN, y - 5, 10, 10, colour)
            canvas.text(MARGIN + 16, y, cut_to(words, SMALL, ROOM - 16), SMALL, color=INK)
        for number, stage in enumerate(paper.stages):
            _draw_stage(canvas, stage, HEAD + LEGEND + STAGE * number)

    return figure_of(height, draw)


def _draw_stage(canvas: Canvas, stage: FunnelStage, top: float) -> None:
    room = ROOM - text_width(stage.count, TEXT) - 10
    canvas.text(MARGIN, top + 10, cut_to(stage.name, TEXT, room, is_bold=True), TEXT, weight="bold")
    canvas.text(WIDTH - MARGIN, top + 10, stage.count, TEXT, color=MUTED, ha="right")
    canvas.box(MARGIN, top + 21, ROOM, BAR, WEEKEND)
    canvas.box(MARGIN, top + 21, ROOM * stage.share, BAR, COHORT, zorder=3)
    canvas.text(MARGIN, top + 43, stage.cohort, SMALL, color=COHORT, weight="bold")
    canvas.text(WIDTH - MARGIN, top + 43, stage.passage, SMALL, color=PASSAGE, ha="right")
