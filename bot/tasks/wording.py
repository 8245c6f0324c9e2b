"""What is said of a task wherever it is shown: its state, deadline, length, priority and people."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.texts import NOTHING, Markup, Texts
from domain.tasks.model import Deadline, TaskPriority, TaskState
from domain.tasks.views import TaskLine

ONE_MINUTE: Final = timedelta(minutes=1)
ONE_HOUR: Final = timedelta(hours=1)
ONE_DAY: Final = timedelta(days=1)
TWO_HOURS: Final = timedelta(hours=2)
MINUTES_IN_HOUR: Final = 60
JUST_NOW: Final = timedelta(minutes=5)
"""So long after its deadline a task is told as due, not as late by so much."""

MINUS: Final = "\u2212"

STATE_MARKS: Final = {
    TaskState.DRAFT: "📝",
    TaskState.WAITING_APPROVAL: "🙋",
    TaskState.GIVEN: "🆕",
    TaskState.ACCEPTED: "👌",
    TaskState.DECLINED: "🚫",
    TaskState.IN_WORK: "▶️",
    TaskState.DONE: "🏁",
    TaskState.ACCEPTED_RESULT: "👏",
    TaskState.RETURNED: "↩️",
    TaskState.CLOSED: "✅",
    TaskState.CANCELLED: "✖️",
}
"""One sign for each state: in a list it stands before the title, on the card before the words."""


def state_name(state: TaskState, texts: Texts) -> str:
    """«в работе»."""
    return texts.plain(f"task-state-{state.replace('_', '-')}")


def priority_name(priority: TaskPriority, texts: Texts) -> str:
    """«срочно»; «обычная» for the usual one."""
    return texts.plain(f"task-priority-{priority}")


def is_worth_saying(priority: TaskPriority) -> bool:
    return priority is not TaskPriority.NORMAL


def line_mark(line: TaskLine, *, now: datetime) -> str:
    """What a row of a list begins with: stopped, overdue, or the state."""
    if line.is_stopped:
        return "✋"
    return "❗" if line.is_overdue(now) else STATE_MARKS[line.state]


def deadline_words(
    deadline: Deadline | None, texts: Texts, *, now: datetime, zone: ZoneInfo
) -> str:
    """«пт, 20 ноября», with the time where one was said; a dash where there is none."""
    if deadline is None:
        return NOTHING
    if deadline.has_time:
        return texts.moment(deadline.at, zone=zone, now=now)
    return texts.day(deadline.day(zone), today=_day(now, zone))


def overdue_span(deadline: Deadline, texts: Texts, *, now: datetime, zone: ZoneInfo) -> str:
    """«15 ч» since yesterday; «2 дня» as the calendar counts them, as «Мой день» does."""
    days = _day(now, zone) - deadline.day(zone)
    return texts.span(days if days > ONE_DAY else now - deadline.at)


def due_line(
    deadline: Deadline | None,
    texts: Texts,
    *,
    now: datetime,
    zone: ZoneInfo,
    is_overdue: bool = False,
) -> Markup:
    """The line of a card: «Срок: пт, 20 ноября», and by how much it is overdue."""
    words = deadline_words(deadline, texts, now=now, zone=zone)
    if deadline is None or not is_overdue:
        return texts("task-due", deadline=words)
    if now - deadline.at < JUST_NOW:
        return texts("task-due-now" if deadline.has_time else "task-due", deadline=words)
    late = texts.plain("task-overdue-by", span=overdue_span(deadline, texts, now=now, zone=zone))
    return texts("task-due-overdue", deadline=words, late=late)


def duration(span: timedelta | None, texts: Texts) -> str:
    """«2 ч», «1 ч 30 мин», «−20 мин»; a dash where nothing is estimated. Whole minutes."""
    if span is None:
        return NOTHING
    if span < timedelta(0):  # time that was taken back
        return f"{MINUS}{duration(-span, texts)}"
    hours, minutes = divmod(span // ONE_MINUTE, MINUTES_IN_HOUR)
    if not hours:
        return texts.plain("task-minutes", minutes=minutes)
    if not minutes:
        return texts.plain("task-hours", hours=hours)
    return texts.plain("task-hours-minutes", hours=hours, minutes=minutes)


def time_left(span: timedelta, texts: Texts) -> str:
    """«1 ч 40 мин», «6 ч»: to the nearest minute below two hours, else to the nearest hour."""
    unit = ONE_MINUTE if span < TWO_HOURS else ONE_HOUR
    return duration(max(1, round(span / unit)) * unit, texts)


def who_for_whom(assigner: str, executor: str, texts: Texts, *, is_own: bool) -> Markup:
    """«Ольга → Иван»; the name alone where somebody gave it to themself."""
    if is_own:
        return texts("task-own", name=executor)
    return texts("task-who", assigner=assigner, executor=executor)


def names(people: Iterable[str]) -> str:
    """In the order given."""
    return ", ".join(people)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
