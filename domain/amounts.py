"""Amounts of money as people type them and files hold them.

Which separator is the decimal one:

- with both a point and a comma, the last kind, and it may occur once;
- one kind occurring several times separates thousands;
- a single separator followed by exactly three digits separates thousands, as in «12.500» and
  "1,234": money has no third decimal, people do write thousands so. After a lone zero
  ("0,125"), or before «тыс» and «млн» («1,234 млн»), it can only be the decimal one;
- spaces of every kind and apostrophes separate thousands, in threes.

Otherwise mixed or uneven groups ("1,23,456", "12 00") are refused rather than guessed at.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from domain.errors import BadInput

LONGEST_TEXT = 64  # the longest sensible amount, in words and with spaces, is half of that
LIMIT = Decimal(10) ** 12
DECIMALS = 2
NOISE_DIGITS = 6  # below 10**12 a binary float is exact to three digits, usually to far more
GROUP = 3

_POWERS_OF_TEN = {
    3: "тысяч тысячи тысяча тысячу тыс тыщ т k к thousand",
    6: "миллионов миллиона миллион млн лям м m mln mio mn million millions",
    9: "миллиардов миллиарда миллиард млрд bn b billion billions",
}
_POWERS = {word: power for power, words in _POWERS_OF_TEN.items() for word in words.split()}
_SHORTHAND = {"тр": ("т", "р")}

_CURRENCIES = {
    "RUB": "₽ rub rur р руб рубль рубля рублей ruble rubles",
    "USD": "$ us$ usd долл доллар доллара долларов dollar dollars",
    "EUR": "€ eur евро euro euros",
    "GBP": "£ gbp pound pounds",
    "KZT": "₸ kzt тг тенге tenge",
    "BYN": "byn",
    "UAH": "₴ uah грн",
    "CNY": "cny юань юаня юаней yuan",
    "JPY": "jpy иена иены иен yen",
    "INR": "₹ inr",
    "TRY": "₺ try",
    "GEL": "₾ gel лари",
    "AMD": "֏ amd",
    "UZS": "uzs",
    "CHF": "chf",
    "AED": "aed",
}
_CURRENCY_BY_WORD = {word: code for code, words in _CURRENCIES.items() for word in words.split()}

_DASHES = "-−–—"
_SIGNS = _DASHES + "+"
_NUMBER = re.compile(r"[.,]?[0-9](?:[0-9.,' ]*[0-9])?")
_TOKEN = re.compile(r" *(us\$|[^\W\d_]+\.?|[^\w\s])")
_PRICE_DASH = re.compile(rf"[.,] ?[{_DASHES}]+")  # "150,-" is 150 with no cents, not minus 150


class AmountUnreadable(BadInput):
    """Not one number with, perhaps, a scale and a currency."""


class AmountMissing(BadInput):
    """Nothing was typed, or white space."""


class AmountNegative(BadInput):
    """Below zero, where only what is due or paid can be entered; ``amount`` is what was read."""


class AmountZero(BadInput):
    """Zero, where an amount is needed."""


class AmountTooLarge(BadInput):
    """``limit`` or more."""


class AmountTooFine(BadInput):
    """More than ``decimals`` digits after the point that are not zeros."""


class TypedAmount(NamedTuple):
    amount: Decimal
    currency: str | None
    """ISO 4217 code, where the text names one."""


def parse_amount(text: str, *, allow_zero: bool = False, allow_negative: bool = False) -> Decimal:
    """The amount in major units, at most two decimals, whatever currency is named.

    Negative is a leading or trailing minus, or accounting brackets.

    Raises:
        AmountMissing, AmountUnreadable, AmountNegative, AmountZero, AmountTooLarge, AmountTooFine.
    """
    return parse_amount_with_currency(
        text, allow_zero=allow_zero, allow_negative=allow_negative
    ).amount


def parse_amount_with_currency(
    text: str, *, allow_zero: bool = False, allow_negative: bool = False
) -> TypedAmount:
    """As ``parse_amount``, with the currency if the text names one."""
    return _read(text, allow_zero=allow_zero, allow_negative=allow_negative)


def parse_file_amount(
    cell: object, *, allow_zero: bool = False, allow_negative: bool = False
) -> Decimal | None:
    """The amount in a cell of a file, which may hold a number already; None for an empty cell.

    A binary fraction is rounded to where its noise ends, so that 10.1 + 0.2 is 10.30. Raises as
    ``parse_amount`` does.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, str):
        return parse_amount(cell, allow_zero=allow_zero, allow_negative=allow_negative)
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise AmountUnreadable(text=str(cell)[:LONGEST_TEXT])
    amount = Decimal(str(cell) if isinstance(cell, float) else cell)
    if not amount.is_finite():
        raise AmountUnreadable(text=str(cell))
    if isinstance(cell, float) and abs(amount) < LIMIT:
        amount = round(amount, NOISE_DIGITS)
    return _within_bounds(amount, allow_zero=allow_zero, allow_negative=allow_negative)


