"""Contacts of an address book: vCards of versions 2.1 to 4.0, one or many in a text."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

MOST_VALUES: Final = 50
"""Phones and e-mails of one card; more is no address book."""

_LINE = re.compile(r"(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<params>(?:;[^:]*)?):(?P<value>.*)", re.DOTALL)
_QUOTED_PRINTABLE = re.compile(r"(?:^|[;=])QUOTED-PRINTABLE(?:;|$)", re.IGNORECASE)
_CHARSET = re.compile(r"CHARSET=\"?([\w-]+)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SEPARATOR = re.compile(r"(?<!\\);")


@dataclass(slots=True)
class VCard:
    """What is read of a card; ``line`` is where it begins, from 1. ``birthday`` is as it stands."""

    line: int
    name: str = ""
    company: str = ""
    position: str = ""
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    birthday: str = ""


def read_vcards(text: str) -> Iterator[VCard]:
    """The cards in ``text``, in order; one that is cut off is read as far as it goes."""
    card: VCard | None = None
    for number, line in _logical_lines(text):
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        name, params, value = found["name"].upper(), found["params"], found["value"]
        if (name, value.strip().upper()) == ("BEGIN", "VCARD"):
            if card is not None:
                yield card
            card = VCard(number)
        elif card is not None and name == "END":
            yield card
            card = None
        elif card is not None:
            _take(card, name, params, value)
    if card is not None:
        yield card


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with what was folded, each with the number at which it begins."""
    held, began, goes_on = "", 0, False
    for number, line in enumerate(text.splitlines(), 1):
        if held and goes_on:
            held = held[:-1] + line
        elif held and line[:1] in {" ", "\t"}:
            held += line[1:]
        else:
            if held:
                yield began, held
            held, began = line, number
        head = held.partition(":")[0]
        goes_on = held.endswith("=") and bool(_QUOTED_PRINTABLE.search(head))
    if held:
        yield began, held


def _take(card: VCard, name: str, params: str, value: str) -> None:
    text = _decoded(params, value)
    match name:
        case "FN":
            card.name = _plain(text) or card.name
        case "N" if not card.name:
            family, given, middle = [*_parts(text), "", "", ""][:3]
            card.name = " ".join(word for word in (given, middle, family) if word)
        case "ORG":
            card.company = card.company or next(iter(_parts(text)), "")
        case "TITLE":
            card.position = card.position or _plain(text)
        case "TEL" if len(card.phones) < MOST_VALUES:
            _add(card.phones, _plain(text).removeprefix("tel:").replace(";ext=", " доб. "))
        case "EMAIL" if len(card.emails) < MOST_VALUES:
            _add(card.emails, _plain(text).removeprefix("mailto:"))
        case "BDAY":
            card.birthday = card.birthday or value.strip()


def _add(values: list[str], value: str) -> None:
    if value and value not in values:
        values.append(value)


def _decoded(params: str, value: str) -> str:
    if not _QUOTED_PRINTABLE.search(params):
        return value
    charset = _CHARSET.search(params)
    raw = quopri.decodestring(value.encode())
    try:
        return raw.decode(charset[1] if charset else "utf-8")
    except (UnicodeDecodeError, LookupError):
        return raw.decode("cp1251", errors="replace")


def _parts(text: str) -> list[str]:
    return [_plain(part) for part in _SEPARATOR.split(text)]


def _plain(text: str) -> str:
    unescaped = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], text)
    return " ".join(unescaped.split())
