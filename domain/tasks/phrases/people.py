"""Who is addressed: «@petrov», «поручить Марине», «Кузнецову: …», «Саше сверстать».

Somebody is addressed by a login anywhere; by a name after a word from ``ADDRESSES``; or by a name
at the beginning of the text, as ``_opening`` has it; ``callings.py`` has the rest.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from domain.tasks.phrases.directory import Directory
from domain.tasks.phrases.draft import Candidate
from domain.tasks.phrases.forms import expand
from domain.tasks.phrases.names import Case, is_patronymic, key_of, readings
from domain.tasks.phrases.tokens import Token
from domain.tasks.phrases.vocabulary import words

NOMINATIVE, DATIVE = frozenset({Case.NOMINATIVE}), frozenset({Case.DATIVE})
ANY = frozenset(Case)

ADDRESSES: tuple[tuple[str, frozenset[Case]], ...] = (
    ("(поручить|поручи|поручаю|поручим|поручаем|делегировать|делегируй)", DATIVE),
    ("(попросить|попроси|попрошу|прошу|просьба)", frozenset({Case.ACCUSATIVE, Case.DATIVE})),
    ("(назначить|назначь|назначаю)", frozenset({Case.ACCUSATIVE, Case.DATIVE})),
    (
        "(поставить|поставь|повесить|повесь|назначить|назначь|передать|передай) [задачу|это] на",
        frozenset({Case.ACCUSATIVE}),
    ),
    ("(пусть|пускай)", NOMINATIVE),
    (
        "[с] (исполнитель|исполнители|ответственный|ответственная|ответственные|делает|делают)"
        " [:|-|—|–]",
        NOMINATIVE,
    ),
    ("(задача|задание|задачу|поручение) для", frozenset({Case.GENITIVE})),
    ("(задача|задание|задачу|поручение) на", frozenset({Case.ACCUSATIVE})),
    ("(задача|задание|задачу|поручение)", DATIVE),
    ("(assign|delegate|give) [it|this] to", ANY),
    ("(assign|assigned to|ask|tell|let|have|assignee [:]|task for|get|remind)", ANY),
)

_AND = frozenset({"и", "and", ",", "&"})
INFINITIVES = ("ть", "ти", "чь", "ться", "тись", "чься")
_FINITE = ("ит", "ет", "ат", "ят", "ут", "ют", "ится", "ется")
_SHORTEST_VERB = 4
_MARKS = frozenset(":-–—")
_DUTIES = {  # «Марина пусть …», «Оле нужно …», "Marina to …"
    NOMINATIVE: words("to пусть должна должен please пожалуйста"),
    DATIVE: words("нужно надо необходимо следует предстоит поручить"),
}
_BEFORE_LOGIN = words("для на for to исполнитель ответственный ответственная поручить")
_WORDS_OF_NAME = 3


class Named(NamedTuple):
    """Tokens ``begin`` up to ``end``, and who may be meant: one, several, or nobody (a login)."""

    begin: int
    end: int
    who: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Addressed:
    """``named`` in order; ``extra`` are the tokens around them that go too («поручить», «:»)."""

    named: tuple[Named, ...]
    extra: tuple[tuple[int, int], ...]


def find_addressed(
    tokens: Sequence[Token], people: Sequence[Candidate], taken: Container[int]
) -> Addressed:
    """Whom the text gives the task to; ``taken`` are tokens that mean something else already."""
    named, extra = _by_words(tokens, people, taken)
    if not named:
        named, extra = _opening(tokens, people, taken)
    inside = {place for found in named for place in range(found.begin, found.end)}
    for place, token in enumerate(tokens):
        if token.text[0] == "@" and len(token.text) > 1 and place not in inside:
            named.append(Named(place, place + 1, _with_login(token.word, people)))
            extra += _around_login(tokens, place, inside)
            inside.add(place)
    return Addressed(tuple(named), tuple(extra))


def is_colleague(
    tokens: Sequence[Token], begin: int, people: Sequence[Candidate], cases: frozenset[Case] = ANY
) -> bool:
    return name_at(tokens, begin, people, cases, ()) is not None


_ADDRESS_FORMS = [(sequence, cases) for pattern, cases in ADDRESSES for sequence in expand(pattern)]
_ADDRESS_STARTS = frozenset(word for sequence, _ in _ADDRESS_FORMS for word in sequence[0].words)

Found = tuple[list[Named], list[tuple[int, int]]]


def _by_words(tokens: Sequence[Token], people: Sequence[Candidate], taken: Container[int]) -> Found:
    for begin, token in enumerate(tokens):
        if token.word not in _ADDRESS_STARTS or begin in taken:
            continue
        found: Found = [], []
        reach = 0
        for sequence, cases in _ADDRESS_FORMS:
            end = begin + len(sequence)
            here = [later.word for later in tokens[begin:end]]
            is_here = len(here) == len(sequence) and all(
                word in atom.words for word, atom in zip(here, sequence, strict=True)
            )
            if not is_here or end <= reach:
                continue
            named, after = _names_from(tokens, end, people, cases, taken)
            if named:
                reach = end
                found = named, [(begin, end), *_joints(named), *_tail(tokens, after, taken)]
        if found[0]:
            return found
    return [], []


def _tail(tokens: Sequence[Token], at: int, taken: Container[int]) -> list[tuple[int, int]]:
    """«, чтобы», «:», "to" after the names."""
    end = at
    while end < len(tokens) and tokens[end].word in {":", ",", "to", "чтобы", "чтоб"}:
        if end in taken:
            break
        end += 1
    return [(at, end)] if end > at else []


def _joints(named: Sequence[Named]) -> list[tuple[int, int]]:
    return [
        (earlier.end, later.begin)
        for earlier, later in pairwise(named)
        if later.begin > earlier.end
    ]


def _opening(tokens: Sequence[Token], people: Sequence[Candidate], taken: Container[int]) -> Found:
    """«Кузнецову: …», «Марина, подготовь …», «Саше сверстать …», «Марина подготовит …»."""
    begin = _next_free(tokens, 0, taken)
    if begin is None:
        return [], []
    for cases in (DATIVE, NOMINATIVE):
        named, end = _names_from(tokens, begin, people, cases, taken)
        if not named:
            continue
        place = _next_free(tokens, end, taken)
        follower = tokens[place] if place is not None else None
        mark = tokens[end].word if end < len(tokens) else ""
        if mark in _MARKS or (mark == "," and cases == NOMINATIVE and len(tokens) > end + 1):
            return named, [*_joints(named), (end, end + 1)]
        if mark in _DUTIES[cases]:
            return named, [*_joints(named), (end, end + 1)]
        wanted = INFINITIVES if cases == DATIVE else _FINITE
        if follower and follower.word.endswith(wanted) and len(follower.word) >= _SHORTEST_VERB:
            return named, _joints(named)
    return [], []


def _next_free(tokens: Sequence[Token], start: int, taken: Container[int]) -> int | None:
    for place in range(start, len(tokens)):
        if place not in taken and not tokens[place].is_mark:
            return place
    return None


def _names_from(
    tokens: Sequence[Token],
    begin: int,
    people: Sequence[Candidate],
    cases: frozenset[Case],
    taken: Container[int],
) -> tuple[list[Named], int]:
    """Names joined by «и» and commas, and where they end."""
    named: list[Named] = []
    at = end = begin
    while at < len(tokens):
        found = name_at(tokens, at, people, cases, taken)
        if found is None:
            break
        named.append(found)
        end = found.end
        if end >= len(tokens) or tokens[end].word not in _AND:
            break
        at = end + 1
    return named, end


def name_at(
    tokens: Sequence[Token],
    begin: int,
    people: Sequence[Candidate],
    cases: frozenset[Case],
    taken: Container[int],
) -> Named | None:
    if begin >= len(tokens) or begin in taken:
        return None
    first = tokens[begin]
    if first.text[0] == "@" and len(first.text) > 1:
        who = _with_login(first.word, people)
        return Named(begin, begin + 1, who) if who else None
    if not first.is_word:
        return None
    who = called(first.word, people, cases)
    if not who:
        return None
    end = begin + 1
    while end < min(len(tokens), begin + _WORDS_OF_NAME) and end not in taken:
        word = tokens[end].word
        narrowed = called(word, who, cases) if tokens[end].is_word else ()
        if not narrowed and not (is_patronymic(word) and tokens[end].text[0].isupper()):
            break
        who = narrowed or who
        end += 1
    return Named(begin, end, who)


def called(word: str, people: Sequence[Candidate], cases: frozenset[Case]) -> tuple[Candidate, ...]:
    if isinstance(people, Directory):
        return people.called(word, cases)
    key = key_of(word)
    nobody: frozenset[Case] = frozenset()
    return tuple(
        person
        for person in people
        if not cases.isdisjoint(readings(person.first_name, person.last_name).get(key, nobody))
    )


def _with_login(word: str, people: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return Directory.of(people).with_login(word.lstrip("@"))


def _around_login(
    tokens: Sequence[Token], place: int, inside: Container[int]
) -> list[tuple[int, int]]:
    """«на @petrov» and «@petrov и @sidorova» take their small words along."""
    begin = place
    has_joint = place > 1 and tokens[place - 1].word in _AND and place - 2 in inside
    if has_joint or (place and tokens[place - 1].word in _BEFORE_LOGIN):
        begin -= 1
    end = place + 1
    if end < len(tokens) and tokens[end].word == ":":
        end += 1
    return [part for part in ((begin, place), (place + 1, end)) if part[0] < part[1]]
