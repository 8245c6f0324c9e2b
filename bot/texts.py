"""What the bot says: Fluent messages per noun and language, and values worded for people.

Calling a ``Texts`` gives HTML: every argument is escaped, unless it is ``Markup`` already. Buttons,
pop-ups and file names are no HTML: they take ``plain``.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle
from fluent.syntax.ast import Placeable, StringLiteral, TextElement, VariableReference

from bot.late_words import LateBundle
from domain.language import Language
from domain.money import Money

LOCALES: Final = Path(__file__).parent / "locales"
NO_BREAK_SPACE: Final = "\u00a0"
NOTHING: Final = "—"
ONE_MINUTE: Final = timedelta(minutes=1)
ONE_HOUR: Final = timedelta(hours=1)
ONE_DAY: Final = timedelta(days=1)
LONGEST_PLACEABLE: Final = 2500
"""What Fluent lets a value be; a longer one is put in afterwards."""
MOST_COUNTED: Final = 10_000
"""Messages of whole numbers alone that are kept: «5 дней» is said often, and slow to decline."""

Value = str | int | Decimal | date | datetime | Money | None


class Markup(str):
    """HTML that is safe already."""

    __slots__ = ()


WORDS: Final = frozenset({str, Markup})


class Pattern(NamedTuple):
    """A message of words and values alone: ``%s`` in ``words`` for each value of ``names``."""

    words: str
    names: tuple[str, ...]


class MissingText(LookupError):
    """No message with this key in this language: our own mistake."""


@lru_cache(maxsize=len(Language))
def bundle(language: Language) -> FluentBundle:
    """Every message of ``language``, read once."""
    files = sorted((LOCALES / language.value).glob("*.ftl"))
    return LateBundle(language.value, (file.read_text("utf-8") for file in files))


def _pattern_of(language: Language, key: str) -> Pattern | None:
    """The message where it is nothing but words and values, as most are: those need no resolver."""
    if not bundle(language).has_message(key):
        return None
    value = bundle(language).get_message(key).value
    words: list[str] = []
    names: list[str] = []
    for element in getattr(value, "elements", [value]):
        match element.expression if isinstance(element, Placeable) else element:
            case TextElement(value=said):
                words.append(said.replace("%", "%%"))
            case StringLiteral() as literal:
                words.append(literal.parse()["value"].replace("%", "%%"))
            case VariableReference(id=named):
                words.append("%s")
                names.append(named.name)
            case _:
                return None
    return Pattern("".join(words), tuple(names))


@lru_cache(maxsize=MOST_COUNTED)
def _counted(language: Language, key: str, numbers: tuple[tuple[str, int], ...]) -> str:
    return _resolved(language, key, dict(numbers))


def _resolved(language: Language, key: str, arguments: Mapping[str, str | int | Decimal]) -> str:
    """As Fluent says it. Raises: MissingText."""
    message = bundle(language).get_message(key)
    if message is None or message.value is None:
        raise MissingText(key)
    long = {
        name: value
        for name, value in arguments.items()
        if isinstance(value, str) and len(value) > LONGEST_PLACEABLE
    }
    marks = {name: f"\ue000{number}\ue001" for number, name in enumerate(long)}
    formatted, errors = bundle(language).format_pattern(message.value, {**arguments, **marks})
    if errors:
        raise MissingText(key) from errors[0]
    text = str(formatted)
    for name, words in long.items():
        text = text.replace(marks[name], words)
    return text


class Texts:
    """Messages in one language, for one person's zone."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._constants: dict[str, str] = {}
        self._patterns: dict[str, Pattern | None] = {}

    def __call__(self, key: str, **arguments: Value) -> Markup:
        """The message as HTML."""
        return Markup(self._format(key, {k: self._escaped(v) for k, v in arguments.items()}))

    def plain(self, key: str, **arguments: Value) -> str:
        """The message as bare text."""
        return self._format(key, {k: self._bare(v) for k, v in arguments.items()})

    def has(self, key: str) -> bool:
        return bundle(self.language).has_message(key)

    def lines(self, lines: Iterable[str | None]) -> Markup:
        """Lines of HTML under each other; None and empty ones left out."""
        return Markup("\n".join(line for line in lines if line))

    def paragraphs(self, parts: Iterable[str | None]) -> Markup:
        """Blocks of HTML with an empty line between them."""
        return Markup("\n\n".join(part for part in parts if part))

    def money(self, money: Money | None) -> str:
        """``12 500 ₽``; kopecks only where there are any."""
        if money is None:
            return NOTHING
        amount = money.rounded().amount
        whole = amount == amount.to_integral_value()
        figure = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
        if self.language is Language.RUSSIAN:
            figure = figure.replace(",", NO_BREAK_SPACE).replace(".", ",")
        sign = CURRENCY_SIGNS.get(money.currency, money.currency)
        if self.language is Language.ENGLISH and sign in {"$", "€", "£"}:
            return f"{sign}{figure}"
        return f"{figure}{NO_BREAK_SPACE}{sign}"

    def moneys(self, sums: Sequence[Money]) -> str:
        """Sums of several currencies in one line."""
        return " + ".join(self.money(money) for money in sums) if sums else NOTHING

    def number(self, number: int) -> str:
        grouped = f"{number:,}"
        separator = NO_BREAK_SPACE if self.language is Language.RUSSIAN else ","
        return grouped.replace(",", separator)

    def day(self, day: date, *, today: date) -> str:
        """«сегодня», «завтра», «вт, 25 ноября»; the year where it is another."""
        near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
        if near:
            return self.plain(f"day-{near}")
        weekday = self.plain(f"weekday-{day.weekday()}")
        month = self.plain(f"month-{day.month}")
        year = "" if day.year == today.year else f" {day.year}"
        return f"{weekday}, {day.day} {month}{year}"

    def moment(self, moment: datetime, *, zone: ZoneInfo, now: datetime) -> str:
        """«сегодня, 14:05», in the person's zone."""
        local, today = moment.astimezone(zone), now.astimezone(zone).date()
        return f"{self.day(local.date(), today=today)}, {local:%H:%M}"

    def month(self, first: date) -> str:
        """«ноябрь 2026»."""
        return f"{self.plain(f'month-name-{first.month}')} {first.year}"

    def span(self, span: timedelta) -> str:
        """«3 дня», «5 ч», «20 мин»: the largest unit alone, rounded down; «1 мин» at the least."""
        if span >= ONE_DAY:
            return self.plain("span-days", count=span // ONE_DAY)
        if span >= ONE_HOUR:
            return self.plain("span-hours", count=span // ONE_HOUR)
        return self.plain("span-minutes", count=max(1, span // ONE_MINUTE))

    def _format(self, key: str, arguments: dict[str, str | int | Decimal]) -> str:
        if not arguments:
            if key not in self._constants:
                self._constants[key] = _resolved(self.language, key, {})
            return self._constants[key]
        if key not in self._patterns:
            self._patterns[key] = _pattern_of(self.language, key)
        pattern = self._patterns[key]
        if pattern is not None:
            values = tuple(map(arguments.get, pattern.names))
            if WORDS.issuperset(map(type, values)):
                return pattern.words % values
        if all(type(value) is int for value in arguments.values()):
            return _counted(self.language, key, tuple(arguments.items()))
        return _resolved(self.language, key, arguments)

    def _escaped(self, value: Value) -> str | int | Decimal:
        if type(value) is str:
            return html.escape(value)
        if isinstance(value, Markup):
            return value
        bare = self._bare(value)
        return html.escape(bare) if isinstance(bare, str) else bare

    def _bare(self, value: Value) -> str | int | Decimal:
        match value:
            case None:
                return NOTHING
            case Money():
                return self.money(value)
            case bool() | datetime() | date():
                raise TypeError(f"word this value first: {value!r}")
            case int() | Decimal() | str():
                return value


CURRENCY_SIGNS: Final = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "BYN": "Br"}


@lru_cache(maxsize=len(Language))
def texts_for(language: Language) -> Texts:
    """The one ``Texts`` of a language."""
    return Texts(language)
