"""In which encoding a CSV is written.

Strict UTF-8 comes first: text in another encoding is almost never valid UTF-8. What is left is
Windows-1251, unless it reads as nonsense: then the file is refused rather than misread.
"""

import codecs
import re
from pathlib import Path

from domain.imports.errors import EncodingUnknown

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK_BYTES = 1 << 20
_SAMPLE_BYTES = 64 * 1024
_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё№«»—–°ґєії ")
_MOST_STRANGE = 0.2
_CASES_SWAPPED = re.compile(r"\b[а-яё][А-ЯЁ]{2,}\b")  # KOI8-R read as Windows-1251
_CASES_RIGHT = re.compile(r"\b[А-ЯЁ]?[а-яё]{2,}\b")


def detect_encoding(path: Path) -> str:
    """The name Python knows the encoding by. Raises EncodingUnknown."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE_BYTES)
    marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
    for encoding in (marked, _utf16_by_zeros(start), "utf-8"):
        if encoding is not None and _is_valid(path, encoding):
            return encoding
    if _is_valid(path, "cp1251") and _reads_as_russian(_first_foreign_part(path)):
        return "cp1251"
    raise EncodingUnknown(file=path.name)


def _utf16_by_zeros(start: bytes) -> str | None:
    """UTF-16 without a mark: in tables every second byte of digits and delimiters is zero."""
    half = len(start) // 2
    if not half:
        return None
    if start[1::2].count(0) > half // 4 and not start[0::2].count(0):
        return "utf-16-le"
    if start[0::2].count(0) > half // 4 and not start[1::2].count(0):
        return "utf-16-be"
    return None


def _is_valid(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK_BYTES):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _first_foreign_part(path: Path) -> str:
    """The first chunk that holds anything but ASCII, as Windows-1251."""
    with path.open("rb") as file:
        while chunk := file.read(_SAMPLE_BYTES):
            if not chunk.isascii():
                return chunk.decode("cp1251")
    return ""


def _reads_as_russian(text: str) -> bool:
    foreign = [character for character in text.casefold() if ord(character) > 127]  # noqa: PLR2004 - where ASCII ends
    strange = sum(character not in _LETTERS for character in foreign)
    if strange > len(foreign) * _MOST_STRANGE:
        return False
    return len(_CASES_SWAPPED.findall(text)) <= len(_CASES_RIGHT.findall(text))
