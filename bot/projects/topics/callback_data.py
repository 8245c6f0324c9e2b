from aiogram.filters.callback_data import CallbackData


class OpenTopic(CallbackData, prefix="topic"):
    """The project's topic in a group, or how to have one."""

    project_id: int


class LeaveTopic(CallbackData, prefix="topic-leave"):
    project_id: int
