"""The one writer of tables as a PDF: A4 across, the head on each page, pages numbered.

The template is ``pages.typ``. It gets what people typed as data, and sets it as it is: no letter of
theirs is ever read as markup.
"""

import json
from pathlib import Path
from typing import Final

from domain.sheets import PagesPaper
from storage.tabular.fonts import fonts

TEMPLATE: Final = Path(__file__).with_name("pages.typ")
LONGEST_CELL: Final = 160
LONGEST_WORD: Final = 16
"""Letters without a space that a narrow column holds; longer words are let break."""


def write_pages(path: Path, paper: PagesPaper) -> None:
    import typst  # noqa: PLC0415 - late: files are rarely asked for

    data = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "note": paper.note,
        "lang": paper.language,
        "pages": paper.page_words,
        "titles": paper.titles,
        "widths": paper.widths,
        "right": sorted(paper.align_right),
        "rows": [[_cut(cell) for cell in row] for row in paper.rows],
        "totals": [[_cut(cell) for cell in row] for row in paper.totals],
    }
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(),
        font_paths=fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    written = compiler.compile(format="pdf", timestamp=0)
    assert isinstance(written, bytes)
    path.write_bytes(written)


def _cut(words: str) -> str:
    """On one line, short enough for a cell, with places to break in what has no spaces."""
    words = " ".join(words.split())
    if len(words) > LONGEST_CELL:
        words = words[: LONGEST_CELL - 1].rstrip() + "…"
    return " ".join(_breakable(word) for word in words.split(" "))


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    parts = [word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD)]
    return "\u200b".join(parts)
