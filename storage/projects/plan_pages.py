"""The plan of a project as a PDF: A4 across, as many pages as it takes, the head on each of them.

The template is ``plan_pages.typ``. It gets titles and names as data and sets them as they are: no
letter of theirs is ever read as markup.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from domain.projects.plan import ScheduledTask
from domain.projects.plan_files import PlanPaper, PlanWords
from storage.tabular.fonts import fonts

ONE_DAY = timedelta(days=1)
TEMPLATE = Path(__file__).with_name("plan_pages.typ")
SAID = (
    *("done", "going", "waiting", "critical", "late", "deadline", "milestone"),
    *("number", "task", "executor", "dates", "after", "pages"),
)
MOST_MARKS = 10
SHORTEST_DAYS = 7
MOST_DAYS_WITH_RESTS = 250
LONGEST_TITLE, LONGEST_NAME = 72, 40
"""Letters that fit into the two lines of a row."""


def write_plan_pages(paper: PlanPaper) -> bytes:
    import typst  # noqa: PLC0415 - late: files are rarely asked for

    compiler = typst.Compiler(
        TEMPLATE.read_bytes(),
        font_paths=fonts(),
        sys_inputs={"data": json.dumps(_data(paper), ensure_ascii=False)},
    )
    written = compiler.compile(format="pdf", timestamp=0)
    assert isinstance(written, bytes)
    return written


def _data(paper: PlanPaper) -> dict[str, Any]:
    plan, words = paper.plan, paper.words
    span = _Span.of(paper)
    numbers = {found.task.id: number for number, found in enumerate(plan.tasks, 1)}
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "lang": words.lang,
        "words": _words(words),
        "today": span.middle(paper.today) if span.holds(paper.today) else None,
        "today-label": f"{words.today}, {_label(paper.today, words)}",
        "rests": span.rests(paper),
        "marks": [
            {"at": span.start(day), "label": _label(day, words)} for day in span.marked_days()
        ],
        "tasks": [_task(found, span, numbers, paper) for found in plan.tasks],
    }


def _words(words: PlanWords) -> dict[str, str]:
    return {name: getattr(words, name) for name in SAID}


def _label(day: date, words: PlanWords) -> str:
    return f"{day.day} {words.months[day.month - 1]}"


def _task(
    found: ScheduledTask, span: "_Span", numbers: dict[Any, int], paper: PlanPaper
) -> dict[str, Any]:
    task, words = found.task, paper.words
    start, end = span.start(found.starts_on), span.end(found.ends_on)
    passed = 0.0
    if found.is_begun and not task.is_done:
        passed = max(min(span.middle(paper.today), end) - start, 0.0)
    late = None
    if found.is_late:
        late_from = max(span.end(task.promised_on), start)
        late = (late_from, end - late_from)
    is_elsewhere = not task.is_done and task.promised_on != found.ends_on
    before = sorted(numbers[id_] for id_ in task.depends_on if id_ in numbers)
    first, last = _label(found.starts_on, words), _label(found.ends_on, words)
    return {
        "title": _cut(task.title, LONGEST_TITLE),
        "executor": _cut(task.executor_name, LONGEST_NAME),
        "dates": first if first == last else f"{first} – {last}",
        "after": _cut(", ".join(map(str, before)), LONGEST_NAME),
        "start": start,
        "length": end - start,
        "middle": span.middle(found.ends_on),
        "passed": passed,
        "late": late,
        "deadline": span.end(task.promised_on) if is_elsewhere else None,
        "critical": found.is_critical,
        "done": task.is_done,
        "milestone": task.is_milestone,
    }


def _cut(words: str, longest: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


class _Span:
    """Days as shares of the width: 0 is where ``first`` begins, 1 where ``last`` ends."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first
        self._days = (last - first).days + 1

    @classmethod
    def of(cls, paper: PlanPaper) -> "_Span":
        tasks = paper.plan.tasks
        first = min(found.starts_on for found in tasks)
        last = max(max(found.ends_on, found.task.promised_on) for found in tasks)
        return cls(first, max(last, first + ONE_DAY * (SHORTEST_DAYS - 1)))

    def holds(self, day: date) -> bool:
        return 0 <= (day - self._first).days < self._days

    def start(self, day: date) -> float:
        return (day - self._first).days / self._days

    def end(self, day: date) -> float:
        return self.start(day + ONE_DAY)

    def middle(self, day: date) -> float:
        return self.start(day) + 0.5 / self._days

    def _all_days(self) -> list[date]:
        return [self._first + ONE_DAY * number for number in range(self._days)]

    def rests(self, paper: PlanPaper) -> list[tuple[float, float]]:
        """Where each stretch of days off begins, and how long it is; none in a long plan."""
        if self._days > MOST_DAYS_WITH_RESTS:
            return []
        found: list[tuple[float, float]] = []
        one = 1 / self._days
        is_off = False
        for day in self._all_days():
            was_off, is_off = is_off, not paper.working_days.is_working_day(day)
            if is_off and was_off:
                since, length = found[-1]
                found[-1] = (since, length + one)
            elif is_off:
                found.append((self.start(day), one))
        return found

    def marked_days(self) -> list[date]:
        """Mondays, or firsts of months in a long plan, not too many of them."""
        mondays = [day for day in self._all_days() if day.weekday() == 0]
        if len(mondays) <= 2 * MOST_MARKS:
            return mondays[:: -(-len(mondays) // MOST_MARKS) or 1]
        firsts = [day for day in self._all_days() if day.day == 1]
        return firsts[:: -(-len(firsts) // MOST_MARKS) or 1]
