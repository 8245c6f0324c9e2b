"""Files that Telegram keeps, on this machine's disk for as long as they are read."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiogram import Bot

from domain.imports.errors import FileTooLarge
from domain.imports.files import FileToImport
from domain.imports.ports import OpenTable
from domain.imports.runs import SentFile
from domain.imports.table import Table

DOWNLOAD_MEGABYTES = 20  # what Telegram lets a bot download


def require_downloadable(name: str, size_bytes: int | None) -> None:
    """Raises: FileTooLarge."""
    if size_bytes is not None and size_bytes > DOWNLOAD_MEGABYTES << 20:
        raise FileTooLarge(file=name, limit_megabytes=DOWNLOAD_MEGABYTES)


@asynccontextmanager
async def downloaded_table(
    bot: Bot, file_id: str, name: str, open_table: OpenTable
) -> AsyncIterator[Table]:
    """The table in one file. Raises: FileRefused."""
    with tempfile.TemporaryDirectory(prefix="naparnik-import-") as folder:
        path = Path(folder) / "file"
        await bot.download(file_id, destination=path)
        yield await asyncio.to_thread(open_table, path, name)


@asynccontextmanager
async def downloaded(
    bot: Bot, files: Sequence[SentFile], open_table: OpenTable
) -> AsyncIterator[tuple[list[FileToImport], Path]]:
    """All files of an import, and a folder for what is made of them. Raises: FileRefused."""
    with tempfile.TemporaryDirectory(prefix="naparnik-import-") as folder:
        ready = []
        for number, file in enumerate(files):
            path = Path(folder) / str(number)
            await bot.download(file.file_id, destination=path)
            table = await asyncio.to_thread(open_table, path, file.name)
            ready.append(FileToImport(table, file.kind, file.chosen))
        yield ready, Path(folder)
