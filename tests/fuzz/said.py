"""Buttons and links that anybody can forge, and values that are put into our texts."""

import asyncio
from functools import cache
from html import unescape
from typing import Any, Final

from aiogram.filters.callback_data import CallbackData
from aiogram.types import Chat, Message
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from hypothesis import strategies as st

import bot.composition.dispatcher  # noqa: F401 - every kind of button is defined on its way
from bot.org.deep_links import LARGEST_ID, DeepLinks
from bot.playground.formatting import parse_html
from bot.texts import LOCALES, texts_for
from domain.language import Language
from tests.builders import NOW
from tests.fuzz.typed import MARKS

PREFIXES: Final = ("deal", "task", "offer", "client", "project")
LONGEST_DATA: Final = 64
MESSAGE: Final = Message(message_id=1, date=NOW, chat=Chat(id=7, type="private"))


@cache
def buttons() -> dict[str, type[CallbackData]]:
    """Every kind of button by its prefix."""

    def below(kind: type[CallbackData]) -> list[type[CallbackData]]:
        return [one for child in kind.__subclasses__() for one in (child, *below(child))]

    return {
        kind.__prefix__: kind
        for kind in below(CallbackData)
        if hasattr(kind, "__prefix__") and kind.__module__.startswith("bot.")
    }


part = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.sampled_from((*MARKS, "", "0", "1", "a", "true", "None", "won_value", "m", "p")),
    st.text(max_size=12),
)


@st.composite
def forged(draw: st.DrawFn) -> str:
    """Data under a prefix that there is, with parts that fit or do not, cut where Telegram cuts."""
    prefix = draw(st.sampled_from(sorted(buttons())))
    count = len(buttons()[prefix].model_fields) + draw(st.sampled_from((-1, 0, 0, 0, 0, 1)))
    parts = draw(st.lists(part, min_size=max(count, 0), max_size=max(count, 0)))
    data = ":".join((prefix, *parts)).encode("utf-8", "replace")
    return data[:LONGEST_DATA].decode("utf-8", "ignore")


def press(data: str) -> None:
    """It is unpacked into what is packed the same again, or refused the way the filter expects."""
    kind = buttons()[data.partition(":")[0]]
    try:
        unpacked = kind.unpack(data)
    except (TypeError, ValueError):
        return
    try:
        packed = unpacked.pack()
    except ValueError:  # a part left empty is packed in full, and then it is too long
        assert "" in data.split(":")
        return
    assert kind.unpack(packed) == unpacked


links: Final = st.one_of(
    st.tuples(st.sampled_from(PREFIXES), part).map("_".join),
    st.text(max_size=80),
    st.sampled_from(MARKS),
)


def follow(payload: str) -> None:
    """A record's number reaches its opener whole, and nothing else does."""
    opened: list[int] = []

    async def opener(_message: Message, record_id: int) -> None:
        opened.append(record_id)

    known = DeepLinks()
    for prefix in PREFIXES:
        known.add(prefix, opener)
    was_opened = asyncio.run(known.open(payload, MESSAGE, {}))
    assert was_opened == bool(opened)
    assert all(0 <= record_id <= LARGEST_ID for record_id in opened)


class _Arguments(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.numbers: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's name
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - the visitor's name
        keys = {getattr(variant.key, "name", "") for variant in node.variants}
        if keys & {"one", "few", "many"} and isinstance(node.selector, ast.VariableReference):
            self.numbers.add(node.selector.id.name)
        self.generic_visit(node)


@cache
def messages() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Of each key the names of its values, and which of them are counted."""
    found = {}
    for path in sorted((LOCALES / Language.RUSSIAN).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, ast.Message):
                arguments = _Arguments()
                arguments.visit(entry)
                found[entry.id.name] = frozenset(arguments.names), frozenset(arguments.numbers)
    return found


value = st.one_of(
    st.sampled_from([mark for mark in MARKS if mark.isprintable()]),
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.text(st.sampled_from("<>&\"'{}$ \u2068\ue0000abж\n"), max_size=40),
)
number = st.integers(-(10**18), 10**18)


@st.composite
def sayings(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    key = draw(st.sampled_from(sorted(messages())))
    names, numbers = messages()[key]
    arguments = {
        name: draw(number if name in numbers else value | number) for name in sorted(names)
    }
    return key, draw(st.sampled_from([language.value for language in Language])), arguments


def say(saying: tuple[str, str, dict[str, Any]]) -> None:
    """It is HTML that Telegram takes, and what was put in reads as it was."""
    key, language, arguments = saying
    texts = texts_for(Language(language))
    marked = texts(key, **arguments)
    shown, _ = parse_html(marked)
    plain = texts.plain(key, **arguments)
    for given in arguments.values():
        if isinstance(given, str) and given in plain and given.strip():
            assert given.strip() in unescape(shown) or given.strip() in shown, key
