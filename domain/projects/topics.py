"""A project's topic in a group: whose cards stand there, and which of them are out of date."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.language import Language
from domain.org.model import PersonId
from domain.projects.model import ProjectId
from domain.tasks.model import Deadline, TaskId, TaskPriority, TaskState


@dataclass(frozen=True, slots=True)
class Topic:
    project_id: ProjectId
    chat_id: int
    thread_id: int
    group_title: str


@dataclass(frozen=True, slots=True)
class TopicCard:
    """One task as its card in the topic is to show it. ``message_id`` is None where it has none.

    ``language`` and ``zone`` are the project leader's. Nothing about clients is in it.
    """

    chat_id: int
    thread_id: int
    task_id: TaskId
    version: int
    message_id: int | None
    title: str
    executor_name: str
    state: TaskState
    priority: TaskPriority
    deadline: Deadline | None
    is_stopped: bool
    language: Language
    zone: str


@dataclass(frozen=True, slots=True)
class TopicToClose:
    chat_id: int
    thread_id: int
    project_id: ProjectId


class ProjectTopics(Protocol):
    async def find(self, project_id: ProjectId) -> Topic | None: ...

    async def add(self, topic: Topic, *, linked_by: PersonId, now: datetime) -> bool:
        """Whether it was added: a project has one topic."""
        ...

    async def remove(self, project_id: ProjectId) -> None:
        """The topic and what is known of its cards."""
        ...

    async def find_task(self, chat_id: int, message_id: int) -> TaskId | None:
        """The task whose card this message is."""
        ...

    async def claim_stale(self, now: datetime, lease: timedelta, limit: int) -> list[TopicCard]:
        """Cards of tasks that are not as they are shown, the longest waiting first, reserved.

        What another process has in hand is left out; a claim lapses after ``lease``. A task that
        was over before it was ever shown is not shown.
        """
        ...

    async def settle(self, card: TopicCard, message_id: int) -> None:
        """It stands there, as of its version."""
        ...

    async def release(self, task_id: TaskId, until: datetime) -> None:
        """Let it be claimed again from ``until``."""
        ...

    async def forget_message(self, task_id: TaskId) -> None:
        """Somebody deleted it: it is sent anew."""
        ...

    async def claim_ended(self, now: datetime, limit: int) -> list[TopicToClose]:
        """Topics of projects that are over, and that were not closed yet: closed from now on."""
        ...

    async def find_in(self, chat_id: int, thread_id: int) -> ProjectId | None:
        """The project whose topic this is."""
        ...
