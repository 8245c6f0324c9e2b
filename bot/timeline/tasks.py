"""What happened with a task, in words."""

from datetime import timedelta
from typing import Final

from bot.tasks.wording import duration, priority_name
from bot.texts import Markup
from bot.timeline.telling import Telling, Words
from domain.tasks.model import Rating, TaskPriority
from domain.timeline import Happened

TASK_QUOTES: Final = {
    Happened.TASK_APPROVAL_DECLINED: "reason",
    Happened.TASK_DECLINED: "reason",
    Happened.TASK_DONE: "result",
    Happened.TASK_RETURNED: "comment",
    Happened.TASK_CANCELLED: "reason",
    Happened.TASK_DATE_ASKED: "reason",
    Happened.TASK_DATE_REFUSED: "reason",
    Happened.TASK_OBJECTION: "objection",
    Happened.TASK_OBJECTION_ANSWERED: "answer",
}
"""Which fact of a task's line is what somebody said."""


def _task(told: Telling) -> Markup:
    """Every line of a task names it; what else its words take, they take."""
    texts, kind = told.texts, told.entry.kind
    key, values = f"timeline-{kind.replace('_', '-')}", {"title": told.text("title")}
    match kind:
        case Happened.TASK_GIVEN | Happened.TASK_REASSIGNED:
            values["executor"] = told.text("executor")
        case Happened.TASK_JOINED_PROJECT:
            values["project"] = told.text("project")
        case (
            Happened.TASK_APPROVAL_DATE
            | Happened.TASK_DATE_ASKED
            | Happened.TASK_DATE_AGREED
            | Happened.TASK_DATE_REFUSED
            | Happened.TASK_DATE_CHANGED
        ):
            values["at"] = told.at("deadline_at")
        case Happened.TASK_ESTIMATED | Happened.TASK_TIME:
            minutes = told.text("minutes")
            span = timedelta(minutes=int(minutes)) if minutes else None
            values["span"] = duration(span, texts)
        case Happened.TASK_PRIORITY:
            priority = told.text("priority")
            values["priority"] = priority and priority_name(TaskPriority(priority), texts)
        case Happened.TASK_CLOSED:
            is_down = told.text("rating") == Rating.DOWN
            key = "timeline-task-closed-down" if is_down else "timeline-task-closed-up"
    words = texts(key, **values)
    quote = TASK_QUOTES.get(Happened(kind))
    return told.with_quote(words, quote) if quote else words


WORDS: Final[Words] = {kind: _task for kind in Happened if kind.startswith("task_")}
