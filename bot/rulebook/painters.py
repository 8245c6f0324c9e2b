"""The message that tells heads of changed rules."""

from dataclasses import dataclass
from typing import Final

from bot.rulebook.callback_data import OpenRules
from bot.rulebook.cards import cut_lines
from bot.rulebook.change_words import Names, change_line
from bot.rulebook.version_cards import day_button
from bot.screens import Button, Screen
from bot.texts import Texts, texts_for
from domain.delivery.model import Notice
from domain.org.model import Actor
from domain.rulebook.notices import RulesChanged, ViewRulesChanged

MOST_CHANGES: Final = 10
LONGEST_LIST: Final = 3500


def changed_screen(changed: RulesChanged, texts: Texts) -> Screen:
    names = Names.of(changed.old, changed.new)
    lines = [change_line(change, texts, names) for change in changed.changes[:MOST_CHANGES]]
    rest = len(changed.changes) - MOST_CHANGES
    if rest > 0:
        lines.append(texts("rulebook-more-changes", count=rest))
    return Screen(
        texts.paragraphs(
            [
                texts("rulebook-notice", version=str(changed.version)),
                cut_lines(lines, LONGEST_LIST),
                texts("rulebook-notice-rules"),
            ]
        ),
        ((Button(texts.plain("rules-button"), OpenRules()), day_button(texts)),),
    )


@dataclass(frozen=True, slots=True)
class PaintRulesChanged:
    view_rules_changed: ViewRulesChanged

    async def __call__(self, actor: Actor, notice: Notice) -> Screen | None:
        """None for who leads nobody any more."""
        if not actor.role.leads_people:
            return None
        changed = await self.view_rules_changed(notice.matter_id)
        return changed_screen(changed, texts_for(actor.language))
