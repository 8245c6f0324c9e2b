"""Somebody's place in the company: role, boss, department; for heads and administrators."""

from typing import Any

from aiogram import Bot, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.dialogs import close_form, open_form, started_with, texts_of
from bot.org import place_cards
from bot.org.callback_data import (
    ChooseBoss,
    ChooseBranch,
    ChooseDepartment,
    GiveBranch,
    GiveDepartment,
    GiveRole,
    OpenPlace,
)
from bot.org.choosing import choosing_window
from bot.org.menus import CommandMenus
from bot.pages import PAGE_SIZE
from bot.screens import show
from bot.texts import Texts
from domain.language import language_of
from domain.org.model import Actor, BranchId, DepartmentId, PersonId
from domain.org.placing import SetBoss, SetBranch, SetDepartment, SetRole, ViewPlace
from domain.pages import Page


class BossForm(StatesGroup):
    boss = State()


async def place_opened(
    query: CallbackQuery,
    callback_data: OpenPlace,
    actor: Actor,
    texts: Texts,
    view_place: ViewPlace,
) -> None:
    place = await view_place(actor, PersonId(callback_data.person_id))
    await show(query, place_cards.place_screen(place, texts))


async def role_pressed(
    query: CallbackQuery,
    callback_data: GiveRole,
    bot: Bot,
    actor: Actor,
    texts: Texts,
    set_role: SetRole,
    view_place: ViewPlace,
    command_menus: CommandMenus,
) -> None:
    """The menu follows at once."""
    person = await set_role(actor, PersonId(callback_data.person_id), callback_data.role)
    await query.answer(texts.plain("place-saved"))
    if person.telegram_id is not None:
        language = language_of(person.language, person.telegram_language)
        await command_menus.set_for(bot, person.telegram_id, person.role, language)
    await show(query, place_cards.place_screen(await view_place(actor, person.id), texts))


async def departments_opened(
    query: CallbackQuery,
    callback_data: ChooseDepartment,
    actor: Actor,
    texts: Texts,
    view_place: ViewPlace,
) -> None:
    place = await view_place(actor, PersonId(callback_data.person_id))
    page = Page(callback_data.page * PAGE_SIZE, PAGE_SIZE, len(place.departments))
    await show(query, place_cards.departments_screen(place, page, texts))


async def department_pressed(
    query: CallbackQuery,
    callback_data: GiveDepartment,
    actor: Actor,
    texts: Texts,
    set_department: SetDepartment,
    view_place: ViewPlace,
) -> None:
    chosen = callback_data.department_id
    person = await set_department(
        actor, PersonId(callback_data.person_id), DepartmentId(chosen) if chosen else None
    )
    await query.answer(texts.plain("place-saved"))
    await show(query, place_cards.place_screen(await view_place(actor, person.id), texts))


async def branches_opened(
    query: CallbackQuery,
    callback_data: ChooseBranch,
    actor: Actor,
    texts: Texts,
    view_place: ViewPlace,
) -> None:
    place = await view_place(actor, PersonId(callback_data.person_id))
    page = Page.nearest(callback_data.page * PAGE_SIZE, PAGE_SIZE, len(place.branches))
    await show(query, place_cards.branches_screen(place, page, texts))


async def branch_pressed(
    query: CallbackQuery,
    callback_data: GiveBranch,
    actor: Actor,
    texts: Texts,
    set_branch: SetBranch,
    view_place: ViewPlace,
) -> None:
    branch_id = BranchId(callback_data.branch_id)
    person = await set_branch(actor, PersonId(callback_data.person_id), branch_id)
    await query.answer(texts.plain("place-saved"))
    await show(query, place_cards.place_screen(await view_place(actor, person.id), texts))


async def boss_asked(
    _query: CallbackQuery,
    callback_data: ChooseBoss,
    actor: Actor,
    view_place: ViewPlace,
    dialog_manager: DialogManager,
) -> None:
    place = await view_place(actor, PersonId(callback_data.person_id))
    await open_form(dialog_manager, BossForm.boss, {"person_id": place.person.id})


async def boss_chosen(
    query: CallbackQuery, _widget: Any, manager: DialogManager, boss_id: str
) -> None:
    data = manager.middleware_data
    set_boss: SetBoss = data["set_boss"]
    view_place: ViewPlace = data["view_place"]
    person_id = PersonId(started_with(manager)["person_id"])
    await set_boss(data["actor"], person_id, PersonId(int(boss_id)))
    place = await view_place(data["actor"], person_id)
    await close_form(manager)
    await show(query, place_cards.place_screen(place, texts_of(manager)))


def router() -> Router:
    placing = Router(name="placing")
    taps = placing.callback_query.register
    taps(place_opened, OpenPlace.filter())
    taps(role_pressed, GiveRole.filter())
    taps(departments_opened, ChooseDepartment.filter())
    taps(department_pressed, GiveDepartment.filter())
    taps(branches_opened, ChooseBranch.filter())
    taps(branch_pressed, GiveBranch.filter())
    return placing


def dialog() -> Dialog:
    return Dialog(choosing_window(BossForm.boss, "place-boss-question", boss_chosen))


def dialog_router() -> Router:
    form = Router(name="bosses")
    form.callback_query.register(boss_asked, ChooseBoss.filter())
    return form
