"""What the answers of a new project's form do; ``start_windows`` asks."""

from datetime import date
from typing import Any
from uuid import uuid4

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button

from bot.dialogs import close_form, open_form, started_with, texts_of, today_of
from bot.matters import ShowMatter
from bot.projects.start_words import plan_words, role_labels, team_words
from bot.tasks.colleagues import colleagues_found
from domain.delivery.model import Matter
from domain.names import clean_name
from domain.notes import clean_note
from domain.org.model import Actor, PersonId
from domain.projects.model import Anchor
from domain.projects.queries import ListProjectTemplates
from domain.projects.starting import GOALS_LIMIT, NAME_LIMIT, ProposeProject, StartProject, Wish
from domain.projects.views import ProposalView
from domain.tasks.colleagues import FindColleagues
from domain.typed_dates import parse_day

EMPTY = "-"
"""The choice of no template: no key of one can be like that."""


class NewProjectForm(StatesGroup):
    template = State()
    name = State()
    goals = State()
    anchor = State()
    day = State()
    team = State()
    person = State()
    plan = State()


async def begin_pressed(
    _query: CallbackQuery,
    actor: Actor,
    list_project_templates: ListProjectTemplates,
    dialog_manager: DialogManager,
) -> None:
    language = texts_of(dialog_manager).language
    templates = [
        {
            "key": template.key,
            "name": template.name.for_language(language),
            "goals": template.goals.for_language(language),
            "has_fixed_task": template.fixed_task is not None,
        }
        for template in await list_project_templates(actor)
    ]
    data = {"templates": templates, "form_key": uuid4().hex}
    await open_form(dialog_manager, NewProjectForm.template, data)


def _chosen(manager: DialogManager) -> dict[str, Any] | None:
    """The template as it was listed; None for an empty project."""
    key = manager.dialog_data.get("template")
    templates: list[dict[str, Any]] = started_with(manager)["templates"]
    return next((template for template in templates if template["key"] == key), None)


async def templates_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    templates = started_with(dialog_manager)["templates"]
    rows = [(template["name"], template["key"]) for template in templates]
    empty = texts_of(dialog_manager).plain("project-empty-button")
    return {"templates": [*rows, (empty, EMPTY)]}


async def template_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, key: str
) -> None:
    manager.dialog_data.update(template=None if key == EMPTY else key, people={})
    await manager.switch_to(NewProjectForm.name)


async def names_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    chosen = _chosen(dialog_manager)
    return {"names": [(chosen["name"], "0")] if chosen else []}


async def name_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    await _take_name(manager, message.text or "")


async def name_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, _item: str
) -> None:
    chosen = _chosen(manager)
    await _take_name(manager, chosen["name"] if chosen else "")


async def _take_name(manager: DialogManager, name: str) -> None:
    manager.dialog_data["name"] = clean_name(name, limit=NAME_LIMIT)
    await manager.switch_to(NewProjectForm.goals)


async def goals_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    chosen = _chosen(dialog_manager)
    return {"goals": chosen["goals"] if chosen else "", "has_goals": chosen is not None}


async def goals_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    await _take_goals(manager, clean_note(message.text or "", limit=GOALS_LIMIT))


async def goals_kept(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    chosen = _chosen(manager)
    await _take_goals(manager, chosen["goals"] if chosen else None)


async def goals_skipped(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await _take_goals(manager, None)


async def _take_goals(manager: DialogManager, goals: str | None) -> None:
    manager.dialog_data["goals"] = goals
    if _chosen(manager) is None:
        manager.dialog_data["anchor"] = str(Anchor.END)
        await manager.switch_to(NewProjectForm.day)
    else:
        await manager.switch_to(NewProjectForm.anchor)


async def anchors_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    chosen = _chosen(dialog_manager)
    has_fixed_task = bool(chosen and chosen["has_fixed_task"])
    return {"has_fixed_task": has_fixed_task, "has_last_day": not has_fixed_task}


async def anchor_tapped(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    anchor = Anchor.START if button.widget_id == "start" else Anchor.END
    manager.dialog_data["anchor"] = str(anchor)
    await manager.switch_to(NewProjectForm.day)


async def day_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    chosen = _chosen(dialog_manager)
    is_first = dialog_manager.dialog_data.get("anchor") == Anchor.START
    is_fixed = not is_first and bool(chosen and chosen["has_fixed_task"])
    return {
        "is_first": is_first,
        "is_fixed": is_fixed,
        "is_last": not is_first and not is_fixed,
        "has_template": chosen is not None,
    }


async def day_typed(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    day = parse_day(message.text or "", today=today_of(manager))
    if _chosen(manager) is None:
        manager.dialog_data["day"] = day.isoformat()
        await _start(message, manager)
        return
    await _propose(manager, day=day)
    manager.dialog_data["day"] = day.isoformat()
    await manager.switch_to(NewProjectForm.team)


def _wish(manager: DialogManager, *, day: date | None = None) -> Wish:
    kept = manager.dialog_data
    return Wish(
        template=kept["template"],
        anchor=Anchor(kept["anchor"]),
        anchored_on=day or date.fromisoformat(kept["day"]),
        people={role: PersonId(person_id) for role, person_id in kept["people"].items()},
    )


async def _propose(manager: DialogManager, *, day: date | None = None) -> ProposalView:
    data = manager.middleware_data
    propose_project: ProposeProject = data["propose_project"]
    return await propose_project(data["actor"], _wish(manager, day=day))


async def team_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    proposal, texts = await _propose(dialog_manager), texts_of(dialog_manager)
    return {"team": team_words(proposal, texts), "roles": role_labels(proposal, texts)}


async def role_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, role: str
) -> None:
    manager.dialog_data.update(role=role, wanted="", page=0)
    await manager.switch_to(NewProjectForm.person)


async def colleagues_getter(
    dialog_manager: DialogManager, actor: Actor, find_colleagues: FindColleagues, **_: Any
) -> dict[str, Any]:
    return await colleagues_found(dialog_manager, actor, find_colleagues)


async def person_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, person_id: str
) -> None:
    kept = manager.dialog_data
    kept["people"] = {**kept["people"], kept["role"]: int(person_id)}
    await manager.switch_to(NewProjectForm.team)


async def plan_getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    proposal, today = await _propose(dialog_manager), today_of(dialog_manager)
    name = dialog_manager.dialog_data["name"]
    return {"plan": plan_words(proposal, texts_of(dialog_manager), name=name, today=today)}


async def create_pressed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await _start(query, manager)


async def _start(target: Message | CallbackQuery, manager: DialogManager) -> None:
    """Begun once, however often it is tapped."""
    data, kept = manager.middleware_data, manager.dialog_data
    start_project: StartProject = data["start_project"]
    show_matter: ShowMatter = data["show_matter"]
    project = await start_project(
        data["actor"],
        _wish(manager),
        name=kept["name"],
        goals=kept["goals"],
        form_key=started_with(manager)["form_key"],
    )
    await close_form(manager)
    await show_matter(target, data["actor"], Matter.PROJECT, project.id)
