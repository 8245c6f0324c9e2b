"""The client or contact that the text names: «позвонить Иванову», «для Ромашки», "call Acme".

Only found, not looked up: the name of one stays in the title, in the case in which it was typed.
What may as well be no name («в Казань», «позвонить ромашке») is a guess: it names a client only if
one is called exactly so.
"""

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from domain.tasks.phrases.draft import Candidate, Link
from domain.tasks.phrases.forms import expand
from domain.tasks.phrases.names import Case, is_patronymic
from domain.tasks.phrases.people import ANY, is_colleague
from domain.tasks.phrases.tokens import Token, fold
from domain.tasks.phrases.vocabulary import words
from domain.transliteration import search_key

_PAPER = "(кп|счет|договор|предложение|прайс|каталог|образцы|документы|акт|презентацию)"

BEFORE_PERSON = (
    "(позвонить|позвони|перезвонить|перезвони|звонок|набрать|набери|дозвониться) [до|в]",
    "(написать|напиши|ответить|ответь|напомнить|напомни|отправить|отправь|выслать|переслать)",
    "(скинуть|скинь|послать|направить|вышли|вернуть|передать|отвезти|привезти)",
    f"(отправить|отправь|выслать|вышли|послать|направить|скинуть|подготовить) {_PAPER}",
    "(встреча|встрече|встречей|встречу|встретиться|обед|ужин|демо|показ|визит) (с|со|у|для)",
    "(звонок|созвон|созвониться|созвонись|переговоры|поговорить|разговор|связаться|свяжись) (с|со)",
    "(обсудить|договориться|согласовать) (с|со)",
    "(встретить|навестить|посетить|поздравить|проведать)",
    "(заехать|поехать|съездить|приехать|визит|выезд) к",
    "(call|phone|ring|email|e-mail|message|text|meet|visit|contact) [with]",
    "(write|reply|send|talk|speak) (to|with)",
    "(meeting|lunch|dinner|demo|call) (with|for)",
)
BEFORE_CLIENT = (
    "(для|for)",
    "[по|для|у] (клиент|клиенту|клиента|клиентом|контакт|контакту|контакта|client|customer) [:]",
    "[по|для|у] (компания|компании|компанию|сделка|сделке|сделку|deal|account) [:]",
    "(письмо|заявка|заявку|заказ|запрос|жалоба|оплата|оплату|аванс) [от|у]",
    f"{_PAPER} [с|со|от]",
    "(от|у|с|со|from|with|to|at|by)",
)


def _sequences(lines: Sequence[str]) -> list[tuple[frozenset[str], ...]]:
    found = [tuple(atom.words for atom in sequence) for line in lines for sequence in expand(line)]
    return sorted(found, key=lambda sequence: -len(sequence))


_BY_START: dict[str, list[tuple[frozenset[str], ...]]] = {}
for _sequence in _sequences((*BEFORE_PERSON, *BEFORE_CLIENT)):
    for _word in _sequence[0]:
        _BY_START.setdefault(_word, []).append(_sequence)
_OF_PERSON = frozenset(word for sequence in _sequences(BEFORE_PERSON) for word in sequence[0])

_LEGAL_FORMS = words("ооо оао зао пао ао ип тд гк llc ltd inc gmbh")
_PAPERS = words("кп тз нда nda ндс ткп акт кд рф тк po usb pdf crm api kpi it faq hr")
_TYPED_SURNAME = re.compile(r"[а-я]{2,}(?:ов|ев)(?:у|ым|а|ой)|[а-я]{3,}ск(?:ому|им|ого|ой)")
_SURNAME_ENDING = re.compile(
    r"(?:ого|ому|ыми|ими|ами|ями|ой|ей|ом|ем|ым|им|ый|ий|ую|ью|[аеиоуыэюяйь])$"
)
_DATIVE = ("у", "ю", "е", "ой", "ей")
_PREPOSITIONS = words("в во до с со у к ко для от with for to from")
_NOBODY = words("ему ей ним ней нему нам вам мне всем клиенту клиентам клиента клиентами клиентом")
_STEM = 3
_MOST_WORDS = 4
_WORD = re.compile(r"\w+")
_QUOTES = '«“„"'


class FoundLink(NamedTuple):
    link: Link
    begin: int
    end: int


def find_link(
    tokens: Sequence[Token], people: Sequence[Candidate], taken: Container[int]
) -> FoundLink | None:
    """The first name after a word that leads to one; ``begin`` and ``end`` are tokens."""
    free = [place for place in range(len(tokens)) if place not in taken]
    for lead, begin in _led(tokens, free):
        end = _name_end(tokens, begin, taken, is_person=lead.word in _OF_PERSON)
        if end == begin:
            continue
        if lead.word in {"для", "for"} and _is_for_colleague(tokens, begin, end, people):
            continue
        return FoundLink(_link(tokens[begin:end]), begin, end)
    return _with_legal_form(tokens, taken) or _opening(tokens, taken, free)


