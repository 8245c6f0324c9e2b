"""Small screens that lead from a card to an act: choose, say yes a second time, or look inside."""

from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from bot.callback_data import OpenTask
from bot.pages import PAGE_SIZE, page_buttons
from bot.screens import Button, Row, Screen, paired
from bot.tasks.callback_data import (
    CancelTaskNow,
    FinishTaskNow,
    OpenParts,
    PutTaskUnder,
    RaisePriorityTo,
    RemindBefore,
    RemindMe,
    StartTaskNow,
)
from bot.tasks.wording import line_mark, priority_name
from bot.texts import Texts
from domain.pages import Page
from domain.tasks.model import Task, TaskId, TaskPriority
from domain.tasks.reminders import ReminderChoice
from domain.tasks.views import TaskLine, TaskView

MINUTES: tuple[RemindBefore, ...] = get_args(RemindBefore)


def _back(task_id: TaskId, texts: Texts) -> Row:
    return (Button(texts.plain("back-button"), OpenTask(task_id=task_id)),)


def priorities(task: Task, texts: Texts) -> Screen:
    """Those above the present one."""
    order = list(TaskPriority)
    higher = order[order.index(task.priority) + 1 :]
    rows = tuple(
        (
            Button(
                texts.plain("task-priority-to-button", priority=priority_name(priority, texts)),
                RaisePriorityTo(task_id=task.id, version=task.version, priority=priority),
            ),
        )
        for priority in higher
    )
    now = priority_name(task.priority, texts)
    text = texts("task-priority-question", title=task.title, priority=now)
    return Screen(text, (*rows, _back(task.id, texts)))


def anyway_question(view: TaskView, pressed: StartTaskNow | FinishTaskNow, texts: Texts) -> Screen:
    """Before a task is begun or done whose predecessors are not."""
    titles = "; ".join(one.title for one in view.waits_for if one.holds_up)
    what = "start" if isinstance(pressed, StartTaskNow) else "finish"
    anyway = pressed.model_copy(update={"anyway": True})
    return Screen(
        texts(f"task-{what}-anyway-question", titles=titles),
        (
            (Button(texts.plain(f"task-{what}-anyway-button"), anyway),),
            _back(TaskId(pressed.task_id), texts),
        ),
    )


def cancel_question(task: Task, texts: Texts) -> Screen:
    """The first of two taps."""
    sure = CancelTaskNow(task_id=task.id, version=task.version)
    rows = ((Button(texts.plain("task-cancel-sure-button"), sure),), _back(task.id, texts))
    return Screen(texts("task-cancel-question", title=task.title), rows)


def parts_screen(view: TaskView, number: int, texts: Texts, *, now: datetime) -> Screen:
    """A page of the subtasks, each a button; ``number`` counts from 0."""
    task = view.task
    page = Page(number * PAGE_SIZE, PAGE_SIZE, len(view.parts))
    shown = view.parts[page.offset : page.offset + page.size]
    rows = tuple(
        (
            Button(
                texts.plain(
                    "task-part-line-button",
                    mark=line_mark(part, now=now),
                    title=part.title,
                    name=part.executor_name,
                ),
                OpenTask(task_id=part.id),
            ),
        )
        for part in shown
    )
    turn = page_buttons(page, texts, lambda to: OpenParts(task_id=task.id, page=to))
    text = texts("task-parts-title" if shown else "task-parts-none", title=task.title)
    return Screen(text, (*rows, *turn, _back(task.id, texts)))


def parents_screen(
    task_id: TaskId, version: int, found: Sequence[TaskLine], texts: Texts, *, now: datetime
) -> Screen:
    """The tasks of which this one may become a part."""
    rows = tuple(
        (
            Button(
                texts.plain(
                    "task-part-line-button",
                    mark=line_mark(line, now=now),
                    title=line.title,
                    name=line.executor_name,
                ),
                PutTaskUnder(task_id=task_id, version=version, parent_id=line.id),
            ),
        )
        for line in found
    )
    text = texts("task-under-found" if found else "task-under-nothing")
    return Screen(text, (*rows, _back(task_id, texts)))


def reminders_screen(task_id: TaskId, choice: ReminderChoice, texts: Texts) -> Screen:
    """How the person is reminded, and other ways."""
    minutes = _chosen(choice)
    morning = RemindMe(task_id=task_id, in_the_morning=not choice.in_the_morning, minutes=minutes)
    key = "task-remind-morning-on-button" if choice.in_the_morning else "task-remind-morning-button"
    before = [
        Button(
            texts.plain(
                f"task-remind-{one}-on-button" if one == minutes else f"task-remind-{one}-button"
            ),
            RemindMe(task_id=task_id, in_the_morning=choice.in_the_morning, minutes=one),
        )
        for one in MINUTES
    ]
    rows = ((Button(texts.plain(key), morning),), *paired(before), _back(task_id, texts))
    return Screen(texts("task-reminders"), rows)


def _chosen(choice: ReminderChoice) -> RemindBefore:
    """The one of ours that is nearest to what holds now."""
    if not choice.minutes_before:
        return "0"
    wanted = choice.minutes_before[0]
    return min(MINUTES[1:], key=lambda one: abs(int(one) - wanted))


def choice_of(*, in_the_morning: bool, minutes: RemindBefore) -> ReminderChoice:
    before = int(minutes)
    return ReminderChoice(in_the_morning, (before,) if before else ())
