"""What a person reads who has said something in a task."""

from datetime import timedelta

from bot.screens import Button, Screen
from bot.tasks.thread.callback_data import OpenThread, TakeTimeBack
from bot.tasks.wording import duration
from bot.texts import Markup, Texts
from domain.tasks.discussion import Commented, TimeLogged
from domain.tasks.model import Task


def comment_kept(commented: Commented, texts: Texts, *, has_file: bool, meant_time: bool) -> Screen:
    """That everybody reads it. ``meant_time``: it began as a time and named none."""
    key = "thread-files-kept" if has_file else "thread-comment-kept"
    text = texts.lines(
        [
            texts(key, title=commented.task.title),
            texts("thread-time-unread") if meant_time else None,
            _who_reads(commented.task, texts),
        ]
    )
    button = Button(
        texts.plain("task-thread-button", count=commented.comments),
        OpenThread(task_id=commented.task.id),
    )
    return Screen(text, ((button,),))


def _who_reads(task: Task, texts: Texts) -> Markup | None:
    if task.is_private:
        return texts("thread-draft")
    return texts("thread-ended") if task.has_ended else None


def time_logged(logged: TimeLogged, texts: Texts) -> Screen:
    """What was added or taken off, and the total against the estimate, with a way back."""
    is_less = logged.spent < timedelta(0)
    text = texts.lines(
        [
            texts(
                "thread-time-less" if is_less else "thread-time-more",
                title=logged.task.title,
                spent=duration(abs(logged.spent), texts),
            ),
            total_line(logged, texts),
        ]
    )
    back = Button(texts.plain("thread-time-back-button"), TakeTimeBack(time_id=logged.id))
    return Screen(text, ((back,),))


def time_taken_back(undone: TimeLogged, texts: Texts) -> Screen:
    is_less = undone.spent < timedelta(0)
    text = texts.lines(
        [
            texts(
                "thread-time-undone" if is_less else "thread-time-restored",
                title=undone.task.title,
                spent=duration(abs(undone.spent), texts),
            ),
            total_line(undone, texts),
        ]
    )
    return Screen(text)


def total_line(logged: TimeLogged, texts: Texts) -> Markup:
    """«Всего: 3 ч из 4 ч», and by how much that is over."""
    total, estimate = duration(logged.total, texts), logged.task.estimate
    if estimate is None:
        return texts("thread-total", total=total)
    planned = duration(estimate, texts)
    if logged.total <= estimate:
        return texts("thread-total-of", total=total, estimate=planned)
    over = duration(logged.total - estimate, texts)
    return texts("thread-total-over", total=total, estimate=planned, over=over)
