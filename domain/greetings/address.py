"""How a person is spoken to: by first name and patronymic, where the name shows which they are."""

import re
from collections.abc import Sequence

_PATRONYMIC = re.compile(
    r".+(?:ович|евич|ич|овна|евна|ична|инична|ұлы|қызы|улы|кызы|оглы|ovich|evich|ovna|evna|ichna)",
    re.IGNORECASE,
)
_SURNAME = re.compile(
    r".+(?:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|ский|цкий|ской|ская|цкая|их|ых|енко|ко|юк|ук|чук|"
    r"ян|янц|дзе|швили|ов-.+|ова-.+)",
    re.IGNORECASE,
)
_NAMES_LIKE_SURNAMES = (
    "ирина марина алина полина галина екатерина карина дарина арина ангелина кристина валентина "
    "регина сабина эвелина василина константин валентин августин мартин вениамин бенедикт марко "
    "аделина альбина антонина фаина нина дина инна лина рина эльвина ян марьян севастьян лука"
)
_FIRST_NAMES = frozenset(_NAMES_LIKE_SURNAMES.split())
_LATIN = re.compile(r"[a-z.'-]+", re.IGNORECASE)
ENOUGH_WORDS = 2


def address_of(name: str) -> str:
    """«Иванов Пётр Сергеевич» is «Пётр Сергеевич», «Иванов Пётр» is «Пётр», "John Smith" is "John";
    a name that does not show its parts is taken whole.
    """
    words = name.split()
    if len(words) < ENOUGH_WORDS:
        return name
    patronymic = _patronymic_at(words)
    if patronymic is not None:
        return " ".join(words[patronymic - 1 : patronymic + 1])
    if all(_LATIN.fullmatch(word) for word in words):
        return words[0]
    if len(words) == ENOUGH_WORDS:
        first, second = words
        if _is_surname(first) and not _is_surname(second):
            return second
        if _is_surname(second) and not _is_surname(first):
            return first
    return name


def _patronymic_at(words: Sequence[str]) -> int | None:
    """The place of the patronymic; a first name stands before it."""
    for place in range(len(words) - 1, 0, -1):
        if _PATRONYMIC.fullmatch(words[place]):
            return place
    return None


def _is_surname(word: str) -> bool:
    small = word.casefold()
    return small not in _FIRST_NAMES and _SURNAME.fullmatch(small) is not None
