"""Russian names in their cases, by rule; short forms of first names included.

Rules cover what names do: «Ольга, Ольги, Ольге, Ольгу, Ольгой», «Кузнецов» and «Кузнецова»,
«Достоевский», «Павел» without its vowel, «Шевченко» that never changes. A surname that may belong
to a man or a woman («Шевчук») is taken both as declined and as unchanging.
"""

from enum import Enum, auto
from functools import lru_cache

from domain.tasks.phrases.diminutives import CYRILLIC_OF_LATIN, SHORT_FORMS
from domain.tasks.phrases.tokens import fold
from domain.tasks.phrases.vocabulary import words
from domain.transliteration import to_latin


class Case(Enum):
    NOMINATIVE = auto()
    GENITIVE = auto()
    DATIVE = auto()
    ACCUSATIVE = auto()
    INSTRUMENTAL = auto()


_ALL_CASES = frozenset(Case)
_ORDER = (Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL)

# Endings of the genitive, dative, accusative and instrumental, by how the nominative ends.
_FIRST_NAME_ENDINGS = (
    ("ия", "ии ии ию ией"),
    ("я", "и е ю ей"),
    ("га", "ги ге гу гой"),
    ("ка", "ки ке ку кой"),
    ("ха", "хи хе ху хой"),
    ("ша", "ши ше шу шей"),
    ("жа", "жи же жу жей"),
    ("ча", "чи че чу чей"),
    ("а", "ы е у ой"),
    ("й", "я ю я ем"),
    ("ь", "я ю я ем"),
    ("о", "о о о о"),
)
_SURNAME_ENDINGS = (
    ("ская", "ской ской скую ской"),
    ("цкая", "цкой цкой цкую цкой"),
    ("ая", "ой ой ую ой"),
    ("яя", "ей ей юю ей"),
    ("ова", "овой овой ову овой"),
    ("ева", "евой евой еву евой"),
    ("ина", "иной иной ину иной"),
    ("ына", "ыной ыной ыну ыной"),
    ("ский", "ского скому ского ским"),
    ("цкий", "цкого цкому цкого цким"),
    ("ий", "ия ию ия ием"),
    ("ый", "ого ому ого ым"),
    ("ой", "ого ому ого ым"),
    ("ов", "ова ову ова овым"),
    ("ев", "ева еву ева евым"),
    ("ин", "ина ину ина иным"),
    ("ын", "ына ыну ына ыным"),
    ("ец", "ца цу ца цом"),
    ("ых", ""),
    ("их", ""),
    ("о", ""),
    ("е", ""),
    ("и", ""),
    ("у", ""),
    ("ю", ""),
    ("э", ""),
    ("ь", "я ю я ем"),
    ("й", "я ю я ем"),
    ("га", "ги ге гу гой"),
    ("ка", "ки ке ку кой"),
    ("а", "ы е у ой"),
    ("я", "и е ю ей"),
)
_SHORTEST_TO_CUT = len("оля")
_CONSONANT = "а у а ом"
_CONSONANTS = "бвгджзйклмнпрстфхцчшщь"
_MENS_ENDINGS = ("ов", "ев", "ин", "ын", "ий", "ый", "ой")
_HISSING = "а у а ем"  # Олегович has «ем» after ч, ж, ш, ц
_WITHOUT_VOWEL = {
    "павел": "павл",
    "лев": "льв",
    "санек": "саньк",
    "игорек": "игорьк",
    "витек": "витьк",
    "васек": "васьк",
}
_SOFT_FEMININE = {"любовь": "любови любови любовь любовью"}
_UNCHANGED = words("айгуль гузель асель айсель адель мишель николь жизель нинель")
"""Women's names that people also leave as they are: «Айгуль прислать прайс»."""
_SHORT_NAMES = frozenset(short for shorts in SHORT_FORMS.values() for short in shorts)
_PATRONYMIC = ("ович", "евич", "ьич", "мич", "овн", "евн", "ичн", "инична")


@lru_cache(maxsize=65_536)
def readings(first_name: str, last_name: str | None) -> dict[str, frozenset[Case]]:
    """All words by which a person of this name may be called, in lower case, and their cases.

    Russian words have every case; the same in folded Latin has none, and is given all of them.
    """
    found: dict[str, set[Case]] = {}
    first = fold(first_name).split()[0] if first_name.split() else ""
    known = CYRILLIC_OF_LATIN.get(to_latin(first), first)
    for name in {first, known, *SHORT_FORMS.get(known, ())} - {""}:
        _add(found, name, _first_name_forms(name))
        found.setdefault(_called_out(name), set()).add(Case.NOMINATIVE)
    last = fold(last_name or "").strip()
    if last:
        _add(found, last, _surname_forms(last))
        if last[-1] in _CONSONANTS and not last.endswith(_MENS_ENDINGS):
            found[last].update(_ALL_CASES)
    return {word: frozenset(cases) for word, cases in found.items()}


def is_first_name(name: str) -> bool:
    """Whether ``name`` is a first name or a short form that is known, in either alphabet."""
    return to_latin(name) in CYRILLIC_OF_LATIN or fold(name) in _SHORT_NAMES


def is_patronymic(word: str) -> bool:
    """Whether ``word`` (folded) is one in any case: «Петровичу», «Ивановной»."""
    return any(
        word[: -cut or None].endswith(_PATRONYMIC) for cut in range(4) if len(word) > cut + 4
    )


def key_of(word: str) -> str:
    """What to look ``word`` (folded) up by in ``readings``."""
    return to_latin(word) if word[:1].isascii() else word


def _add(found: dict[str, set[Case]], name: str, forms: dict[Case, str]) -> None:
    found.setdefault(name, set()).add(Case.NOMINATIVE)
    found.setdefault(to_latin(name), set()).update(_ALL_CASES)
    for case, form in forms.items():
        found.setdefault(form, set()).add(case)


def _first_name_forms(name: str) -> dict[Case, str]:
    if name in _SOFT_FEMININE:
        return _by_case("", _SOFT_FEMININE[name])
    if name in _WITHOUT_VOWEL:
        return _by_case(_WITHOUT_VOWEL[name], _CONSONANT)
    if name in _UNCHANGED:
        return _by_case(name[:-1], "и и ь ью")
    for ending, forms in _FIRST_NAME_ENDINGS:
        if name.endswith(ending):
            return _by_case(name[: -len(ending)], forms)
    return _by_case(name, _CONSONANT)


def _called_out(name: str) -> str:
    """«Марин, сделай», «Оль, сделай»; a name that is never cut so is itself."""
    if len(name) < _SHORTEST_TO_CUT or name[-1] not in "ая" or name[-2] in "аеиоуыэюяй":
        return name
    return name[:-1] + ("ь" if name.endswith("я") else "")


def _surname_forms(name: str) -> dict[Case, str]:
    for ending, forms in _SURNAME_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            if not forms:
                return dict.fromkeys(Case, name)
            return _by_case(name[: -len(ending)], forms)
    return _by_case(name, _HISSING if name.endswith(tuple("чжшц")) else _CONSONANT)


def _by_case(stem: str, endings: str) -> dict[Case, str]:
    return {case: stem + ending for case, ending in zip(_ORDER, endings.split(), strict=True)}
