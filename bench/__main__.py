"""``python -m bench``: every bench on one set of data, a table, and ``bench/results.md``."""

import argparse
import os
import sys
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import (
    cadences,
    claim,
    cycles,
    digests,
    duplicates,
    flood,
    gantt,
    kpi,
    lines,
    machine,
    memory,
    phrases,
    pictures,
    reading,
    replicas,
    report,
    report_workbook,
    sending,
    stage_tap,
    start_up,
    sweep,
    team_load,
    timeline,
)
from bench.company import Sizes
from bench.findings import Result
from bench.servers import empty_database, make_database, server
from bot.logs import set_up_logs
from bot.runtime import run
from bot.settings import LogFormat, LogLevel

RESULTS = Path(__file__).parent / "results.md"
FULL = Sizes(deals=1_000_000, clients=100_000, reps=1_000, due=1_000)
SMALLEST = Sizes(deals=5_000, clients=1_000, reps=200, due=100)


@dataclass(frozen=True, slots=True)
class Effort:
    """How large the data are, and how often each thing is done."""

    sizes: Sizes
    rounds: int
    taps: int
    few_updates: int
    many_updates: int
    messages: int
    kills: int
    starts: int
    heads_people: int
    pairs: int
    entries: int
    phrases: int | None
    managers: int
    queries: int


def effort_of(scale: float, *, is_quick: bool) -> Effort:
    if is_quick:
        return Effort(
            SMALLEST,
            rounds=1,
            taps=6,
            few_updates=20,
            many_updates=40,
            messages=90,
            kills=1,
            starts=1,
            heads_people=100,
            pairs=20,
            entries=5_000,
            phrases=20,
            managers=10,
            queries=100,
        )
    sizes = Sizes(
        deals=max(SMALLEST.deals, int(FULL.deals * scale) // 1000 * 1000),
        clients=max(SMALLEST.clients, int(FULL.clients * scale) // 1000 * 1000),
        reps=max(SMALLEST.reps, int(FULL.reps * scale) // 100 * 100),
        due=max(SMALLEST.due, int(FULL.due * scale)),
    )
    return Effort(
        sizes,
        rounds=5,
        taps=100,
        few_updates=2_000,
        many_updates=max(10_000, int(100_000 * scale)),
        messages=max(300, int(3_000 * scale)),
        kills=3,
        starts=5,
        heads_people=team_load.MOST_PEOPLE,
        pairs=200,
        entries=50_000,
        phrases=None,
        managers=100,
        queries=2_000,
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The machine's facts, what each bench found so far, and which ones broke."""

    facts: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)

    def page(self) -> str:
        facts = [*self.facts, f"load before and after each bench: {', '.join(self.loads)}"]
        facts += [f"**{name} broke and found nothing**: {why}" for name, why in self.broken.items()]
        return report.page(facts, self.results)


async def measure(
    effort: Effort, only: frozenset[str], found_so_far: Callable[[Found], None]
) -> Found:
    """A bench that breaks leaves the others theirs; ``found_so_far`` is told after each."""
    async with server() as admin_url:
        began = time.monotonic()
        many = await make_database(admin_url, "bench_many", effort.sizes)
        few = await make_database(admin_url, "bench_few", effort.sizes.tenth())
        start = await empty_database(admin_url, "bench_start")
        _say(f"data made in {time.monotonic() - began:.0f} s")
        urls = (many, few)
        benches: dict[str, Callable[[], Awaitable[Result]]] = {
            "sweep": lambda: sweep.run(urls, effort.sizes, effort.rounds),
            "claim": lambda: claim.run(many, effort.sizes, effort.rounds),
            "reading": lambda: reading.run(urls, effort.sizes, effort.rounds),
            "taps": lambda: stage_tap.run(many, effort.rounds, effort.taps),
            "flood": lambda: flood.run(many, effort.sizes, effort.rounds, effort.taps * 2),
            "start": lambda: start_up.run(start, effort.starts),
            "memory": lambda: memory.run(
                start, many, few=effort.few_updates, many=effort.many_updates
            ),
            "sending": lambda: sending.run(admin_url, effort.messages, effort.kills),
            "replicas": lambda: replicas.run(admin_url, effort.kills),
            "phrases": lambda: phrases.run(effort.rounds, effort.phrases),
            "lines": lambda: lines.run(many, effort.rounds, effort.taps),
            "gantt": lambda: gantt.run(effort.rounds),
            "pictures": lambda: pictures.run(effort.rounds),
            "load": lambda: team_load.run(admin_url, effort.rounds, effort.heads_people),
            "duplicates": lambda: duplicates.run(many, effort.rounds),
            "timeline": lambda: timeline.run(many, effort.rounds, effort.entries),
            "cadences": lambda: cadences.run(many, effort.sizes, effort.rounds),
            "cycles": lambda: cycles.run(admin_url, effort.rounds, effort.pairs),
            "kpi": lambda: kpi.run(admin_url, effort.sizes, effort.rounds),
            "digests": lambda: digests.run(admin_url, effort.sizes, effort.rounds, effort.managers),
            "reports": lambda: report_workbook.run(
                admin_url, effort.sizes, effort.rounds, effort.queries
            ),
        }
        found = Found(facts=[*await machine.facts(admin_url)], loads=[machine.load()])
        found.facts.append(f"data: {effort.sizes.deals:,} deals, {effort.sizes.clients:,} clients")
        for name, bench in benches.items():
            if only and name not in only:
                continue
            began = time.monotonic()
            try:
                found.results.append(await bench())
            except Exception as error:
                traceback.print_exc()
                found.broken[name] = f"{type(error).__name__}: {error}"
            found.loads.append(machine.load())
            found_so_far(found)
            _say(f"{name} in {time.monotonic() - began:.0f} s")
        return found


def main() -> int:
    """1 where a bench broke: a limit that is missed is no error."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full data")
    parser.add_argument("--quick", action="store_true", help="a smoke run on tiny data")
    parser.add_argument("--only", action="append", default=[], metavar="BENCH")
    parser.add_argument("--output", type=Path, help=f"instead of {RESULTS.name}; - for none")
    asked = parser.parse_args()
    effort = effort_of(asked.scale, is_quick=asked.quick)
    is_whole = not asked.quick and not asked.only and asked.scale == 1.0
    output = asked.output or (RESULTS if is_whole else None)

    def keep(found: Found) -> None:
        if output is not None and str(output) != "-":
            output.write_text(found.page(), encoding="utf-8")

    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device, no path of ours
        # What production writes about an update is written here too, and read by nobody.
        set_up_logs(LogLevel.INFO, LogFormat.JSON, stream=nowhere)
        found = run(measure(effort, frozenset(asked.only), keep))
    print(report.table(found.results))
    return 1 if found.broken else 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
