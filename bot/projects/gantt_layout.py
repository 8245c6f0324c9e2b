"""Where everything of the plan's picture lies, which days it shows, and how names are cut.

Lengths are in points of a screen 390 wide.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.projects.plan import Plan, ScheduledTask

ONE_DAY = timedelta(days=1)
FEW_ROWS = 20
"""Up to so many have their names above the bars, more have them beside."""
WIDTH = 390.0
MARGIN = 10.0
NAMES_SHARE = 0.44
"""Of the width, where names stand beside the bars."""
HEAD = 52.0
AXIS = 20.0
SHORTEST = timedelta(days=6)
"""A picture shows a week at least."""
NEAR_DAYS = 7
MOST_MARKS_OF_TIME = 6


@dataclass(frozen=True, slots=True)
class Measures:
    """What depends on how many rows there are; ``left`` is where time begins."""

    row: float
    bar: float
    bar_from: float
    """From the top of the row to the top of its bar."""
    font: float
    left: float

    @classmethod
    def of(cls, rows: int) -> "Measures":
        if rows <= FEW_ROWS:
            row = 38.0 if rows <= FEW_ROWS // 2 else 33.0
            return cls(row, 11.0, row - 15.0, 10.0, MARGIN)
        row = 19.0 if rows <= 2 * FEW_ROWS else 15.5
        return cls(row, row * 0.56, row * 0.22, 8.2, MARGIN + WIDTH * NAMES_SHARE)

    @property
    def names_above(self) -> bool:
        return self.left == MARGIN


@dataclass(frozen=True, slots=True)
class Layout:
    """Days to the right, rows downwards."""

    measures: Measures
    rows: int
    first: date
    last: date

    @classmethod
    def of(cls, plan: Plan, today: date) -> "Layout":
        rows = len(plan.tasks)
        return cls(Measures.of(rows), rows, *shown_days(plan, today))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def day_width(self) -> float:
        return (WIDTH - MARGIN - self.measures.left) / self.days

    @property
    def rows_from(self) -> float:
        return HEAD + AXIS

    @property
    def rows_to(self) -> float:
        return self.top(self.rows)

    def start_of(self, day: date) -> float:
        return self.measures.left + self.day_width * (day - self.first).days

    def end_of(self, day: date) -> float:
        return self.start_of(day + ONE_DAY)

    def noon_of(self, day: date) -> float:
        return self.start_of(day) + self.day_width / 2

    def top(self, number: int) -> float:
        return self.rows_from + self.measures.row * number

    def bar_top(self, number: int) -> float:
        return self.top(number) + self.measures.bar_from

    def middle(self, number: int) -> float:
        """Of the bar of a row."""
        return self.bar_top(number) + self.measures.bar / 2

    def ends(self, scheduled: ScheduledTask) -> tuple[float, float]:
        """Of a bar, or of a milestone's diamond."""
        if scheduled.task.is_milestone:
            noon, half = self.noon_of(scheduled.ends_on), self.measures.bar * 0.5
            return noon - half, noon + half
        return self.start_of(scheduled.starts_on), self.end_of(scheduled.ends_on)


def text_width(words: str, size: float, *, is_bold: bool = False) -> float:
    """In points, as matplotlib's own font is set."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - late: pictures are rarely asked for
    from matplotlib.textpath import text_to_path  # noqa: PLC0415 - late: pictures are rarely asked for

    font = FontProperties(weight="bold" if is_bold else "normal", size=size)
    width, _, _ = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    return float(width)


def cut_to(words: str, size: float, room: float, *, is_bold: bool = False) -> str:
    """``words`` in one line of at most ``room`` points, cut after a whole word where that leaves
    most of it."""
    words = " ".join(words.split())
    if text_width(words, size, is_bold=is_bold) <= room:
        return words
    fits, fails = 0, len(words)
    while fails - fits > 1:
        length = (fits + fails) // 2
        if text_width(words[:length].rstrip() + "…", size, is_bold=is_bold) <= room:
            fits = length
        else:
            fails = length
    kept = words[:fits].rstrip()
    whole = kept.rpartition(" ")[0]
    if words[fits : fits + 1] != " " and len(whole) > len(kept) * 0.75:
        kept = whole
    return kept.rstrip(" ,.;:—-") + "…"


def short_name(name: str, size: float, room: float) -> str:
    """«Константин К.» where the whole name has no room."""
    first, _, last = name.partition(" ")
    if last and text_width(name, size) > room:
        name = f"{first} {last[0]}."
    return cut_to(name, size, room)


def shown_days(plan: Plan, today: date) -> tuple[date, date]:
    """First and last day of the picture: tasks, promised ends, and today if it is near."""
    days = [found.starts_on for found in plan.tasks] + [found.ends_on for found in plan.tasks]
    days += [found.task.promised_on for found in plan.tasks if not found.task.is_done]
    if plan.fixed_day is not None:
        days.append(plan.fixed_day.on)
    first, last = min(days), max(days)
    length = (last - first).days + 1
    near = timedelta(days=max(NEAR_DAYS, length // 3))
    if first - near <= today <= last + near:
        first, last = min(first, today), max(last, today)
    return first, max(last, first + SHORTEST)


def marked_days(first: date, last: date) -> list[date]:
    """Days that have a line and a date: Mondays or firsts of months, not too many of them."""
    days = (last - first).days + 1
    mondays = [day for number in range(days) if (day := first + ONE_DAY * number).weekday() == 0]
    for step in (1, 2, 4):
        if len(mondays) <= MOST_MARKS_OF_TIME * step:
            return mondays[::step]
    firsts = [day for number in range(days) if (day := first + ONE_DAY * number).day == 1]
    return firsts[:: -(-len(firsts) // MOST_MARKS_OF_TIME)]
