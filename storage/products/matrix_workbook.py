"""Clients by products as a workbook: a row a client, to be filtered."""

import io
from typing import Final

from domain.products.matrix_files import MatrixWords
from domain.products.views import Matrix
from storage.tabular.workbooks import HEAD_FILL, open_workbook

FIRST_WIDTHS: Final = (36, 16, 18, 22, 18)
PRODUCT_WIDTH: Final = 14
HEAD_HEIGHT: Final = 48


def write_matrix_workbook(matrix: Matrix, words: MatrixWords) -> bytes:
    out = io.BytesIO()
    book = open_workbook(out, in_memory=True)
    book.set_properties({"title": words.title})
    sheet = book.add_worksheet(words.title)
    head = book.add_format(
        {"bold": True, "bg_color": HEAD_FILL, "valign": "vcenter", "text_wrap": True}
    )
    titles = (words.client, words.segment, words.sector, words.owner, words.branch)
    first = len(titles)
    for column, width in enumerate(FIRST_WIDTHS):
        sheet.set_column(column, column, width)
    last = first + len(matrix.products) - 1
    if matrix.products:
        sheet.set_column(first, last, PRODUCT_WIDTH)
    sheet.set_row(0, HEAD_HEIGHT)
    for column, title in enumerate((*titles, *(product.name for product in matrix.products))):
        sheet.write_string(0, column, title, head)
    for row, client in enumerate(matrix.clients, 1):
        facts = (
            client.name,
            words.segments.get(client.segment, client.segment),
            client.sector or "",
            client.owner_name or "",
            client.branch_name,
        )
        for column, fact in enumerate(facts):
            sheet.write_string(row, column, fact)
        for column, product in enumerate(matrix.products, first):
            state = matrix.cells.get((client.id, product.id))
            if state is not None:
                sheet.write_string(row, column, words.states[state])
    sheet.autofilter(0, 0, len(matrix.clients), max(last, first - 1))
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()
