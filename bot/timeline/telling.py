"""One entry of a history, with what its words are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.rulebook.wording import item_name, reason_name, segment_name, stage_name
from bot.shortening import shorten_to_line
from bot.texts import Markup, Texts
from domain.money import Money
from domain.rulebook.model import Rulebook
from domain.timeline import TimelineEntry

LONGEST_QUOTE = 200
"""Letters of a note or comment that are shown in a list; the rest stays in the base."""


def moment_in_history(moment: datetime, zone: ZoneInfo) -> str:
    """Always with the year: a history is read years later."""
    return f"{moment.astimezone(zone):%d.%m.%Y %H:%M}"


@dataclass(frozen=True, slots=True)
class Telling:
    """One entry with what its words are made of; a fact that is not there is None."""

    entry: TimelineEntry
    rulebook: Rulebook
    texts: Texts
    zone: ZoneInfo

    @property
    def key(self) -> str:
        """Of the text that its kind alone is worded by."""
        return f"timeline-{self.entry.kind.replace('_', '-')}"

    def text(self, fact: str) -> str | None:
        value = self.entry.facts.get(fact)
        return str(value) if value not in (None, "") else None

    def in_language(self, fact: str) -> str | None:
        """Of a fact that holds words by language, the reader's; Russian where there are none."""
        words = self.entry.facts.get(fact)
        if not isinstance(words, dict):
            return None
        return words.get(self.texts.language.value) or words.get("ru")

    def at(self, fact: str) -> str | None:
        value = self.text(fact)
        return moment_in_history(datetime.fromisoformat(value), self.zone) if value else None

    def day(self, fact: str) -> str | None:
        value = self.text(fact)
        return f"{datetime.fromisoformat(value):%d.%m.%Y}" if value else None

    def amount(self, fact: str) -> str | None:
        """The money, in its currency where the entry names one."""
        value, currency = self.text(fact), self.text("currency")
        if value is None:
            return None
        amount = Decimal(value)
        if currency:
            return self.texts.money(Money(amount, currency))
        whole = amount == amount.to_integral_value()
        return self.texts.number(int(amount)) if whole else f"{amount.normalize():f}"

    def stage(self, key: str | None) -> str | None:
        return stage_name(self.rulebook, key, self.texts) if key else None

    def reason(self) -> str | None:
        key = self.text("reason")
        return reason_name(self.rulebook, key, self.texts) if key else None

    def item(self) -> str | None:
        key = self.text("item")
        return item_name(self.rulebook, key, self.texts) if key else None

    def segment(self, fact: str) -> str | None:
        key = self.text(fact)
        return segment_name(self.rulebook, key, self.texts) if key else None

    def with_quote(self, words: Markup, fact: str) -> Markup:
        quote = self.text(fact)
        if quote is None:
            return words
        return self.texts(
            "timeline-with-quote", words=words, quote=shorten_to_line(quote, LONGEST_QUOTE)
        )


Words = Mapping[str, Callable[[Telling], Markup]]
"""What tells an entry, by its kind."""
