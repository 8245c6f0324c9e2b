"""Parts of a project that have a screen of their own: its tasks, its team, what waits for what."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from aiogram.filters.callback_data import CallbackData

from bot.callback_data import OpenTask
from bot.pages import PAGE_SIZE, page_buttons
from bot.projects.callback_data import (
    ChooseAwaitedTasks,
    ChooseWaitingTask,
    FillProjectRole,
    NewProjectTask,
    OpenProjectTasks,
    SetProjectWait,
)
from bot.projects.cards import LONGEST_BUTTON, back_button, cut
from bot.screens import Button, Row, Screen
from bot.tasks.wording import STATE_MARKS
from bot.texts import Markup, Texts
from domain.org.model import Actor
from domain.pages import Page
from domain.projects.rules import leads
from domain.projects.views import MemberView, PlanTask, ProjectPlanView

NUMBERS_IN_ROW: Final = 4
MOST_MEMBERS: Final = 30


def _page_of(tasks: Sequence[PlanTask], number: int) -> tuple[Sequence[PlanTask], Page]:
    offset = number * PAGE_SIZE
    if not 0 <= offset < len(tasks):
        offset = 0
    return tasks[offset : offset + PAGE_SIZE], Page(offset, PAGE_SIZE, len(tasks))


def project_tasks(
    view: ProjectPlanView, number: int, texts: Texts, *, actor: Actor, now: datetime
) -> Screen:
    """A page of its tasks; buttons open those that the reader may see more of."""
    shown, page = _page_of(view.counted, number)
    title = texts("project-tasks-title", name=view.project.name, done=view.done, all=page.total)
    lines = [
        _task_line(place, task, view, texts, now=now)
        for place, task in enumerate(shown, start=page.offset + 1)
    ]
    opened = [
        Button(str(place), OpenTask(task_id=task.id))
        for place, task in enumerate(shown, start=page.offset + 1)
        if task.is_open_to_me
    ]
    is_led = view.project.is_active and leads(view.project, view.leading, actor)
    id_ = view.project.id
    new = Button(texts.plain("project-new-task-button"), NewProjectTask(project_id=id_))
    last: Row = (back_button(id_, texts),)
    return Screen(
        texts.paragraphs([title, texts.lines(lines) if lines else texts("project-tasks-none")]),
        (
            *_in_rows(opened),
            *page_buttons(page, texts, lambda to: OpenProjectTasks(project_id=id_, page=to)),
            (new, *last) if is_led else last,
        ),
    )


def _task_line(
    place: int, task: PlanTask, view: ProjectPlanView, texts: Texts, *, now: datetime
) -> Markup:
    today = now.astimezone(view.zone).date()
    due_on = task.deadline.at.astimezone(view.zone).date() if task.deadline else task.ends_on
    mark = "❗" if task.is_overdue(now) else STATE_MARKS[task.state]
    return texts(
        "project-task-line",
        number=place,
        mark=mark,
        title=cut(task.title),
        name=task.executor_name,
        day=texts.day(due_on, today=today),
    )


def _in_rows(buttons: Sequence[Button]) -> tuple[Row, ...]:
    return tuple(
        tuple(buttons[start : start + NUMBERS_IN_ROW])
        for start in range(0, len(buttons), NUMBERS_IN_ROW)
    )


def project_team(view: ProjectPlanView, texts: Texts, *, actor: Actor) -> Screen:
    """Who is in it as what, and for what there is nobody."""
    lines = [texts("project-team-title", name=view.project.name)]
    if view.project.leader_id not in {member.person_id for member in view.team}:
        lines.append(texts("project-leader", name=view.leading.leader_name))
    lines += [_member_line(member, texts) for member in view.team[:MOST_MEMBERS]]
    if len(view.team) > MOST_MEMBERS:
        lines.append(texts("project-team-more", count=len(view.team) - MOST_MEMBERS))
    missing = [
        texts("project-team-missing", role=role.name.for_language(texts.language))
        for role in view.missing
    ]
    return Screen(
        texts.paragraphs([texts.lines(lines), texts.lines(missing)]),
        (*_role_rows(view, texts, actor=actor), (back_button(view.project.id, texts),)),
    )


def _member_line(member: MemberView, texts: Texts) -> Markup:
    about = member.role.name.for_language(texts.language) if member.role else member.department
    if about is None:
        key = "project-member-alone" if member.is_active else "project-member-left-alone"
        return texts(key, name=member.name)
    key = "project-member" if member.is_active else "project-member-left"
    return texts(key, name=member.name, about=about)


def _role_rows(view: ProjectPlanView, texts: Texts, *, actor: Actor) -> list[Row]:
    if not view.project.is_active or not leads(view.project, view.leading, actor):
        return []
    id_ = view.project.id
    names = {member.role_key: member.name for member in view.team if member.role_key}
    rows: list[Row] = []
    for place, role in enumerate(view.template.roles if view.template else ()):
        label = texts.plain(
            "project-role-button",
            role=role.name.for_language(texts.language),
            name=cut(names.get(role.key) or texts.plain("project-nobody"), LONGEST_BUTTON // 2),
        )
        rows.append((Button(label, FillProjectRole(project_id=id_, place=place)),))
    more = FillProjectRole(project_id=id_)
    return [*rows, (Button(texts.plain("project-team-add-button"), more),)]


def waiting_tasks(view: ProjectPlanView, number: int, texts: Texts) -> Screen:
    """Which task is to wait for another."""
    id_ = view.project.id
    return _choice(
        view.counted,
        number,
        texts,
        title=texts("project-waiting-question", name=view.project.name),
        label=lambda task: cut(task.title, LONGEST_BUTTON),
        to=lambda task, _page: ChooseAwaitedTasks(project_id=id_, task_id=task.id),
        turn=lambda page: ChooseWaitingTask(project_id=id_, page=page),
        back=back_button(id_, texts),
    )


def awaited_tasks(view: ProjectPlanView, waiting: PlanTask, number: int, texts: Texts) -> Screen:
    """What it waits for; a tap sets it and takes it back."""
    id_ = view.project.id

    def label(task: PlanTask) -> str:
        key = "project-awaited-on-button" if task.id in waiting.depends_on else "project-awaited"
        return texts.plain(key, title=cut(task.title, LONGEST_BUTTON))

    back = Button(texts.plain("back-button"), ChooseWaitingTask(project_id=id_))
    return _choice(
        [task for task in view.counted if task.id != waiting.id],
        number,
        texts,
        title=texts("project-awaited-question", title=waiting.title),
        label=label,
        to=lambda task, page: SetProjectWait(
            project_id=id_,
            task_id=waiting.id,
            waits_for_id=task.id,
            is_on=task.id not in waiting.depends_on,
            page=page,
        ),
        turn=lambda page: ChooseAwaitedTasks(project_id=id_, task_id=waiting.id, page=page),
        back=back,
    )


def _choice(
    tasks: Sequence[PlanTask],
    number: int,
    texts: Texts,
    *,
    title: Markup,
    label: Callable[[PlanTask], str],
    to: Callable[[PlanTask, int], CallbackData],
    turn: Callable[[int], CallbackData],
    back: Button,
) -> Screen:
    """A page of tasks, a button each."""
    shown, page = _page_of(tasks, number)
    rows = [(Button(label(task), to(task, page.number - 1)),) for task in shown]
    return Screen(title, (*rows, *page_buttons(page, texts, turn), (back,)))
