"""Strokes of the plan's picture, in points of the figure, on matplotlib's axes."""

from collections.abc import Sequence
from typing import Any

PAPER, WEEKEND, GRID = "#fbfcfe", "#eef1f6", "#d9e0e8"
INK, MUTED, ARROW = "#1c2733", "#5c6b7e", "#8795a6"
WAITING, GOING, DONE = "#9dbfe6", "#2f74c0", "#8e9aa8"
CRITICAL, CRITICAL_LIGHT, CRITICAL_EDGE = "#d9631e", "#f4b183", "#8a3a0a"
LATE, LATE_LIGHT = "#b3123f", "#f7d5de"
DEADLINE = LATE
EVENT = "#6b3fa0"
CRITICAL_MARK, DONE_MARK, MILESTONE_MARK = "▶", "✓", "◆"
HALO_POINTS = 2.5
"""Paper around words: what is drawn beneath does not touch the letters."""


class Canvas:
    """``y`` grows downwards."""

    def __init__(self, axes: Any) -> None:
        # Late, as everything of matplotlib's: the import costs half a second and forty megabytes.
        from matplotlib import patches, patheffects  # noqa: PLC0415 - late: pictures are rarely asked for

        self._axes = axes
        self._patches = patches
        self._halo = [patheffects.withStroke(linewidth=HALO_POINTS, foreground=PAPER)]

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        color: str = INK,
        weight: str = "normal",
        ha: str = "left",
    ) -> None:
        self._axes.text(
            x,
            y,
            words,
            fontsize=size,
            color=color,
            weight=weight,
            ha=ha,
            va="center",
            zorder=6,
            parse_math=False,
            path_effects=self._halo,
        )

    def upright_text(self, x: float, y: float, words: str, size: float, color: str = INK) -> None:
        """From ``y`` upwards: the name of a narrow column."""
        self._axes.text(
            x,
            y,
            words,
            fontsize=size,
            color=color,
            ha="center",
            va="bottom",
            rotation=90,
            zorder=6,
            parse_math=False,
        )

    def bare_text(self, x: float, y: float, words: str, size: float, color: str) -> None:
        """In the middle of a filled place: no halo."""
        self._axes.text(
            x,
            y,
            words,
            fontsize=size,
            color=color,
            ha="center",
            va="center",
            zorder=7,
            parse_math=False,
        )

    def box(
        self, x: float, y: float, width: float, height: float, color: str, *, zorder: float = 1
    ) -> None:
        self._axes.add_patch(
            self._patches.Rectangle(
                (x, y), width, height, facecolor=color, linewidth=0, zorder=zorder
            )
        )

    def pill(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A box with round corners, above everything but words."""
        self._axes.add_patch(
            self._patches.FancyBboxPatch(
                (x, y),
                width,
                height,
                boxstyle="round,pad=0,rounding_size=3",
                facecolor=color,
                linewidth=0,
                zorder=6,
            )
        )

    def frame(self, x: float, y: float, width: float, height: float, color: str) -> None:
        self._axes.add_patch(
            self._patches.Rectangle(
                (x, y), width, height, fill=False, edgecolor=color, linewidth=1.1, zorder=4
            )
        )

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        self._axes.add_patch(
            self._patches.Rectangle(
                (x, y),
                width,
                height,
                facecolor=LATE_LIGHT,
                edgecolor=LATE,
                hatch="//////",
                linewidth=0.8,
                zorder=3.5,
            )
        )

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        color: str,
        width: float,
        *,
        zorder: float = 2,
    ) -> None:
        self._axes.plot(
            xs,
            ys,
            color=color,
            linewidth=width,
            solid_capstyle="butt",
            solid_joinstyle="miter",
            zorder=zorder,
        )

    def arrow(
        self, start: tuple[float, float], end: tuple[float, float], color: str, width: float
    ) -> None:
        self._axes.annotate(
            "",
            xy=end,
            xytext=start,
            arrowprops={
                "arrowstyle": "-|>,head_length=0.28,head_width=0.16",
                "color": color,
                "linewidth": width,
                "shrinkA": 0,
                "shrinkB": 0,
            },
            zorder=4,
        )

    def diamond(self, x: float, y: float, size: float, color: str, edge: str) -> None:
        self._axes.plot(
            [x],
            [y],
            marker="D",
            markersize=size,
            color=color,
            markeredgecolor=edge,
            markeredgewidth=1.2,
            zorder=6,
        )
