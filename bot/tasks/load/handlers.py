"""The load of a team and of one person; whoever leads nobody sees their own."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.pages import PAGE_SIZE
from bot.screens import Button, Screen, show
from bot.tasks.load.callback_data import OpenLoad, OpenLoadPicture, OpenPersonLoad
from bot.tasks.load.cards import (
    TEAM_PAGE,
    load_screen,
    person_screen,
    picture_heads,
    picture_rows,
)
from bot.tasks.load.picture import draw_load
from bot.texts import Texts
from domain.clock import Clock
from domain.org.model import Actor, PersonId
from domain.tasks.load_queries import ViewLoadPage, ViewPersonLoad


async def load_asked(
    message: Message,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_load_page: ViewLoadPage,
    view_person_load: ViewPersonLoad,
) -> None:
    await _show_load(message, 0, actor, texts, clock, view_load_page, view_person_load)


async def load_opened(
    query: CallbackQuery,
    callback_data: OpenLoad,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_load_page: ViewLoadPage,
    view_person_load: ViewPersonLoad,
) -> None:
    page = callback_data.page
    await _show_load(query, page, actor, texts, clock, view_load_page, view_person_load)


async def _show_load(
    target: Message | CallbackQuery,
    page: int,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_load_page: ViewLoadPage,
    view_person_load: ViewPersonLoad,
) -> None:
    """The team's; one's own where there is nobody else in it."""
    team = await view_load_page(actor, offset=page * TEAM_PAGE, size=TEAM_PAGE)
    if [one.person_id for one in team.people] == [actor.id] and team.page.total == 1:
        where = OpenPersonLoad(person_id=actor.id)
        await _show_person(target, where, actor, texts, clock, view_person_load, is_own=True)
        return
    today = clock().astimezone(actor.zone).date()
    await show(target, load_screen(team, texts, today=today))


async def picture_pressed(
    query: CallbackQuery,
    callback_data: OpenLoadPicture,
    actor: Actor,
    texts: Texts,
    view_load_page: ViewLoadPage,
) -> None:
    page = callback_data.page
    team = await view_load_page(actor, offset=page * TEAM_PAGE, size=TEAM_PAGE)
    picture = await draw_load(
        texts.plain("load-picture-title"), picture_heads(team, texts), picture_rows(team, texts)
    )
    buttons = ((Button(texts.plain("load-button"), OpenLoad(page=page)),),)
    await show(query, Screen(texts("load-picture-caption"), buttons, photo=picture))


async def person_opened(
    query: CallbackQuery,
    callback_data: OpenPersonLoad,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_person_load: ViewPersonLoad,
) -> None:
    is_own = callback_data.person_id == actor.id and not actor.role.leads_people
    await _show_person(query, callback_data, actor, texts, clock, view_person_load, is_own=is_own)


async def _show_person(
    target: Message | CallbackQuery,
    where: OpenPersonLoad,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_person_load: ViewPersonLoad,
    *,
    is_own: bool,
) -> None:
    plan = await view_person_load(
        actor, PersonId(where.person_id), offset=where.page * PAGE_SIZE, size=PAGE_SIZE
    )
    screen = person_screen(plan, texts, now=clock(), zone=actor.zone, where=where, is_own=is_own)
    await show(target, screen)


def router() -> Router:
    load = Router(name="tasks-load")
    load.message.register(load_asked, Command("load"))
    tapped = load.callback_query.register
    tapped(load_opened, OpenLoad.filter())
    tapped(picture_pressed, OpenLoadPicture.filter())
    tapped(person_opened, OpenPersonLoad.filter())
    return load
