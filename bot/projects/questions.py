"""What is asked about a project in words or by a choice of colleagues, and what the answers do."""

from aiogram.types import CallbackQuery

from bot.matters import ShowMatter
from bot.projects.part_cards import project_team
from bot.questions import Asked, Question
from bot.screens import show
from bot.tasks.colleagues import ColleagueChoice
from bot.tasks.lists.handlers import TaskTitleMissing
from bot.texts import Texts
from domain.delivery.model import Matter
from domain.errors import Outdated
from domain.org.model import Actor, PersonId
from domain.projects.model import ProjectId
from domain.projects.queries import ViewProjectPlan
from domain.projects.rules import require_may_change
from domain.projects.running import ChangeProject, LetIntoTeam, PutTaskIntoProject
from domain.tasks.lines import ReadLine

TASK_LINE = "project_task_line"
MEMBER = "project_member"


async def _show_project(asked: Asked) -> None:
    await asked.close()
    show_matter: ShowMatter = asked.data["show_matter"]
    project_id = int(asked.ids["project_id"])
    await show_matter(asked.target, asked.data["actor"], Matter.PROJECT, project_id)


async def name_told(asked: Asked, text: str) -> None:
    await _change(asked, name=text)


async def goals_told(asked: Asked, text: str) -> None:
    await _change(asked, goals=text)


async def _change(asked: Asked, *, name: str | None = None, goals: str | None = None) -> None:
    """Where the project is another by now, no answer fits any more: its card comes first."""
    change_project: ChangeProject = asked.data["change_project"]
    actor: Actor = asked.data["actor"]
    project_id, version = ProjectId(asked.ids["project_id"]), int(asked.ids["version"])
    try:
        await change_project(actor, project_id, version=version, name=name, goals=goals)
    except Outdated:
        await _show_project(asked)
        raise
    await _show_project(asked)


async def line_told(asked: Asked, text: str) -> None:
    """A draft out of the line, in the project. Raises: NotFound, Project…, TaskTitleMissing."""
    read_line: ReadLine = asked.data["read_line"]
    put_task_into_project: PutTaskIntoProject = asked.data["put_task_into_project"]
    view_project_plan: ViewProjectPlan = asked.data["view_project_plan"]
    show_matter: ShowMatter = asked.data["show_matter"]
    actor: Actor = asked.data["actor"]
    project_id = ProjectId(asked.ids["project_id"])
    view = await view_project_plan(actor, project_id)
    require_may_change(view.project, view.leading, actor)  # or the draft would be left behind
    read = await read_line(actor, text, is_task=True)
    if read.task is None:
        raise TaskTitleMissing
    await put_task_into_project(actor, project_id, read.task.id)
    await asked.close()
    await show_matter(asked.target, actor, Matter.TASK, read.task.id)


async def member_chosen(asked: Asked, person_id: PersonId) -> None:
    let_into_team: LetIntoTeam = asked.data["let_into_team"]
    view_project_plan: ViewProjectPlan = asked.data["view_project_plan"]
    actor: Actor = asked.data["actor"]
    texts: Texts = asked.data["texts"]
    project_id = ProjectId(asked.ids["project_id"])
    await let_into_team(actor, project_id, person_id, asked.ids["role"])
    await asked.close()
    view = await view_project_plan(actor, project_id)
    target: CallbackQuery | object = asked.target
    if isinstance(target, CallbackQuery):
        await show(target, project_team(view, texts, actor=actor))


QUESTIONS: tuple[Question, ...] = (
    Question("project_name", "question-project-name", name_told),
    Question("project_goals", "question-project-goals", goals_told),
    Question(TASK_LINE, "question-project-task", line_told),
)
COLLEAGUE_CHOICES: tuple[ColleagueChoice, ...] = (
    ColleagueChoice(MEMBER, "question-project-member", member_chosen),
)
