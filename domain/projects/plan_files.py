"""The plan of a project as a file to keep, print and filter: what its writers are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.projects.plan import Plan
from domain.projects.planned_days import WorkingDays


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What stands in a plan besides names and dates, in the reader's language.

    The first nine name what is drawn, then come columns and sheets. ``months`` are twelve, short;
    ``pages`` has ``{page}`` and ``{pages}`` in it; ``lang`` is ``ru`` or ``en``.
    """

    today: str
    done: str
    going: str
    waiting: str
    critical: str
    late: str
    deadline: str
    milestone: str
    event: str
    number: str
    task: str
    executor: str
    department: str
    start: str
    end: str
    after: str
    slack: str
    late_days: str
    state: str
    plan: str
    dependencies: str
    waits_for: str
    months: Sequence[str]
    pages: str
    dates: str
    lang: str


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A plan with at least one task, and what is said above it."""

    title: str
    subtitle: str
    plan: Plan
    today: date
    working_days: WorkingDays
    words: PlanWords


class WritePlanWorkbook(Protocol):
    """XLSX: tasks with their dates and bars by day, and what waits for what."""

    def __call__(self, paper: PlanPaper) -> bytes: ...


class WritePlanPages(Protocol):
    """PDF: A4 pages across, any number of tasks."""

    def __call__(self, paper: PlanPaper) -> bytes: ...
