"""Reading a task out of one line: the median over the tests' corpus, against 1 ms.

A running bot keeps what everybody may be called while the people stay the same: with each line it
asks the database whether they do (``storage/tasks/lines.py``; that statement is among those of
``bench/lines.py``). So what counts is a line with the index at hand; the first line after somebody
has come, left or changed makes it, and is told beside.
"""

import time
from collections.abc import Callable
from statistics import median

from bench.findings import Finding, Result, milliseconds
from bot.runtime import tune_garbage_collection
from domain.tasks.phrases import Candidate, parse_task
from domain.tasks.phrases.directory import Directory
from tests.builders import NOW, a_calendar
from tests.domain.tasks.drafts import MOSCOW, PEOPLE, corpus

BENCH = "One line"
LIMIT_SECONDS = 0.001
COMPANY = 1_000
FIRST_NAMES = ("Анна", "Борис", "Вера", "Глеб", "Елена", "Захар", "Инна", "Кирилл", "Лидия", "Марк")


async def run(rounds: int, phrases: int | None) -> Result:
    """So many phrases (None: all), each read ``rounds`` times, with a team and with a whole company
    to choose from.
    """
    company = PEOPLE + tuple(
        Candidate(COMPANY + number, FIRST_NAMES[number % len(FIRST_NAMES)], f"Сотрудник{number}ов")
        for number in range(COMPANY)
    )
    kept = Directory(company)
    tune_garbage_collection()
    return Result(
        (
            _finding(f"a phrase, {len(PEOPLE)} people", Directory(PEOPLE), rounds, phrases),
            _finding(f"a phrase, {len(company):,} people", kept, rounds, phrases),
            _finding(
                f"the first phrase after one of {len(company):,} people has changed",
                lambda: Directory(company),
                rounds,
                phrases,
                is_told_only=True,
            ),
        )
    )


def _finding(
    what: str,
    people: Directory | Callable[[], Directory],
    rounds: int,
    phrases: int | None,
    *,
    is_told_only: bool = False,
) -> Finding:
    _median_of_a_round(people, phrases)  # names are put into their cases once
    medians = [_median_of_a_round(people, phrases) for _ in range(rounds)]
    ratios = [seconds / LIMIT_SECONDS for seconds in medians]
    return Finding(
        bench=BENCH,
        what=what,
        against="1 ms",
        ratio=median(ratios),
        limit=None if is_told_only else 1.0,
        lowest=min(ratios),
        highest=max(ratios),
        rounds=rounds,
        ours=milliseconds(median(medians)),
        theirs=milliseconds(LIMIT_SECONDS),
    )


def _median_of_a_round(people: Directory | Callable[[], Directory], phrases: int | None) -> float:
    calendar = a_calendar()
    seconds: list[float] = []
    for phrase in corpus()[:phrases]:
        began = time.perf_counter()
        known = people if isinstance(people, Directory) else people()
        parse_task(phrase.text, now=NOW, zone=MOSCOW, calendar=calendar, people=known)
        seconds.append(time.perf_counter() - began)
    return median(seconds)
