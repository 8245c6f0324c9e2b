"""``naparnik import``, and the files that a playground starts with."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dishka import Container

from bot.imports.report import field_name, reasons_of, report_lines, terminal_progress
from bot.texts import Texts
from domain.desk import Desk
from domain.imports.columns import ColumnMapping, Field, Kind, suggestions, title_key
from domain.imports.errors import ColumnsMissing
from domain.imports.files import FileToImport
from domain.imports.use_cases import PlanImport, RunImport
from storage.imports.error_report import ErrorReport
from storage.tabular.opening import open_table

SUFFIXES = (".csv", ".xlsx")


async def import_files(
    container: Container, files: Sequence[tuple[Path, Kind | None]], texts: Texts, *, asks: bool
) -> bool:
    """Preview, ask where ``asks``, write, report. Whether it was written.

    Rows that could not be taken go into a workbook in the current folder.

    Raises:
        domain.errors.DomainError: a file cannot be taken at all; nothing was written.
    """
    opened = [
        FileToImport(await asyncio.to_thread(open_table, path, path.name), kind)
        for path, kind in files
    ]
    async with container.get(Desk).begin() as uow:
        rulebook = (await uow.rulebooks.current()).rulebook
    if asks:
        opened = [await _with_missing_columns(file, texts) for file in opened]
        plan = await container.get(PlanImport)(opened, by=None)
        print("\n".join(report_lines(plan, rulebook, texts)))
        if not await _agreed(texts):
            print(texts.plain("cancelled"))
            return False
    report = Path(texts.plain("import-errors-file"))
    with ErrorReport(
        report,
        {file.table.name: file.table.header for file in opened},
        word_reasons=lambda refused: reasons_of(refused, texts),
        line_title=texts.plain("import-line-title"),
        reason_title=texts.plain("import-reason-title"),
    ) as refused_rows:
        tally = await container.get(RunImport)(
            opened, by=None, refused_rows=refused_rows, on_progress=terminal_progress(texts)
        )
    print("\n".join(report_lines(tally, rulebook, texts)))
    if refused_rows.has_rows:
        print(texts.plain("cli-import-refused", file=str(report)))
    return True


async def _with_missing_columns(file: FileToImport, texts: Texts) -> FileToImport:
    """The file with a column for each required field whose column its names do not tell."""
    mapping = file.mapping()
    chosen = dict(file.chosen)
    for field in mapping.missing:
        title = await _chosen_title(file, mapping, field, texts)
        chosen[title_key(title)] = field
    return replace(file, kind=mapping.kind, chosen=chosen)


async def _chosen_title(
    file: FileToImport, mapping: ColumnMapping, field: Field, texts: Texts
) -> str:
    """Raises: ColumnsMissing: no column is left, or none was chosen."""
    header = file.table.header
    places = suggestions(header, mapping, field)
    print(
        texts.plain("cli-import-which-column", file=file.table.name, field=field_name(field, texts))
    )
    for number, place in enumerate(places, start=1):
        print(f"  {number}. {header[place]}")
    answer = await asyncio.to_thread(input, "> ")
    if not answer.strip().isdecimal() or not 1 <= int(answer) <= len(places):
        raise ColumnsMissing(file=file.table.name, kind=mapping.kind, fields=(field,))
    return header[places[int(answer) - 1]]


async def import_folder(container: Container, folder: Path, texts: Texts) -> None:
    """Every table in a folder, each kind told by its columns."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    await import_files(container, [(path, None) for path in paths], texts, asks=False)


async def _agreed(texts: Texts) -> bool:
    try:
        answer = await asyncio.to_thread(input, texts.plain("cli-import-question") + " ")
    except EOFError:  # Ctrl+D: no answer is a no
        return False
    return answer.strip().lower() in texts.plain("cli-yes-answers").split()
