"""The buttons of briefs."""

from aiogram.filters.callback_data import CallbackData


class OpenBriefs(CallbackData, prefix="briefs"):
    """The templates to choose from."""

    page: int = 0


class StartBrief(CallbackData, prefix="brief-new"):
    """Begin the form of a template, by its key in the rulebook."""

    key: str


class OpenTaskBrief(CallbackData, prefix="t-brief"):
    """What was answered before the task was given."""

    task_id: int
    page: int = 0


class ShowBriefFile(CallbackData, prefix="t-brief-file"):
    """A file of an answer, both counted from 0; ``page`` is the way back."""

    task_id: int
    place: int
    number: int
    page: int
