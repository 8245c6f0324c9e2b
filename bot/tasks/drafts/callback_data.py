"""Buttons of drafts. ``version`` tells an outdated button from a fresh one."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.tasks.model import TaskPriority

DraftQuestion = Literal["title", "deadline", "estimate", "cost", "details", "client"]
"""What a draft's button asks in words: each is the question ``draft_<name>``."""


class TaskOfWanted(CallbackData, prefix="td-new"):
    """A task out of the text that was looked up as a client."""


class SendDraftNow(CallbackData, prefix="td-send"):
    task_id: int
    version: int


class DropDraft(CallbackData, prefix="td-drop"):
    task_id: int
    version: int


class ReadDraftAgain(CallbackData, prefix="td-again"):
    """A new draft out of the line of a dropped one."""

    task_id: int


class AskAboutDraft(CallbackData, prefix="td-ask"):
    task_id: int
    version: int
    what: DraftQuestion


class ChooseDraftExecutor(CallbackData, prefix="td-who"):
    task_id: int
    version: int


class OpenCoExecutors(CallbackData, prefix="td-help"):
    """The co-executors of a draft."""

    task_id: int


class ChooseCoExecutor(CallbackData, prefix="td-help1"):
    task_id: int
    version: int


class DropCoExecutor(CallbackData, prefix="td-help0"):
    task_id: int
    version: int
    person_id: int


class OpenDraftPriorities(CallbackData, prefix="td-prios"):
    task_id: int


class SetDraftPriority(CallbackData, prefix="td-prio"):
    task_id: int
    version: int
    priority: TaskPriority


class AnswerDraft(CallbackData, prefix="td-ans"):
    """``value`` is a person, a client (0: none), or a moment in epoch seconds."""

    task_id: int
    version: int
    key: str
    value: int


class SetDraftClient(CallbackData, prefix="td-client"):
    """``client_id`` 0: without one."""

    task_id: int
    version: int
    client_id: int


class GiveDraftTo(CallbackData, prefix="td-free"):
    """To the colleague who has room for it."""

    task_id: int
    version: int
    person_id: int


class StopDraftRepeating(CallbackData, prefix="td-once"):
    task_id: int
    version: int


class FindInstead(CallbackData, prefix="td-find"):
    """The line was meant for a client."""

    task_id: int
