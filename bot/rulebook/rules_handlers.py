"""/rules: what of the rulebook concerns whoever asks."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.matters import show_instead
from bot.rulebook.callback_data import OpenRules, OpenRulesTopic
from bot.rulebook.rules_cards import rules_card, rules_menu
from bot.screens import show
from bot.texts import Texts
from domain.delivery.ports import Cards
from domain.org.model import Actor
from domain.rulebook.rules_for import ListRules, ViewRules


async def rules_asked(message: Message, actor: Actor, texts: Texts, list_rules: ListRules) -> None:
    await show(message, rules_menu(await list_rules(actor), texts))


async def rules_opened(
    query: CallbackQuery, actor: Actor, texts: Texts, list_rules: ListRules, cards: Cards
) -> None:
    await show_instead(query, rules_menu(await list_rules(actor), texts), cards)


async def topic_opened(
    query: CallbackQuery,
    callback_data: OpenRulesTopic,
    actor: Actor,
    texts: Texts,
    view_rules: ViewRules,
    cards: Cards,
) -> None:
    page = await view_rules(actor, callback_data.topic)
    await show_instead(query, rules_card(page, texts), cards)


def router() -> Router:
    rules = Router(name="rules")
    rules.message.register(rules_asked, Command("rules"))
    rules.callback_query.register(rules_opened, OpenRules.filter())
    rules.callback_query.register(topic_opened, OpenRulesTopic.filter())
    return rules
