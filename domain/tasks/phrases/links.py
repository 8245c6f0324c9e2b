"""The client or contact that the text names: «позвонить Иванову», «для Ромашки», "call Acme".

Only found, not looked up: the name of one stays in the title, in the case in which it was typed.
"""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from domain.tasks.phrases.draft import Candidate, Link
from domain.tasks.phrases.forms import expand
from domain.tasks.phrases.names import Case, is_patronymic
from domain.tasks.phrases.people import is_colleague
from domain.tasks.phrases.tokens import Token
from domain.tasks.phrases.vocabulary import words

BEFORE_PERSON = tuple(
    """(позвонить|позвони|звонок|перезвонить|перезвони|набрать|набери|дозвониться) [до]
    (написать|напиши|ответить|ответь|напомнить|напомни|отправить|отправь|выслать|переслать)
    (отправить|отправь|выслать|вышли|послать|направить|скинуть|сделать|подготовить) (кп|счет|договор
    |предложение|прайс|каталог|образцы|документы|акт|презентацию|коммерческое предложение)
    (встреча|встретиться|встречу|созвон|созвониться|созвонись|переговоры|поговорить|обсудить
    |связаться|свяжись|договориться|согласовать|звонок|разговор|обед|ужин|демо|показ) (с|со|у|для)
    (встретить|навестить|посетить|поздравить|проведать|заехать к|поехать к|съездить к|визит к
    |выезд к|приехать к)
    (call|phone|ring|email|e-mail|message|text|meet|visit|contact|write to|reply to|call with
    |meeting with|meet with|lunch with|demo for|talk to|speak to|speak with|send to)
    """.replace("\n    |", "|")
    .strip()
    .splitlines()
)
BEFORE_CLIENT = tuple(
    """(для|for)
    [по|для|у] (клиент|клиенту|клиента|клиентом|компания|компании|компанию|сделка|сделке|сделку
    |контакт|контакту|контакта|client|customer|deal|account) [:]
    (письмо|заявка|заявку|заказ|запрос|жалоба|оплата|оплату|аванс|от) [от]
    (договор|счет|акт|кп) (с|со|от)
    (from|with|to|at|by)
    """.replace("\n    |", "|")
    .strip()
    .splitlines()
)

_FORMS = sorted(
    (sequence for line in (*BEFORE_PERSON, *BEFORE_CLIENT) for sequence in expand(line.strip())),
    key=lambda sequence: -len(sequence),
)
_BY_START: dict[str, list[tuple[frozenset[str], ...]]] = {}
for _sequence in _FORMS:
    for _word in _sequence[0].words:
        _BY_START.setdefault(_word, []).append(tuple(atom.words for atom in _sequence))
_OF_PERSON = frozenset(
    word
    for line in BEFORE_PERSON
    for sequence in expand(line.strip())
    for word in sequence[0].words
)

_LEGAL_FORMS = words("ооо оао зао пао ао ип тд гк llc ltd inc gmbh")
_PAPERS = words("кп тз нда nda ндс ткп акт кд рф тк po usb pdf crm api kpi it faq hr")
_TYPED_SURNAME = re.compile(r"[а-я]{2,}(?:ов|ев)(?:у|ым|а|ой)|[а-я]{3,}ск(?:ому|им|ого|ой)")
_SURNAME_ENDING = re.compile(r"(?:ого|ому|ыми|ими|ами|ями|ой|ей|ом|ем|ым|им|ую|ью|[аеиоуыэюяйь])$")
_STEM = 3
_MOST_WORDS = 4
_QUOTES = '«“„"'


class FoundLink(NamedTuple):
    link: Link
    begin: int
    end: int


def find_link(
    tokens: Sequence[Token], people: Sequence[Candidate], taken: Container[int]
) -> FoundLink | None:
    """The first name after a word that leads to one; ``begin`` and ``end`` are tokens."""
    for place, token in enumerate(tokens):
        for sequence in _BY_START.get(token.word, ()):
            end = place + len(sequence)
            if end >= len(tokens) or any(at in taken for at in range(place, end)):
                continue
            if any(tokens[place + at].word not in wanted for at, wanted in enumerate(sequence)):
                continue
            stop = _name_end(tokens, end, taken, is_person=token.word in _OF_PERSON)
            if stop == end:
                continue
            if token.word in {"для", "for"} and _is_for_colleague(tokens, end, stop, people):
                continue
            return FoundLink(_link(tokens[end:stop]), end, stop)
    return _with_legal_form(tokens, taken)


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
