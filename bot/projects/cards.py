"""A project as one message, and the lists of projects: pure, views in, screens out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.callback_data import OpenDay, OpenProject
from bot.pages import page_buttons
from bot.projects.callback_data import (
    AcceptProjectNow,
    AskAboutProject,
    AskToCancelProject,
    BeginProject,
    CancelProjectNow,
    ChooseWaitingTask,
    EditProject,
    NewProjectTask,
    OpenProjects,
    OpenProjectTasks,
    OpenProjectTeam,
    ProjectQuestion,
)
from bot.projects.gantt_cards import delay_lines, event_line, gantt_button
from bot.projects.topics.callback_data import OpenTopic
from bot.screens import Button, Row, Screen
from bot.shortening import shorten
from bot.texts import Markup, Texts
from domain.org.model import Actor, Role
from domain.projects.model import ProjectState
from domain.projects.plan_queries import ScheduledProject
from domain.projects.ports import WhichProjects
from domain.projects.rules import leads
from domain.projects.views import ProjectLine, ProjectPlanView, ProjectsPage

LONGEST_TITLE: Final = 48
LONGEST_BUTTON: Final = 40
MILESTONES_SHOWN: Final = 3


def cut(title: str, longest: int = LONGEST_TITLE) -> str:
    return shorten(title, longest)


def project_card(
    found: ScheduledProject,
    texts: Texts,
    *,
    actor: Actor,
    now: datetime,
    headline: Markup | None = None,
) -> Screen:
    """Goals, leader, team, progress, what is late and what that pushes, and the next milestones.

    ``headline`` says what has just happened; it names the project and stands in the title's place.
    """
    view, project = found.view, found.view.project
    facts = texts.lines(
        [
            headline or texts("project-title", name=project.name),
            texts("project-goals", goals=project.goals) if project.goals else None,
            texts("project-leader", name=view.leading.leader_name),
            _dates(found, texts),
            event_line(found, texts) if project.is_active else None,
            _progress(view, texts, now=now),
            _missing(view, texts),
        ]
    )
    late = delay_lines(found, texts) if project.is_active else None
    ahead = _milestones(found, texts) if project.is_active else None
    return Screen(
        texts.paragraphs([facts, late, ahead, _standing(view, texts, actor=actor)]),
        _card_rows(view, texts, actor=actor),
    )


def _dates(found: ScheduledProject, texts: Texts) -> Markup:
    project, plan, today = found.view.project, found.plan, found.today
    starts_on, ends_on = project.starts_on, plan.ends_on or project.ends_on
    first = texts.day(min(starts_on, plan.starts_on or starts_on), today=today)
    last = texts.day(ends_on, today=today)
    if project.is_active and plan.late_days and plan.planned_ends_on is not None:
        planned = texts.day(plan.planned_ends_on, today=today)
        return texts("project-dates-late", first=first, last=last, planned=planned)
    return texts("project-dates", first=first, last=last)


def _progress(view: ProjectPlanView, texts: Texts, *, now: datetime) -> Markup:
    overdue = sum(task.is_overdue(now) for task in view.counted)
    if not view.counted:
        return texts("project-no-tasks")
    done, count = view.done, len(view.counted)
    if overdue and view.project.is_active:
        return texts("project-progress-late", done=done, all=count, overdue=overdue)
    return texts("project-progress", done=done, all=count)


def _missing(view: ProjectPlanView, texts: Texts) -> Markup | None:
    if not view.missing or not view.project.is_active:
        return None
    names = ", ".join(role.name.for_language(texts.language) for role in view.missing)
    return texts("project-missing", roles=names)


def _milestones(found: ScheduledProject, texts: Texts) -> Markup | None:
    """The next milestones; where none are marked, the next tasks."""
    ahead = {task.id: task for task in found.view.counted if not task.is_over}
    in_order = sorted(
        (one for one in found.plan.tasks if one.task.id in ahead),
        key=lambda one: (one.ends_on, one.task.id),
    )
    marked = [one for one in in_order if ahead[one.task.id].is_milestone]
    chosen = (marked or in_order)[:MILESTONES_SHOWN]
    if not chosen:
        return None
    title = texts("project-milestones" if marked else "project-next-tasks")
    lines = [
        texts(
            "project-milestone",
            title=cut(one.task.title),
            day=texts.day(one.ends_on, today=found.today),
            name=one.task.executor_name,
        )
        for one in chosen
    ]
    return texts.lines([title, *lines])


def _standing(view: ProjectPlanView, texts: Texts, *, actor: Actor) -> Markup | None:
    project = view.project
    if not project.is_active:
        return texts(f"project-is-{project.state}")
    if not view.is_finished:
        return None
    if leads(project, view.leading, actor):
        return texts("project-to-accept")
    return texts("project-waits-for-leader", name=view.leading.leader_name)


def _card_rows(view: ProjectPlanView, texts: Texts, *, actor: Actor) -> tuple[Row, ...]:
    project = view.project
    id_, is_led = project.id, project.is_active and leads(project, view.leading, actor)
    rows: list[Row] = []
    if is_led and view.is_finished:
        accept = AcceptProjectNow(project_id=id_, version=project.version)
        rows.append((Button(texts.plain("project-accept-button"), accept),))
    rows.append(
        (
            gantt_button(id_, texts),
            Button(texts.plain("project-tasks-button"), OpenProjectTasks(project_id=id_)),
        )
    )
    team = Button(texts.plain("project-team-button"), OpenProjectTeam(project_id=id_))
    if is_led:
        new = Button(texts.plain("project-new-task-button"), NewProjectTask(project_id=id_))
        change = Button(texts.plain("project-edit-button"), EditProject(project_id=id_))
        rows.append((team, new))
        if len(view.counted) > 1:
            wait = ChooseWaitingTask(project_id=id_)
            rows.append((Button(texts.plain("project-waits-button"), wait), change))
        else:
            rows.append((change,))
    else:
        rows.append((team,))
    rows.append(
        (
            Button(texts.plain("project-list-button"), OpenProjects()),
            Button(texts.plain("day-button"), OpenDay()),
        )
    )
    return tuple(rows)


def project_changes(view: ProjectPlanView, texts: Texts) -> Screen:
    """What of a project its leader can change."""
    project = view.project

    def ask(what: ProjectQuestion, key: str) -> Button:
        asked = AskAboutProject(project_id=project.id, version=project.version, what=what)
        return Button(texts.plain(key), asked)

    lines = [
        texts("project-title", name=project.name),
        texts("project-goals", goals=project.goals) if project.goals else None,
    ]
    topic = Button(texts.plain("topic-button"), OpenTopic(project_id=project.id))
    stop = Button(texts.plain("project-cancel-button"), AskToCancelProject(project_id=project.id))
    return Screen(
        texts.lines(lines),
        (
            (ask("name", "project-name-button"), ask("goals", "project-goals-button")),
            (topic, stop),
            (back_button(project.id, texts),),
        ),
    )


def cancelling(view: ProjectPlanView, texts: Texts) -> Screen:
    """Before a project is cancelled: what becomes of the tasks that are open."""
    project = view.project
    is_open = [task for task in view.counted if not task.is_over]

    def cancel(key: str, *, with_tasks: bool) -> Row:
        now = CancelProjectNow(
            project_id=project.id, version=project.version, with_tasks=with_tasks
        )
        return (Button(texts.plain(key), now),)

    back = (back_button(project.id, texts),)
    if not is_open:
        text = texts("project-cancel-question", name=project.name)
        return Screen(text, (cancel("project-cancel-yes-button", with_tasks=False), back))
    text = texts("project-cancel-tasks-question", name=project.name, count=len(is_open))
    return Screen(
        text,
        (
            cancel("project-cancel-with-tasks-button", with_tasks=True),
            cancel("project-cancel-keep-tasks-button", with_tasks=False),
            back,
        ),
    )


def back_button(project_id: int, texts: Texts) -> Button:
    return Button(texts.plain("project-back-button"), OpenProject(project_id=project_id))


def projects_list(
    found: ProjectsPage, which: WhichProjects, texts: Texts, *, role: Role, today: date
) -> Screen:
    """One page, a button a project, with the lists to choose from."""
    title = texts("projects-title", which=str(which), count=found.page.total)
    lines = [_line(line, texts, today=today) for line in found.lines]
    empty = texts("projects-empty", which=str(which))
    rows: list[Row] = [
        (
            Button(
                texts.plain("project-line-button", name=cut(line.name, LONGEST_BUTTON)),
                OpenProject(project_id=line.id),
            ),
        )
        for line in found.lines
    ]
    turn = page_buttons(found.page, texts, lambda page: OpenProjects(which=which, page=page))
    return Screen(
        texts.paragraphs([title, texts.lines(lines) if lines else empty]),
        (
            *rows,
            *turn,
            _chips(which, role, texts),
            (
                Button(texts.plain("project-new-button"), BeginProject()),
                Button(texts.plain("day-button"), OpenDay()),
            ),
        ),
    )


def _line(line: ProjectLine, texts: Texts, *, today: date) -> Markup:
    if line.state is not ProjectState.ACTIVE:
        return texts("projects-line-over", name=cut(line.name), state=str(line.state))
    arguments: dict[str, str | int] = {
        "name": cut(line.name),
        "leader": line.leader_name,
        "done": line.done,
        "all": line.tasks,
        "day": texts.day(line.ends_on, today=today),
    }
    if line.is_finished:
        return texts("projects-line-finished", name=cut(line.name), leader=line.leader_name)
    if line.overdue:
        return texts("projects-line-late", **arguments, overdue=line.overdue)
    return texts("projects-line", **arguments)


def _chips(which: WhichProjects, role: Role, texts: Texts) -> Row:
    has_team = role.leads_people or role is Role.ADMINISTRATOR
    shown: Sequence[WhichProjects] = [
        one for one in WhichProjects if one is not WhichProjects.TEAM or has_team
    ]
    return tuple(
        Button(
            texts.plain(
                "projects-chosen-chip" if one is which else "projects-chip",
                name=texts.plain(f"projects-{one}-chip"),
            ),
            OpenProjects(which=one),
        )
        for one in shown
    )
