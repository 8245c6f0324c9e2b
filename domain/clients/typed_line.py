"""A new client as one typed line: «Ромашка, +7 999 123-45-67, Иванов Пётр».

An e-mail, and a tax number after «ИНН», may stand anywhere in it.

What stands before the phone is the client, what stands after it is the contact. Without that
hint the last part after a comma is a contact only if it reads as a person's name, because
companies have commas in theirs: «Ромашка, Лютик и Ко».
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.clients.tax_numbers import find_tax_number
from domain.emails import find_email
from domain.phones import looks_like_phone

_ASKED = re.compile(
    r"\s*(?:(?:новый|создать|new|create)\s+)?(?:клиент|client)(?:\s*[:,–—]\s*|\s+|$)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
_PHONE_MARK = r"(?:(?:тел|моб|tel|phone)[.:]?\s*)?"
_PHONE_START = re.compile(rf"(?<![\w+(]){_PHONE_MARK}(?=[+(]?[0-9])", re.IGNORECASE)
_PHONE = re.compile(rf"{_PHONE_MARK}\+?[0-9(][0-9()\s.\-–—‑]*[0-9]", re.IGNORECASE)
_EXTENSION = re.compile(r",?\s*(?:доб|вн|внутр|ext|x|#)\.?\s*[0-9]{1,8}(?![0-9])", re.IGNORECASE)
_USUAL = re.compile(r"[78][0-9]{10}|(?![78])[0-9]{10,12}")  # digits beside these are no part of it
_NO_DIGITS = re.compile(r"[^0-9]")
_PART_ENDS = ",;\n"
_EDGES = " \t\r\n,;"
_PERSONS_WORD = re.compile(r"[^\W\d_][^\W\d_'’\-]*\.?(?:[^\W\d_]\.)?")
MOST_WORDS_OF_A_PERSON = 4


@dataclass(frozen=True, slots=True)
class TypedClient:
    """A new client as somebody typed it: nothing is checked yet; ``phone`` in any spelling,
    ``card`` the vCard of a shared contact, ``email`` the contact's.
    """

    name: str
    phone: str | None = None
    contact_name: str | None = None
    contact_telegram_id: int | None = None
    card: str | None = None
    email: str | None = None
    tax_number: str | None = None


def read_client_line(text: str) -> TypedClient:
    """Name, phone and contact out of ``text``; what is not there is "" or None.

    Of several phones the first is taken; the others stay where they are, so that none is lost.
    """
    asked = _ASKED.match(text)
    line = text[asked.end() :] if asked else text
    line, tax_number = _without(line, find_tax_number(line))
    line, email = _without(line, find_email(line))
    return replace(_read_names(line), email=email, tax_number=tax_number)


def _without(line: str, found: tuple[str, int, int] | None) -> tuple[str, str | None]:
    """The line without what was found there, and what that is."""
    if found is None:
        return line, None
    value, begin, end = found
    parts = (line[:begin].strip(_EDGES), line[end:].strip(_EDGES))
    return ", ".join(part for part in parts if part), value


def _read_names(line: str) -> TypedClient:
    found = _find_phone(line)
    if found is None:
        name, contact = _split_off_person(line)
        return TypedClient(name, None, contact)
    begin, end = found
    before, after = line[:begin].strip(_EDGES), line[end:].strip(_EDGES)
    if before and after:
        return TypedClient(before, line[begin:end], after)
    name, contact = _split_off_person(before or after)
    return TypedClient(name, line[begin:end], contact)


def client_of_contact(
    first_name: str,
    last_name: str | None,
    phone: str,
    telegram_id: int | None,
    card: str | None = None,
) -> TypedClient:
    """A client out of a shared Telegram contact, the same person being the one to talk to.

    Telegram leaves the plus out of full numbers.
    """
    name = f"{first_name} {last_name or ''}".strip()
    is_full = phone.isdecimal() and not phone.startswith(("0", "8"))
    return TypedClient(name, f"+{phone}" if is_full else phone, name, telegram_id, card)


def _find_phone(line: str) -> tuple[int, int] | None:
    """The first text outside of quotes that reads as a phone, of a usual length if there is one."""
    quoted = [match.span() for match in _QUOTED.finditer(line)]
    spans = [
        span
        for start in _PHONE_START.finditer(line)
        if not any(begin < start.start() < end for begin, end in quoted)
        for span in _phones_at(line, start.start())
    ]
    usual = (span for span in spans if _USUAL.fullmatch(_NO_DIGITS.sub("", line[slice(*span)])))
    begin, end = next(usual, spans[0] if spans else (0, 0))
    if begin == end:
        return None
    extension = _EXTENSION.match(line, end)
    return begin, extension.end() if extension else end


def _phones_at(line: str, begin: int) -> Iterator[tuple[int, int]]:
    """All that reads as a phone from ``begin`` on and ends where a word does, the longest first."""
    longest = _PHONE.match(line, begin)
    if longest is None:
        return
    ends = [longest.end(), *(begin + gap.start() for gap in re.finditer(r"\s", longest.group()))]
    for end in sorted(ends, reverse=True):
        if looks_like_phone(line[begin:end]):
            yield begin, end


def _split_off_person(line: str) -> tuple[str, str | None]:
    quoted = [match.span() for match in _QUOTED.finditer(line)]
    ends = [
        at
        for at, mark in enumerate(line)
        if mark in _PART_ENDS and not any(begin < at < end for begin, end in quoted)
    ]
    for at in reversed(ends):
        name, rest = line[:at].strip(_EDGES), line[at + 1 :].strip(_EDGES)
        if name and rest:
            return (name, rest) if _is_person(rest) else (line.strip(_EDGES), None)
    return line.strip(_EDGES), None


def _is_person(text: str) -> bool:
    """Whether ``text`` reads as a person's name: up to four words, each with a capital."""
    words = text.split()
    return len(words) <= MOST_WORDS_OF_A_PERSON and all(
        word[0].isupper() and _PERSONS_WORD.fullmatch(word) for word in words
    )