def find_guess(
    tokens: Sequence[Token], people: Sequence[Candidate], taken: Container[int]
) -> Link | None:
    """«Отправить договор в Ледник», «позвонить ромашке»: maybe a name, and of no colleague."""
    free = [place for place in range(len(tokens)) if place not in taken]
    for place in free[1:]:  # the first word has its capital letter anyway
        end = _name_end(tokens, place, taken, is_person=False)
        if end > place and not is_colleague(tokens, place, people, ANY):
            return _link(tokens[place:end])
    for _lead, begin in _led(tokens, free):
        if _is_small_name(tokens, begin) and not is_colleague(tokens, begin, people, ANY):
            return _link(tokens[begin : begin + 1])
    return None


def is_called_so(name: str, guess: Link) -> bool:
    """Whether ``name`` and the words of ``guess`` differ in nothing but case endings, and letters
    and signs that a search does not tell apart either.
    """
    key = _stem_key(guess.text)
    return bool(key) and _stem_key(name) == key


def _stem_key(name: str) -> str:
    return search_key(" ".join(map(_stem, _WORD.findall(fold(name)))))


def _led(tokens: Sequence[Token], free: Sequence[int]) -> Iterator[tuple[Token, int]]:
    """The first word of what leads to a name, and the place right behind it."""
    for index, place in enumerate(free):
        for sequence in _BY_START.get(tokens[place].word, ()):
            words_here = [tokens[at].word for at in free[index : index + len(sequence)]]
            is_here = len(words_here) == len(sequence) and all(
                word in wanted for word, wanted in zip(words_here, sequence, strict=True)
            )
            if is_here and index + len(sequence) < len(free):
                yield tokens[place], free[index + len(sequence)]


def _is_small_name(tokens: Sequence[Token], place: int) -> bool:
    """A word that is led to by a preposition, or is in the dative by its looks."""
    token = tokens[place]
    if not token.is_word or token.meanings or len(token.word) < _STEM or token.word in _NOBODY:
        return False
    return tokens[place - 1].word in _PREPOSITIONS or token.word.endswith(_DATIVE)


def _opening(
    tokens: Sequence[Token], taken: Container[int], free: Sequence[int]
) -> FoundLink | None:
    """«Иванову позвонить», where that is not a colleague who is to call."""
    if not free or not tokens[free[0]].word.endswith(_DATIVE):
        return None
    end = _name_end(tokens, free[0], taken, is_person=True)
    behind = next((place for place in free if place >= end), None)
    if end == free[0] or behind is None or tokens[behind].word not in _OF_PERSON:
        return None
    return FoundLink(_link(tokens[free[0] : end]), free[0], end)


def _with_legal_form(tokens: Sequence[Token], taken: Container[int]) -> FoundLink | None:
    """«ООО Ромашка», wherever it stands."""
    for place, token in enumerate(tokens):
        if token.word in _LEGAL_FORMS and token.text.isupper() and place not in taken:
            stop = _name_end(tokens, place, taken, is_person=False)
            if stop > place + 1:
                return FoundLink(_link(tokens[place:stop]), place, stop)
    return None


def _name_end(
    tokens: Sequence[Token], begin: int, taken: Container[int], *, is_person: bool
) -> int:
    """Where the name that begins at ``begin`` ends; ``begin`` itself if there is none."""
    end = begin
    while end < min(len(tokens), begin + _MOST_WORDS) and end not in taken:
        token = tokens[end]
        if token.text[0] in _QUOTES and len(token.text) > 1:
            return end + 1
        if not token.is_word or token.word in _PAPERS:
            break
        is_capital = token.text[0].isupper()
        is_small_surname = is_person and end == begin and _TYPED_SURNAME.fullmatch(token.word)
        if not is_capital and not is_small_surname:
            break
        if end > begin and token.text.isupper() and len(token.text) > 1:
            break
        end += 1
    return end


def _is_for_colleague(
    tokens: Sequence[Token], begin: int, end: int, people: Sequence[Candidate]
) -> bool:
    is_one_name = end - begin == 1 or is_patronymic(tokens[begin + 1].word)
    return is_one_name and is_colleague(tokens, begin, people, frozenset({Case.GENITIVE}))


def _link(tokens: Sequence[Token]) -> Link:
    names = [token.text.strip('«»“”„"') for token in tokens]
    text = " ".join(names)
    return Link(text, " ".join(map(_stem, text.split())))


def _stem(word: str) -> str:
    shorter = _SURNAME_ENDING.sub("", word)
    return shorter if len(shorter) >= _STEM and not word.isupper() else word
