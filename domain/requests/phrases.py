"""A request told in one line: «обращение от Ромашки: не пришёл счёт», "request from Acme: …".

    line  = head «от» who [«из» company] [by what way] [":"] words

The head is a word for what clients send; without «от» and a name the line tells of
something else. What kind of request it is, and by what way it came, the rulebook's signs say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.interactions.phrases.names import BEFORE_NAME, OF_COMPANY, ROLES, name_at
from domain.rulebook.requests import Requests, RequestTerm
from domain.tasks.phrases import Link
from domain.tasks.phrases.tokens import Token, fold, tokenize
from domain.tasks.phrases.vocabulary import words

HEADS: Final = words("обращение жалоба претензия рекламация request complaint claim")
WEAK_HEADS: Final = words("запрос заявка вопрос заказ inquiry enquiry question order")
"""They begin lines about work, too: a pause has to stand between the name and the words."""
_NEW: Final = words("новое новый новая new a an")
_FROM: Final = words("от from by")
_PAUSES: Final = frozenset({":", ",", ".", "—", "–", "-"})
MOST_BESIDE: Final = 5
"""Words between the head and «от»: «обращение по телефону от Ромашки»."""
LONGEST_READ: Final = 1200
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class RequestSaid:
    """``kind`` and ``channel`` are keys of the rulebook; ``words`` None where none were said."""

    client: Link
    contact: Link | None
    kind: str
    channel: str
    words: str | None


def parse_request(text: str, rules: Requests, *, is_request: bool = False) -> RequestSaid | None:
    """None where the text tells of no request. Raises nothing, whatever the text.

    ``is_request``: head and «от» may be left out: «Ромашка: не пришёл счёт».
    """
    tokens = tokenize(text[:LONGEST_READ])
    after = _behind_head(tokens, HEADS | WEAK_HEADS)
    wants_pause = not is_request and _behind_head(tokens, HEADS) is None
    if after is None:
        if not is_request:
            return None
        after = 0
    named = _named(tokens, after)
    if named is None:
        return None
    client, contact, end = named
    colon = text.find(":", tokens[end - 1].end)
    is_paused = end < len(tokens) and tokens[end].text in _PAUSES
    if wants_pause and colon < 0 and not is_paused:
        return None
    begin = tokens[end - 1].end if colon < 0 else colon + 1
    rest = text[begin:].lstrip("".join(_PAUSES) + " \n") or None
    head = text[: begin if colon >= 0 else tokens[end - 1].end]
    return RequestSaid(
        client=client,
        contact=contact,
        kind=guess(rules.kinds, text),
        channel=guess(rules.channels, head),
        words=rest,
    )


def _behind_head(tokens: Sequence[Token], heads: frozenset[str]) -> int | None:
    """The place behind head and «от»; None where they are not there."""
    at = 1 if tokens and tokens[0].word in _NEW else 0
    if at >= len(tokens) or tokens[at].word not in heads:
        return None
    return _after_from(tokens, at + 1)


def _after_from(tokens: Sequence[Token], at: int) -> int | None:
    """The place behind «от»; None where there is none so near."""
    for place in range(at, min(len(tokens), at + MOST_BESIDE + 1)):
        if tokens[place].is_mark:
            return None
        if tokens[place].word in _FROM:
            return place + 1
    return None


def _named(tokens: Sequence[Token], at: int) -> tuple[Link, Link | None, int] | None:
    """The client, the person there where one is named, and where their names end."""
    place = _skip_roles(tokens, at)
    first = name_at(tokens, place)
    if first is None:
        return None
    if first.end < len(tokens) and tokens[first.end].word in OF_COMPANY:
        company = name_at(tokens, _skip_roles(tokens, first.end + 1))
        if company is not None:
            return company.link, first.link, company.end
    return first.link, None, first.end


def _skip_roles(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].word in ROLES | BEFORE_NAME:
        at += 1
    return at


def guess(terms: Sequence[RequestTerm], text: str) -> str:
    """The key of the first term one of whose signs the text has; the first one's where none has."""
    said = " " + " ".join(_WORD.findall(fold(text)))
    for term in terms:
        if any(f" {fold(sign)}" in said for sign in term.signs):
            return term.key
    return terms[0].key
