"""What of the rulebook concerns the person: a menu of topics, and each in plain words."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.rulebook.callback_data import OpenRules, OpenRulesTopic
from bot.rulebook.topics import clients, sales, work
from bot.rulebook.version_cards import day_button
from bot.screens import Button, Screen, paired
from bot.texts import Markup, Texts
from domain.rulebook.rules_for import RulesMenu, RulesPage
from domain.rulebook.topics import Topic

WORDS: Final[Mapping[Topic, Callable[[RulesPage, Texts], list[Markup]]]] = {
    Topic.DEALS: sales.deals,
    Topic.OFFERS: sales.offers,
    Topic.CLIENTS: clients.clients,
    Topic.GREETINGS: clients.greetings,
    Topic.REQUESTS: sales.requests,
    Topic.CALLS: sales.calls,
    Topic.VISITS: sales.visits,
    Topic.POLLS: clients.polls,
    Topic.TASKS: work.tasks,
    Topic.FIGURES: work.figures,
    Topic.HOURS: work.hours,
    Topic.MESSAGES: work.messages,
    Topic.COMPANY: work.company,
}
"""Who words a topic."""


def rules_menu(menu: RulesMenu, texts: Texts) -> Screen:
    buttons = [
        Button(texts.plain(f"rules-topic-{topic}"), OpenRulesTopic(topic=topic))
        for topic in menu.topics
    ]
    return Screen(
        texts.lines([texts("rules-title"), texts("rules-choose", version=str(menu.version))]),
        (*paired(buttons), (day_button(texts),)),
    )


def rules_card(page: RulesPage, texts: Texts) -> Screen:
    """One topic, as it concerns the person's role and department."""
    title = texts("rules-topic-title", topic=texts.plain(f"rules-topic-{page.topic}"))
    back = Button(texts.plain("rules-back"), OpenRules())
    return Screen(
        texts.paragraphs([title, *WORDS[page.topic](page, texts)]), ((back, day_button(texts)),)
    )
