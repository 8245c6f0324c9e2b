"""Names and other one-line texts as people paste them, made fit to store, show and compare."""

import unicodedata

from domain.errors import BadInput

_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters by category, but nothing to see
_INVISIBLE = {"Cc", "Cf", "Cs"}  # controls, direction and zero-width marks, halves of characters
_SPACES = {"Zs", "Zl", "Zp"}
_MARKS_AND_PUNCTUATION = {"M", "P", "Z"}


class NameMissing(BadInput):
    """Nothing was typed, or nothing that can be seen and told apart."""


class NameTooLong(BadInput):
    """``length`` characters, where ``limit`` are allowed."""


def clean_name(text: str, *, limit: int) -> str:
    """``text`` on one line, in NFC, with single spaces and nothing invisible in it.

    Markup is left as it is: texts are escaped where they are shown.

    Raises:
        NameMissing: no letter, digit or symbol is left.
        NameTooLong: more than ``limit`` characters are left.
    """
    name = " ".join("".join(map(_visible, unicodedata.normalize("NFC", text))).split())
    if all(unicodedata.category(mark)[0] in _MARKS_AND_PUNCTUATION for mark in name):
        raise NameMissing
    name = unicodedata.normalize("NFC", name)  # what an invisible mark kept apart may now compose
    if len(name) > limit:
        raise NameTooLong(limit=limit, length=len(name))
    return name


def _visible(mark: str) -> str:
    category = unicodedata.category(mark)
    if mark.isspace() or category in _SPACES or mark in _BLANK_LETTERS:
        return " "
    return "" if category in _INVISIBLE else mark
