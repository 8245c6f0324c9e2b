"""The buttons of a task's discussion."""

from aiogram.filters.callback_data import CallbackData


class OpenThread(CallbackData, prefix="task-thread"):
    """A page of what was said and done in a task; ``page`` counts from the oldest one, 0.

    Without ``page`` it opens at what was said last.
    """

    task_id: int
    page: int | None = None
