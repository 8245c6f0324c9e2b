"""Down from the result of a day: branches, teams, people, deals."""

from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.digests.callback_data import OpenClosedDeal, OpenEvening, OpenLevel, day_of
from bot.digests.evening_cards import evening_screen, level_of
from bot.digests.level_cards import branches_screen, deals_screen, people_screen
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.texts import Texts
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.digests.choosing import ViewDigestPlan
from domain.digests.evening import ViewEvening
from domain.digests.levels import ViewClosedDeals, ViewDigestBranches, ViewDigestPeople
from domain.errors import NotFound
from domain.org.model import Actor
from domain.org.whose import Whose


def _day(number: int) -> date:
    day = day_of(number)
    if day is None:
        raise NotFound(day=number)
    return day


async def evening_opened(
    query: CallbackQuery,
    callback_data: OpenEvening,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    view_digest_plan: ViewDigestPlan,
    view_evening: ViewEvening,
) -> None:
    plan = await view_digest_plan(actor)
    parts = plan.choices.parts_for(actor.role)
    evening = await view_evening(actor, parts, _day(callback_data.day))
    await show_instead(query, evening_screen(evening, texts, actor=actor), cards)


async def level_opened(
    query: CallbackQuery,
    callback_data: OpenLevel,
    actor: Actor,
    texts: Texts,
    cards: Cards,
    view_digest_branches: ViewDigestBranches,
    view_digest_people: ViewDigestPeople,
    view_closed_deals: ViewClosedDeals,
) -> None:
    whose, day = Whose(callback_data.kind, callback_data.id), _day(callback_data.day)
    part = {"offset": max(0, callback_data.page) * PAGE_SIZE, "size": PAGE_SIZE}
    view = callback_data.view
    if view == "branches":
        level = await view_digest_branches(actor, whose, day, **part)
        if level.has_branches:
            await show_instead(query, branches_screen(level, texts), cards)
            return
        view = "people"
    if view == "people":
        people = await view_digest_people(actor, whose, day, **part)
        await show_instead(query, people_screen(people, texts), cards)
        return
    closed = await view_closed_deals(actor, whose, day, **part)
    await show_instead(query, deals_screen(closed, texts), cards)


async def closed_deal_opened(
    query: CallbackQuery,
    callback_data: OpenClosedDeal,
    actor: Actor,
    show_matter: ShowMatter,
) -> None:
    whose = Whose(callback_data.kind, callback_data.id)
    back = level_of(whose, _day(callback_data.day), "deals", callback_data.page)
    await show_matter.out_of_list(query, actor, Matter.DEAL, callback_data.deal_id, back)


def router() -> Router:
    levels = Router(name="digest-levels")
    tapped = levels.callback_query.register
    tapped(evening_opened, OpenEvening.filter())
    tapped(level_opened, OpenLevel.filter())
    tapped(closed_deal_opened, OpenClosedDeal.filter())
    return levels
