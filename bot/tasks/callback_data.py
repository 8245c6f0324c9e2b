"""Buttons on the card of a task. ``version`` tells an outdated button from a fresh one."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.tasks.model import Rating, TaskPriority

TaskQuestion = Literal[
    "decline",
    "return",
    "date",
    "new_date",
    "object",
    "answer",
    "estimate",
    "part",
    "under",
    "remark",
]
"""What a task's button asks in words."""

RemindBefore = Literal["0", "15", "60", "180", "1440"]
"""Minutes before a deadline with a time; 0: not at all. Text, as callback data is."""


class AcceptTaskNow(CallbackData, prefix="t-take"):
    task_id: int
    version: int


class StartTaskNow(CallbackData, prefix="t-start"):
    """``anyway``: though what it waits for is not done."""

    task_id: int
    version: int
    anyway: bool = False


class FinishTaskNow(CallbackData, prefix="t-done"):
    """``anyway``: though what it waits for is not done."""

    task_id: int
    version: int
    anyway: bool = False


class RateTask(CallbackData, prefix="t-rate"):
    """The result is accepted with this thumb, and the task is closed."""

    task_id: int
    version: int
    rating: Rating


class AcceptResultNow(CallbackData, prefix="t-result"):
    """The result is accepted; its thumb comes later."""

    task_id: int
    version: int


class AgreeDate(CallbackData, prefix="t-date-yes"):
    task_id: int
    proposal_id: int


class RefuseDate(CallbackData, prefix="t-date-no"):
    task_id: int
    proposal_id: int


class AskAboutTask(CallbackData, prefix="t-ask"):
    task_id: int
    version: int
    what: TaskQuestion


class OpenTaskActs(CallbackData, prefix="t-more"):
    task_id: int


class ChoosePriority(CallbackData, prefix="t-prio"):
    task_id: int


class RaisePriorityTo(CallbackData, prefix="t-raise"):
    task_id: int
    version: int
    priority: TaskPriority


class ChooseExecutor(CallbackData, prefix="t-whom"):
    task_id: int
    version: int


class AskToCancelTask(CallbackData, prefix="t-cancel"):
    task_id: int


class CancelTaskNow(CallbackData, prefix="t-cancelled"):
    task_id: int
    version: int


class OpenParts(CallbackData, prefix="t-parts"):
    task_id: int
    page: int = 0


class PutTaskUnder(CallbackData, prefix="t-under"):
    """The task becomes a part of another one; ``parent_id`` 0: of none."""

    task_id: int
    version: int
    parent_id: int


class OpenReminders(CallbackData, prefix="t-bells"):
    """``task_id`` is where to go back to."""

    task_id: int


class RemindMe(CallbackData, prefix="t-bell"):
    """How the person wants to be reminded from now on."""

    task_id: int
    in_the_morning: bool
    minutes: RemindBefore
