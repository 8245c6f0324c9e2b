"""The buttons of a task's discussion. ``since`` counts entries or files from the first one, 0."""

from aiogram.filters.callback_data import CallbackData


class OpenThread(CallbackData, prefix="task-thread"):
    """A page of what was said and done in a task; without ``since`` the last one."""

    task_id: int
    since: int | None = None


class OpenComment(CallbackData, prefix="task-said"):
    """A comment in full, ``part`` by part; ``since`` is the page to come back to."""

    task_id: int
    comment_id: int
    since: int
    part: int = 0


class SendFile(CallbackData, prefix="task-file"):
    task_id: int
    comment_id: int


class SendFiles(CallbackData, prefix="task-files"):
    task_id: int
    since: int = 0


class TakeTimeBack(CallbackData, prefix="task-untime"):
    """«Отменить» under the answer to «потратил 2ч»."""

    time_id: int
