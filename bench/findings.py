"""What a bench finds: ratios of two ways to the same result, taken in turns in one run.

Each round does both, one right after the other, so that what else the machine is busy with falls on
both. The finding is the median of the rounds' ratios.
"""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median

NOISY = 1.5
"""Rounds whose ratios differ by more than this factor say that the machine was busy."""

Timed = Callable[[], Awaitable[float]]
"""Does the work once; the seconds it took, preparation left out."""


def timed(work: Callable[[], Awaitable[object]]) -> Timed:
    """``work`` that needs no preparation."""

    async def once() -> float:
        began = time.perf_counter()
        await work()
        return time.perf_counter() - began

    return once


@dataclass(frozen=True, slots=True)
class Finding:
    """One ratio of a bench. ``limit`` is None for what is only told.

    ``ours`` and ``theirs`` are medians with units; they hold for this machine in this run only.
    """

    bench: str
    what: str
    against: str
    ratio: float
    limit: float | None
    at_least: bool = False
    lowest: float | None = None
    highest: float | None = None
    rounds: int = 1
    ours: str = ""
    theirs: str = ""

    @property
    def is_reached(self) -> bool | None:
        if self.limit is None:
            return None
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit

    @property
    def is_noisy(self) -> bool:
        if self.lowest is None or self.highest is None:
            return False
        return self.highest > self.lowest * NOISY


@dataclass(frozen=True, slots=True)
class Rest:
    """Where the time goes, in a few lines: ``title`` says of what."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """All that one bench found."""

    findings: tuple[Finding, ...]
    rests: tuple[Rest, ...] = ()


async def in_turns(ours: Timed, theirs: Timed, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of each, round by round. Who begins alternates; one round before is not counted."""
    await ours()
    await theirs()
    mine: list[float] = []
    others: list[float] = []
    for number in range(rounds):
        if number % 2:
            others.append(await theirs())
            mine.append(await ours())
        else:
            mine.append(await ours())
            others.append(await theirs())
    return mine, others


def compare(
    bench: str,
    what: str,
    against: str,
    seconds: tuple[list[float], list[float]],
    *,
    limit: float | None,
    as_throughput: bool = False,
) -> Finding:
    """The finding of ``in_turns``: ours / theirs, or as throughputs theirs / ours."""
    mine, others = seconds
    pairs = zip(mine, others, strict=True)
    ratios = [other / own if as_throughput else own / other for own, other in pairs]
    return Finding(
        bench=bench,
        what=what,
        against=against,
        ratio=median(ratios),
        limit=limit,
        at_least=as_throughput,
        lowest=min(ratios),
        highest=max(ratios),
        rounds=len(ratios),
        ours=milliseconds(median(mine)),
        theirs=milliseconds(median(others)),
    )


def within(bench: str, what: str, seconds: Sequence[float], limit_seconds: float) -> Finding:
    """What each round took, against a limit of its own."""
    return Finding(
        bench=bench,
        what=what,
        against=milliseconds(limit_seconds),
        ratio=median(seconds) / limit_seconds,
        limit=1.0,
        lowest=min(seconds) / limit_seconds,
        highest=max(seconds) / limit_seconds,
        rounds=len(seconds),
        ours=milliseconds(median(seconds)),
        theirs=milliseconds(limit_seconds),
    )


def milliseconds(seconds: float) -> str:
    number = seconds * 1000
    return f"{number:.2f} ms" if number < 10 else f"{number:,.0f} ms"
