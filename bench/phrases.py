"""Reading a task out of one line: the median over the tests' corpus, against 1 ms."""

import time
from statistics import median

from bench.findings import Finding, Result, milliseconds
from domain.tasks.phrases import Candidate, parse_task
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
    return Result(
        (
            _finding(f"a phrase, {len(PEOPLE)} people", PEOPLE, rounds, phrases),
            _finding(f"a phrase, {len(company):,} people", company, rounds, phrases),
        )
    )


def _finding(what: str, people: tuple[Candidate, ...], rounds: int, phrases: int | None) -> Finding:
    _median_of_a_round(people, phrases)  # names are put into their cases once
    medians = [_median_of_a_round(people, phrases) for _ in range(rounds)]
    ratios = [seconds / LIMIT_SECONDS for seconds in medians]
    return Finding(
        bench=BENCH,
        what=what,
        against="1 ms",
        ratio=median(ratios),
        limit=1.0,
        lowest=min(ratios),
        highest=max(ratios),
        rounds=rounds,
        ours=milliseconds(median(medians)),
        theirs=milliseconds(LIMIT_SECONDS),
    )


def _median_of_a_round(people: tuple[Candidate, ...], phrases: int | None) -> float:
    calendar = a_calendar()
    seconds: list[float] = []
    for phrase in corpus()[:phrases]:
        began = time.perf_counter()
        parse_task(phrase.text, now=NOW, zone=MOSCOW, calendar=calendar, people=people)
        seconds.append(time.perf_counter() - began)
    return median(seconds)
