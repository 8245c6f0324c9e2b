"""Phone numbers by the world's numbering plans, from the ``phonenumbers`` package."""

import re
from collections.abc import Iterator

import phonenumbers

from domain.phones import LONGEST_TEXT, FoundPhone, Phone, PhoneUnreadable

LONGEST_SEARCHED = 4096  # one Telegram message

_RUSSIAN_EXTENSION = re.compile(r"\b(?:внутренний|внутр|вн|добавочный)\b\.?", re.IGNORECASE)
_PLUS_EIGHT = re.compile(r"\+8(?=(?:\D*[0-9]){10}\D*$)")
_COUNTRIES_DIALLING_8 = {"RU", "KZ"}


def read_phone(text: str, country: str) -> Phone:
    """The phone typed as ``text``; without a country code it is one of ``country``.

    Also understood: 8 or nothing for +7 in Russia, "+8 999 …" (the same slip in writing), 00 for
    plus, «доб. 12», «вн. 12», "ext 12".

    Raises:
        PhoneUnreadable: not one existing number, or an unknown country and no country code.
    """
    if len(text) <= LONGEST_TEXT:
        for spelling in _spellings(text, country.upper()):
            phone = _parsed(spelling, country.upper())
            if phone is not None:
                return phone
    raise PhoneUnreadable(text=text[:LONGEST_TEXT], country=country)


def find_phones(text: str, country: str) -> tuple[FoundPhone, ...]:
    """The existing numbers inside the first 4,096 characters of ``text``, in order."""
    matches = phonenumbers.PhoneNumberMatcher(text[:LONGEST_SEARCHED], country.upper())
    return tuple(FoundPhone(_phone_of(match.number), match.start, match.end) for match in matches)


def _spellings(text: str, country: str) -> Iterator[str]:
    """What may have been meant, the likeliest first."""
    text = _RUSSIAN_EXTENSION.sub("доб.", " ".join(text.split()))  # thin spaces are common
    yield text
    if country in _COUNTRIES_DIALLING_8:
        yield _PLUS_EIGHT.sub("8", text)
    if text.startswith("00"):
        yield "+" + text.removeprefix("00")


def _parsed(text: str, country: str) -> Phone | None:
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    return _phone_of(number) if phonenumbers.is_valid_number(number) else None


def _phone_of(number: phonenumbers.PhoneNumber) -> Phone:
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(written, number.extension or None)