def _read(text: str, *, allow_zero: bool, allow_negative: bool) -> TypedAmount:
    if len(text) > LONGEST_TEXT:
        raise AmountUnreadable(text=text[:LONGEST_TEXT])
    clean = _with_plain_spaces(text)
    if not clean:
        raise AmountMissing
    number = _NUMBER.search(clean)
    if number is None:
        raise AmountUnreadable(text=text)
    try:
        words = _read_words(clean[: number.start()], clean[number.end() :])
        digits = _read_digits(number.group(), is_scaled=words.power > 0)
    except ValueError as unreadable:
        raise AmountUnreadable(text=text) from unreadable
    amount = Decimal(f"{'-' if words.is_negative else ''}{digits}E{words.power}")
    amount = _within_bounds(amount, allow_zero=allow_zero, allow_negative=allow_negative)
    return TypedAmount(amount, words.currency)


def _within_bounds(amount: Decimal, *, allow_zero: bool, allow_negative: bool) -> Decimal:
    if abs(amount) >= LIMIT:
        raise AmountTooLarge(limit=LIMIT)
    if amount < 0 and not allow_negative:
        raise AmountNegative(amount=amount)
    if not amount and not allow_zero:
        raise AmountZero
    if amount != round(amount, DECIMALS):
        raise AmountTooFine(decimals=DECIMALS)
    is_whole = amount == amount.to_integral_value()
    return round(amount or abs(amount), 0 if is_whole else DECIMALS)  # no minus zero


def _with_plain_spaces(text: str) -> str:
    """Lower case, every kind of space the usual one, invisible marks of pasted text dropped."""
    kinds = ((character, unicodedata.category(character)) for character in text)
    plain = "".join(
        " " if kind == "Zs" or character == "\t" else character
        for character, kind in kinds
        if kind != "Cf"
    )
    return plain.replace("’", "'").strip().casefold()


class _Words(NamedTuple):
    is_negative: bool
    power: int
    currency: str | None


def _read_words(before: str, after: str) -> _Words:
    """The meaning of what stands around the number; ValueError if any of it has none here."""
    price_dash = _PRICE_DASH.match(after)
    leading = _tokens(before)
    trailing = _tokens(after[price_dash.end() :] if price_dash else after.removeprefix("."))
    is_negative = False
    if leading[:1] == ["("] and trailing[-1:] == [")"]:
        leading, trailing, is_negative = leading[1:], trailing[:-1], True
    signs = [word for word in leading if word in _SIGNS]
    leading = [word for word in leading if word not in _SIGNS]
    if trailing and trailing[-1] in _SIGNS:
        signs.append(trailing.pop())
    if len(signs) + is_negative > 1:
        raise ValueError("two signs")
    power = 0
    if trailing and trailing[0] in _POWERS:
        power = _POWERS[trailing.pop(0)]
    currencies = {_CURRENCY_BY_WORD.get(word) for word in leading + trailing}
    if None in currencies or len(currencies) > 1:
        raise ValueError("unknown words, or two currencies")
    is_negative = is_negative or (bool(signs) and signs[0] in _DASHES)
    return _Words(is_negative, power, currencies.pop() if currencies else None)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    position, text = 0, text.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError("neither a word nor a sign")
        word = match.group(1)
        tokens.extend(_SHORTHAND.get(word.removesuffix("."), (word.rstrip(".") or word,)))
        position = match.end()
    return tokens


def _read_digits(number: str, *, is_scaled: bool) -> str:
    """The number with no separators but a decimal point; ValueError for uneven groups."""
    point = _decimal_separator(number, is_scaled=is_scaled)
    whole, _, fraction = number.rpartition(point) if point else (number, "", "")
    separators = set(whole) - set("0123456789")
    if len(separators) > 1 or not (fraction or "0").isdecimal():
        raise ValueError("mixed separators")
    if separators:
        first, *groups = whole.split(separators.pop())
        if not 1 <= len(first) <= GROUP or any(len(group) != GROUP for group in groups):
            raise ValueError("uneven groups")
        whole = first + "".join(groups)
    return f"{whole or '0'}.{fraction or '0'}"


def _decimal_separator(number: str, *, is_scaled: bool) -> str | None:
    point, comma = number.rfind("."), number.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    separator = "." if point >= 0 else ","
    if number.count(separator) != 1:
        return None
    whole, fraction = number.split(separator)
    is_thousands = (
        len(fraction) == GROUP
        and whole.isdecimal()
        and 1 <= len(whole) <= GROUP
        and whole.strip("0")
        and not is_scaled
    )
    return None if is_thousands else separator
