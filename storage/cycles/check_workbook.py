"""What representatives did, as a workbook: a row each, to be filtered."""

import io
from datetime import datetime, time
from typing import Final

from domain.cycles.check_files import CheckWords
from domain.cycles.views import RepCheckPage
from storage.tabular.workbooks import HEAD_FILL, open_workbook

DATE_FORMAT: Final = "dd.mm.yyyy"
WIDTHS: Final = (30, 20, 10, 12, 12, 10, 10, 12, 14, 22)
LAST, NOTE = 8, 9


def write_rep_check(page: RepCheckPage, words: CheckWords) -> bytes:
    out = io.BytesIO()
    book = open_workbook(out, in_memory=True)
    book.set_properties({"title": words.title})
    sheet = book.add_worksheet(words.title)
    head = book.add_format({"bold": True, "bg_color": HEAD_FILL, "text_wrap": True})
    day = book.add_format({"num_format": DATE_FORMAT, "align": "left"})
    for column, (title, width) in enumerate(zip(words.columns, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    for row, rep in enumerate(page.reps, 1):
        sheet.write_string(row, 0, rep.name)
        sheet.write_string(row, 1, rep.branch_name)
        figures = (rep.calls, rep.plan, rep.done, rep.meetings, rep.visits, rep.booked)
        for column, figure in enumerate(figures, 2):
            sheet.write_number(row, column, figure)
        if rep.last_at is not None:
            last_on = rep.last_at.astimezone(page.zone).date()
            sheet.write_datetime(row, LAST, datetime.combine(last_on, time()), day)
        if rep.is_idle or rep.is_away:
            sheet.write_string(row, NOTE, words.idle if rep.is_idle else words.away)
    sheet.autofilter(0, 0, len(page.reps), NOTE)
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()
