"""Paper for pictures of figures: one width, one palette, one way to a PNG.

Lengths are in points of a screen 390 wide, so that letters of 12 points are read as 12 pixels on a
phone. The paper is painted: the picture reads the same in a light and in a dark chat.
"""

import io
from collections.abc import Callable
from typing import Any, Final

from bot.projects.gantt_canvas import MUTED, PAPER, Canvas
from bot.projects.gantt_layout import MARGIN, WIDTH, cut_to

POINTS_PER_INCH: Final = 72.0
SHARPNESS: Final = 3.0
"""Dots a point: a phone's."""
TITLE: Final = 17.5
TEXT: Final = 14.5
SMALL: Final = 13.4
"""The smallest: in a chat's bubble, which is a tenth narrower than the screen, 12 pixels."""
HEAD: Final = 60.0
"""A chat cuts what is much higher than wide: pictures keep under 450 in all."""
ROOM: Final = WIDTH - 2 * MARGIN

Draw = Callable[[Canvas], None]


def figure_of(height: float, draw: Draw) -> Any:
    """A figure of the paper's width with whatever ``draw`` puts on it; ``y`` grows downwards."""
    # Late: drawing is rare, and the import costs half a second and forty megabytes.
    from matplotlib.figure import Figure  # noqa: PLC0415 - late: pictures are rarely asked for

    figure = Figure(
        figsize=(WIDTH / POINTS_PER_INCH, height / POINTS_PER_INCH),
        dpi=POINTS_PER_INCH * SHARPNESS,
        facecolor=PAPER,
    )
    axes: Any = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    draw(Canvas(axes))
    return figure


def png(figure: Any) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=PAPER)
    return out.getvalue()


def draw_head(canvas: Canvas, title: str, subtitle: str) -> None:
    """The two lines that every picture begins with."""
    canvas.text(MARGIN, 20, cut_to(title, TITLE, ROOM, is_bold=True), TITLE, weight="bold")
    canvas.text(MARGIN, 42, cut_to(subtitle, SMALL, ROOM), SMALL, color=MUTED)
