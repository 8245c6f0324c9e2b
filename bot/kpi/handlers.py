"""Taps on figures: which of them, whose, of which days, and why they are so."""

from typing import Final

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.kpi.blocks import FurtherLines
from bot.kpi.bonus_cards import bonuses_screen
from bot.kpi.callback_data import (
    WHOSE,
    ChooseKpiPeriod,
    ChooseKpiWhose,
    OpenBonuses,
    OpenCuts,
    OpenFact,
    OpenFacts,
    OpenFigure,
    OpenKpi,
    OpenLaunch,
    OpenLosses,
    OpenLossesOf,
    OpenRanking,
    OpenWhy,
    address_of,
)
from bot.kpi.cards import kpi_screen
from bot.kpi.choice_cards import periods_screen, whose_screen
from bot.kpi.cut_cards import cuts_screen
from bot.kpi.launch_cards import launch_screen
from bot.kpi.picture_handlers import picture_router
from bot.kpi.ranking_cards import PLACES_ON_PAGE, ranking_screen
from bot.kpi.tabs import measures_of
from bot.kpi.why_cards import (
    facts_screen,
    figure_screen,
    losses_of_screen,
    losses_screen,
    why_screen,
)
from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.texts import Texts
from domain.clock import Clock
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.kpi.bonuses import ListBonuses
from domain.kpi.cut_queries import ViewCuts
from domain.kpi.launch import ViewLaunch
from domain.kpi.model import FactKind
from domain.kpi.queries import ListFacts, ListLosses, NameSubject, ViewFigure, ViewKpi, ViewLosses
from domain.kpi.ranking_queries import ViewRanking
from domain.kpi.whose_queries import ChooseWhose
from domain.org.model import Actor
from domain.org.whose import WhoseKind, widest_of
from domain.periods import PeriodKind, period_of

MATTERS: Final = {
    FactKind.DEAL: Matter.DEAL,
    FactKind.TASK: Matter.TASK,
    FactKind.CLIENT: Matter.CLIENT,
    FactKind.INTERACTION: Matter.INTERACTION,
    FactKind.OFFER: Matter.OFFER,
}
WORDS: Final = frozenset(
    {"kpi", "кпи", "мои показатели", "показатели", "мои цифры", "my figures", "figures", "my kpi"}
)
"""What one writes without the command."""


async def kpi_asked(
    message: Message,
    actor: Actor,
    texts: Texts,
    clock: Clock,
    view_kpi: ViewKpi,
    further_lines: FurtherLines,
    cards: Cards,
) -> None:
    """What the actor answers for, in the month that runs."""
    month = period_of(PeriodKind.MONTH, clock().astimezone(actor.zone).date())
    where = OpenKpi(**address_of(widest_of(actor), month)).model_copy(update={"day": 0})
    await show_kpi(message, where, actor, texts, view_kpi, further_lines, cards)


async def kpi_opened(
    query: CallbackQuery,
    callback_data: OpenKpi,
    actor: Actor,
    texts: Texts,
    view_kpi: ViewKpi,
    further_lines: FurtherLines,
    cards: Cards,
) -> None:
    await show_kpi(query, callback_data, actor, texts, view_kpi, further_lines, cards)


async def show_kpi(
    target: Message | CallbackQuery,
    where: OpenKpi,
    actor: Actor,
    texts: Texts,
    view_kpi: ViewKpi,
    further_lines: FurtherLines,
    cards: Cards,
) -> None:
    """Raises: NotFound, PeriodNotBegun, PeriodTooEarly, PeriodTooLong."""
    page = await view_kpi(actor, where.whose(actor), where.period, measures_of(where.tab))
    further = await further_lines(actor, page, where.tab, texts)
    await show_instead(target, kpi_screen(page, where.tab, texts, further=further), cards)


async def why_opened(
    query: CallbackQuery,
    callback_data: OpenWhy,
    actor: Actor,
    texts: Texts,
    view_kpi: ViewKpi,
    cards: Cards,
) -> None:
    tab = callback_data.tab
    page = await view_kpi(actor, callback_data.whose(actor), callback_data.period, measures_of(tab))
    await show_instead(query, why_screen(page, tab, texts), cards)


async def figure_opened(
    query: CallbackQuery,
    callback_data: OpenFigure,
    actor: Actor,
    texts: Texts,
    view_figure: ViewFigure,
    cards: Cards,
) -> None:
    page = await view_figure(
        actor,
        callback_data.whose(actor),
        callback_data.period,
        callback_data.m.measure,
        callback_data.stage,
    )
    await show_instead(query, figure_screen(page, texts), cards)


