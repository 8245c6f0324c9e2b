"""A file on disk as a table: what it is is told by its content, not by its name."""

from pathlib import Path

from domain.imports.errors import FileEmpty, FileNotTable, FileTooLarge, HeaderMissing
from domain.imports.table import Table
from storage.tabular import limits
from storage.tabular.csv_table import open_csv
from storage.tabular.vcard_table import MARK, open_vcards

_ZIP = b"PK\x03\x04"
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "xls"),  # also an XLSX with a password
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"{\\rtf", "text"),
    (b"<!DOCTYPE", "page"),
    (b"<html", "page"),
)
_SAMPLE_BYTES = 4096
_MOST_CONTROLS = 0.05
_CONTROLS = frozenset(range(9)) | frozenset(range(14, 32)) - {0x1A}  # 1A: DOS's end of file


def open_table(path: Path, name: str | None = None) -> Table:
    """The table in the file; ``name`` is what people call it.

    Blocks while it reads, as ``Table.rows`` does: call it in a thread.

    Raises:
        FileNotFoundError, PermissionError: as ``open`` does.
        FileRefused: of the kind that says why.
    """
    name = name or path.name
    size_bytes = path.stat().st_size
    if size_bytes > limits.FILE_BYTES:
        raise FileTooLarge(file=name, limit_megabytes=limits.FILE_BYTES >> 20)
    with path.open("rb") as file:
        start = file.read(_SAMPLE_BYTES)
    if not start.strip():
        raise FileEmpty(file=name)
    table: Table = (
        _open_workbook(path, name) if start.startswith(_ZIP) else _open_text(path, name, start)
    )
    if not any(_is_word(title) for title in table.header):
        raise HeaderMissing(file=name)
    return table


def _open_workbook(path: Path, name: str) -> Table:
    # Late: reading XLSX costs a quarter of a second of every start, and few starts read one.
    from storage.tabular.xlsx_table import open_xlsx  # noqa: PLC0415 - late: files are rarely asked for

    return open_xlsx(path, name)


def _open_text(path: Path, name: str, start: bytes) -> Table:
    for mark, kind in _OTHER_KINDS:
        if start.startswith(mark):
            raise FileNotTable(file=name, looks_like=kind)
    is_utf16 = start[:2] in {b"\xff\xfe", b"\xfe\xff"} or start.count(0) > len(start) // 8
    controls = sum(byte in _CONTROLS for byte in start)
    if not is_utf16 and controls > len(start) * _MOST_CONTROLS:
        raise FileNotTable(file=name, looks_like=None)
    if start.lstrip(b"\xef\xbb\xbf\r\n\t ").upper().startswith(MARK):
        return open_vcards(path, name)
    return open_csv(path, name)


def _is_word(title: str) -> bool:
    return any(character.isalpha() for character in title)
