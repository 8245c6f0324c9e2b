"""The form of an absence: first day, last day, who stands in, and a look before it is saved."""

from datetime import date, timedelta
from typing import Any

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import MessageInput
from aiogram_dialog.widgets.kbd import Button, Column, Row, SwitchTo

from bot.choosing import look_for, name_typed, page_buttons
from bot.dialogs import (
    TYPED,
    Choice,
    Label,
    Say,
    cancel,
    close_form,
    only_words,
    open_form,
    started_with,
    texts_of,
)
from bot.org.absence_cards import recorded_screen
from bot.org.callback_data import NewAbsence
from bot.org.choosing import colleagues
from bot.screens import show
from bot.texts import Markup
from domain.org.errors import AbsenceDaysSwapped
from domain.org.model import Absence, Actor, PersonId
from domain.org.queries import ViewPerson
from domain.org.use_cases import CheckAbsence, RecordAbsence
from domain.typed_dates import parse_day
from domain.visits.clashes import CountClashes

LENGTHS = {"day": 1, "week": 7, "weeks": 14}


class AbsenceForm(StatesGroup):
    first_day = State()
    last_day = State()
    deputy = State()
    look = State()


async def absence_begun(
    _query: CallbackQuery,
    callback_data: NewAbsence,
    actor: Actor,
    view_person: ViewPerson,
    dialog_manager: DialogManager,
) -> None:
    person, _ = await view_person(actor, PersonId(callback_data.person_id))
    data = {"person_id": person.id, "name": person.name}
    await open_form(dialog_manager, AbsenceForm.first_day, data)


def _today(manager: DialogManager) -> date:
    data = manager.middleware_data
    today: date = data["clock"]().astimezone(data["actor"].zone).date()
    return today


def _day(manager: DialogManager, name: str) -> date:
    return date.fromisoformat(manager.dialog_data[name])


async def _named(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    return {"name": started_with(dialog_manager)["name"]}


async def first_day_typed(message: Message, _: MessageInput, manager: DialogManager) -> None:
    await _take_first_day(manager, parse_day(message.text or "", today=_today(manager)))


async def first_day_tapped(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    days = 1 if button.widget_id == "tomorrow" else 0
    await _take_first_day(manager, _today(manager) + timedelta(days=days))


async def _take_first_day(manager: DialogManager, day: date) -> None:
    manager.dialog_data["first_day"] = day.isoformat()
    await manager.switch_to(AbsenceForm.last_day)


async def last_day_typed(message: Message, _: MessageInput, manager: DialogManager) -> None:
    first = _day(manager, "first_day")
    last = parse_day(message.text or "", today=_today(manager))
    if last < first:
        raise AbsenceDaysSwapped(starts_on=first, ends_on=last)
    await _take_last_day(manager, last)


async def length_tapped(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    days = LENGTHS[button.widget_id or "day"]
    await _take_last_day(manager, _day(manager, "first_day") + timedelta(days=days - 1))


async def _take_last_day(manager: DialogManager, day: date) -> None:
    manager.dialog_data["last_day"] = day.isoformat()
    look_for(manager)
    await manager.switch_to(AbsenceForm.deputy)


async def deputy_chosen(
    _query: CallbackQuery, _widget: Any, manager: DialogManager, person_id: str
) -> None:
    data = manager.middleware_data
    check_absence: CheckAbsence = data["check_absence"]
    count_clashes: CountClashes = data["count_clashes"]
    manager.dialog_data["deputy_id"] = int(person_id)
    _person, deputy, away = await check_absence(data["actor"], _absence(manager))
    visits = await count_clashes(data["actor"], _absence(manager))
    manager.dialog_data["visits"] = visits
    texts, today = texts_of(manager), _today(manager)
    manager.dialog_data["deputy"] = deputy.name
    manager.dialog_data["warning"] = texts.lines(
        [
            texts(
                "absence-deputy-away",
                name=deputy.name,
                first=texts.day(away.starts_on, today=today),
                last=texts.day(away.ends_on, today=today),
            )
            if away
            else None,
            None if deputy.telegram_id else texts("absence-deputy-not-joined", name=deputy.name),
            texts("absence-visits", count=visits) if visits else None,
        ]
    )
    await manager.switch_to(AbsenceForm.look)


def _absence(manager: DialogManager) -> Absence:
    return Absence(
        person_id=PersonId(started_with(manager)["person_id"]),
        starts_on=_day(manager, "first_day"),
        ends_on=_day(manager, "last_day"),
        deputy_id=PersonId(manager.dialog_data["deputy_id"]),
    )


async def _look(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    texts, today = texts_of(dialog_manager), _today(dialog_manager)
    kept = dialog_manager.dialog_data
    return {
        "name": started_with(dialog_manager)["name"],
        "first": texts.day(_day(dialog_manager, "first_day"), today=today),
        "last": texts.day(_day(dialog_manager, "last_day"), today=today),
        "deputy": kept["deputy"],
        "warning": Markup(kept["warning"]),
    }


async def absence_confirmed(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    record_absence: RecordAbsence = data["record_absence"]
    view = await record_absence(data["actor"], _absence(manager))
    visits = manager.dialog_data.get("visits", 0)
    screen = recorded_screen(view, texts_of(manager), today=_today(manager), visits=visits)
    await close_form(manager)
    await show(query, screen)


def dialog() -> Dialog:
    return Dialog(
        Window(
            Say("absence-first-day-question", "name"),
            Row(
                Button(Label("absence-today-button"), id="today", on_click=first_day_tapped),
                Button(Label("absence-tomorrow-button"), id="tomorrow", on_click=first_day_tapped),
            ),
            cancel(),
            MessageInput(first_day_typed, filter=TYPED),
            only_words(),
            state=AbsenceForm.first_day,
            getter=_named,
        ),
        Window(
            Say("absence-last-day-question"),
            Row(
                *(
                    Button(Label(f"absence-{length}-button"), id=length, on_click=length_tapped)
                    for length in LENGTHS
                )
            ),
            cancel(),
            MessageInput(last_day_typed, filter=TYPED),
            only_words(),
            state=AbsenceForm.last_day,
        ),
        Window(
            Say("absence-deputy-question", when=lambda data, *_: not data["nobody"]),
            Say("absence-deputy-nobody", when="nobody"),
            Column(Choice("deputy", "people", deputy_chosen)),
            page_buttons(),
            cancel(),
            MessageInput(name_typed, filter=TYPED),
            only_words(),
            state=AbsenceForm.deputy,
            getter=colleagues,
        ),
        Window(
            Say("absence-look", "name", "first", "last", "deputy", "warning"),
            Button(Label("absence-save-button"), id="save", on_click=absence_confirmed),
            SwitchTo(Label("absence-other-deputy-button"), id="other", state=AbsenceForm.deputy),
            cancel(),
            state=AbsenceForm.look,
            getter=_look,
        ),
    )


def dialog_router() -> Router:
    form = Router(name="new-absence")
    form.callback_query.register(absence_begun, NewAbsence.filter())
    return form
