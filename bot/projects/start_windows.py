"""The form of a new project: from what, called how, what for, by when, with whom, and the plan."""

from typing import Any

from aiogram import F, Router
from aiogram.fsm.state import State
from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Row, SwitchTo
from aiogram_dialog.widgets.text import Format

from bot import choosing
from bot.dialogs import TYPED, ButtonAtTimes, Choice, Label, Say, cancel, only_words
from bot.projects.callback_data import BeginProject
from bot.projects.start_form import (
    NewProjectForm,
    anchor_tapped,
    anchors_getter,
    begin_pressed,
    colleagues_getter,
    create_pressed,
    day_getter,
    day_typed,
    goals_getter,
    goals_kept,
    goals_skipped,
    goals_typed,
    name_tapped,
    name_typed,
    names_getter,
    person_chosen,
    plan_getter,
    role_tapped,
    team_getter,
    template_chosen,
    templates_getter,
)


def _asking(state: State, *widgets: Any, **options: Any) -> Window:
    """A window that words answer too."""
    return Window(*widgets, cancel(), only_words(), state=state, **options)


def _back_to(state: State, id_: str = "back", **options: Any) -> SwitchTo:
    return SwitchTo(Label("back-button"), id=id_, state=state, **options)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("project-template-question"),
            Column(Choice("template", "templates", template_chosen)),
            cancel(),
            state=NewProjectForm.template,
            getter=templates_getter,
        ),
        _asking(
            NewProjectForm.name,
            Say("project-name-question"),
            Column(Choice("name", "names", name_tapped)),
            _back_to(NewProjectForm.template),
            MessageInput(name_typed, filter=TYPED),
            getter=names_getter,
        ),
        _asking(
            NewProjectForm.goals,
            Say("project-goals-question"),
            Say("project-goals-proposed", "goals", when="has_goals"),
            ButtonAtTimes(
                Label("project-goals-keep-button"), id="keep", on_click=goals_kept, when="has_goals"
            ),
            Button(Label("project-goals-skip-button"), id="skip", on_click=goals_skipped),
            _back_to(NewProjectForm.name),
            MessageInput(goals_typed, filter=TYPED),
            getter=goals_getter,
        ),
        Window(
            Say("project-anchor-question"),
            Button(Label("project-anchor-start-button"), id="start", on_click=anchor_tapped),
            ButtonAtTimes(
                Label("project-anchor-fixed-button"),
                id="fixed",
                on_click=anchor_tapped,
                when="has_fixed_task",
            ),
            ButtonAtTimes(
                Label("project-anchor-end-button"),
                id="end",
                on_click=anchor_tapped,
                when="has_last_day",
            ),
            _back_to(NewProjectForm.goals),
            cancel(),
            state=NewProjectForm.anchor,
            getter=anchors_getter,
        ),
        _asking(
            NewProjectForm.day,
            Say("project-first-day-question", when="is_first"),
            Say("project-fixed-day-question", when="is_fixed"),
            Say(
                "project-last-day-question",
                when="is_last",
            ),
            _back_to(NewProjectForm.anchor, when="has_template"),
            _back_to(NewProjectForm.goals, "to_goals", when=~F["has_template"]),
            MessageInput(day_typed, filter=TYPED),
            getter=day_getter,
        ),
        Window(
            Format("{team}"),
            Column(Choice("role", "roles", role_tapped)),
            SwitchTo(Label("project-plan-button"), id="plan", state=NewProjectForm.plan),
            _back_to(NewProjectForm.day),
            cancel(),
            state=NewProjectForm.team,
            getter=team_getter,
        ),
        _asking(
            NewProjectForm.person,
            Say("project-person-question", when=lambda data, *_: not data["nobody"]),
            Say("task-colleague-nobody", "wanted", when="nobody"),
            Column(Choice("person", "people", person_chosen)),
            choosing.page_buttons(),
            SwitchTo(Label("back-button"), id="back", state=NewProjectForm.team),
            MessageInput(choosing.name_typed, filter=TYPED),
            getter=colleagues_getter,
        ),
        Window(
            Format("{plan}"),
            Button(Label("project-create-button"), id="create", on_click=create_pressed),
            Row(
                SwitchTo(Label("project-other-team-button"), id="team", state=NewProjectForm.team),
                SwitchTo(Label("project-other-day-button"), id="day", state=NewProjectForm.anchor),
            ),
            cancel(),
            state=NewProjectForm.plan,
            getter=plan_getter,
        ),
    )


def dialog_router() -> Router:
    form = Router(name="new-project")
    form.callback_query.register(begin_pressed, BeginProject.filter())
    return form
