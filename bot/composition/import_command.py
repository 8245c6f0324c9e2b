"""``naparnik import``, and the files that a playground starts with."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from dishka import Container

from bot.imports.report import report_lines, terminal_progress
from bot.texts import Texts
from domain.deals.desk import Desk
from domain.imports.columns import Kind
from domain.imports.files import FileToImport
from domain.imports.use_cases import PlanImport, RunImport
from storage.tabular.opening import open_table

SUFFIXES = (".csv", ".xlsx")


async def import_files(
    container: Container, files: Sequence[tuple[Path, Kind | None]], texts: Texts, *, asks: bool
) -> bool:
    """Preview, ask where ``asks``, write, report. Whether it was written.

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
        plan = await container.get(PlanImport)(opened, by=None)
        print("\n".join(report_lines(plan, rulebook, texts)))
        if not await _agreed(texts):
            print(texts.plain("cancelled"))
            return False
    tally = await container.get(RunImport)(opened, by=None, on_progress=terminal_progress(texts))
    print("\n".join(report_lines(tally, rulebook, texts)))
    return True


async def import_folder(container: Container, folder: Path, texts: Texts) -> None:
    """Every table in a folder, each kind told by its columns."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    await import_files(container, [(path, None) for path in paths], texts, asks=False)


async def _agreed(texts: Texts) -> bool:
    answer = await asyncio.to_thread(input, texts.plain("cli-import-question") + " ")
    return answer.strip().lower() in texts.plain("cli-yes-answers").split()


def can_ask() -> bool:
    """Whether there is a terminal with somebody at it."""
    return sys.stdin.isatty()
