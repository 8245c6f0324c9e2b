"""Who gets what when somebody leaves: one for everything by one tap, or one for each kind."""

from typing import Any

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Column, Group, SwitchTo

from bot.choosing import look_for
from bot.dialogs import (
    ButtonAtTimes,
    Choice,
    Label,
    Say,
    cancel,
    close_form,
    open_form,
    started_with,
    texts_of,
)
from bot.handovers.callback_data import BeginLeaving
from bot.handovers.wording import kind_name
from bot.matters import ShowMatter
from bot.org.choosing import choosing_window
from domain.delivery.model import Matter
from domain.handovers.leaving import LeavePerson, PreviewLeaving
from domain.handovers.model import Kind, Preview
from domain.org.model import Actor, PersonId
from domain.org.queries import ViewPerson

EVERYTHING = "all"


class LeavingForm(StatesGroup):
    plan = State()
    receiver = State()


async def leaving_begun(
    _query: CallbackQuery,
    callback_data: BeginLeaving,
    actor: Actor,
    preview_leaving: PreviewLeaving,
    dialog_manager: DialogManager,
) -> None:
    preview = await preview_leaving(actor, PersonId(callback_data.person_id))
    data = {"person_id": preview.person_id, "name": preview.name}
    await open_form(dialog_manager, LeavingForm.plan, data)


async def _preview(manager: DialogManager) -> Preview:
    """What they hold now: it may change while the form is open."""
    data = manager.middleware_data
    preview_leaving: PreviewLeaving = data["preview_leaving"]
    return await preview_leaving(data["actor"], PersonId(started_with(manager)["person_id"]))


async def _plan(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    preview, texts = await _preview(dialog_manager), texts_of(dialog_manager)
    kept = dialog_manager.dialog_data
    chosen: dict[str, list[Any]] = kept.get("chosen", {})
    lines, kinds = [], []
    for kind in preview.wanted:
        named = kind_name(kind, texts)
        name = chosen[kind][1] if kind in chosen else None
        key = "leaving-kind-to" if name else "leaving-kind-to-nobody"
        lines.append(texts(key, kind=named, count=preview.counts[kind], name=name))
        kinds.append((named, str(kind)))
    if preview.offers:
        lines.append(texts("handover-offers-line", count=preview.offers))
    proposals = [
        (texts.plain(f"leaving-to-{one.why}-button", name=one.name), one.person_id)
        for one in preview.proposals
    ]
    is_ready = all(kind in chosen for kind in preview.wanted)
    return {
        "name": preview.name,
        "plan": texts.lines(lines),
        "proposals": proposals,
        "kinds": kinds if kept.get("is_detailed") else [],
        "is_whole": not kept.get("is_detailed"),
        "is_ready": is_ready,
        "is_unready": not is_ready,
    }


async def proposal_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, person_id: str
) -> None:
    preview = await _preview(manager)
    found = next(one for one in preview.proposals if one.person_id == int(person_id))
    _take(manager, preview.wanted, found.person_id, found.name)


async def other_tapped(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await _ask(manager, EVERYTHING)


async def details_tapped(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["is_detailed"] = True


async def kind_tapped(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, kind: str
) -> None:
    await _ask(manager, kind)


async def _ask(manager: DialogManager, kind: str) -> None:
    manager.dialog_data["kind"] = kind
    look_for(manager)
    await manager.switch_to(LeavingForm.receiver)


async def receiver_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, person_id: str
) -> None:
    data, asked = manager.middleware_data, manager.dialog_data["kind"]
    view_person: ViewPerson = data["view_person"]
    person, _ = await view_person(data["actor"], PersonId(int(person_id)))
    wanted = (await _preview(manager)).wanted
    kinds = wanted if asked == EVERYTHING else (Kind(asked),)
    _take(manager, kinds, person.id, person.name)
    await manager.switch_to(LeavingForm.plan)


def _take(manager: DialogManager, kinds: tuple[Kind, ...], person_id: PersonId, name: str) -> None:
    chosen = dict(manager.dialog_data.get("chosen", {}))
    chosen.update({str(kind): [person_id, name] for kind in kinds})
    manager.dialog_data["chosen"] = chosen


async def leaving_confirmed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    leave_person: LeavePerson = data["leave_person"]
    show_matter: ShowMatter = data["show_matter"]
    chosen = manager.dialog_data.get("chosen", {})
    handover = await leave_person(
        data["actor"],
        PersonId(started_with(manager)["person_id"]),
        {Kind(kind): PersonId(named[0]) for kind, named in chosen.items()},
    )
    await close_form(manager)
    await show_matter(query, data["actor"], Matter.HANDOVER, handover.id)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("leaving-plan", "name", "plan"),
            Say("leaving-choose", when="is_unready"),
            Say("leaving-ready", when="is_ready"),
            ButtonAtTimes(
                Label("leaving-confirm-button"),
                id="leave",
                on_click=leaving_confirmed,
                when="is_ready",
            ),
            Column(Choice("proposal", "proposals", proposal_tapped)),
            Button(Label("leaving-other-button"), id="other", on_click=other_tapped),
            ButtonAtTimes(
                Label("leaving-kinds-button"), id="kinds", on_click=details_tapped, when="is_whole"
            ),
            Group(Choice("kind", "kinds", kind_tapped), width=2),
            cancel(),
            state=LeavingForm.plan,
            getter=_plan,
        ),
        choosing_window(
            LeavingForm.receiver,
            "handover-to-whom",
            receiver_chosen,
            SwitchTo(Label("back-button"), id="back", state=LeavingForm.plan),
        ),
    )


def dialog_router() -> Router:
    form = Router(name="leaving")
    form.callback_query.register(leaving_begun, BeginLeaving.filter())
    return form
