"""Buttons of projects. ``version`` tells an outdated button from a fresh one."""

from typing import Literal

from aiogram.filters.callback_data import CallbackData

from domain.projects.ports import WhichProjects

ProjectQuestion = Literal["name", "goals"]
"""What a button asks in words: each is the question ``project_<name>``."""


class OpenProjects(CallbackData, prefix="projects"):
    """A page of a list."""

    which: WhichProjects = WhichProjects.MINE
    page: int = 0


class BeginProject(CallbackData, prefix="proj-new"):
    """The form of a new one."""


class OpenProjectTasks(CallbackData, prefix="p-tasks"):
    project_id: int
    page: int = 0


class OpenProjectTeam(CallbackData, prefix="p-team"):
    project_id: int


class FillProjectRole(CallbackData, prefix="p-role"):
    """Asks for a colleague. ``place`` counts the roles of the template from 0; None: no role."""

    project_id: int
    place: int | None = None


class NewProjectTask(CallbackData, prefix="p-add"):
    """Asks for a line; the draft of it is in the project."""

    project_id: int


class ChooseWaitingTask(CallbackData, prefix="p-wait"):
    """Which task waits?"""

    project_id: int
    page: int = 0


class ChooseAwaitedTasks(CallbackData, prefix="p-after"):
    """What does it wait for?"""

    project_id: int
    task_id: int
    page: int = 0


class SetProjectWait(CallbackData, prefix="p-link"):
    """``page`` is where the list stands that the button is on."""

    project_id: int
    task_id: int
    waits_for_id: int
    is_on: bool
    page: int = 0


class EditProject(CallbackData, prefix="p-edit"):
    """What of it can be changed."""

    project_id: int


class AskAboutProject(CallbackData, prefix="proj-ask"):
    project_id: int
    version: int
    what: ProjectQuestion


class AcceptProjectNow(CallbackData, prefix="p-accept"):
    project_id: int
    version: int


class AskToCancelProject(CallbackData, prefix="p-stop"):
    """Before it is cancelled: what becomes of its tasks?"""

    project_id: int


class CancelProjectNow(CallbackData, prefix="p-cancel"):
    project_id: int
    version: int
    with_tasks: bool
