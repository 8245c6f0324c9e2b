"""A text as words, numbers and marks, each with its place and what it may mean.

What must not be read stays in one piece that means nothing: phones, addresses, quotations, and
numbers with more points than a date has (ГОСТ 12.1.004).
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from domain.tasks.phrases.vocabulary import (
    MEANINGS,
    NO_SLIPS,
    RELATIVE_SPELLINGS,
    WEEKDAY_SPELLINGS,
    words,
)


class Token(NamedTuple):
    """``word`` is lower case with е for ё. A run is what stands between spaces and punctuation."""

    text: str
    word: str
    begin: int
    end: int
    meanings: Mapping[str, Any]
    begins_run: bool
    ends_run: bool
    is_word: bool
    is_mark: bool


_END = r"(?![.,:/\-–]?\d)"
_TOKEN = re.compile(
    rf"""
      (?P<opaque> https?://\S+ | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}})+
        | (?<![\w+]) (?: \+\d{{1,3}} | [78] ) [\s(-]*\d{{3}} [\s)-]*\d{{3}}
          [\s-]*\d{{2}} [\s-]*\d{{2}}\b
        | \+\d[\d\s()-]{{6,24}}\d | \d{{10,}} | \b\d{{2,3}}-\d{{2}}-\d{{2}}\b(?!-)
        | «[^»]{{1,80}}» | "[^"]{{1,80}}" | “[^”]{{1,80}}” | „[^“”]{{1,80}}[“”] )
    | (?P<login> (?<![\w@]) @ [A-Za-z]\w{{1,31}} )
    | (?P<clocks> (?P<h1>\d{{1,2}}):(?P<m1>\d{{2}}) \s?[-–—]\s?
        (?P<h2>\d{{1,2}}):(?P<m2>\d{{2}}) ){_END}
    | (?P<clock> (?P<ch>\d{{1,2}}):(?P<cm>\d{{2}}) ){_END}
    | (?P<iso> (?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}}) ){_END}
    | (?P<date> (?P<dd>\d{{1,2}}) (?P<ds>[./-]) (?P<dm>\d{{1,2}})
        (?:(?P=ds)(?P<dy>\d{{4}}|\d{{2}}))? ){_END}
    | (?P<decimal> \d{{1,4}}[.,]\d{{1,2}} ){_END}
    | (?P<many> \d+ (?: [.,:/-]\d+ )+ )
    | (?P<nth> (?P<n>\d{{1,2}}) (?: -(?:го|му|е|й|ое|ого|ому|ый|ий) | го | му | ого | ому
        | th | st | nd | rd ) (?!\w) )
    | (?P<number> \d+ )
    | (?P<word> [^\W\d_][\u0300-\u036f]? (?: [^\W\d_] | [\u0300-\u036f] | [-'’](?=[^\W\d_]) )* )
    | (?P<glue> [№\#%$€₽£+*/_=&°\\-] | [^\W] )
    | (?P<mark> \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FEW_DIGITS, _MOST_DIGITS = 4, 6
_SLIP_AFTER = words(
    """
    в во к ко до на по каждый каждую каждое следующий следующую следующее этот эту это on by
    every next until till this
    """
)


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of ``text`` in order; only spaces lie between them."""
    found: list[Token] = []
    matches = list(_TOKEN.finditer(text))
    previous = ""
    for place, match in enumerate(matches):
        kind = match.lastgroup or ""
        begin, end = match.span()
        word = fold(match.group())
        before = matches[place - 1] if place else None
        after = matches[place + 1] if place + 1 < len(matches) else None
        begins = before is None or before.end() < begin or "mark" in (kind, before.lastgroup)
        ends = after is None or after.start() > end or "mark" in (kind, after.lastgroup)
        meanings = _READERS[kind](match, word) if kind in _READERS else _NOTHING
        if kind == "word":
            meanings = _meanings_of_word(word, previous, begins)
        is_word, is_mark = kind == "word", kind == "mark"
        found.append(
            Token(match.group(), word, begin, end, meanings, begins, ends, is_word, is_mark)
        )
        previous = word
    return tuple(found)


def fold(text: str) -> str:
    """Lower case, ё as е, composed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.lower().replace("ё", "е")


_NOTHING: Mapping[str, Any] = {}


def _clocks(match: re.Match[str], _word: str) -> Mapping[str, Any]:
    return {"clocks": tuple(int(match[name]) for name in ("h1", "m1", "h2", "m2"))}


def _clock(match: re.Match[str], _word: str) -> Mapping[str, Any]:
    return {"clock": (int(match["ch"]), int(match["cm"]), match["ch"].startswith("0"))}


def _iso(match: re.Match[str], _word: str) -> Mapping[str, Any]:
    return {"full_date": (int(match["id"]), int(match["im"]), int(match["iy"]))}


def _date(match: re.Match[str], _word: str) -> Mapping[str, Any]:
    """Two or three numbers with one sign between them: maybe a date, a time, a decimal."""
    first, sign, second, year = match["dd"], match["ds"], match["dm"], match["dy"]
    pair = int(first), int(second)
    if year:
        whole = int(year) if len(year) == _FEW_DIGITS else 2000 + int(year)
        name = "slashed_full" if sign == "/" else "full_date"
        return {name: (*pair, whole)}
    is_padded = len(second) == len("mm")
    if sign == ".":
        meanings: dict[str, Any] = {"decimal": float(match.group())}
        meanings["dotted" if is_padded else "dotted_short"] = pair
        if is_padded:
            meanings["clock_like"] = (*pair, first.startswith("0"))
        return meanings
    if sign == "/":
        both_padded = is_padded and len(first) == len("dd")
        return {"slashed" if both_padded else "slashed_short": pair}
    is_round = is_padded and pair[1] % 5 == 0 and pair[1] != pair[0] + 1
    return {"clock_like": (*pair, first.startswith("0"))} if is_round else {}


def _decimal(match: re.Match[str], _word: str) -> Mapping[str, Any]:
    return {"decimal": float(match.group().replace(",", "."))}


def _nth(match: re.Match[str], word: str) -> Mapping[str, Any]:
    is_of_month = word.endswith(("го", "му", "th", "st", "nd", "rd"))
    number = int(match["n"])
    return {"nth": number, "nth_of_month": number} if is_of_month else {"nth": number}


def _number(_match: re.Match[str], word: str) -> Mapping[str, Any]:
    if len(word) > _MOST_DIGITS:
        return {}
    number = int(word)
    if len(word) > _FEW_DIGITS:
        return {"number": number}
    meanings: dict[str, Any] = {"number": number, "digits": (number, word.startswith("0"))}
    if len(word) == _FEW_DIGITS:
        meanings["year"] = number
        meanings.pop("digits")
    return meanings


def _meanings_of_word(word: str, previous: str, begins: bool) -> Mapping[str, Any]:
    known = MEANINGS.get(word)
    if known is not None:
        if word == "m" and not begins and previous.isdecimal():
            return {**known, "minute": 1}  # 30m
        return known
    if word in NO_SLIPS or len(word) < len("среда") - 1:
        return _NOTHING
    away = _misspelled(word, RELATIVE_SPELLINGS)
    if away is not None:
        return {"days_away": away}
    weekday = _misspelled(word, WEEKDAY_SPELLINGS) if previous in _SLIP_AFTER else None
    return _NOTHING if weekday is None else {"weekday": weekday}


_READERS = {
    "clocks": _clocks,
    "clock": _clock,
    "iso": _iso,
    "date": _date,
    "decimal": _decimal,
    "nth": _nth,
    "number": _number,
}


def _misspelled(word: str, spellings: Mapping[str, int]) -> int | None:
    for right, number in spellings.items():
        if abs(len(right) - len(word)) <= 1 and _is_one_slip(word, right):
            return number
    return None


def _is_one_slip(word: str, right: str) -> bool:
    """One letter missing, extra, wrong, or two neighbours swapped."""
    shorter = min(len(word), len(right))
    head = 0
    while head < shorter and word[head] == right[head]:
        head += 1
    tail = 0
    while tail < shorter - head and word[-1 - tail] == right[-1 - tail]:
        tail += 1
    left, wanted = word[head : len(word) - tail], right[head : len(right) - tail]
    if len(left) <= 1 and len(wanted) <= 1:
        return True
    return len(left) == len("ab") and left == wanted[::-1]
