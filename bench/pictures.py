"""Pictures of figures, against what matplotlib alone takes for as many bars and words as large."""

import time
from collections.abc import Callable
from typing import Any, Final

from bench.findings import Result, Timed, compare, in_turns
from bot.kpi.pictures.funnel import FunnelPaper, FunnelStage, funnel_figure
from bot.kpi.pictures.plan import PlanBar, PlanPaper, plan_figure
from bot.kpi.pictures.trend import TrendPanel, TrendPaper, trend_figure
from bot.pictures import png

BENCH: Final = "Pictures"
LIMIT: Final = 1.5
MONTHS: Final = ("дек", "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя")
HEAD: Final = ("Команда: Ольга Семёнова", "Ноябрь 2026, время UTC+3")

TREND: Final = TrendPaper(
    *HEAD,
    MONTHS,
    tuple(
        TrendPanel(
            name,
            "93 %",
            tuple(0.6 + month / 36 for month in range(12)),
            tuple(f"{60 + 3 * month} %" for month in range(12)),
            is_share,
        )
        for name, is_share in (("Сумма выигранных", False), ("Доля выигранных", True))
    ),
)
PLAN: Final = PlanPaper(
    *HEAD,
    "к сегодня по плану",
    tuple(
        PlanBar(name, "69 %", "620 000 из 900 000 ₽", 0.69, 0.72)
        for name in ("Сумма", "Сделки", "Встречи", "Звонки", "Новые клиенты")
    ),
)
FUNNEL: Final = FunnelPaper(
    *HEAD,
    "из вошедших дошли дальше",
    "вышло ÷ вошло",
    tuple(
        FunnelStage(f"Этап {number}", f"{60 - 9 * number}", 1 - number / 7, "71 %", "68 %")
        for number in range(6)
    ),
)


def alone(drawn: Any) -> Callable[[], bytes]:
    """A figure of the same size with as many bars and words as ``drawn``, in one call each kind."""
    from matplotlib.figure import Figure

    axes = drawn.axes[0]
    bars, words = max(1, len(axes.patches)), [text.get_text() for text in axes.texts]
    size, dpi = drawn.get_size_inches(), drawn.dpi

    def draw() -> bytes:
        figure = Figure(figsize=size, dpi=dpi)
        bare: Any = figure.add_axes((0, 0, 1, 1))
        bare.axis("off")
        bare.barh(range(bars), [1.0] * bars)
        for number, word in enumerate(words):
            bare.text(0.5, number * bars / len(words), word)
        return png(figure)

    return draw


async def run(rounds: int) -> Result:
    made: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("twelve months", lambda: trend_figure(TREND)),
        ("plan and fact", lambda: plan_figure(PLAN)),
        ("funnel", lambda: funnel_figure(FUNNEL)),
    )
    findings = []
    for what, figure in made:
        bare = alone(figure())
        seconds = await in_turns(_timed(_drawn(figure)), _timed(bare), rounds)
        against = "as many bars and words, by matplotlib alone"
        findings.append(compare(BENCH, what, against, seconds, limit=LIMIT))
    return Result(tuple(findings))


def _drawn(figure: Callable[[], Any]) -> Callable[[], bytes]:
    return lambda: png(figure())


def _timed(work: Callable[[], object]) -> Timed:
    async def timed() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return timed
