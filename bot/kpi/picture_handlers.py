"""Figures as a picture: plan and fact, the funnel, twelve months."""

import asyncio

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.kpi.callback_data import OpenKpiPicture
from bot.kpi.picture_cards import funnel_paper, picture_screen, plan_paper, trend_paper
from bot.kpi.pictures.funnel import funnel_figure
from bot.kpi.pictures.plan import plan_figure
from bot.kpi.pictures.trend import trend_figure
from bot.kpi.tabs import TREND, measures_of
from bot.matters import show_instead
from bot.pictures import png
from bot.screens import Screen
from bot.texts import Texts
from domain.delivery.ports import Cards
from domain.kpi.queries import ViewKpi, ViewKpiPlans, ViewTrend
from domain.org.model import Actor


async def picture_pressed(
    query: CallbackQuery,
    callback_data: OpenKpiPicture,
    actor: Actor,
    texts: Texts,
    view_kpi: ViewKpi,
    view_kpi_plans: ViewKpiPlans,
    view_trend: ViewTrend,
    cards: Cards,
) -> None:
    """Where nothing is planned, the twelve months stand in for plan and fact."""
    whose, period_at = callback_data.whose(actor), callback_data.period
    lacks_plan = False
    screen: Screen
    if callback_data.drawn == "funnel":
        page = await view_kpi(actor, whose, period_at, measures_of("funnel"))
        photo = await asyncio.to_thread(lambda: png(funnel_figure(funnel_paper(page, texts))))
        screen = picture_screen(page.subject, "funnel", photo, texts)
        await show_instead(query, screen, cards)
        return
    if callback_data.drawn == "plan":
        plans = await view_kpi_plans(actor, whose, period_at)
        if plans.has_plans:
            photo = await asyncio.to_thread(lambda: png(plan_figure(plan_paper(plans, texts))))
            screen = picture_screen(plans.subject, "plan", photo, texts)
            await show_instead(query, screen, cards)
            return
        lacks_plan = True
    trend = await view_trend(actor, whose, period_at, TREND)
    photo = await asyncio.to_thread(lambda: png(trend_figure(trend_paper(trend, texts))))
    screen = picture_screen(trend.subject, "trend", photo, texts, lacks_plan=lacks_plan)
    await show_instead(query, screen, cards)


def picture_router() -> Router:
    pictures = Router(name="kpi-pictures")
    pictures.callback_query.register(picture_pressed, OpenKpiPicture.filter())
    return pictures
