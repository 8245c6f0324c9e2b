"""Who is given the task without a word that says so, and who is only named in it.

Surely given: «Ивану отчёт», «надо бы Диме заказать баннеры», «Айгуль прислать прайс», «подготовить
презентацию Ивану», «исправить вывеску, Иван», and both names in the dative. A verb that asks for
somebody («отправить договор Марине») makes it unsure: then the name is only a mention.
"""

from collections.abc import Container, Sequence
from typing import Final

from domain.tasks.phrases.draft import Candidate
from domain.tasks.phrases.names import key_of, readings
from domain.tasks.phrases.people import (
    DATIVE,
    INFINITIVES,
    NOMINATIVE,
    Addressed,
    Named,
    called,
    name_at,
)
from domain.tasks.phrases.tokens import Token
from domain.tasks.phrases.vocabulary import GIVING, IMPERATIVES, WISHES, words

MOST_MENTIONED: Final = 3

_SMALL_WORDS = words(
    """
    в во к ко до на по о об обо от у с со из за для при про над под перед без через и или а но не
    нет был была было нужен нужна нужны to for with from by at of and or about
    """
)
_COMMON = words("жене вере славе любви розе свете надежде мае марте роман роману лев вера надежда")
"""Names that are words too: in small letters, or as the first word, they are those."""
_LISTS = frozenset(":")
_CLOSING = frozenset(",.!?;")
_WORDS_OF_TASK = 2


def find_given(
    tokens: Sequence[Token], people: Sequence[Candidate], taken: Container[int]
) -> Addressed:
    """Whom the grammar gives the task to; nobody where it is not sure."""
    if not people:
        return Addressed((), ())
    rest = [place for place, token in enumerate(tokens) if place not in taken and not token.is_mark]
    ways = (_wished, _opening, _both_names, _closing, _called_out)
    found = (way(tokens, rest, people, taken) for way in ways)
    return next((given for given in found if given is not None), Addressed((), ()))


def find_mentioned(
    tokens: Sequence[Token], people: Sequence[Candidate], taken: Container[int]
) -> tuple[Candidate, ...]:
    """Colleagues in the dative or called by name; ``taken`` are tokens that mean something else."""
    mentioned: dict[int, Candidate] = {}
    end = 0
    for place, token in enumerate(tokens):
        if place < end or place in taken or not token.is_word:
            continue
        named = _certain_dative(tokens, place, people, taken) or _nominative(
            tokens, place, people, taken
        )
        if named is None or _follows_small_word(tokens, place, taken):
            continue
        end = named.end
        mentioned.update((person.id, person) for person in named.who)
    return tuple(mentioned.values())[:MOST_MENTIONED]


Rest = Sequence[int]


def _wished(
    tokens: Sequence[Token], rest: Rest, people: Sequence[Candidate], taken: Container[int]
) -> Addressed | None:
    """«Надо бы Диме заказать баннеры»."""
    begin = next((place for place in rest if tokens[place].word not in WISHES), None)
    if begin is None or begin == rest[0]:
        return None
    named = _certain_dative(tokens, begin, people, taken)
    follower = _follower(tokens, rest, named)
    if named is None or follower is None or not _is_infinitive(follower):
        return None
    wishes = [(place, place + 1) for place in rest if place < begin]
    return Addressed((named,), tuple(wishes))


def _opening(
    tokens: Sequence[Token], rest: Rest, people: Sequence[Candidate], taken: Container[int]
) -> Addressed | None:
    """«Ивану отчёт», «Айгуль прислать прайс», «Иван подготовь отчёт»."""
    if not rest:
        return None
    named = _certain_dative(tokens, rest[0], people, taken)
    follower = _follower(tokens, rest, named)
    if named and follower and follower.word not in _SMALL_WORDS and not _gives(tokens, rest):
        return None if _is_imperative(follower) else Addressed((named,), ())
    named = _nominative(tokens, rest[0], people, taken)
    follower = _follower(tokens, rest, named)
    if named is None or follower is None or tokens[rest[0]].word[0].isascii():
        return None
    if _is_imperative(follower) or (_is_infinitive(follower) and not _asks_of(follower)):
        return Addressed((named,), ())
    return None


def _both_names(
    tokens: Sequence[Token], rest: Rest, people: Sequence[Candidate], taken: Container[int]
) -> Addressed | None:
    """«К 1 декабря бюджет Сергею Волкову»."""
    if _gives(tokens, rest):
        return None
    for place in rest:
        named = _certain_dative(tokens, place, people, taken)
        if named is None or named.end - place < len(("first", "last")):
            continue
        if len(named.who) == 1 and not _follows_small_word(tokens, place, taken):
            return _if_something_is_left(named, rest)
    return None