async def facts_opened(
    query: CallbackQuery,
    callback_data: OpenFacts,
    actor: Actor,
    texts: Texts,
    list_facts: ListFacts,
    cards: Cards,
) -> None:
    page = await list_facts(
        actor,
        callback_data.whose(actor),
        callback_data.period,
        callback_data.m.measure,
        callback_data.stage,
        callback_data.which,
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    await show_instead(query, facts_screen(page, callback_data, texts), cards)


async def fact_opened(
    query: CallbackQuery,
    callback_data: OpenFact,
    actor: Actor,
    show_matter: ShowMatter,
) -> None:
    back = OpenFacts(**callback_data.model_dump(exclude={"kind", "fact"}))
    matter = MATTERS[callback_data.kind]
    await show_matter.out_of_list(query, actor, matter, callback_data.fact, back)


async def losses_opened(
    query: CallbackQuery,
    callback_data: OpenLosses,
    actor: Actor,
    texts: Texts,
    view_losses: ViewLosses,
    cards: Cards,
) -> None:
    page = await view_losses(actor, callback_data.whose(actor), callback_data.period)
    await show_instead(query, losses_screen(page, texts), cards)


async def losses_of_opened(
    query: CallbackQuery,
    callback_data: OpenLossesOf,
    actor: Actor,
    texts: Texts,
    list_losses: ListLosses,
    cards: Cards,
) -> None:
    page = await list_losses(
        actor,
        callback_data.whose(actor),
        callback_data.period,
        callback_data.reason,
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    await show_instead(query, losses_of_screen(page, callback_data, texts), cards)


async def cuts_opened(
    query: CallbackQuery,
    callback_data: OpenCuts,
    actor: Actor,
    texts: Texts,
    view_cuts: ViewCuts,
    cards: Cards,
) -> None:
    page = await view_cuts(
        actor,
        callback_data.whose(actor),
        callback_data.period,
        callback_data.cut,
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    await show_instead(query, cuts_screen(page, callback_data, texts), cards)


async def bonuses_opened(
    query: CallbackQuery,
    callback_data: OpenBonuses,
    actor: Actor,
    texts: Texts,
    list_bonuses: ListBonuses,
    cards: Cards,
) -> None:
    page = await list_bonuses(
        actor,
        callback_data.whose(actor),
        callback_data.period,
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    await show_instead(query, bonuses_screen(page, callback_data, texts), cards)


async def launch_opened(
    query: CallbackQuery,
    callback_data: OpenLaunch,
    actor: Actor,
    texts: Texts,
    view_launch: ViewLaunch,
    cards: Cards,
) -> None:
    page = await view_launch(actor, callback_data.whose(actor), callback_data.period)
    await show_instead(query, launch_screen(page, texts), cards)


async def ranking_opened(
    query: CallbackQuery,
    callback_data: OpenRanking,
    actor: Actor,
    texts: Texts,
    view_ranking: ViewRanking,
    cards: Cards,
) -> None:
    page = await view_ranking(
        actor,
        callback_data.whose(actor),
        WhoseKind.BRANCH if callback_data.rank == "b" else WhoseKind.PERSON,
        callback_data.period,
        callback_data.m.measure,
        offset=callback_data.page * PLACES_ON_PAGE,
        size=PLACES_ON_PAGE,
    )
    await show_instead(query, ranking_screen(page, callback_data, texts), cards)


async def period_wanted(
    query: CallbackQuery,
    callback_data: ChooseKpiPeriod,
    actor: Actor,
    texts: Texts,
    name_subject: NameSubject,
    cards: Cards,
) -> None:
    subject = await name_subject(actor, callback_data.whose(actor), callback_data.period)
    await show_instead(query, periods_screen(subject, callback_data.tab, texts), cards)


async def whose_wanted(
    query: CallbackQuery,
    callback_data: ChooseKpiWhose,
    actor: Actor,
    texts: Texts,
    choose_whose: ChooseWhose,
    cards: Cards,
) -> None:
    page = await choose_whose(
        actor,
        callback_data.whose(actor),
        WHOSE[callback_data.kind],
        callback_data.period,
        offset=callback_data.page * PAGE_SIZE,
        size=PAGE_SIZE,
    )
    await show_instead(query, whose_screen(page, callback_data, texts), cards)


def router() -> Router:
    kpi = Router(name="kpi")
    kpi.message.register(kpi_asked, Command("kpi"))
    tapped = kpi.callback_query.register
    tapped(kpi_opened, OpenKpi.filter())
    tapped(why_opened, OpenWhy.filter())
    tapped(figure_opened, OpenFigure.filter())
    tapped(facts_opened, OpenFacts.filter())
    tapped(fact_opened, OpenFact.filter())
    tapped(losses_opened, OpenLosses.filter())
    tapped(losses_of_opened, OpenLossesOf.filter())
    tapped(cuts_opened, OpenCuts.filter())
    tapped(bonuses_opened, OpenBonuses.filter())
    tapped(launch_opened, OpenLaunch.filter())
    tapped(ranking_opened, OpenRanking.filter())
    tapped(period_wanted, ChooseKpiPeriod.filter())
    tapped(whose_wanted, ChooseKpiWhose.filter())
    kpi.include_router(picture_router())
    return kpi


def words_router() -> Router:
    """After the forms: what is written in answer to one of them is not asked of figures."""
    words = Router(name="kpi-words")
    words.message.register(kpi_asked, F.text, F.text.func(_asks_for_figures), ~F.forward_origin)
    return words


def _asks_for_figures(text: str) -> bool:
    return " ".join(text.casefold().split()).rstrip("?.!") in WORDS
