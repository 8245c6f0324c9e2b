"""Clients by products as a picture that a phone shows without zooming: 30 rows, 12 columns.

What a colour says, a mark says too. The background is painted, so that the picture reads the same
in a light and in a dark chat.
"""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.projects.gantt_canvas import (
    CRITICAL_EDGE,
    CRITICAL_LIGHT,
    GOING,
    GRID,
    INK,
    MUTED,
    PAPER,
    WEEKEND,
    Canvas,
)
from bot.projects.gantt_layout import MARGIN, WIDTH, cut_to, text_width
from domain.products.model import UseState
from domain.products.views import Matrix

MOST_CLIENTS: Final = 30
MOST_PRODUCTS: Final = 12
POINTS_PER_INCH: Final = 72.0
SHARPNESS: Final = 3.0
"""Dots a point: a phone's."""
HEAD, COLUMN_HEAD, ROW, LEGEND = 48.0, 104.0, 17.5, 30.0
NAMES = 142.0
WIDEST_COLUMN: Final = 40.0
TITLE, SUBTITLE, NAME, MARK = 14.0, 9.5, 8.2, 8.0
GAP = 1.2
"""Points of paper around a cell."""
MARKS: Final[Mapping[UseState, tuple[str, str, str]]] = {
    UseState.USED: (GOING, "✓", PAPER),
    UseState.COMPETITOR: (CRITICAL_LIGHT, "К", CRITICAL_EDGE),
    UseState.NOT_NEEDED: (WEEKEND, "✕", MUTED),
}
"""Fill, mark and the mark's colour; what a client has not, and what is not known, stays empty."""


@dataclass(frozen=True, slots=True)
class MatrixPaper:
    """``rival`` is the mark of a competitor, one letter; ``legend`` names what is marked."""

    title: str
    subtitle: str
    matrix: Matrix
    rival: str
    legend: Mapping[UseState, str]


async def draw_matrix(paper: MatrixPaper) -> bytes:
    """PNG of at most ``MOST_CLIENTS`` by ``MOST_PRODUCTS``, drawn in a thread."""
    return await asyncio.to_thread(picture, paper)


def picture(paper: MatrixPaper) -> bytes:
    # Late: drawing is rare, and the import costs half a second and forty megabytes.
    from matplotlib.figure import Figure  # noqa: PLC0415 - late: pictures are rarely asked for

    matrix = paper.matrix
    rows, columns = len(matrix.clients), len(matrix.products)
    if not (0 < rows <= MOST_CLIENTS and 0 < columns <= MOST_PRODUCTS):
        raise ValueError(f"no picture of {rows} clients by {columns} products")
    height = HEAD + COLUMN_HEAD + ROW * rows + LEGEND
    figure = Figure(
        figsize=(WIDTH / POINTS_PER_INCH, height / POINTS_PER_INCH),
        dpi=POINTS_PER_INCH * SHARPNESS,
        facecolor=PAPER,
    )
    axes: Any = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    canvas = Canvas(axes)
    width = WIDTH - 2 * MARGIN
    canvas.text(MARGIN, 18, cut_to(paper.title, TITLE, width, is_bold=True), TITLE, weight="bold")
    canvas.text(MARGIN, 36, cut_to(paper.subtitle, SUBTITLE, width), SUBTITLE, color=MUTED)
    _draw_columns(canvas, paper)
    _draw_rows(canvas, paper)
    _draw_legend(canvas, paper, height - LEGEND / 2)
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=PAPER)
    return out.getvalue()


def _column_width(matrix: Matrix) -> float:
    return min((WIDTH - 2 * MARGIN - NAMES) / len(matrix.products), WIDEST_COLUMN)


def _draw_columns(canvas: Canvas, paper: MatrixPaper) -> None:
    """Upright names, how many use it below."""
    column = _column_width(paper.matrix)
    for number, product in enumerate(paper.matrix.products):
        x = MARGIN + NAMES + column * (number + 0.5)
        bottom = HEAD + COLUMN_HEAD
        name = cut_to(product.name, NAME, COLUMN_HEAD - 20)
        canvas.upright_text(x, bottom - 15, name, NAME)
        canvas.bare_text(x, bottom - 7, str(product.users), NAME - 1.5, MUTED)


def _draw_rows(canvas: Canvas, paper: MatrixPaper) -> None:
    matrix, column = paper.matrix, _column_width(paper.matrix)
    right = MARGIN + NAMES + column * len(matrix.products)
    top = HEAD + COLUMN_HEAD
    canvas.line([MARGIN, right], [top, top], GRID, 0.8)
    for row, client in enumerate(matrix.clients):
        y = top + ROW * row
        canvas.text(MARGIN, y + ROW / 2, cut_to(client.name, NAME, NAMES - 6), NAME)
        canvas.line([MARGIN, right], [y + ROW, y + ROW], GRID, 0.5)
        for number, product in enumerate(matrix.products):
            state = matrix.cells.get((client.id, product.id))
            if state is None or state not in MARKS:
                continue
            x = MARGIN + NAMES + column * number
            _draw_cell(canvas, paper, state, x, y, column)


def _draw_cell(
    canvas: Canvas, paper: MatrixPaper, state: UseState, x: float, y: float, width: float
) -> None:
    fill, mark, color = MARKS[state]
    canvas.box(x + GAP, y + GAP, width - 2 * GAP, ROW - 2 * GAP, fill, zorder=3)
    mark = paper.rival if state is UseState.COMPETITOR else mark
    canvas.bare_text(x + width / 2, y + ROW / 2, mark, MARK, color)


def _draw_legend(canvas: Canvas, paper: MatrixPaper, y: float) -> None:
    x = MARGIN
    for state, words in paper.legend.items():
        _draw_cell(canvas, paper, state, x, y - ROW / 2, ROW)
        canvas.text(x + ROW + 4, y, words, NAME, color=INK)
        x += ROW + 4 + text_width(words, NAME) + 14
