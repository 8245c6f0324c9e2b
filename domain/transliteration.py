"""Keys by which names are found whatever alphabet they are typed in.

Both alphabets are folded to one coarse Latin: what people spell in several ways (х as h, kh or x;
й as i, y or j; щ as sh, sch or shch; кс as ks or x; е as e, ye or ie) becomes one. Keys are for
comparing only; they are not what a person would write, and a few different names share one.
"""

import re
import unicodedata
from itertools import takewhile

_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфхыэ", "abvgdeziklmnoprstufhie", strict=True)),
        **{"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia"},
        **dict.fromkeys("ъь", ""),
        **dict(zip("іґєәғқңөұүһ", "igeagknouuh", strict=True)),  # Ukrainian, Kazakh
        **dict(zip("łøđħŧı", "lodhti", strict=True)),  # Latin that does not decompose
        **{"æ": "ae", "œ": "oe"},
    }
)

_SPELLINGS = {
    "shch": "sh",
    "tsch": "ch",
    "sch": "sh",
    "sh": "sh",
    "ch": "ch",
    "kh": "h",
    "ph": "f",
    "ck": "k",
    "tz": "ts",
    "qu": "kv",
    "ie": "e",
    "x": "ks",
    "y": "i",
    "j": "i",
    "w": "v",
    "q": "k",
    "c": "k",
}
_SPELLING = re.compile("|".join(_SPELLINGS))  # longer ones stand first, and win
_DOUBLED = re.compile(r"([^\W\d_])\1+")  # letters only: 100 is not 10

_RUSSIAN_FORMS = """
    ооо оао зао пао нао ао ип тоо чп гк фгуп муп гуп ано нко кфх уп чуп тов
    ooo oao zao pao ao ip
"""
_FOREIGN_FORMS = """
    llc ltd limited gmbh mbh inc incorporated corp corporation co company ag kg kgaa ohg ug sa sas
    sarl srl bv nv oy ab plc llp lp pty pte
"""
_LEADING_FORMS = frozenset(_RUSSIAN_FORMS.split())
_TRAILING_FORMS = _LEADING_FORMS.union(_FOREIGN_FORMS.split())
_LEADING_PHRASE = re.compile(
    r"^(?:общество с ограниченной ответственностью|индивидуальный предприниматель"
    r"|(?:(?:публичное|непубличное|закрытое|открытое) )?акционерное общество) (?=.)"
)
_INITIALISM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_APOSTROPHES = re.compile("['’ʼ`´]")
_NOT_WORD = re.compile(r"[\W_]+")


def to_latin(text: str) -> str:
    """``text`` in lower case and coarse Latin; other alphabets, digits and signs stay.

    «Ромашка», "ROMASHKA" and "romaschka" are all "romashka". Folding twice changes nothing.
    """
    folded = _without_marks(_without_marks(text).casefold()).translate(_CYRILLIC)
    while True:
        respelled = _SPELLING.sub(lambda match: _SPELLINGS[match.group()], folded)
        single = _DOUBLED.sub(r"\1", respelled)
        if single == folded:
            return folded
        folded = single


def search_key(name: str) -> str:
    """The words of ``name`` folded by ``to_latin``, without legal form, quotes and punctuation.

    A name that is nothing but a legal form keeps it; one without letters and digits has an empty
    key, by which nothing must be looked up.
    """
    plain = _INITIALISM.sub(lambda match: match.group().replace(".", ""), name.casefold())
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", unicodedata.normalize("NFC", plain))).strip()
    return to_latin(" ".join(_without_legal_forms(_LEADING_PHRASE.sub("", words).split())))


def _without_marks(text: str) -> str:
    """Without diacritics, so that ё is е, й is и, and é is e."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def _without_legal_forms(words: list[str]) -> list[str]:
    first = sum(1 for _ in takewhile(_LEADING_FORMS.__contains__, words))
    last = len(words) - sum(1 for _ in takewhile(_TRAILING_FORMS.__contains__, reversed(words)))
    return words[first:last] or words