def _closing(
    tokens: Sequence[Token], rest: Rest, people: Sequence[Candidate], taken: Container[int]
) -> Addressed | None:
    """«Подготовить презентацию к концу недели Ивану»."""
    if not rest or _gives(tokens, rest):
        return None
    place = rest[-1]
    named = _certain_dative(tokens, place, people, taken)
    if named is None or not _has_first_name(tokens[place], named.who):
        return None
    beside = place and place - 1 not in taken
    is_part_of_name = beside and tokens[place - 1].text[0].isupper() and place - 1 != rest[0]
    if is_part_of_name or _follows_small_word(tokens, place, taken):
        return None
    return _if_something_is_left(named, rest)


def _called_out(
    tokens: Sequence[Token], rest: Rest, people: Sequence[Candidate], taken: Container[int]
) -> Addressed | None:
    """«Исправить вывеску завтра, Иван», «проверь, Иван, договор»; no list of names."""
    for place in rest[1:]:
        if tokens[place - 1].word != "," or any(t.word in _LISTS for t in tokens[:place]):
            continue
        named = _nominative(tokens, place, people, taken)
        if named is None or not _ends_call(tokens, named.end, taken):
            continue
        before = place - 2
        is_in_list = before not in taken and before > rest[0] and tokens[before].text[0].isupper()
        after = named.end + 1
        is_in_list |= after < len(tokens) and tokens[after].text[0].isupper()
        others = [one for one in rest if not place <= one < named.end]
        if is_in_list or len(others) < _WORDS_OF_TASK:
            continue
        has_comma = named.end < len(tokens) and tokens[named.end].word == ","
        return Addressed((named,), ((place - 1, place), (named.end, named.end + has_comma)))
    return None


def _ends_call(tokens: Sequence[Token], end: int, taken: Container[int]) -> bool:
    if end < len(tokens) and tokens[end].word in _CLOSING:
        return True
    return all(at in taken or tokens[at].is_mark for at in range(end, len(tokens)))


def _if_something_is_left(named: Named, rest: Rest) -> Addressed | None:
    has_others = any(not named.begin <= place < named.end for place in rest)
    return Addressed((named,), ()) if has_others else None


def _certain_dative(
    tokens: Sequence[Token], place: int, people: Sequence[Candidate], taken: Container[int]
) -> Named | None:
    """A name whose words are no nominative as well: «Ивану», but neither «Ким» nor "Marina"."""
    named = name_at(tokens, place, people, DATIVE, taken)
    if named is None or _is_common(tokens, place) or tokens[place].text[0] == "@":
        return None
    is_other = called(tokens[place].word, named.who, NOMINATIVE)
    return None if is_other else named


def _nominative(
    tokens: Sequence[Token], place: int, people: Sequence[Candidate], taken: Container[int]
) -> Named | None:
    """A first name, alone or with the last one."""
    named = name_at(tokens, place, people, NOMINATIVE, taken)
    if named is None or _is_common(tokens, place) or tokens[place].text[0] == "@":
        return None
    return named if _has_first_name(tokens[place], named.who) else None


def _has_first_name(token: Token, who: Sequence[Candidate]) -> bool:
    key = key_of(token.word)
    return any(key in readings(person.first_name, None) for person in who)


def _is_common(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    return token.word in _COMMON and (place == 0 or token.text[0].islower())


def _follower(tokens: Sequence[Token], rest: Rest, named: Named | None) -> Token | None:
    if named is None:
        return None
    place = next((place for place in rest if place >= named.end), None)
    return tokens[place] if place is not None else None


def _follows_small_word(tokens: Sequence[Token], place: int, taken: Container[int]) -> bool:
    return place > 0 and place - 1 not in taken and tokens[place - 1].word in _SMALL_WORDS


def _gives(tokens: Sequence[Token], rest: Rest) -> bool:
    return any(_asks_of(tokens[place]) for place in rest)


def _asks_of(token: Token) -> bool:
    return _bare(token) in GIVING


def _is_imperative(token: Token) -> bool:
    return _bare(token) in IMPERATIVES


def _bare(token: Token) -> str:
    """«Скиньте-ка» is «скинь»."""
    return token.word.removesuffix("-ка").removesuffix("те")


def _is_infinitive(token: Token) -> bool:
    return token.is_word and token.word.endswith(INFINITIVES)
