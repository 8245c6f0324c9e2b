"""A report in the reader's words, for those who write it into a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.reports.wording import (
    cell_words,
    chosen_words,
    days_words,
    local_words,
    measured_words,
    report_name,
    title_of,
    whose_words,
    words_of_column,
    zone_of,
)
from bot.texts import Texts
from domain.org.model import Actor
from domain.reports.model import MOST_PAGED_ROWS, ReportKey
from domain.reports.standard import ColumnOf
from domain.reports.views import ReportView
from domain.sheets import CellKind, PagesPaper, Row, SheetColumn, SheetPaper

FIGURES: Final = frozenset(
    {CellKind.NUMBER, CellKind.MONEY, CellKind.PERCENT, CellKind.HOURS, CellKind.DAYS}
)


@dataclass(frozen=True, slots=True)
class ReportWords:
    """See ``domain.reports.making.WordReport``."""

    actor: Actor
    texts: Texts

    def sheet(self, view: ReportView) -> SheetPaper:
        return SheetPaper(
            title=report_name(view.report.key, self.texts),
            columns=tuple(self._column(column, view) for column in view.report.columns),
            zone=view.zone,
            total=self.texts.plain("report-total"),
            facts=self._facts(view),
            facts_title=self.texts.plain("report-facts"),
            currency_column=view.report.currency_column,
        )

    def pages(self, view: ReportView, rows: Sequence[Row]) -> PagesPaper:
        """The first rows, in the columns that a page has room for; totals are of these rows."""
        texts = self.texts
        columns = [
            (place, column) for place, column in enumerate(view.report.columns) if column.is_paged
        ]
        words = [
            None if column.words is None else words_of_column(column.words, view.rulebook, texts)
            for _, column in columns
        ]
        parts = [days_words(view.period, texts), zone_of(view), local_words(view.now, view.zone)]
        if view.report.is_personal:
            parts.insert(0, whose_words(view.whose.kind, view.whose_name, texts))
        parts += chosen_words(view, texts)
        return PagesPaper(
            title=title_of(view, texts),
            subtitle=" · ".join(parts),
            note=self.cut_note(view, len(rows)) or "",
            titles=tuple(self._title(column, view) for _, column in columns),
            widths=tuple(column.width for _, column in columns),
            rows=[
                tuple(
                    cell_words(row[place], column.kind, view.zone, texts, said)
                    for (place, column), said in zip(columns, words, strict=True)
                )
                for row in rows
            ],
            totals=self._totals(view, columns, rows),
            align_right=frozenset(
                number for number, (_, column) in enumerate(columns) if column.kind in FIGURES
            ),
            language=texts.language.value,
            page_words=texts.plain("report-pages", page="{page}", pages="{pages}"),
        )

    def cut_note(self, view: ReportView, rows: int) -> str | None:
        """That not all rows are there; None where they are."""
        if rows >= view.sums.count:
            return None
        return self.texts.plain(
            "report-cut",
            shown=self.texts.number(min(rows, MOST_PAGED_ROWS)),
            count=self.texts.number(view.sums.count),
        )

    def _column(self, column: ColumnOf, view: ReportView) -> SheetColumn:
        words = None
        if column.words is not None:
            words = words_of_column(column.words, view.rulebook, self.texts)
        return SheetColumn(
            self._title(column, view), column.kind, column.width, column.is_summed, words
        )

    def _title(self, column: ColumnOf, view: ReportView) -> str:
        if column.measure is not None:
            return measured_words(column.measure, view.rulebook, self.texts)
        return self.texts.plain(f"report-column-{column.key.replace('_', '-')}")

    def _facts(self, view: ReportView) -> tuple[tuple[str, str], ...]:
        texts = self.texts
        facts = [("report", report_name(view.report.key, texts))]
        if view.asked.name is not None:
            facts.append(("name", view.asked.name))
        if view.report.is_personal:
            facts.append(("whose", whose_words(view.whose.kind, view.whose_name, texts)))
        facts.append(("days", days_words(view.period, texts)))
        if view.report.key is ReportKey.DEALS:
            facts.append(("chosen", ", ".join(chosen_words(view, texts))))
        facts += [
            ("zone", zone_of(view)),
            ("made", local_words(view.now, view.zone)),
            ("by", self.actor.name),
        ]
        return tuple((texts.plain(f"report-fact-{name}"), value) for name, value in facts)

    def _totals(
        self, view: ReportView, columns: Sequence[tuple[int, ColumnOf]], rows: Sequence[Row]
    ) -> list[tuple[str, ...]]:
        """A row for each currency."""
        summed = [(place, column) for place, column in columns if column.is_summed]
        if not summed or not rows:
            return []
        at = view.report.currency_column
        currencies = list(dict.fromkeys("" if at is None else str(row[at]) for row in rows))
        if len(currencies) > 1:  # those without any money are no currency of a sum
            with_money = [
                known
                for known in currencies
                if any(row[at] == known and self._has_money(row, summed) for row in rows if at)
            ]
            currencies = with_money or currencies[:1]
        made = []
        for currency in currencies:
            mine = [row for row in rows if at is None or row[at] == currency]
            cells = []
            for number, (place, column) in enumerate(columns):
                if column.is_summed:
                    of_rows = mine if column.kind is CellKind.MONEY else rows
                    values = [row[place] for row in of_rows]
                    total = sum(
                        (Decimal(str(value)) for value in values if value is not None), Decimal(0)
                    )
                    cells.append(cell_words(total, column.kind, view.zone, self.texts, None))
                elif number == 0:
                    cells.append(self.texts.plain("report-total"))
                else:
                    cells.append(currency if place == at else "")
            made.append(tuple(cells))
        return made

    @staticmethod
    def _has_money(row: Row, summed: Sequence[tuple[int, ColumnOf]]) -> bool:
        return any(row[place] is not None for place, _ in summed)
