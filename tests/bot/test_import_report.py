"""What an import says of itself, in both languages."""

import io
from decimal import Decimal

import pytest

from bot.errors import words_of
from bot.imports.report import progress_text, reasons_of, report_lines, terminal_progress
from bot.texts import texts_for
from domain.errors import DomainError
from domain.imports import errors
from domain.imports.columns import Field, Kind
from domain.imports.course import Progress
from domain.imports.model import Fault, Notice, RefusedRow, RowFault
from domain.imports.table import SourceRow
from domain.imports.tally import Counts, StageTally, Tally
from domain.language import Language
from domain.org.model import Role
from storage.rulebook_file import read_default_rulebook

RULEBOOK = read_default_rulebook()
REFUSALS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and kind.__module__ == errors.__name__
]


def tally() -> Tally:
    found = Tally()
    found.counts[Kind.DEALS] = Counts(new=8799, refused=1)
    found.new_by_role.update([Role.REP, Role.DIRECTOR, Role.REP])
    found.stages["won"] = StageTally(4238, {"RUB": Decimal(10_005_534)})
    found.stages["engaging"] = StageTally(1589)
    found.notices[Notice.DEAL_WITHOUT_CLIENT] = 1425
    found.faults[Kind.DEALS, Field.STAGE, Fault.STAGE_UNKNOWN] = 1
    found.ignored_columns["a.csv"] = ("revenue",)
    return found


def test_the_report_tells_counts_stages_and_the_won_sum() -> None:
    lines = report_lines(tally(), RULEBOOK, texts_for(Language.ENGLISH))

    assert lines == [
        "Deals: 8,800 rows, 8,799 new, 0 there already, 0 completed, 1 refused",
        "New people by role:",
        "· sales rep: 2",
        "· director: 1",
        "Deals by stage:",
        "· Engaging: 1,589",
        "· Won: 4,238 worth 10,005,534\u00a0₽",
        "· Lost: 0",
        "Please note:",
        "· deals without a client: 1,425",
        "1 row was refused:",
        '· Deals: the rulebook has no such stage: stage ("…") — 1',
        "Columns not read in a.csv: revenue",
    ]


def test_the_report_speaks_russian_too() -> None:
    lines = report_lines(tally(), RULEBOOK, texts_for(Language.RUSSIAN))

    assert "· Выиграна: 4\u00a0238 на 10\u00a0005\u00a0534\u00a0₽" in lines


@pytest.mark.parametrize("language", Language)
def test_everything_that_can_be_told_has_words(language: Language) -> None:
    texts = texts_for(language)
    whole = Tally()
    for kind in Kind:
        whole.of(kind).new = 1
        whole.faults[kind, None, Fault.MISSING] = 1
    for notice in Notice:
        whole.notices[notice] = 2

    assert report_lines(whole, RULEBOOK, texts)
    for fault in Fault:
        for field in Field:
            row = RefusedRow("f", Kind.DEALS, SourceRow(1, ()), (RowFault(field, fault, "x"),))
            assert reasons_of(row, texts)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_has_words(kind: type[DomainError], language: Language) -> None:
    facts = dict.fromkeys(
        ("file", "limit", "limit_megabytes", "line", "column", "kind", "status", "looks_like"), 1
    )

    assert words_of(kind(**facts), texts_for(language))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


async def test_the_bar_is_drawn_in_place_on_a_terminal_and_ends_its_line() -> None:
    stream, now = Terminal(), iter([0.0, 0.0, 0.05, 0.05, 9.0, 9.0, 9.0])
    draw = terminal_progress(texts_for(Language.ENGLISH), stream, lambda: next(now))

    for done in (0, 50, 100):
        await draw(Progress(Kind.DEALS, done, 100))

    assert stream.getvalue().count("\r") == 2
    assert stream.getvalue().endswith("100%: Deals, 100 of 100\n")


async def test_no_bar_is_drawn_into_a_pipe() -> None:
    stream = io.StringIO()

    await terminal_progress(texts_for(Language.ENGLISH), stream)(Progress(Kind.DEALS, 1, 2))

    assert stream.getvalue() == ""


def test_an_empty_import_is_all_done() -> None:
    assert "100%" in progress_text(Progress(Kind.PEOPLE, 0, 0), texts_for(Language.ENGLISH))
