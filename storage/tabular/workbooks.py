"""Workbooks in which a typed text stays a text, also where it looks like a formula or a link."""

from typing import Any, BinaryIO, Final

HEAD_FILL: Final = "#E4EAF2"
"""Behind the titles of columns."""


def open_workbook(out: BinaryIO | str, **options: bool | str) -> Any:
    """To be closed once it is full. ``options`` are more of xlsxwriter's: where rows are kept."""
    import xlsxwriter  # noqa: PLC0415 - late: files are rarely asked for

    as_typed = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return xlsxwriter.Workbook(out, as_typed | options)
