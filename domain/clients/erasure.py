"""Data of one person, handed out or erased because they ask for it.

An erasure is for good. Of the person there stays a hash of each phone and e-mail, so that a later
import does not bring them back; of the act, who did it, when and why.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import BadInput, NotAllowed, Outdated
from domain.org.model import Actor, Role
from domain.transliteration import search_key

ERASED_NAME = "—"
SHORTEST_ALONE = 4
"""Letters of a word of a name that is looked for by itself: shorter ones are in other words."""
LONGEST_ENDING = 3
"""Letters of a case ending: «Иванов», «Ивановым»."""
NATIONAL_DIGITS = 10
_VOWELS = "аеёиоуыэюяйь"
_WORD = re.compile(r"[^\W\d_]+")


class ErasureNotAllowed(NotAllowed):
    """Only administrators hand out and erase personal data."""


class AlreadyErased(Outdated):
    """The data are gone: ``client_id`` is the client."""


class ErasureUnconfirmed(BadInput):
    """Something else was said than yes."""


class Subject(StrEnum):
    """Whose data: a contact person's, or a private client's with everybody at it."""

    CONTACT = "contact"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a person is known by: ``phones`` are E.164. ``keys`` are what imports know them by."""

    names: tuple[str, ...]
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def require_eraser(actor: Actor) -> None:
    """Raises: ErasureNotAllowed."""
    if not may_erase(actor):
        raise ErasureNotAllowed


def may_erase(actor: Actor) -> bool:
    return actor.role is Role.ADMINISTRATOR


def hash_of(salt: bytes, value: str) -> bytes:
    """By which a phone, an e-mail or a key of an erased person is known again."""
    return hashlib.sha256(salt + value.strip().casefold().encode()).digest()


def hashes_of(salt: bytes, data: PersonalData) -> frozenset[bytes]:
    return frozenset(
        hash_of(salt, value) for value in (*data.phones, *data.emails, *data.keys) if value
    )


def pattern_of(data: PersonalData) -> str:
    """A regular expression (of Postgres, to be matched ignoring case) for every way in which the
    person stands in a text; "" where there is nothing to look for."""
    parts = [part for name in data.names for part in _name_patterns(name)]
    parts += [part for name in data.names for part in _key_patterns(name)]
    parts += [_phone_pattern(number) for number in data.phones]
    parts += [re.escape(email) for email in data.emails if email]
    return "|".join(dict.fromkeys(part for part in parts if part))


def _name_patterns(name: str) -> list[str]:
    """The words of a name in either order, then each long one by itself, in any case."""
    words = [_inflected(word) for word in _WORD.findall(name)]
    gap = r"[\s.,]+"
    whole = [gap.join(words), gap.join(reversed(words))] if len(words) > 1 else []
    alone = [_inflected(word) for word in _WORD.findall(name) if len(word) >= SHORTEST_ALONE]
    return [f"\\m(?:{pattern})\\M" for pattern in (*whole, *alone)]


def _key_patterns(name: str) -> list[str]:
    """The long words of a name as keys for searching have them: folded to Latin."""
    words = [word for word in search_key(name).split() if len(word) >= SHORTEST_ALONE]
    return [f"\\m(?:{_inflected(word)})\\M" for word in words]


def _inflected(word: str) -> str:
    stem = word[:-1] if len(word) >= SHORTEST_ALONE and word[-1].casefold() in _VOWELS else word
    letters = "".join("[её]" if letter in "её" else letter for letter in stem.casefold())
    return letters + (f"\\w{{0,{LONGEST_ENDING}}}" if len(word) >= SHORTEST_ALONE else "")


def _phone_pattern(number: str) -> str:
    """The national digits with anything usual between them, and a code before them if it stands."""
    digits = re.sub(r"\D", "", number)[-NATIONAL_DIGITS:]
    return r"(?:\+?\d{1,3}[\s().-]*)?" + r"[\s().-]*".join(digits)
