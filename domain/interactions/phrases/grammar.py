"""The head of a message, token by token."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain.interactions.model import InteractionKind, InteractionResult, Through
from domain.interactions.phrases.deeds import DEEDS, MEANS, UNANSWERED, Deed
from domain.interactions.phrases.names import BEFORE_NAME, OF_COMPANY, ROLES, Named, name_at
from domain.interactions.phrases.past import heard_at, moment_of
from domain.interactions.phrases.said import ContactSaid
from domain.interactions.phrases.steps import note_and_step
from domain.tasks.phrases.atoms import Wall
from domain.tasks.phrases.day_parts import DayParts
from domain.tasks.phrases.draft import Link
from domain.tasks.phrases.forms import Forms
from domain.tasks.phrases.tokens import Token, tokenize
from domain.tasks.phrases.vocabulary import words
from domain.working_time import WorkingCalendar

LONGEST_TEXT: Final = 4096
TOKENS_READ: Final = 400
_FILLERS: Final = words(
    "я мы уже лишь опять снова еще наконец наконец-то i we i've we've i’ve we’ve just have"
    " finally also again"
)
_BEHIND_NO_ANSWER: Final = words("и на а но and but yet again так сегодня никто")
_PAUSES: Final = frozenset({",", ":", "—", "–", "-", "("})


def parse_contact(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    calendar: WorkingCalendar,
    parts: DayParts | None = None,
) -> ContactSaid | None:
    """What ``text`` tells of a contact that has been; None where it tells of none.

    ``now`` is aware; ``zone`` and ``calendar`` are the writer's. Raises nothing, whatever the text.
    """
    wall = Wall(now, zone, calendar, parts or DayParts())
    tokens = tokenize(text[:LONGEST_TEXT])[:TOKENS_READ]
    head = _Head(tokens, wall)
    if not head.read():
        return None
    deed, through = head.deed, head.through
    if deed is None or (deed.is_loose and head.client is None and through is None):
        return None
    rest = text[tokens[head.at].begin :] if head.at < len(tokens) else ""
    note, step = note_and_step(rest, wall)
    return ContactSaid(
        text=text,
        kind=_kind(deed, through),
        result=_result(deed, tokens[head.at :]),
        through=through,
        client=head.client,
        contact=head.contact,
        at=moment_of(head.when, wall),
        note=note,
        step=step,
    )


def _kind(deed: Deed, through: Through | None) -> InteractionKind:
    is_letter = deed.kind is InteractionKind.MESSAGE and through is Through.EMAIL
    return InteractionKind.EMAIL if is_letter else deed.kind


def _result(deed: Deed, rest: Sequence[Token]) -> InteractionResult:
    """«Позвонил, не взяли трубку» reached nobody."""
    for at, token in enumerate(rest):
        if token.is_mark and token.text in ".!?;":
            break
        match = _fits(UNANSWERED, rest, at)
        if match is not None and _says_no_more(rest, match.end):
            return InteractionResult.NO_ANSWER
    return deed.result


def _says_no_more(tokens: Sequence[Token], end: int) -> bool:
    """ "No answer about the price" is an answer."""
    return end >= len(tokens) or tokens[end].is_mark or tokens[end].word in _BEHIND_NO_ANSWER


def _fits(forms: Forms, tokens: Sequence[Token], at: int) -> Any:
    """The first match at ``at``, None where nothing fits."""
    return next(forms.at(tokens, at), None) if at < len(tokens) else None


@dataclass(slots=True)
class _Head:
    """Where reading stands (``at``), and what was heard so far."""

    tokens: Sequence[Token]
    wall: Wall
    at: int = 0
    deed: Deed | None = None
    through: Through | None = None
    client: Link | None = None
    contact: Link | None = None
    when: list[Any] = field(default_factory=list)

    def read(self) -> bool:
        """Whether a verb of contact opens the message, alone or behind a name or a time."""
        self._skip(_FILLERS)
        while self._when() or self._pause():
            self._skip(_FILLERS)
        if not self._verb():
            self._name_first()
        if self.deed is None:
            return False
        while self._when() or self._means() or self._who() or self._pause():
            pass
        return True

    def _skip(self, known: frozenset[str]) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at].word in known:
            if self._when():  # «только что»
                continue
            self.at += 1

    def _verb(self) -> bool:
        match = _fits(DEEDS, self.tokens, self.at)
        if match is None:
            return False
        self.deed = match.form.meaning(match.values, self.wall)
        self.at = match.end
        return True

    def _name_first(self) -> None:
        """«Ромашке позвонил», «Ромашка: позвонил»."""
        begin = self.at
        named = name_at(self.tokens, begin, in_capitals=True)
        if named is None:
            return
        self.at = named.end
        while self._pause() or self._when():
            pass
        self._skip(_FILLERS)
        if self._verb():
            self.client = named.link
        else:
            self.at = begin

    def _when(self) -> bool:
        heard = heard_at(self.tokens, self.at, self.wall) if self.at < len(self.tokens) else None
        if heard is None or any(
            type(atom) is type(known) for atom in heard.atoms for known in self.when
        ):
            return False
        self.when += heard.atoms
        self.at = heard.end
        return True

    def _means(self) -> bool:
        match = _fits(MEANS, self.tokens, self.at)
        if match is None or self.through is not None:
            return False
        self.through = match.form.meaning(match.values, self.wall)
        self.at = match.end
        return True

    def _pause(self) -> bool:
        """A comma, where a time or the means go on behind it."""
        begin = self.at
        if begin >= len(self.tokens) or self.tokens[begin].text not in _PAUSES:
            return False
        self.at = begin + 1
        if self._when() or self._means():
            return True
        if self.deed is None and _fits(DEEDS, self.tokens, self.at) is not None:
            return True
        self.at = begin
        return False

    def _who(self) -> bool:
        if self.client is not None:
            return False
        at = self.at
        while at < len(self.tokens) and (
            self.tokens[at].word in BEFORE_NAME or self.tokens[at].word in ROLES
        ):
            at += 1
        is_loose = self.deed is not None and self.deed.is_loose
        named = name_at(self.tokens, at, in_capitals=is_loose)
        if named is None:
            return False
        self.client, self.at = named.link, named.end
        company = self._company(named.end)
        if company is not None:
            self.contact, self.client, self.at = self.client, company.link, company.end
        return True

    def _company(self, at: int) -> Named | None:
        """«из Ромашки», «(Ромашка)» behind a person."""
        if at >= len(self.tokens):
            return None
        word = self.tokens[at].word
        if word == "(":
            inside = name_at(self.tokens, at + 1, in_capitals=True)
            closes = inside is not None and self._is(inside.end, ")")
            return inside._replace(end=inside.end + 1) if inside and closes else None
        if word not in OF_COMPANY:
            return None
        begin = at + 1
        while begin < len(self.tokens) and self.tokens[begin].word in ROLES | BEFORE_NAME:
            begin += 1
        return name_at(self.tokens, begin, in_capitals=True)

    def _is(self, at: int, mark: str) -> bool:
        return at < len(self.tokens) and self.tokens[at].text == mark
