"""Taps on projects, and /projects: unpack, one use case, the screen as it is now."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.callback_data import OpenProject
from bot.matters import ShowMatter
from bot.pages import PAGE_SIZE
from bot.projects import cards, part_cards
from bot.projects.callback_data import (
    AcceptProjectNow,
    AskAboutProject,
    AskToCancelProject,
    CancelProjectNow,
    ChooseAwaitedTasks,
    ChooseWaitingTask,
    EditProject,
    FillProjectRole,
    NewProjectTask,
    OpenProjects,
    OpenProjectTasks,
    OpenProjectTeam,
    SetProjectWait,
)
from bot.projects.questions import MEMBER, TASK_LINE
from bot.questions import ask
from bot.screens import show
from bot.tasks.colleagues import choose_colleague
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.errors import Outdated
from domain.org.model import Actor
from domain.projects import rules as project_rules
from domain.projects.model import ProjectId
from domain.projects.ports import WhichProjects
from domain.projects.queries import ListProjects, ViewProjectPlan
from domain.projects.running import AcceptProject, CancelProject, LetTaskGo, MakeTaskWait
from domain.tasks.model import TaskId


async def _show_list(
    target: Message | CallbackQuery,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_projects: ListProjects,
    which: WhichProjects,
    page: int,
) -> None:
    found = await list_projects(actor, which, offset=max(page, 0) * PAGE_SIZE, size=PAGE_SIZE)
    today = clock().astimezone(actor.zone).date()
    await show(target, cards.projects_list(found, which, texts, role=actor.role, today=today))


async def projects_commanded(
    message: Message, actor: Actor, texts: Texts, clock: Clock, list_projects: ListProjects
) -> None:
    await _show_list(message, actor, texts, clock, list_projects, WhichProjects.MINE, 0)


async def projects_opened(
    query: CallbackQuery,
    callback_data: OpenProjects,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    list_projects: ListProjects,
) -> None:
    which, page = callback_data.which, callback_data.page
    await _show_list(query, actor, texts, clock, list_projects, which, page)


async def project_opened(
    query: CallbackQuery, callback_data: OpenProject, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.PROJECT, callback_data.project_id)


async def tasks_opened(
    query: CallbackQuery,
    callback_data: OpenProjectTasks,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_project_plan: ViewProjectPlan,
) -> None:
    view = await view_project_plan(actor, ProjectId(callback_data.project_id))
    page, now = callback_data.page, clock()
    await show(query, part_cards.project_tasks(view, page, texts, actor=actor, now=now))


async def team_opened(
    query: CallbackQuery,
    callback_data: OpenProjectTeam,
    actor: Actor,
    texts: Texts,
    view_project_plan: ViewProjectPlan,
) -> None:
    view = await view_project_plan(actor, ProjectId(callback_data.project_id))
    await show(query, part_cards.project_team(view, texts, actor=actor))


async def changes_opened(
    query: CallbackQuery,
    callback_data: EditProject,
    actor: Actor,
    texts: Texts,
    view_project_plan: ViewProjectPlan,
) -> None:
    view = await view_project_plan(actor, ProjectId(callback_data.project_id))
    await show(query, cards.project_changes(view, texts))


async def cancel_asked(
    query: CallbackQuery,
    callback_data: AskToCancelProject,
    actor: Actor,
    texts: Texts,
    view_project_plan: ViewProjectPlan,
) -> None:
    view = await view_project_plan(actor, ProjectId(callback_data.project_id))
    await show(query, cards.cancelling(view, texts))


async def cancel_pressed(
    query: CallbackQuery,
    callback_data: CancelProjectNow,
    actor: Actor,
    cancel_project: CancelProject,
    show_matter: ShowMatter,
) -> None:
    project_id, version = ProjectId(callback_data.project_id), callback_data.version
    with_tasks = callback_data.with_tasks
    await cancel_project(actor, project_id, with_tasks=with_tasks, version=version)
    await show_matter(query, actor, Matter.PROJECT, project_id)


async def accept_pressed(
    query: CallbackQuery,
    callback_data: AcceptProjectNow,
    actor: Actor,
    accept_project: AcceptProject,
    show_matter: ShowMatter,
) -> None:
    project_id = ProjectId(callback_data.project_id)
    await accept_project(actor, project_id, version=callback_data.version)
    await show_matter(query, actor, Matter.PROJECT, project_id)


async def waiting_asked(
    query: CallbackQuery,
    callback_data: ChooseWaitingTask,
    actor: Actor,
    texts: Texts,
    view_project_plan: ViewProjectPlan,
) -> None:
    view = await view_project_plan(actor, ProjectId(callback_data.project_id))
    await show(query, part_cards.waiting_tasks(view, callback_data.page, texts))


async def _show_awaited(
    query: CallbackQuery,
    actor: Actor,
    texts: Texts,
    view_project_plan: ViewProjectPlan,
    asked: ChooseAwaitedTasks | SetProjectWait,
) -> None:
    """Raises: Outdated: the task is in the project no more."""
    view = await view_project_plan(actor, ProjectId(asked.project_id))
    waiting = view.task(TaskId(asked.task_id))
    if waiting is None or waiting.is_cancelled:
        raise Outdated(project_id=asked.project_id)
    await show(query, part_cards.awaited_tasks(view, waiting, asked.page, texts))


async def awaited_asked(
    query: CallbackQuery,
    callback_data: ChooseAwaitedTasks,
    actor: Actor,
    texts: Texts,
    view_project_plan: ViewProjectPlan,
) -> None:
    await _show_awaited(query, actor, texts, view_project_plan, callback_data)


async def wait_pressed(
    query: CallbackQuery,
    callback_data: SetProjectWait,
    actor: Actor,
    texts: Texts,
    make_task_wait: MakeTaskWait,
    let_task_go: LetTaskGo,
    view_project_plan: ViewProjectPlan,
) -> None:
    set_wait = make_task_wait if callback_data.is_on else let_task_go
    await set_wait(
        actor,
        ProjectId(callback_data.project_id),
        TaskId(callback_data.task_id),
        TaskId(callback_data.waits_for_id),
    )
    await _show_awaited(query, actor, texts, view_project_plan, callback_data)


async def asked_about_project(
    _query: CallbackQuery,
    callback_data: AskAboutProject,
    actor: Actor,
    view_project_plan: ViewProjectPlan,
    dialog_manager: DialogManager,
) -> None:
    """Each ``ProjectQuestion`` is the question ``project_<name>``. What would be refused is so
    before anybody takes the trouble to answer.
    """
    view = await view_project_plan(actor, ProjectId(callback_data.project_id))
    project_rules.require_may_change(view.project, view.leading, actor)
    project_rules.require_version(view.project, callback_data.version)
    await ask(
        dialog_manager,
        f"project_{callback_data.what}",
        project_id=callback_data.project_id,
        version=callback_data.version,
    )


async def new_task_asked(
    _query: CallbackQuery,
    callback_data: NewProjectTask,
    actor: Actor,
    view_project_plan: ViewProjectPlan,
    dialog_manager: DialogManager,
) -> None:
    view = await view_project_plan(actor, ProjectId(callback_data.project_id))
    project_rules.require_may_change(view.project, view.leading, actor)
    await ask(dialog_manager, TASK_LINE, project_id=callback_data.project_id)


async def role_asked(
    _query: CallbackQuery,
    callback_data: FillProjectRole,
    actor: Actor,
    view_project_plan: ViewProjectPlan,
    dialog_manager: DialogManager,
) -> None:
    """Raises: Outdated: the template has no such role."""
    view = await view_project_plan(actor, ProjectId(callback_data.project_id))
    project_rules.require_may_change(view.project, view.leading, actor)
    roles, place = view.template.roles if view.template else (), callback_data.place
    if place is not None and place >= len(roles):
        raise Outdated(project_id=view.project.id)
    role = roles[place].key if place is not None else None
    await choose_colleague(dialog_manager, MEMBER, project_id=view.project.id, role=role)


def router() -> Router:
    """The taps and commands that need no form."""
    projects = Router(name="projects")
    projects.message.register(projects_commanded, Command("projects"))
    tapped = projects.callback_query.register
    tapped(projects_opened, OpenProjects.filter())
    tapped(project_opened, OpenProject.filter())
    tapped(tasks_opened, OpenProjectTasks.filter())
    tapped(team_opened, OpenProjectTeam.filter())
    tapped(changes_opened, EditProject.filter())
    tapped(cancel_asked, AskToCancelProject.filter())
    tapped(cancel_pressed, CancelProjectNow.filter())
    tapped(accept_pressed, AcceptProjectNow.filter())
    tapped(waiting_asked, ChooseWaitingTask.filter())
    tapped(awaited_asked, ChooseAwaitedTasks.filter())
    tapped(wait_pressed, SetProjectWait.filter())
    return projects


def dialog_router() -> Router:
    """What leads to a question."""
    asking = Router(name="projects-asking")
    tapped = asking.callback_query.register
    tapped(asked_about_project, AskAboutProject.filter())
    tapped(new_task_asked, NewProjectTask.filter())
    tapped(role_asked, FillProjectRole.filter())
    return asking
