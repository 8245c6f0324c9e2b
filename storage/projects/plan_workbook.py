"""The plan of a project as a workbook: a row a task, its bar in columns of days.

The bars are conditional formats over the dates of the row, so that they follow a date that somebody
changes in the sheet.
"""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.projects.plan import ScheduledTask
from domain.projects.plan_files import PlanPaper, PlanWords
from storage.tabular.workbooks import HEAD_FILL, open_workbook

ONE_DAY = timedelta(days=1)
DAYS_IN_WEEK = 7
MOST_DAYS = 400
"""More are shown by weeks: a column each."""
DATE_FORMAT, DAY_FORMAT = "dd.mm.yyyy", "dd.mm"
NUMBER, TASK, EXECUTOR, DEPARTMENT, START, END, DEADLINE, STATE, SLACK, LATE, CRITICAL, AFTER = (
    range(12)
)
FIRST_DAY = AFTER + 1
WIDTHS = (5, 44, 24, 18, 11, 11, 11, 13, 9, 11, 13, 12)
DAY_WIDTH = 2.6
WAITING_FILL, GOING_FILL, DONE_FILL = "#9DBFE6", "#2F74C0", "#8E9AA8"
CRITICAL_FILL, LATE_FILL, REST_FILL, TODAY_FILL = "#D9631E", "#B3123F", "#EEF1F6", "#F7D5DE"
YES = "●"


def write_plan_workbook(paper: PlanPaper) -> bytes:
    out = io.BytesIO()
    book = open_workbook(out, in_memory=True)
    book.set_properties({"title": paper.title, "comments": paper.subtitle})
    numbers = {found.task.id: number for number, found in enumerate(paper.plan.tasks, 1)}
    _PlanSheet(book, paper, numbers).write()
    _write_dependencies(book, paper, numbers)
    book.close()
    return out.getvalue()


def state_of(scheduled: ScheduledTask, words: PlanWords) -> str:
    if scheduled.task.is_done:
        return words.done
    return words.going if scheduled.is_begun else words.waiting


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


