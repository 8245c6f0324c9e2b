"""How a file comes about: asked for, made by and by beside everything else, given out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final, Protocol

from domain.desk import Desk
from domain.org.model import Actor
from domain.rate_limits import Limited, RateLimits
from domain.reports.errors import NothingSelected, ReportFileTooLarge, ReportFinished, ReportTooLong
from domain.reports.model import (
    MOST_BYTES,
    MOST_PAGED_ROWS,
    MOST_ROWS,
    Asked,
    FileKind,
    NewRun,
    ReportRun,
    ReportRunId,
    RunStatus,
)
from domain.reports.viewing import look, rows_of
from domain.reports.views import ReportView, Taken
from domain.sheets import OpenSheet, PagesPaper, Row, SheetPaper, WritePages
from domain.unit_of_work import UnitOfWork

LEASE: Final = timedelta(minutes=1)
"""After this without a sign of life a file is taken up again by whoever runs."""
MOST_ATTEMPTS: Final = 3
BYTES_IN_MEGABYTE: Final = 1024 * 1024

Tell = Callable[[int, int], Awaitable[None]]
"""Told how many rows of how many are done; what it raises ends the making."""


def _require_fitting(view: ReportView, file: FileKind) -> None:
    count = view.sums.count
    if not count:
        raise NothingSelected
    if file is FileKind.XLSX and count > MOST_ROWS:
        raise ReportTooLong(count=count, limit=MOST_ROWS)


@dataclass(frozen=True, slots=True)
class AskForReport:
    """Have a file made; it comes by itself."""

    desk: Desk
    rate_limits: RateLimits

    async def __call__(
        self, actor: Actor, chat_id: int, asked: Asked, file: FileKind
    ) -> ReportRunId:
        """Raises: NotFound, NothingSelected, ReportTooLong, ReportInHand, PeriodTooLong,
        TooOften.
        """
        self.rate_limits.require(actor.id, Limited.FILE)
        async with self.desk.begin() as uow:
            view, _ = await look(self.desk, uow, actor, asked)
            _require_fitting(view, file)
            new = NewRun(actor.id, chat_id, asked, file)
            run_id = await uow.report_runs.add(new, self.desk.clock())
            await uow.commit()
        return run_id


@dataclass(frozen=True, slots=True)
class CancelReport:
    desk: Desk

    async def __call__(self, actor: Actor, run_id: ReportRunId) -> ReportRun:
        """Raises: NotFound, ReportFinished."""
        async with self.desk.begin() as uow:
            run = await uow.report_runs.get(run_id, actor.id)
            now = self.desk.clock()
            if not await uow.report_runs.finish(run_id, RunStatus.CANCELLED, now):
                raise ReportFinished
            await uow.commit()
        return run


@dataclass(frozen=True, slots=True)
class TakeWaitingReport:
    """The next file to be made, for the one who will; None where there is none.

    Two processes never take the same one, and one whose process died is taken again.
    """

    desk: Desk

    async def __call__(self) -> ReportRun | None:
        async with self.desk.begin() as uow:
            run = await uow.report_runs.claim(self.desk.clock(), LEASE)
            await uow.commit()
        return run

    async def is_wanted(self, run_id: ReportRunId) -> bool:
        """Keep it in hand; False where it was cancelled meanwhile."""
        async with self.desk.begin() as uow:
            wanted = await uow.report_runs.extend(run_id, self.desk.clock() + LEASE)
            await uow.commit()
        return wanted

    async def shown_in(self, run_id: ReportRunId, message_id: int | None) -> None:
        """Where its progress is told, so that whoever takes it up goes on there."""
        async with self.desk.begin() as uow:
            await uow.report_runs.note_message(run_id, message_id)
            await uow.commit()

    async def made(self, run_id: ReportRunId, rows: int) -> bool:
        """It is made, and another may be asked for while it is sent; False where it was cancelled
        meanwhile.
        """
        async with self.desk.begin() as uow:
            wanted = await uow.report_runs.made(run_id, rows)
            await uow.commit()
        return wanted

    async def finish(self, run_id: ReportRunId, status: RunStatus) -> None:
        async with self.desk.begin() as uow:
            await uow.report_runs.finish(run_id, status, self.desk.clock())
            await uow.commit()


class WordReport(Protocol):
    """A report in the reader's words."""

    def sheet(self, view: ReportView) -> SheetPaper: ...
    def pages(self, view: ReportView, rows: Sequence[Row]) -> PagesPaper: ...


@dataclass(frozen=True, slots=True)
class Made:
    """``rows`` are those in the file, of ``view.sums.count``."""

    view: ReportView
    rows: int


@dataclass(frozen=True, slots=True)
class MakeReport:
    """Write what the actor may see now to ``path``, a part of the rows in memory at a time.

    Writing is done in a thread, so that everything else goes on meanwhile.
    """

    desk: Desk
    open_sheet: OpenSheet
    write_pages: WritePages

    async def __call__(
        self, actor: Actor, asked: Asked, file: FileKind, path: Path, words: WordReport, tell: Tell
    ) -> Made:
        """Raises: NotFound, NothingSelected, ReportTooLong, ReportFileTooLarge."""
        async with self.desk.begin() as uow:
            view, taken = await look(self.desk, uow, actor, asked)
            _require_fitting(view, file)
            if file is FileKind.XLSX:
                rows = await self._write_sheet(uow, view, taken, path, words, tell)
            else:
                rows = await self._write_pages(uow, view, taken, path, words)
        size = (await asyncio.to_thread(path.stat)).st_size
        if size > MOST_BYTES:
            raise ReportFileTooLarge(megabytes=MOST_BYTES // BYTES_IN_MEGABYTE)
        return Made(view, rows)

    async def _write_sheet(
        self,
        uow: UnitOfWork,
        view: ReportView,
        taken: Taken,
        path: Path,
        words: WordReport,
        tell: Tell,
    ) -> int:
        sheet = await asyncio.to_thread(self.open_sheet, path, words.sheet(view))
        done = 0
        async for rows in rows_of(uow, taken, limit=MOST_ROWS):
            await asyncio.to_thread(sheet.add, rows)
            done += len(rows)
            await tell(done, max(done, view.sums.count))
        await asyncio.to_thread(sheet.close)
        return done

    async def _write_pages(
        self, uow: UnitOfWork, view: ReportView, taken: Taken, path: Path, words: WordReport
    ) -> int:
        rows: list[Row] = []
        async for part in rows_of(uow, taken, limit=MOST_PAGED_ROWS):
            rows.extend(part)
        await asyncio.to_thread(self.write_pages, path, words.pages(view, rows))
        return len(rows)
