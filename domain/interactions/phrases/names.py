"""Whom the contact was with: «Ромашке», «Иванову из Ромашки», «директором "Лютика"», «acme»."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from domain.tasks.phrases.draft import Link
from domain.tasks.phrases.tokens import Token
from domain.tasks.phrases.vocabulary import words

BEFORE_NAME: Final = words(
    "до с со у к ко в во от для на из to with at from for the by ооо зао оао пао ао ип"
)
OF_COMPANY: Final = words("из от from of at компании фирмы")
ROLES: Final = words(
    """
    клиент клиенту клиента клиентом клиентке компания компании компанию компанией фирма фирме фирму
    фирмы фирмой заказчику заказчика заказчиком покупателю покупателем партнеру партнером
    директору директора директором гендиректору гендиректором руководителю руководителем
    начальнику начальником менеджеру менеджера менеджером закупщику закупщика закупщиком
    снабженцу снабженца снабженцем бухгалтеру бухгалтера бухгалтером инженеру инженером
    секретарю секретаря секретарем владельцу владельцем представителю представителем контакту
    контактом г-ну г-же господину госпоже client customer company director manager owner buyer
    accountant mr mrs ms
    """
)
_NO_NAMES: Final = words(
    """
    ему ей им ими ним ней ними него нее них нему мне нам вам тебе себе всем кому кем друг маме
    папе жене мужу дома домой насчет что чтобы как так и но а или про по о об за для не ни
    ждут ждет договорились договорился договорилась обсудили обсудил обсудила сказали сказал сказала
    просят просит хотят хочет рассказал рассказала узнал узнала выяснил отпуске отпуск работе
    работу офисе офис обед обеде поводу поводу уже еще снова опять потом сразу быстро
    him her them me us you it everybody all about they he she we that and but because again later
    home work office there here
    """
)
_QUOTES: Final = '«“„"'
_ENDING = re.compile(r"(?:ого|ому|ыми|ими|ами|ями|ой|ей|ом|ем|ым|им|ый|ий|ую|ью|ою|[аеиоуыэюяйь])$")
_SHORTEST_STEM = 3
_MOST_WORDS = 4


class Named(NamedTuple):
    link: Link
    end: int


def name_at(tokens: Sequence[Token], at: int, *, in_capitals: bool = False) -> Named | None:
    """The name that begins at ``at``: words in capitals or in quotation marks; unless
    ``in_capitals``, one word in small letters too."""
    end = at
    while end < min(len(tokens), at + _MOST_WORDS) and _is_part(tokens, end, at):
        end += 1
        if tokens[end - 1].text[0] in _QUOTES:
            break
    if end == at and not in_capitals and at < len(tokens) and _is_small_name(tokens[at]):
        end = at + 1
    return Named(_link(tokens[at:end]), end) if end > at else None


def _is_part(tokens: Sequence[Token], at: int, begin: int) -> bool:
    token = tokens[at]
    if token.text[0] in _QUOTES and len(token.text) > 1:
        return True
    if at > begin and token.text == "-":
        return False
    is_name = token.is_word and token.text[0].isupper()
    return is_name and token.word not in ROLES and token.word not in _NO_NAMES


def _is_small_name(token: Token) -> bool:
    is_known = token.word in _NO_NAMES or token.word in ROLES or token.word in BEFORE_NAME
    return token.is_word and not token.meanings and not is_known and len(token.word) >= len("акм")


def _link(tokens: Sequence[Token]) -> Link:
    names = " ".join(token.text.strip('«»“”„"') for token in tokens)
    return Link(names, " ".join(map(stem_of, names.split())))


def stem_of(word: str) -> str:
    """Without its case ending: «Ромашке» as «Ромашк»; short and capital words stay whole."""
    if word.isupper() or word.isascii():
        return word.removesuffix("'s").removesuffix("’s")
    shorter = _ENDING.sub("", word)
    return shorter if len(shorter) >= _SHORTEST_STEM else word
