"""Telegram's HTML style: markup in, plain text and entities out.

Offsets and lengths of entities count UTF-16 code units, as everywhere in Telegram. Error texts
count bytes of UTF-8, as Telegram's parser does.
"""

import html
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bot.playground.refusals import BadRequest, Json

_KINDS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_ENTITY: Final = re.compile(r"&(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|lt|gt|amp|quot);?")
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE: Final = re.compile(r"\s+([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_TAG_NAME: Final = re.compile(r"<([^\s>/<]*)")
_SURROGATES: Final = range(0xD800, 0xE000)
_LANGUAGE: Final = "language-"
_CODE: Final = {"code", "pre"}
_GROUPS: Final = {
    "blockquote": "quotation",
    "expandable_blockquote": "quotation",
    **dict.fromkeys(("code", "pre", "text_link", "text_mention", "custom_emoji"), "solid"),
}
"""Kinds that cannot stand within one another; the rest are styles, each with itself only."""


def utf16_length(text: str) -> int:
    """How long Telegram says that ``text`` is."""
    return len(text) + sum(character > "\uffff" for character in text)


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    start: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_html(markup: str) -> tuple[str, list[Json]]:
    """Plain text and its entities, trimmed as Telegram trims a message.

    Raises:
        BadRequest: the markup is not what Telegram accepts.
    """
    parser = _Parser(markup)
    parser.run()
    return trim("".join(parser.out), _allowed_nesting(parser.entities))


def _bad(why: str) -> BadRequest:
    return BadRequest(f"can't parse entities: {why}")


def _unescape_at(markup: str, at: int) -> tuple[str, int]:
    found = _ENTITY.match(markup, at)
    if found is None:
        return "&", at + 1
    name = found[1]
    if name in _NAMED:
        return _NAMED[name], found.end()
    code = int(f"0{name[1:]}", 16) if name[1] in "xX" else int(name[1:])
    if code == 0 or code > sys.maxunicode or code in _SURROGATES:
        return "&", at + 1
    return chr(code), found.end()


def _unescape(value: str) -> str:
    plain, at = [], 0
    while at < len(value):
        if value[at] == "&":
            part, at = _unescape_at(value, at)
        else:
            part, at = value[at], at + 1
        plain.append(part)
    return "".join(plain)


class _Parser:
    """One pass over the markup; ``length`` counts UTF-16 units put out so far."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.opened: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> None:
        while self.at < len(self.markup):
            character = self.markup[self.at]
            if character == "<":
                self._tag()
                continue
            if character == "&":
                character, self.at = _unescape_at(self.markup, self.at)
            else:
                self.at += 1
            self.out.append(character)
            self.length += utf16_length(character)
        if self.opened:
            raise _bad(f'Can\'t find end tag corresponding to start tag "{self.opened[-1].tag}"')

    def _tag(self) -> None:
        offset = len(self.markup[: self.at].encode())
        found = _TAG.match(self.markup, self.at)
        if found is None:
            raise self._broken_tag(offset)
        name = found[2].lower()
        self.at = found.end()
        if found[1]:
            self._end_tag(name, offset)
        else:
            self._start_tag(name, found[3], offset)

    def _broken_tag(self, offset: int) -> BadRequest:
        if self.markup.startswith("</", self.at):
            return _bad(f"Unclosed end tag at byte offset {offset}")
        named = _TAG_NAME.match(self.markup, self.at)
        name = named[1].lower() if named else ""
        problem = "Unclosed" if name in _KINDS else "Unsupported"
        return _bad(f'{problem} start tag "{name}" at byte offset {offset}')

    def _start_tag(self, name: str, rest: str, offset: int) -> None:
        if name not in _KINDS:
            raise _bad(f'Unsupported start tag "{name}" at byte offset {offset}')
        attributes = {
            key.lower(): _unescape(double or single or bare)
            for key, double, single, bare in _ATTRIBUTE.findall(rest)
        }
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _bad(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        if name == "tg-emoji" and not attributes.get("emoji-id", "").isdigit():
            raise _bad(f'Tag "tg-emoji" must have attribute "emoji-id" at byte offset {offset}')
        self.opened.append(_Open(name, self.length, len(self.out), attributes))

    def _end_tag(self, name: str, offset: int) -> None:
        if not self.opened:
            raise _bad(f"Unexpected end tag at byte offset {offset}")
        start = self.opened.pop()
        if start.tag != name:
            raise _bad(
                f"Unmatched end tag at byte offset {offset}, "
                f'expected "</{start.tag}>", found "</{name}>"'
            )
        size = self.length - start.offset
        if size == 0:
            return
        covered = "".join(self.out[start.start :])
        plain: Json = {"type": _KINDS[name], "offset": start.offset, "length": size}
        entity = self._with_attributes(plain, start, covered)
        if entity is not None:
            self.entities.append(entity)

    def _with_attributes(self, entity: Json, start: _Open, covered: str) -> Json | None:
        """The entity with what its tag's attributes add; ``None`` for a link to nowhere."""
        given = start.attributes
        match start.tag:
            case "a":
                return _linked(entity, given.get("href") or covered)
            case "blockquote" if "expandable" in given:
                return entity | {"type": "expandable_blockquote"}
            case "tg-emoji":
                return entity | {"custom_emoji_id": given["emoji-id"]}
            case "tg-time":
                shape = {"date_time_format": given["format"]} if given.get("format") else {}
                unix = given.get("unix", "")
                return entity | {"unix_time": int(unix) if unix.isdecimal() else 0} | shape
            case "code" if given.get("class", "").startswith(_LANGUAGE):
                return entity | {"language": given["class"].removeprefix(_LANGUAGE)}
            case "pre":
                inner = self.entities[-1] if self.entities else {"type": ""}
                if inner["type"] == "code" and _span(inner) == _span(entity):
                    self.entities.pop()
                    language = inner.get("language")
                    return entity | ({"language": language} if language else {})
        return entity


def _linked(entity: Json, address: str) -> Json | None:
    url = _link(address)
    if url is None:
        return None
    user = re.fullmatch(r"tg://user/?\?id=(\d+)", url)
    if user:
        return entity | {"type": "text_mention", "user": {"id": int(user[1])}}
    return entity | {"url": url}


def _link(url: str) -> str | None:
    """The address as Telegram keeps it, or ``None`` for what it silently drops."""
    url = url.strip()
    if re.match(r"(?i)(https?|tg|ton|tonsite)://", url):
        rest = url.split("://", 1)[1]
        return url + "/" if rest and not re.search(r"[/?#]", rest) else url if rest else None
    if re.match(r"(?i)(mailto:|tel:)\S+", url):
        return url
    if re.fullmatch(r"(?i)[a-z0-9-]+(\.[a-z0-9-]+)+([/?#]\S*)?", url):
        return f"http://{url}" if re.search(r"[/?#]", url) else f"http://{url}/"
    return None


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def in_order(entities: Iterable[Json]) -> list[Json]:
    """Outer entities before the inner ones that begin with them."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _allowed_nesting(entities: list[Json]) -> list[Json]:
    """What remains where tags stand in one another.

    A style within itself is one, as is a quotation; of links, code and the like only the outer one
    counts; a style stops where code begins and goes on after it.
    """
    kept: list[Json] = []
    for entity in in_order(entities):
        group = _GROUPS.get(entity["type"], entity["type"])
        rivals = (e for e in kept if _GROUPS.get(e["type"], e["type"]) == group)
        if not any(_overlap(entity, rival) for rival in rivals):
            kept.append(entity)
    code = [_span(entity) for entity in kept if entity["type"] in _CODE]
    out = []
    for entity in kept:
        if entity["type"] == "code":
            entity.pop("language", None)
        out += [entity] if entity["type"] in _GROUPS else _without(entity, code)
    return out


def _overlap(one: Json, other: Json) -> bool:
    (start, end), (other_start, other_end) = _span(one), _span(other)
    return start < other_end and other_start < end


def _without(entity: Json, holes: list[tuple[int, int]]) -> list[Json]:
    """The parts of ``entity`` outside ``holes``, which lie in order."""
    start, end = _span(entity)
    edges = [start]
    for hole_start, hole_end in holes:
        if start < hole_end and hole_start < end:
            edges += [max(hole_start, start), min(hole_end, end)]
    edges.append(end)
    parts = zip(edges[::2], edges[1::2], strict=True)
    return [entity | {"offset": a, "length": b - a} for a, b in parts if a < b]


def trim(text: str, entities: Iterable[Json]) -> tuple[str, list[Json]]:
    """``text`` without white space around it, and the entities moved and cut to match."""
    stripped = text.strip()
    skipped = utf16_length(text[: len(text) - len(text.lstrip())])
    size = utf16_length(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - skipped, 0)
        end = min(entity["offset"] + entity["length"] - skipped, size)
        if start < end:
            kept.append(entity | {"offset": start, "length": end - start})
    return stripped, in_order(kept)


_FOUND: Final = (
    ("url", re.compile(r"(?<![\w@/])(?:https?://|www\.|t\.me/)[^\s<>\"«»]+[^\s<>\"«».,:;!?)\]]")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)),
    (
        "bot_command",
        re.compile(r"(?<![\w/@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    ),
    ("mention", re.compile(r"(?<![\w@.])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#\w*[^\W\d]\w*")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d ()-]{8,17}\d(?!\w)")),
)


def with_found_entities(text: str, entities: list[Json]) -> list[Json]:
    """``entities`` and what Telegram itself marks in ``text``: commands, addresses, phones."""
    taken = [
        _span(entity)
        for entity in entities
        if entity["type"] in {"code", "pre", "text_link", "text_mention", "custom_emoji"}
    ]
    found = list(entities)
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(match[0])
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            found.append({"type": kind, "offset": start, "length": end - start})
    return in_order(found)


def escape(text: str) -> str:
    """``text`` made safe for a page."""
    return html.escape(text, quote=True)
