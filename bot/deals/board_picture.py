"""The board as a picture: horizontal bars, readable on a phone held upright."""

import asyncio
import io
from collections.abc import Sequence

BACKGROUND, INK, MUTED = "#ffffff", "#1f2933", "#7b8794"
BARS = ("#2f80ed",) * 12
WON_BAR, LOST_BAR = "#27ae60", "#c0392b"
WIDTH_INCHES, ROW_INCHES, DOTS_PER_INCH = 4.4, 0.58, 200
ENDS = 2
"""The last rows: won and lost, coloured apart."""


async def draw_board(title: str, rows: Sequence[tuple[str, int, str]]) -> bytes:
    """PNG of ``rows`` (name, length of the bar, what stands at its end), drawn in a thread."""
    return await asyncio.to_thread(_draw, title, rows)


def _draw(title: str, rows: Sequence[tuple[str, int, str]]) -> bytes:
    # Late: drawing is rare, and the import costs half a second and forty megabytes.
    from matplotlib.figure import Figure  # noqa: PLC0415 - late: pictures are rarely asked for

    height = ROW_INCHES * len(rows) + 0.9
    figure = Figure(figsize=(WIDTH_INCHES, height), dpi=DOTS_PER_INCH, facecolor=BACKGROUND)
    axes = figure.add_axes((0.04, 0.02, 0.92, 1 - 0.75 / height))
    widest = max((count for _, count, _ in rows), default=0) or 1
    for position, (name, count, label) in enumerate(rows):
        from_end = len(rows) - position
        colour = BARS[0] if from_end > ENDS else (WON_BAR if from_end == ENDS else LOST_BAR)
        axes.barh(position + 0.22, count / widest, height=0.36, color=colour)
        axes.barh(position + 0.22, 1, height=0.36, color=colour, alpha=0.08)
        axes.text(0, position - 0.18, name, fontsize=11, color=INK, va="center")
        axes.text(
            1,
            position - 0.18,
            label,
            fontsize=11,
            color=MUTED,
            va="center",
            ha="right",
        )
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, 1)
    axes.axis("off")
    figure.text(0.04, 1 - 0.45 / height, title, fontsize=13, color=INK, weight="bold")
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=BACKGROUND)
    return out.getvalue()