class _PlanSheet:
    def __init__(self, book: Any, paper: PlanPaper, numbers: dict[Any, int]) -> None:
        self._book = book
        self._paper = paper
        self._numbers = numbers
        self._sheet = book.add_worksheet(paper.words.plan)
        self._date = book.add_format({"num_format": DATE_FORMAT, "align": "left"})
        tasks = paper.plan.tasks
        self._rows = len(tasks)
        first = min(found.starts_on for found in tasks)
        last = max(max(found.ends_on, found.task.promised_on) for found in tasks)
        self._step = 1 if (last - first).days < MOST_DAYS else DAYS_IN_WEEK
        if self._step > 1:
            first -= ONE_DAY * first.weekday()
        count = (last - first).days // self._step + 1
        self._days = [first + ONE_DAY * self._step * number for number in range(count)]

    def write(self) -> None:
        self._write_head()
        for row, scheduled in enumerate(self._paper.plan.tasks, 1):
            self._write_row(row, scheduled)
        last_row, last_day = self._rows, FIRST_DAY + len(self._days) - 1
        self._sheet.autofilter(0, 0, last_row, AFTER)
        self._sheet.freeze_panes(1, TASK + 1)
        self._add_bars(last_row, last_day)
        self._sheet.set_landscape()
        self._sheet.set_paper(8)  # A3
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)

    def _write_head(self) -> None:
        words = self._paper.words
        head = self._book.add_format(
            {"bold": True, "bg_color": HEAD_FILL, "valign": "vcenter", "text_wrap": True}
        )
        titles = (
            *(words.number, words.task, words.executor, words.department, words.start, words.end),
            *(words.deadline, words.state, words.slack, words.late_days, words.critical),
            words.after,
        )
        for column, (title, width) in enumerate(zip(titles, WIDTHS, strict=True)):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, title[:1].upper() + title[1:], head)
        day = {"num_format": DAY_FORMAT, "rotation": 90, "font_size": 8, "align": "center"}
        plain = self._book.add_format({**day, "bg_color": HEAD_FILL})
        of_today = self._book.add_format({**day, "bg_color": LATE_FILL, "font_color": "#FFFFFF"})
        self._sheet.set_column(FIRST_DAY, FIRST_DAY + len(self._days) - 1, DAY_WIDTH)
        self._sheet.set_row(0, 34)
        for column, shown in enumerate(self._days, FIRST_DAY):
            is_today = shown <= self._paper.today < shown + ONE_DAY * self._step
            style = of_today if is_today else plain
            self._sheet.write_datetime(0, column, _midnight(shown), style)

    def _write_row(self, row: int, scheduled: ScheduledTask) -> None:
        task, sheet = scheduled.task, self._sheet
        sheet.write_number(row, NUMBER, row)
        sheet.write_string(row, TASK, task.title)
        sheet.write_string(row, EXECUTOR, task.executor_name)
        if task.department:
            sheet.write_string(row, DEPARTMENT, task.department)
        sheet.write_datetime(row, START, _midnight(scheduled.starts_on), self._date)
        sheet.write_datetime(row, END, _midnight(scheduled.ends_on), self._date)
        sheet.write_datetime(row, DEADLINE, _midnight(task.promised_on), self._date)
        sheet.write_string(row, STATE, state_of(scheduled, self._paper.words))
        if not task.is_done:
            sheet.write_number(row, SLACK, scheduled.slack_days)
        if scheduled.is_late:
            sheet.write_number(row, LATE, scheduled.late_days)
        if scheduled.is_critical:
            sheet.write_string(row, CRITICAL, YES)
        before = sorted(self._numbers[id_] for id_ in task.depends_on if id_ in self._numbers)
        if before:
            sheet.write_string(row, AFTER, ", ".join(map(str, before)))

    def _add_bars(self, last_row: int, last_day: int) -> None:
        """The first that fits a cell colours it."""
        from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell  # noqa: PLC0415 - late: files are rarely asked for

        def cell(column: int) -> str:
            return f"${xl_col_to_name(column)}2"

        day = xl_rowcol_to_cell(0, FIRST_DAY, row_abs=True)
        end_of_step = f"{day}+{self._step - 1}"
        in_bar = f"{cell(START)}<={end_of_step},{cell(END)}>={day}"
        words = self._paper.words
        late = f'{cell(LATE)}<>"",{cell(DEADLINE)}<{day}'
        rules = [
            (f"=AND({in_bar},{late})", LATE_FILL),
            (f'=AND({in_bar},{cell(STATE)}="{_quoted(words.done)}")', DONE_FILL),
            (f'=AND({in_bar},{cell(CRITICAL)}="{YES}")', CRITICAL_FILL),
            (f'=AND({in_bar},{cell(STATE)}="{_quoted(words.going)}")', GOING_FILL),
            (f"=AND({in_bar})", WAITING_FILL),
        ]
        if self._step == 1:
            rules.append((f"={day}={_serial(self._paper.today)}", TODAY_FILL))
        for formula, fill in rules:
            style = self._book.add_format({"bg_color": fill})
            self._sheet.conditional_format(
                1,
                FIRST_DAY,
                last_row,
                last_day,
                {"type": "formula", "criteria": formula, "format": style, "stop_if_true": True},
            )
        if self._step == 1:
            rest = self._book.add_format({"bg_color": REST_FILL})
            for column, shown in enumerate(self._days, FIRST_DAY):
                if not self._paper.working_days.is_working_day(shown):
                    self._sheet.conditional_format(
                        1,
                        column,
                        last_row,
                        column,
                        {"type": "formula", "criteria": "=TRUE", "format": rest},
                    )


def _serial(day: date) -> int:
    """The number under which a spreadsheet knows ``day``."""
    return (day - date(1899, 12, 30)).days


def _quoted(words: str) -> str:
    return words.replace('"', '""')


def _write_dependencies(book: Any, paper: PlanPaper, numbers: dict[Any, int]) -> None:
    words = paper.words
    sheet = book.add_worksheet(words.dependencies)
    head = book.add_format({"bold": True, "bg_color": HEAD_FILL})
    for column, (title, width) in enumerate(
        ((words.number, 5), (words.task, 44), (words.number, 5), (words.waits_for, 44))
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    titles = {found.task.id: found.task.title for found in paper.plan.tasks}
    row = 0
    for found in paper.plan.tasks:
        for before in found.task.depends_on:
            if before in titles:
                row += 1
                sheet.write_number(row, 0, numbers[found.task.id])
                sheet.write_string(row, 1, found.task.title)
                sheet.write_number(row, 2, numbers[before])
                sheet.write_string(row, 3, titles[before])
    sheet.autofilter(0, 0, max(row, 1), 3)
    sheet.freeze_panes(1, 0)
