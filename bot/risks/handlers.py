"""Risks looked at. Unpack, one use case, the card."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.matters import ShowMatter, show_instead
from bot.pages import PAGE_SIZE
from bot.risks.callback_data import OpenRisk, OpenRisks
from bot.risks.cards import risk_list
from bot.texts import Texts
from domain.delivery.model import Matter
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.risks.use_cases import ListRisks


async def risk_opened(
    query: CallbackQuery, callback_data: OpenRisk, actor: Actor, show_matter: ShowMatter
) -> None:
    await show_matter(query, actor, Matter.RISK, callback_data.risk_id)


async def risks_opened(
    query: CallbackQuery,
    callback_data: OpenRisks,
    actor: Actor,
    texts: Texts,
    list_risks: ListRisks,
    cards: Cards,
) -> None:
    offset = max(0, callback_data.page) * PAGE_SIZE
    listed = await list_risks(actor, offset=offset, size=PAGE_SIZE)
    await show_instead(query, risk_list(listed, texts, reader=actor.id), cards)


def router() -> Router:
    risks = Router(name="risks")
    tapped = risks.callback_query.register
    tapped(risk_opened, OpenRisk.filter())
    tapped(risks_opened, OpenRisks.filter())
    return risks
