"""Single answers as a workbook, to be filtered."""

import io
from collections.abc import Mapping, Sequence
from typing import Final

from domain.polls.files import AnswerWords
from domain.polls.views import AnswerRow
from storage.tabular.workbooks import HEAD_FILL, open_workbook

WIDTHS: Final = (17, 36, 16, 22, 48, 28, 60)
MOMENT_FORMAT: Final = "dd.mm.yyyy hh:mm"


def write_poll_workbook(rows: Sequence[AnswerRow], words: AnswerWords) -> bytes:
    out = io.BytesIO()
    book = open_workbook(out, in_memory=True)
    book.set_properties({"title": words.title})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bg_color": HEAD_FILL, "valign": "vcenter"})
    moment = book.add_format({"num_format": MOMENT_FORMAT, "align": "left"})
    titles = (
        *(words.at, words.client, words.segment, words.person),
        *(words.question, words.answer, words.words),
    )
    for column, (title, width) in enumerate(zip(titles, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for number, row in enumerate(rows, 1):
        sheet.write_datetime(number, 0, row.at.replace(tzinfo=None), moment)
        texts = (
            row.client_name,
            words.segments.get(row.segment, row.segment),
            row.person_name,
            _in(words.language, row.question),
            _in(words.language, row.answer),
            row.words or "",
        )
        for column, text in enumerate(texts, 1):
            sheet.write_string(number, column, text)
    sheet.autofilter(0, 0, len(rows), len(titles) - 1)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _in(language: str, words: Mapping[str, str] | None) -> str:
    """Russian, the default, where the language is not there."""
    return (words.get(language) or words.get("ru", "")) if words else ""
