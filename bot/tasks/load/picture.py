"""A team's days as a picture: a row of cells for each person, readable on a phone held upright."""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass

BACKGROUND, INK, MUTED, EMPTY = "#ffffff", "#1f2933", "#7b8794", "#eef2f6"
LIGHT, MIDDLE, FULL, AWAY, OVER = "#cfe2fb", "#7fb2f2", "#2f80ed", "#d8dde3", "#c0392b"
WIDTH_INCHES, ROW_INCHES, HEAD_INCHES, DOTS_PER_INCH = 4.4, 0.58, 1.05, 200
HALF, ALMOST_FULL = 0.5, 0.95
LONGEST_NAME = 34
GAP = 0.06
"""Of a cell: what is left between two of them."""


@dataclass(frozen=True, slots=True)
class Head:
    """Over a column: the weekday, the date, and whether another week begins there."""

    weekday: str
    day: str
    begins_week: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """``share`` of the day that is taken; None where there is no work that day."""

    share: float | None
    label: str


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A person: ``label`` stands at the end of their name's line, red where it is too much."""

    name: str
    label: str
    is_over: bool
    cells: tuple[Cell, ...]


async def draw_load(title: str, heads: Sequence[Head], rows: Sequence[PictureRow]) -> bytes:
    """PNG, drawn in a thread."""
    return await asyncio.to_thread(_draw, title, heads, rows)


def _draw(title: str, heads: Sequence[Head], rows: Sequence[PictureRow]) -> bytes:
    # Late: drawing is rare, and the import costs half a second and forty megabytes.
    from matplotlib.figure import Figure  # noqa: PLC0415 - late: pictures are rarely asked for
    from matplotlib.patches import Rectangle  # noqa: PLC0415 - late: pictures are rarely asked for

    height = ROW_INCHES * len(rows) + HEAD_INCHES
    figure = Figure(figsize=(WIDTH_INCHES, height), dpi=DOTS_PER_INCH, facecolor=BACKGROUND)
    axes = figure.add_axes((0.04, 0.1 / height, 0.92, 1 - (HEAD_INCHES + 0.05) / height))
    columns = max(len(heads), 1)
    for position, row in enumerate(rows):
        axes.text(0, position - 0.28, row.name[:LONGEST_NAME], fontsize=9.5, color=INK, va="center")
        colour = OVER if row.is_over else MUTED
        axes.text(
            columns,
            position - 0.28,
            row.label,
            fontsize=9.5,
            color=colour,
            va="center",
            ha="right",
        )
        for column, cell in enumerate(row.cells):
            place, size = (column + GAP / 2, position), (1 - GAP, 0.46)
            axes.add_patch(Rectangle(place, *size, facecolor=colour_of(cell), linewidth=0))
            dark = cell.share is not None and cell.share >= ALMOST_FULL
            axes.text(
                column + 0.5,
                position + 0.23,
                cell.label,
                fontsize=7.5,
                color=BACKGROUND if dark else INK,
                va="center",
                ha="center",
            )
    for column, head in enumerate(heads):
        axes.text(column + 0.5, -1.02, head.weekday, fontsize=7.5, color=MUTED, ha="center")
        axes.text(column + 0.5, -0.68, head.day, fontsize=7.5, color=MUTED, ha="center")
        if head.begins_week:
            for top in (-1.2, *range(len(rows))):
                axes.plot([column, column], [top, top + 0.46], color=MUTED, linewidth=0.6)
    axes.set_ylim(len(rows) - 0.45, -0.55)
    axes.set_xlim(0, columns)
    axes.axis("off")
    for artist in (*axes.texts, *axes.lines):
        artist.set_clip_on(False)
    figure.text(0.04, 1 - 0.34 / height, title, fontsize=13, color=INK, weight="bold")
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=BACKGROUND)
    return out.getvalue()


def colour_of(cell: Cell) -> str:
    """The fuller, the darker; no work that day is grey."""
    if cell.share is None:
        return AWAY
    if not cell.share:
        return EMPTY
    if cell.share < HALF:
        return LIGHT
    return MIDDLE if cell.share < ALMOST_FULL else FULL
