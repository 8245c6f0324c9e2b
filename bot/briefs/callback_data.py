"""The buttons of briefs."""

from aiogram.filters.callback_data import CallbackData


class OpenBriefs(CallbackData, prefix="briefs"):
    """The templates to choose from; the task will be about a deal or a client, or neither."""

    page: int = 0
    deal_id: int | None = None
    client_id: int | None = None


class StartBrief(CallbackData, prefix="brief"):
    """Begin the form of a template, by its key in the rulebook."""

    key: str
    deal_id: int | None = None
    client_id: int | None = None


class OpenTaskBrief(CallbackData, prefix="t-brief"):
    """What was answered before the task was given."""

    task_id: int
    page: int = 0


class ChangeBrief(CallbackData, prefix="t-brief-edit"):
    """Look over the answers of a draft and change them."""

    task_id: int
    version: int


class ShowBriefFile(CallbackData, prefix="t-brief-file"):
    """A file of an answer, both counted from 0; ``page`` is the way back."""

    task_id: int
    place: int
    number: int
    page: int
